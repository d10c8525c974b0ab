"""How a lesson stays true: its versions, what was said against it, and the question asked again."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.audience import audience_keys, circle_id_of

from ..states import ContradictionAnswer, ReviewOutcome, ReviewState, SameChoice
from .lesson import LessonPage


class LessonVersionQuerySet(models.QuerySet["LessonVersion"]):
    def readable_by(self, user: Any) -> "LessonVersionQuerySet":
        """Those that were published for an audience that ``user`` is of: a lesson that was opened to everyone later does not
        open what it said before."""
        return self.filter(audience_key__in=audience_keys(user))

    def own(self) -> "LessonVersionQuerySet":
        """Without the words of lessons that were merged into this one: the first is what it says now."""
        return self.filter(merged_from=None)


class LessonVersion(models.Model):
    """A lesson as it was published once; appended to. Its texts can be taken out (``withdrawn_at``) when they should never have
    been read; that it was there stays."""

    lesson = models.ForeignKey(LessonPage, models.CASCADE, related_name="versions", verbose_name=_("lesson"))
    number = models.PositiveSmallIntegerField(_("number"))
    audience_key = models.CharField(_("audience"), max_length=32)
    title = models.CharField(_("title"), max_length=255, blank=True)
    why = models.TextField(_("why"), blank=True)
    conditions = models.TextField(_("where it holds"), blank=True)
    what_changed = models.TextField(_("what changed, and why"), blank=True)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("published by")
    )
    merged_from = models.ForeignKey(
        LessonPage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("words of the lesson that was merged into this one"),
        editable=False,
    )
    withdrawn_at = models.DateTimeField(_("texts taken out at"), null=True, blank=True, editable=False)

    objects: Any = LessonVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a lesson")
        verbose_name_plural = _("versions of lessons")
        ordering = ["lesson", "-number"]
        constraints = [models.UniqueConstraint(fields=["lesson", "number"], name="lessons_version_number_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class ContradictionQuerySet(models.QuerySet["Contradiction"]):
    def named_for(self, user: Any) -> set[int]:
        """The numbers of those of which ``user`` may know the region: it agreed to be named, or ``user`` is in it."""
        own = [pk for key in audience_keys(user) if (pk := circle_id_of(key))]
        closed = models.Q(lesson__uptakes__superseded=False, lesson__uptakes__is_named=False)
        unnamed_now = self.filter(closed, lesson__uptakes__region=models.F("region")).values("pk")
        named = self.filter(
            models.Q(region__circle__in=own) | (models.Q(is_named=True) & ~models.Q(pk__in=unnamed_now))
        )
        return set(named.values_list("pk", flat=True))

    def open(self) -> "ContradictionQuerySet":
        return self.filter(answer_kind="")


class Contradiction(models.Model):
    """“Did not hold here, because”: attached to the lesson, and answered by a condition, a version, or a reason. With
    ``uptake`` when it came with one; ``region`` is named only when it agreed to be."""

    lesson = models.ForeignKey(LessonPage, models.CASCADE, related_name="contradictions", verbose_name=_("lesson"))
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    uptake = models.OneToOneField(
        "lessons.Uptake", models.SET_NULL, null=True, blank=True, related_name="contradiction", verbose_name=_("uptake")
    )
    because = models.TextField(_("did not hold here, because"))
    is_named = models.BooleanField(_("the region may be named"), default=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("reported by")
    )
    reported_at = models.DateTimeField(_("reported at"), auto_now_add=True)
    answer_kind = models.CharField(_("answered by"), max_length=20, choices=ContradictionAnswer, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_in = models.ForeignKey(
        LessonVersion, models.SET_NULL, null=True, blank=True, related_name="answers", verbose_name=_("version")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("answered by")
    )

    objects: Any = ContradictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contradiction of a lesson")
        verbose_name_plural = _("contradictions of lessons")
        ordering = ["reported_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_kind="", answered_at=None) | (~Q(answer_kind="") & Q(answered_at__isnull=False)),
                name="lessons_contradiction_answered_with_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.lesson}"


class LessonReviewQuerySet(models.QuerySet["LessonReview"]):
    def running(self) -> "LessonReviewQuerySet":
        return self.exclude(state=ReviewState.CONCLUDED)


class LessonReview(models.Model):
    """The central question asked again of a lesson, of its owner and of the regions that took it up. ``state`` is written by
    actions only; as long as it is being answered, nobody gets another's answer."""

    lesson = models.ForeignKey(LessonPage, models.CASCADE, related_name="reviews", verbose_name=_("lesson"))
    state = models.CharField(_("state"), max_length=20, choices=ReviewState, default=ReviewState.ASKED, editable=False)
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    answer_by = models.DateField(_("answer by"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=ReviewOutcome, blank=True, editable=False)
    conclusion = models.TextField(_("conclusion"), blank=True, editable=False)
    concluded_at = models.DateTimeField(_("concluded at"), null=True, blank=True, editable=False)

    objects: Any = LessonReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a lesson")
        verbose_name_plural = _("reviews of lessons")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson"], condition=~Q(state=ReviewState.CONCLUDED), name="lessons_review_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.CONCLUDED) | ~Q(outcome=""),
                name="lessons_review_concluded_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson}: {self.get_state_display()}"


class ReviewAnswerQuerySet(models.QuerySet["ReviewAnswer"]):
    def readable_by(self, user: Any) -> "ReviewAnswerQuerySet":
        """One's own; those of others once they are opened."""
        return self.filter(~Q(review__state=ReviewState.ASKED) | Q(user=user.pk or 0))


class ReviewAnswer(models.Model):
    """``region`` is the one for which ``user`` answers, if any."""

    review = models.ForeignKey(LessonReview, models.CASCADE, related_name="answers", verbose_name=_("review"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("person")
    )
    region = models.ForeignKey(
        "regions.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    same_choice = models.CharField(_("would we make the same choice?"), max_length=20, choices=SameChoice)
    why = models.TextField(_("why"))
    what_now = models.TextField(_("what it means for how we work now"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), auto_now=True)

    objects: Any = ReviewAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer in a review")
        verbose_name_plural = _("answers in reviews")
        ordering = ["region", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "user"], name="lessons_review_one_answer_each")]

    def __str__(self) -> str:
        return f"{self.review} {self.pk}"
