"""The regional plan of action: how supply is secured and partners work together, who co-wrote it, and each version of it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..audience import PUBLIC, WIDE, audience_keys, circle_id_of
from ..states import KeptBecause, Perspective, PlanStatus


class RegionalPlanQuerySet(models.QuerySet["RegionalPlan"]):
    def visible_to(self, user: Any) -> "RegionalPlanQuerySet":
        """What was approved at least once is read by its audience; before that a plan is its region's."""
        keys = audience_keys(user)
        own = [pk for key in keys if (pk := circle_id_of(key))]
        return self.filter(
            Q(region__circle__in=own) | Q(audience_key__in=WIDE & keys, versions__approved_on__isnull=False)
        ).distinct()


class RegionalPlan(models.Model):
    """One region's plan for some years. The row and its parts are the text that is being written; readers outside the region
    read the newest approved `PlanVersion`. ``status`` is written by actions only."""

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="plans", verbose_name=_("region"))
    title = models.CharField(_("title"), max_length=200)
    from_year = models.PositiveSmallIntegerField(_("from (year)"))
    until_year = models.PositiveSmallIntegerField(_("until (year)"))
    audience_key = models.CharField(_("who may read it once it is approved"), max_length=32, default=PUBLIC)
    clients_included = models.TextField(
        _("how clients were included"),
        blank=True,
        help_text=_("Young people, parents, client councils: when, and to what effect? If they were not, say why."),
    )
    status = models.CharField(_("status"), max_length=20, choices=PlanStatus, default=PlanStatus.DRAFT, editable=False)
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
        editable=False,
    )
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects: Any = RegionalPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("regional plan of action")
        verbose_name_plural = _("regional plans of action")
        ordering = ["region", "-from_year", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_year__gte=models.F("from_year")), name="regions_plan_years_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlanPart(models.Model):
    plan = models.ForeignKey(RegionalPlan, models.CASCADE, related_name="parts", verbose_name=_("plan"))
    position = models.PositiveSmallIntegerField(_("position"))
    heading = models.CharField(_("heading"), max_length=200)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("part of a plan")
        verbose_name_plural = _("parts of plans")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.heading


class PlanWriter(models.Model):
    """Who co-wrote the plan: an organisation or group, and from which side; never a person by name."""

    plan = models.ForeignKey(RegionalPlan, models.CASCADE, related_name="writers", verbose_name=_("plan"))
    organisation = models.ForeignKey(
        "regions.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    name = models.CharField(_("organisation or group"), max_length=150, blank=True)
    perspective = models.CharField(_("perspective"), max_length=20, choices=Perspective)

    class Meta:
        verbose_name = _("co-writer of a plan")
        verbose_name_plural = _("co-writers of plans")
        ordering = ["perspective", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(name=""), name="regions_plan_writer_is_somebody"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.name)


class PlanVersion(models.Model):
    """A plan as it stood once; appended to, never changed. ``content`` holds title, years, parts, co-writers and how clients
    were included, as they were."""

    plan = models.ForeignKey(RegionalPlan, models.PROTECT, related_name="versions", verbose_name=_("plan"))
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField(_("content"))
    kept_because = models.CharField(_("kept because"), max_length=20, choices=KeptBecause, default=KeptBecause.ASKED)
    what_changed = models.TextField(_("what changed"), blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved_by = models.CharField(
        _("approved by"), max_length=200, blank=True, help_text=_("The body that approved it; no name of a person.")
    )
    kept_at = models.DateTimeField(_("kept at"), auto_now_add=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("kept by")
    )

    class Meta:
        verbose_name = _("version of a plan")
        verbose_name_plural = _("versions of plans")
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="regions_plan_version_number_once"),
            models.CheckConstraint(
                condition=Q(approved_on=None) | ~Q(approved_by=""), name="regions_plan_approved_by_a_body"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"
