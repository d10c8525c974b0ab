"""The clock of a visitation: templates that an editor adapts, the day of every stage, and why a day was moved."""

import datetime
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from ..states import Stage
from .trajectory import VisitationPage


class TermTemplate(ClusterableModel):
    """A clock to start from. Its days are proposals: each visitation has its own dates."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    description = models.TextField(_("description"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("description"),
        FieldPanel("source"),
        InlinePanel("stages", label=_("Stages")),
    ]

    class Meta:
        verbose_name = _("clock for visitations")
        verbose_name_plural = _("clocks for visitations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def dates_from(self, start: datetime.date) -> dict[str, datetime.date]:
        """A date for every stage; one that the clock leaves out ends with the stage before it."""
        days = {row.stage: row.days for row in self.stages.all()}
        dates, last = {}, 0
        for stage in Stage:
            last = days.get(stage, last)
            dates[str(stage)] = start + datetime.timedelta(days=last)
        return dates


class TermTemplateStage(Orderable):
    """``days``: the last day of the stage, counted from the start of the visitation."""

    template: Any = ParentalKey(TermTemplate, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    days = models.PositiveSmallIntegerField(_("last day, counted from the start"), validators=[MinValueValidator(1)])

    class Meta(Orderable.Meta):
        verbose_name = _("stage of a clock")
        verbose_name_plural = _("stages of a clock")
        constraints = [
            models.UniqueConstraint(fields=["template", "stage"], name="visitations_one_day_per_clock_stage")
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.days}"


class StageTerm(models.Model):
    """The public date of one stage; late shows neutrally."""

    visitation = models.ForeignKey(VisitationPage, models.CASCADE, related_name="terms", verbose_name=_("visitation"))
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["visitation", "stage"], name="visitations_one_term_per_stage")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.due_on}"

    @property
    def is_late(self) -> bool:
        return self.done_on is None and self.due_on < timezone.localdate()


class MovedTerm(models.Model):
    """A date that was public and became another one: everybody who sees the date reads why."""

    term = models.ForeignKey(StageTerm, models.CASCADE, related_name="moves", verbose_name=_("term"))
    was = models.DateField(_("was"))
    now = models.DateField(_("became"))
    reason = models.TextField(_("reason"))
    moved_on = models.DateField(_("moved on"), default=timezone.localdate, editable=False)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("moved by"), editable=False
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("moved date")
        verbose_name_plural = _("moved dates")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="visitations_moved_term_with_a_reason")]

    def __str__(self) -> str:
        return f"{self.term.get_stage_display()}: {self.was} → {self.now}"
