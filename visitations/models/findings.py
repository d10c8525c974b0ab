"""What the committee saw, found and recommends, what the visited party corrected, and what it will do.

None of it is in Wagtail's reference index: "used by" in the admin would show it to people who may not read it.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..states import EvidenceKind, FindingKind, Position, Progress, RemarkDecision, RemarkKind, Weight
from .frameworks import Criterion
from .trajectory import VisitationPage


class Evidence(models.Model):
    """An interview belongs to a stakeholder group, never to a person. Read by the committee alone."""

    visitation = models.ForeignKey(
        VisitationPage, models.CASCADE, related_name="evidence", verbose_name=_("visitation")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EvidenceKind)
    title = models.CharField(_("title"), max_length=200)
    group = models.CharField(_("stakeholder group"), max_length=100, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    attachment = models.ForeignKey(
        "visitations.Attachment",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("document"),
    )
    programme_item = models.ForeignKey(
        "visitations.ProgrammeItem",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("part of the visit"),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Finding(models.Model):
    visitation = models.ForeignKey(
        VisitationPage, models.CASCADE, related_name="findings", verbose_name=_("visitation")
    )
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="findings", verbose_name=_("criterion"))
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=FindingKind)
    statement = models.TextField(_("statement"))
    evidence: Any = models.ManyToManyField(Evidence, related_name="findings", blank=True, verbose_name=_("evidence"))
    one_source_because = models.TextField(_("why one item of evidence is enough"), blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["visitation", "number"], name="visitations_finding_number_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.statement}"

    @property
    def key(self) -> str:
        """What `visitations.versions` calls its statement."""
        return f"finding:{self.pk}"


class Recommendation(models.Model):
    visitation = models.ForeignKey(
        VisitationPage, models.CASCADE, related_name="recommendations", verbose_name=_("visitation")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("recommendation"))
    addressee = models.CharField(_("addressee"), max_length=150)
    weight = models.CharField(_("weight"), max_length=10, choices=Weight, default=Weight.ADVICE)
    findings: Any = models.ManyToManyField(Finding, related_name="recommendations", verbose_name=_("findings"))
    lessons: Any = models.ManyToManyField(
        "lessons.LessonPage", related_name="recommendations", blank=True, editable=False, verbose_name=_("lessons")
    )
    actions: Any = models.ManyToManyField(
        "lessons.Action", related_name="recommendations", blank=True, editable=False, verbose_name=_("actions")
    )
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["visitation", "number"], name="visitations_recommendation_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    @property
    def key(self) -> str:
        """What `visitations.versions` calls its text."""
        return f"recommendation:{self.pk}"

    @property
    def latest_review(self) -> "ProgressReview | None":
        return next(iter(reversed(self.reviews.all())), None)

    @property
    def is_overdue(self) -> bool:
        """Promised for a day that has passed, and neither done nor dropped."""
        response, latest = getattr(self, "response", None), self.latest_review
        settled = latest is not None and latest.progress in {Progress.DONE, Progress.DROPPED}
        return bool(response and response.due_on and response.due_on < timezone.localdate() and not settled)


class FactCheckRemark(models.Model):
    """A remark of the visited party on a passage of the draft: in a finding, a recommendation, or ``part`` of the report's own
    text (a key of `visitations.versions.contents_of_report`). ``before`` keeps the whole wording: of the moment of the remark,
    and once it has been decided on that of the moment before the decision, so that the ledger shows what came of each one,
    also where several remarks are on one text."""

    visitation = models.ForeignKey(VisitationPage, models.CASCADE, related_name="remarks", verbose_name=_("visitation"))
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="remarks", verbose_name=_("finding")
    )
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="remarks", verbose_name=_("recommendation")
    )
    part = models.CharField(_("part of the report"), max_length=60, blank=True, editable=False)
    passage = models.TextField(_("passage"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=RemarkKind)
    text = models.TextField(_("remark"))
    before = models.TextField(_("wording at the time"), editable=False)
    becomes = models.TextField(_("wording that came of it"), blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"), editable=False
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    decision = models.CharField(
        _("decision"), max_length=10, choices=RemarkDecision, default=RemarkDecision.PENDING, editable=False
    )
    reason = models.TextField(_("reason"), blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("remark in the fact check")
        verbose_name_plural = _("remarks in the fact check")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finding__isnull=False, recommendation=None, part="")
                | Q(finding=None, recommendation__isnull=False, part="")
                | (Q(finding=None, recommendation=None) & ~Q(part="")),
                name="visitations_remark_on_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(decision=RemarkDecision.PENDING) | ~Q(reason=""),
                name="visitations_remark_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def key(self) -> str:
        """Which text it is about, as `visitations.versions` calls it."""
        if self.finding_id:
            return f"finding:{self.finding_id}"
        return f"recommendation:{self.recommendation_id}" if self.recommendation_id else self.part

    @property
    def after(self) -> str:
        """The wording that came of it; nothing when it changed nothing."""
        return self.becomes if self.becomes != self.before else ""


class Response(models.Model):
    """The visited party's answer to one recommendation; the committee never edits it."""

    recommendation = models.OneToOneField(
        Recommendation, models.PROTECT, related_name="response", verbose_name=_("recommendation")
    )
    position = models.CharField(_("position"), max_length=20, choices=Position)
    plan = models.TextField(_("what we will do"))
    owner = models.CharField(_("who"), max_length=150, help_text=_("The role, not the name."))
    due_on = models.DateField(_("when"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"), editable=False
    )
    written_at = models.DateTimeField(_("written at"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("administrative response")
        verbose_name_plural = _("administrative responses")

    def __str__(self) -> str:
        return f"{self.recommendation.number}: {self.get_position_display()}"


class ProgressReview(models.Model):
    """How a recommendation stands some ten months on."""

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="reviews", verbose_name=_("recommendation")
    )
    progress = models.CharField(_("progress"), max_length=10, choices=Progress)
    note = models.TextField(_("note"))
    evidence = models.TextField(_("what shows it"), blank=True)
    date = models.DateField(_("date"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"), editable=False
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("progress review")
        verbose_name_plural = _("progress reviews")
        ordering = ["date", "pk"]

    def __str__(self) -> str:
        return self.get_progress_display()
