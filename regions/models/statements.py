"""Statements that parties sign, what each of them undertook, and what became of that."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import rules
from ..states import UndertakingStatus


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, user: Any) -> "StatementQuerySet":
        """What was agreed is everyone's; drafts are the national editors'."""
        return self if rules.is_editor(user) else self.exclude(agreed_on=None)


class Statement(models.Model):
    """A text that parties stand behind. Read by everyone once ``agreed_on`` is there; its text does not change after that."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=200, unique=True)
    summary = models.TextField(_("summary"), max_length=600, blank=True)
    text = models.TextField(_("text"))
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    open_until = models.DateField(_("can be signed until"), null=True, blank=True)
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)

    objects: Any = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement of parties")
        verbose_name_plural = _("statements of parties")
        ordering = ["-agreed_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def can_be_signed(self) -> bool:
        return bool(self.agreed_on) and (self.open_until is None or timezone.localdate() <= self.open_until)


class Signatory(models.Model):
    """A party that signed: a region or an organisation, by the role of who signed, with what it undertook."""

    statement = models.ForeignKey(
        Statement, models.PROTECT, related_name="signatories", verbose_name=_("statement of parties")
    )
    region = models.ForeignKey(
        "regions.Region", models.PROTECT, null=True, blank=True, related_name="signatures", verbose_name=_("region")
    )
    organisation = models.ForeignKey(
        "regions.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
        verbose_name=_("organisation"),
    )
    signed_as = models.CharField(_("signed as"), max_length=150, help_text=_("A role, such as alderman or director."))
    signed_on = models.DateField(_("signed on"))
    undertakes = models.TextField(_("undertakes"), blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=UndertakingStatus, default=UndertakingStatus.AGREED, editable=False
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["signed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(region=None) ^ Q(organisation=None), name="regions_signatory_is_one_party"
            ),
            models.UniqueConstraint(fields=["statement", "region"], name="regions_region_signs_once"),
            models.UniqueConstraint(fields=["statement", "organisation"], name="regions_organisation_signs_once"),
        ]

    def __str__(self) -> str:
        return str(self.region or self.organisation)


class UndertakingReport(models.Model):
    """What became of an undertaking, at a day; appended to, never changed."""

    signatory = models.ForeignKey(Signatory, models.CASCADE, related_name="reports", verbose_name=_("signatory"))
    status = models.CharField(_("status"), max_length=20, choices=UndertakingStatus)
    note = models.TextField(_("note"))
    date = models.DateField(_("date"))
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("reported by")
    )

    class Meta:
        verbose_name = _("report on an undertaking")
        verbose_name_plural = _("reports on undertakings")
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.signatory}: {self.get_status_display()}"
