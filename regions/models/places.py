"""Regions, municipalities and organisations: where people and content belong."""

import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..states import OrganisationKind, Role


class RegionQuerySet(models.QuerySet["Region"]):
    def current(self, on: datetime.date | None = None) -> "RegionQuerySet":
        """Regions that exist on a day (today)."""
        day = on or timezone.localdate()
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day))

    def coordinated_by(self, user: Any) -> "RegionQuerySet":
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(circle__in=user.memberships.reading().filter(role=Role.COORDINATOR).values("circle"))


class Region(models.Model):
    """A youth region. The key to the outside is the code of Statistics Netherlands (JZ01..JZ43, without JZ40)."""

    cbs_code = models.CharField(_("CBS code"), max_length=4, unique=True)
    code = models.CharField(_("short code"), max_length=4, unique=True, help_text=_("Shown on the tile map."))
    name = models.CharField(_("name"), max_length=100, unique=True)
    also_called = models.CharField(_("also called"), max_length=100, blank=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    province = models.CharField(_("province"), max_length=50)
    tile_row = models.PositiveSmallIntegerField(_("row on the tile map"))
    tile_column = models.PositiveSmallIntegerField(_("column on the tile map"))
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists until"), null=True, blank=True)
    circle = models.OneToOneField(
        "regions.Circle", models.PROTECT, related_name="region", verbose_name=_("circle"), null=True, editable=False
    )
    municipalities = models.ManyToManyField(
        "regions.Municipality",
        through="regions.RegionMunicipality",
        related_name="regions",
        verbose_name=_("municipalities"),
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["tile_row", "tile_column"], name="regions_region_one_tile_each"),
        ]

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    cbs_code = models.CharField(_("CBS code"), max_length=6, unique=True)
    name = models.CharField(_("name"), max_length=100)
    province = models.CharField(_("province"), max_length=50)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True, help_text=_("On 1 January 2020."))

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RegionMunicipality(models.Model):
    """A municipality's membership of a region, dated because membership moves between years."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="municipality_links", verbose_name=_("region"))
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="region_links", verbose_name=_("municipality")
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("municipality of a region")
        verbose_name_plural = _("municipalities of regions")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(valid_to=None), name="regions_municipality_in_one_region_now"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="regions_municipality_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} – {self.region}"


class Organisation(models.Model):
    name = models.CharField(_("name"), max_length=150, unique=True)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind)
    regions: Any = models.ManyToManyField(Region, related_name="organisations", blank=True, verbose_name=_("regions"))

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Partnership(models.Model):
    """Several regions that organise something together (supra-regional co-operation)."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    regions: Any = models.ManyToManyField(Region, related_name="partnerships", verbose_name=_("regions"))
    purpose = models.TextField(_("what for"), blank=True, help_text=_("What these regions do together."))
    since = models.PositiveSmallIntegerField(_("since (year)"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
