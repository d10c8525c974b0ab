"""Regional expert teams, and their figures by year: never without what the figures mean."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ExpertTeam(models.Model):
    """A region's expert team for questions that found no fitting help. ``functions`` holds values of `ExpertFunction`."""

    region = models.OneToOneField(
        "regions.Region", models.PROTECT, related_name="expert_team", verbose_name=_("region")
    )
    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("who sits on it and how it works"), blank=True)
    functions = models.JSONField(_("functions"), default=list, blank=True)
    gives_binding_advice = models.BooleanField(_("its advice is binding"), default=False)
    contact = models.CharField(
        _("contact"), max_length=200, blank=True, help_text=_("A role and a general address; no personal data.")
    )

    class Meta:
        verbose_name = _("expert team")
        verbose_name_plural = _("expert teams")
        ordering = ["region"]

    def __str__(self) -> str:
        return self.name


class TeamYear(models.Model):
    """What an expert team counted in a year, beside what the counts mean. A figure that was not kept is null, not 0."""

    COUNTS = ("asked", "advised", "binding", "without_answer", "passed_on")
    FIGURES = (*COUNTS, "median_days")

    team = models.ForeignKey(ExpertTeam, models.CASCADE, related_name="years", verbose_name=_("expert team"))
    year = models.PositiveSmallIntegerField(_("year"))
    asked = models.PositiveIntegerField(_("questions brought"), null=True, blank=True)
    advised = models.PositiveIntegerField(_("answered with advice"), null=True, blank=True)
    binding = models.PositiveIntegerField(_("of which binding"), null=True, blank=True)
    without_answer = models.PositiveIntegerField(_("no fitting help found"), null=True, blank=True)
    passed_on = models.PositiveIntegerField(_("passed on to the national support structure"), null=True, blank=True)
    median_days = models.PositiveSmallIntegerField(_("days until an answer (median)"), null=True, blank=True)
    meaning = models.TextField(_("what these figures mean"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("entered by")
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("year of an expert team")
        verbose_name_plural = _("years of expert teams")
        ordering = ["team", "year"]
        constraints = [
            models.UniqueConstraint(fields=["team", "year"], name="regions_team_year_once"),
            models.CheckConstraint(condition=~Q(meaning=""), name="regions_team_year_not_without_meaning"),
        ]

    def __str__(self) -> str:
        return f"{self.team} {self.year}"

    def figures(self) -> dict[str, Any]:
        """By field name, as entered; null where nothing was kept."""
        return {name: getattr(self, name) for name in self.FIGURES}
