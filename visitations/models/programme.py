"""What the committee asks to read, and the days of the visit."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..states import ProgrammeKind, RequestStatus
from .trajectory import VisitationPage


class DocumentRequest(models.Model):
    """Something the committee asks the visited party to read. Both sides see it; ``status`` is written by actions only."""

    visitation = models.ForeignKey(
        VisitationPage, models.CASCADE, related_name="document_requests", verbose_name=_("visitation")
    )
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    title = models.CharField(_("what"), max_length=200)
    why = models.TextField(_("why the committee asks for it"), blank=True)
    due_on = models.DateField(_("needed on"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=RequestStatus, default=RequestStatus.ASKED, editable=False
    )
    reply = models.TextField(_("reply of the visited party"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"), editable=False
    )
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("document request")
        verbose_name_plural = _("document requests")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["visitation", "number"], name="visitations_request_number_once"),
            models.CheckConstraint(
                condition=~Q(status=RequestStatus.NOT_AVAILABLE) | ~Q(reply=""),
                name="visitations_not_available_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class ProgrammeItem(models.Model):
    """A part of the visit. An interview is with a stakeholder group, never with a person by name; the deliberation is for
    those who judge alone. ``uid`` and ``sequence`` are its identity in calendars (RFC 5545)."""

    visitation = models.ForeignKey(
        VisitationPage, models.CASCADE, related_name="programme", verbose_name=_("visitation")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ProgrammeKind)
    title = models.CharField(_("title"), max_length=200)
    group = models.CharField(_("stakeholder group"), max_length=100, blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to the call"), blank=True)
    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    cancelled = models.BooleanField(_("cancelled"), default=False, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("part of the programme")
        verbose_name_plural = _("programme")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="visitations_programme_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title
