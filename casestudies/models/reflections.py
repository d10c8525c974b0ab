"""One asking of the central question about a case, and the answers to it."""

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from regions.audience import audience_keys, circle_id_of
from regions.states import Perspective

from ..states import ANSWERED, ANSWERING, REVEALED, UNFINISHED, Reasonable, ReflectionState, Round, SameChoice
from .case import CaseStudyPage
from .decisions import CONFIDENCE, DecisionPoint


def circle_ids(user: Any) -> list[int]:
    return [pk for key in audience_keys(user) if (pk := circle_id_of(key))]


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    def visible_to(self, user: Any) -> "ReflectionQuerySet":
        """Of circles ``user`` reads in, about cases they may read."""
        keys = audience_keys(user)
        circles = [pk for key in keys if (pk := circle_id_of(key))]
        return self.filter(circle__in=circles, case__live=True, case__audience_key__in=keys)

    def revealed(self) -> "ReflectionQuerySet":
        return self.filter(state__in=REVEALED)

    def unfinished(self) -> "ReflectionQuerySet":
        return self.filter(state__in=UNFINISHED)

    def answering(self) -> "ReflectionQuerySet":
        return self.filter(state__in=ANSWERING)

    def overdue(self, moment: datetime.datetime) -> "ReflectionQuerySet":
        """Whose running round should have ended by ``moment``."""
        return self.filter(
            Q(state=ReflectionState.ROUND_ONE, round_one_until__lte=moment)
            | Q(state=ReflectionState.ROUND_TWO, round_two_until__lte=moment)
        )

    def second_round_open_to(self, user: Any) -> "ReflectionQuerySet":
        """Whose second answers ``user`` may read: not while they still have to give theirs. Anonymous ones open all at once
        (one by one, the order would tell), and only when there are enough of them."""
        unanswered = Respondent.objects.filter(reflection=OuterRef("pk"), answered_round_two=False)
        ended = Q(state__in=ANSWERED) | ~Exists(unanswered)
        by_name = Q(anonymous=False) & (ended | ~Exists(unanswered.filter(user=user)))
        given = Count("respondents", filter=Q(respondents__answered_round_two=True))
        anonymous = Q(anonymous=True, given__gte=settings.SMALL_NUMBERS_K) & ended
        return self.revealed().annotate(given=given).filter(by_name | anonymous)


