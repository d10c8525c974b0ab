"""How far each criterion is met, as the visited party, the panel, every member alone and the committee together see it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.states import MembershipStatus

from .. import rules, voices
from ..states import Score, Voice
from .frameworks import Criterion
from .trajectory import VisitationPage

# The visited party and the committee together speak with one voice; in the panel and alone everybody speaks for themselves.
OWN_VOICES = (Voice.PANEL, Voice.MEMBER)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def readable_by(self, user: Any, visitation: VisitationPage) -> "AssessmentQuerySet":
        """What ``user`` may read, row by row, of one visitation; what is hidden is not in it, also not to be counted.

        One's own always; the visited party's once it was handed in; the other members' once they were opened. The panel's are
        nobody else's to read one by one: what they come to together is in `visitations.scores`.
        """
        rows, nothing = self.filter(visitation=visitation), Q(pk__in=())
        readable = nothing
        if rules.is_visited(user, visitation):
            readable |= Q(voice=Voice.VISITED_PARTY)
        if voices.is_on_panel(user, visitation):
            readable |= Q(voice=Voice.PANEL, author=user)
        if rules.judges(user, visitation):
            readable |= Q(voice=Voice.VISITED_PARTY, handed_in_at__isnull=False) | Q(voice=Voice.COMMITTEE)
            readable |= Q(voice=Voice.MEMBER, author=user)
            if visitation.judgements_opened_on is not None:
                judging = voices.judging_seats(visitation).values("user")
                readable |= Q(voice=Voice.MEMBER, author__in=judging, handed_in_at__isnull=False)
        return rows.filter(readable)


class Assessment(models.Model):
    """One voice on one criterion. What the criterion asked is kept with it once handed in, because frameworks change."""

    visitation = models.ForeignKey(
        VisitationPage, models.CASCADE, related_name="assessments", verbose_name=_("visitation")
    )
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="assessments", verbose_name=_("criterion"))
    voice = models.CharField(_("voice"), max_length=20, choices=Voice)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author"),
        editable=False,
    )
    score = models.PositiveSmallIntegerField(_("score"), choices=Score, null=True, blank=True)
    text = models.TextField(_("explanation"), blank=True)
    criterion_name = models.CharField(_("criterion at the time"), max_length=150, blank=True, editable=False)
    criterion_question = models.TextField(_("question at the time"), blank=True, editable=False)
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects: Any = AssessmentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["criterion__sort_order", "criterion_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(voice__in=OWN_VOICES, author__isnull=False)
                | (~Q(voice__in=OWN_VOICES) & Q(author__isnull=True)),
                name="visitations_assessment_author_of_own_voice_only",
            ),
            models.UniqueConstraint(
                fields=["visitation", "criterion", "voice"],
                condition=Q(author=None),
                name="visitations_assessment_one_per_voice",
            ),
            models.UniqueConstraint(
                fields=["visitation", "criterion", "voice", "author"],
                condition=Q(author__isnull=False),
                name="visitations_assessment_one_per_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_name or self.criterion}: {self.get_score_display() or _('Cannot judge')}"


class DissentQuerySet(models.QuerySet["Dissent"]):
    def standing(self, visitation: VisitationPage) -> "DissentQuerySet":
        """Without those of a member whose seat is closed: who is recused is absent here too."""
        closed = visitation.committee.memberships.filter(
            status__in=[MembershipStatus.RECUSED, MembershipStatus.AWAITING_DECLARATION]
        )
        return self.filter(assessment__visitation=visitation).exclude(author__in=closed.values("user"))


class Dissent(models.Model):
    """Where a member does not go along with the committee's judgement; it is published beside it, without the name."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="dissents", verbose_name=_("judgement"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"), editable=False
    )
    text = models.TextField(_("what you see differently"))
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects: Any = DissentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("dissent")
        verbose_name_plural = _("dissents")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "author"], name="visitations_one_dissent_per_member")
        ]

    def __str__(self) -> str:
        return self.text
