"""What regions do with a lesson, and the small trials by which they find out whether it holds for them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.audience import audience_keys, circle_id_of

from ..states import NEGATIVE_UPTAKE, TrialDecision, UptakeReason, UptakeStatus
from .lesson import LessonPage


class UptakeQuerySet(models.QuerySet["Uptake"]):
    def current(self) -> "UptakeQuerySet":
        """The latest word of each region; earlier ones stay as history."""
        return self.filter(superseded=False)

    def as_said(self) -> "UptakeQuerySet":
        """In the order in which words were given, whatever day they are of: each holds from its day on over those before it, and
        the current one of a region over all."""
        return self.order_by("-superseded", "reported_at", "pk")

    def named_for(self, user: Any) -> "UptakeQuerySet":
        """Those of which ``user`` may know the region: it agreed to be named, or ``user`` is in it. The others count, without
        a name. The region's last word on the lesson decides for its earlier ones too: by these it would be found again."""
        own = [pk for key in audience_keys(user) if (pk := circle_id_of(key))]
        closed = Uptake.objects.filter(
            lesson=OuterRef("lesson"), region=OuterRef("region"), superseded=False, is_named=False
        )
        return self.filter(Q(region__circle__in=own) | (Q(is_named=True) & ~Exists(closed)))


class Uptake(models.Model):
    """A region's relation to a lesson. Appended to, never overwritten: a change supersedes the row before it."""

    lesson = models.ForeignKey(LessonPage, models.CASCADE, related_name="uptakes", verbose_name=_("lesson"))
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="uptakes", verbose_name=_("region"))
    status = models.CharField(_("status"), max_length=20, choices=UptakeStatus)
    reason = models.CharField(_("reason"), max_length=20, choices=UptakeReason, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("What you do with it, or how you adapted it."))
    result = models.TextField(_("what happened"), blank=True)
    date = models.DateField(_("date"))
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("reported by")
    )
    reported_at = models.DateTimeField(_("reported at"), auto_now_add=True)
    is_named = models.BooleanField(
        _("the region may be named"),
        default=True,
        help_text=_("Otherwise it counts as a region, without its name."),
    )
    first_of = models.ForeignKey(
        LessonPage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("said of"),
        editable=False,
        help_text=_("The lesson of which it was said, when that was merged into this one."),
    )
    superseded = models.BooleanField(_("superseded"), default=False, editable=False)

    objects: Any = UptakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("uptake")
        verbose_name_plural = _("uptakes")
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "region"], condition=Q(superseded=False), name="lessons_uptake_one_current_per_region"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(NEGATIVE_UPTAKE)) | ~Q(reason=""),
                name="lessons_uptake_no_without_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.get_status_display()}"


class TrialQuerySet(models.QuerySet["Trial"]):
    def running(self) -> "TrialQuerySet":
        return self.filter(decision="")

    def past_its_end(self) -> "TrialQuerySet":
        return self.running().filter(ends_on__lt=timezone.localdate())


class Trial(models.Model):
    """Try small, then wider: a lesson tried by a region in one place for some time, with what it expects and how it will
    notice. It ends in a decision, which becomes the region's next uptake."""

    lesson = models.ForeignKey(LessonPage, models.CASCADE, related_name="trials", verbose_name=_("lesson"))
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="trials", verbose_name=_("region"))
    uptake = models.OneToOneField(
        Uptake, models.PROTECT, related_name="trial", verbose_name=_("uptake that it belongs to")
    )
    hypothesis = models.TextField(_("what we expect"))
    where = models.CharField(_("where we try it"), max_length=200)
    noticed_by = models.TextField(_("how we will notice"))
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    decision = models.CharField(_("decision"), max_length=20, choices=TrialDecision, blank=True, editable=False)
    noticed = models.TextField(_("what we noticed"), blank=True, editable=False)
    because = models.TextField(_("why this decision"), blank=True, editable=False)
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("begun by")
    )
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)

    objects: Any = TrialQuerySet.as_manager()

    class Meta:
        verbose_name = _("trial")
        verbose_name_plural = _("trials")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="lessons_trial_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(decision="") | (~Q(because="") & Q(decided_on__isnull=False)),
                name="lessons_trial_decided_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["lesson", "region"], condition=Q(decision=""), name="lessons_trial_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.where}"

    @property
    def awaits_decision(self) -> bool:
        return not self.decision and self.ends_on < timezone.localdate()