class Reflection(models.Model):
    """``state``, ``revealed_at`` and ``closed_at`` are written by actions only. ``anonymous`` is set when it is opened and
    never changes: a promise made at the moment of writing."""

    case = models.ForeignKey(CaseStudyPage, models.PROTECT, related_name="reflections", verbose_name=_("case study"))
    circle = models.ForeignKey("regions.Circle", models.PROTECT, related_name="reflections", verbose_name=_("circle"))
    anonymous = models.BooleanField(_("anonymous"), default=False)
    state = models.CharField(
        _("state"), max_length=20, choices=ReflectionState, default=ReflectionState.ROUND_ONE, editable=False
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    round_one_until = models.DateTimeField(_("round 1 until"), null=True, blank=True)
    round_two_until = models.DateTimeField(_("round 2 until"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)
    revealed_at = models.DateTimeField(_("revealed at"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    objects: Any = ReflectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("reflection")
        verbose_name_plural = _("reflections")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReflectionState.ROUND_ONE, revealed_at=None) | Q(revealed_at__isnull=False),
                name="casestudies_reflection_revealed_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=ReflectionState.CLOSED) ^ Q(closed_at=None),
                name="casestudies_reflection_closed_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} – {self.circle}"

    @property
    def is_revealed(self) -> bool:
        return self.state in REVEALED

    @property
    def is_answering(self) -> bool:
        return self.state in ANSWERING

    @property
    def until(self) -> datetime.datetime | None:
        """When the round that is open ends by itself."""
        return self.round_one_until if self.state == ReflectionState.ROUND_ONE else self.round_two_until

    def until_of(self, number: Round) -> datetime.datetime | None:
        """When round ``number`` ends by itself, if it has not ended yet."""
        if number == Round.ONE:
            return self.round_one_until if self.state == ReflectionState.ROUND_ONE else None
        return self.round_two_until if self.is_answering else None


class Respondent(models.Model):
    """Who may answer, and whether they have: kept apart from the answers and without a moment, so that no order tells who
    wrote what."""

    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="respondents", verbose_name=_("reflection"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="respondents", verbose_name=_("person")
    )
    answered_round_one = models.BooleanField(_("has answered round 1"), default=False, editable=False)
    answered_round_two = models.BooleanField(_("has answered round 2"), default=False, editable=False)

    class Meta:
        verbose_name = _("respondent")
        verbose_name_plural = _("respondents")
        constraints = [models.UniqueConstraint(fields=["reflection", "user"], name="casestudies_respondent_once")]

    def __str__(self) -> str:
        return str(self.user)


class AnswerQuerySet(models.QuerySet["Answer"]):
    def current(self) -> "AnswerQuerySet":
        """The latest version of each answer."""
        return self.filter(superseded=False)

    def readable_by(self, user: Any) -> "AnswerQuerySet":
        """The author's own, and of revealed reflections in circles ``user`` reads in: round 1, and round 2 once it is open. Not
        while ``user`` still has to judge the case alone: what others found in another reflection would steer.

        This is the only place that decides it; whatever serves answers starts here. An anonymous answer of one's own is
        found by its pairing key instead (`paired_with`), because the row does not know whose it is.
        """
        if not user.is_authenticated:
            return self.none()
        revealed = Q(reflection__state__in=REVEALED, reflection__circle__in=circle_ids(user))
        second_open = Reflection.objects.second_round_open_to(user).values("pk")
        open_round = Q(round=Round.ONE) | Q(reflection__in=second_open)
        judging = user.respondents.filter(reflection__state=ReflectionState.ROUND_ONE).values("reflection__case")
        return self.filter(Q(user=user) | revealed & open_round & ~Q(reflection__case__in=judging))

    def paired_with(self, pair_key: str) -> "AnswerQuerySet":
        return self.filter(pair_key=pair_key) if pair_key else self.none()


class Answer(models.Model):
    """An answer to both questions about one decision point, in one round. Appended to, never overwritten.

    ``pair_key`` joins the answers of one respondent without naming them: random, and for an anonymous reflection held by
    the respondent's own device only. The identifier is random too, because a running number tells an order.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reflection = models.ForeignKey(Reflection, models.PROTECT, related_name="answers", verbose_name=_("reflection"))
    decision_point = models.ForeignKey(
        DecisionPoint, models.PROTECT, related_name="answers", verbose_name=_("decision point")
    )
    round = models.PositiveSmallIntegerField(_("round"), choices=Round)
    anonymous = models.BooleanField(_("anonymous"), editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("person"),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    pair_key = models.CharField(max_length=43, editable=False)
    perspective = models.CharField(_("perspective"), max_length=20, choices=Perspective)
    reasonable = models.CharField(_("Was this reasonable with what we knew then?"), max_length=20, choices=Reasonable)
    same_choice = models.CharField(_("Would we make the same choice?"), max_length=20, choices=SameChoice)
    confidence = models.PositiveSmallIntegerField(_("how sure are you? (1-5)"), validators=CONFIDENCE)
    why = models.TextField(_("why?"))
    meaning = models.TextField(_("what does it mean for how we work now?"), blank=True)
    superseded = models.BooleanField(_("superseded"), default=False, editable=False)

    objects: Any = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.CheckConstraint(
                condition=Q(anonymous=True, user=None, answered_at=None)
                | Q(anonymous=False, user__isnull=False, answered_at__isnull=False),
                name="casestudies_answer_anonymous_has_no_person",
            ),
            models.UniqueConstraint(
                fields=["reflection", "decision_point", "round", "pair_key"],
                condition=Q(superseded=False),
                name="casestudies_answer_one_current",
            ),
            models.CheckConstraint(condition=Q(confidence__range=(1, 5)), name="casestudies_answer_confidence_1_to_5"),
            models.CheckConstraint(condition=~Q(pair_key=""), name="casestudies_answer_has_pair_key"),
        ]

    def __str__(self) -> str:
        return f"{self.decision_point} ({self.get_round_display()})"


class AnswerDraft(models.Model):
    """What a respondent has typed and not sent yet, of a reflection by name only: of an anonymous one nothing that names a
    person may lie beside what they wrote. For its writer alone, and gone once the answer is given."""

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="drafts")
    decision_point = models.ForeignKey(DecisionPoint, models.CASCADE, related_name="+")
    round = models.PositiveSmallIntegerField(choices=Round)
    said = models.JSONField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["respondent", "decision_point", "round"], name="casestudies_draft_once_per_answer"
            )
        ]

    def __str__(self) -> str:
        return str(self.decision_point)


class Conclusion(models.Model):
    """How a reflection ended for one decision point: an action, or a reasoned "no change"."""

    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="conclusions", verbose_name=_("reflection"))
    decision_point = models.ForeignKey(
        DecisionPoint, models.PROTECT, related_name="conclusions", verbose_name=_("decision point")
    )
    action = models.ForeignKey(
        "lessons.Action", models.PROTECT, null=True, blank=True, related_name="conclusions", verbose_name=_("action")
    )
    no_change_because = models.TextField(_("no change, because"), blank=True)

    class Meta:
        verbose_name = _("conclusion")
        verbose_name_plural = _("conclusions")
        constraints = [
            models.CheckConstraint(
                condition=Q(action=None) ^ Q(no_change_because=""), name="casestudies_conclusion_action_or_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.action) if self.action else self.no_change_because
