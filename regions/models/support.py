"""What a region asks of the national support structure, and the conversation about it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..states import CircleKind, SupportStatus


class SupportRequestQuerySet(models.QuerySet["SupportRequest"]):
    def visible_to(self, user: Any) -> "SupportRequestQuerySet":
        """The region's own, drafts among them; the national support structure's, what was sent."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        seats = user.memberships.reading()
        own = Q(region__circle__in=seats.values("circle"))
        advises = seats.filter(circle__kind=CircleKind.SUPPORT).exists()
        return self.filter(own | ~Q(sent_at=None)) if advises else self.filter(own)


class SupportRequest(models.Model):
    """Three questions of a region that cannot go on alone. ``status`` is written by actions only."""

    region = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="support_requests", verbose_name=_("region")
    )
    title = models.CharField(_("in one sentence"), max_length=200)
    where_we_are = models.TextField(_("Where are we?"))
    where_to = models.TextField(_("Where do we want to be?"))
    what_is_needed = models.TextField(_("What is needed?"))
    status = models.CharField(
        _("status"), max_length=20, choices=SupportStatus, default=SupportStatus.DRAFT, editable=False
    )
    outcome = models.TextField(_("what came of it"), blank=True, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    objects: Any = SupportRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for support")
        verbose_name_plural = _("requests for support")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=SupportStatus.CLOSED) | ~Q(outcome=""),
                name="regions_support_closed_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SupportMessage(models.Model):
    """One thing that was said; appended to, never changed. ``key`` is of the form that said it, so that it is said once."""

    request = models.ForeignKey(
        SupportRequest, models.CASCADE, related_name="messages", verbose_name=_("request for support")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    of_region = models.BooleanField(_("said by the region"), editable=False)
    text = models.TextField(_("text"))
    key = models.CharField(max_length=32, editable=False)
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        verbose_name = _("message about support")
        verbose_name_plural = _("messages about support")
        ordering = ["written_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["request", "key"], name="regions_support_said_once")]

    def __str__(self) -> str:
        return f"{self.request} {self.pk}"
