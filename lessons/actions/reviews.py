"""What was said against a lesson and how it answers, and the question asked again."""

import datetime
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions import emails
from regions.audit import record
from regions.checking import demand_nobody
from regions.models import Region, User
from regions.states import IllegalMove, MembershipStatus, Role, check_move
from regions.versions import demand_version, version_of

from .. import rules
from ..models import Contradiction, LessonPage, LessonReview, ReviewAnswer, Uptake
from ..states import (
    AND_IF_NOT,
    REVIEW_MOVES,
    ContradictionAnswer,
    ReviewOutcome,
    ReviewState,
    SameChoice,
)
from .lessons import begin_review, change_lesson, end_review
from .locking import demand_in_use, lock_lessons, lock_with_lesson

ANSWER_WITHIN = datetime.timedelta(days=21)


@transaction.atomic
def contradict(
    lesson: LessonPage, *, region: Region, because: str, is_named: bool, user: User, uptake: Uptake | None = None
) -> Contradiction:
    """“Did not hold here, because”: attached to the lesson. Its owner hears that there is a word against it. The same word of the
    same region again adds nothing but whether it may be named; one without a name takes the name off its earlier ones, by which
    it would be found."""
    because = because.strip()
    if not because:
        raise IllegalMove(_("Say why it did not hold: that is what others learn from."))
    demand_nobody({_("did not hold here, because"): because})
    lesson = lock_lessons(lesson.pk)[lesson.pk]
    demand_in_use(lesson, _("Only of a published lesson can be said that it did not hold."))
    said = lesson.contradictions.filter(region=region)
    same = said.filter(because=because).first()
    for one in said.exclude(is_named=is_named):
        if one == same or not is_named:
            _name(one, is_named, user=user)
    if same is not None:
        return same
    contradiction = Contradiction.objects.create(
        lesson=lesson, region=region, uptake=uptake, because=because, is_named=is_named, reported_by=user
    )
    # Not on the page, whose log shows who did it: that would name a region that is not to be named.
    record(contradiction, "lessons.contradict", user=user, lesson=lesson.pk)
    if lesson.owner and lesson.owner != user:
        emails.send(
            lesson.owner,
            subject=gettext_lazy("A lesson of yours did not hold somewhere"),
            template="lessons/emails/contradicted.txt",
            context={"path": reverse("lessons:lesson", args=[lesson.pk])},
        )
    return contradiction


def _name(contradiction: Contradiction, is_named: bool, *, user: User) -> None:
    contradiction.is_named = is_named
    contradiction.save(update_fields=["is_named"])
    lesson = contradiction.lesson_id
    record(contradiction, "lessons.contradict", user=user, lesson=lesson, named=is_named)


def answer_version(contradiction: Contradiction) -> str:
    return version_of(contradiction, fields=("answer_kind", "answer"))


@transaction.atomic
def answer_contradiction(
    contradiction: Contradiction, *, kind: ContradictionAnswer, answer: str, user: User, version: str | None = None
) -> Contradiction:
    """What the lesson did with it. A condition or a revision has to stand in a version that is later than the word against.
    ``version`` is that of the answer that stood there before; EditConflict when somebody answered meanwhile."""
    contradiction = lock_with_lesson(contradiction)
    demand_version(answer_version(contradiction), version)
    demand_nobody({_("answer"): answer})
    if kind == ContradictionAnswer.NOT_FOLLOWED and not answer.strip():
        raise IllegalMove(_("Say why the lesson stays as it is."))
    changed = None
    if kind != ContradictionAnswer.NOT_FOLLOWED:
        changed = contradiction.lesson.versions.own().filter(published_at__gte=contradiction.reported_at).first()
        if changed is None:
            raise IllegalMove(_("Change the lesson first: since this was said, its words are still the same."))
    contradiction.answer_kind, contradiction.answer = kind, answer.strip()
    contradiction.answered_in, contradiction.answered_by = changed, user
    contradiction.answered_at = timezone.now()
    contradiction.save()
    record(contradiction.lesson, "lessons.answer_contradiction", user=user, kind=kind)
    return contradiction


# --- the question asked again --------------------------------------------------------------------------


def asked_of(lesson: LessonPage) -> list[User]:
    """Its owner, and who coordinates its region and those that have told what they do with it."""
    regions = lesson.uptakes.current().values("region__circle")
    seats = Q(memberships__circle__in=regions) | Q(memberships__circle=lesson.lead_region.circle_id)
    coordinating = Q(memberships__role=Role.COORDINATOR, memberships__status=MembershipStatus.ACTIVE)
    people = User.objects.filter(Q(pk=lesson.owner_id or 0) | (seats & coordinating), is_active=True)
    return list(people.distinct().order_by("pk"))


@transaction.atomic
def ask_again(lesson: LessonPage, *, user: User) -> LessonReview:
    """One click: the lesson is under review, and the central question goes to who stands behind it and who works with it."""
    lesson = begin_review(lesson, user=user)
    until = timezone.localdate() + ANSWER_WITHIN
    review = LessonReview.objects.create(lesson=lesson, asked_by=user, answer_by=until)
    record(lesson, "lessons.ask_again", user=user, review=review.pk)
    _tell(asked_of(lesson), review, subject=gettext_lazy("Would we make the same choice today?"), but=user)
    return review


@transaction.atomic
def answer_review(
    review: LessonReview, *, same_choice: str, why: str, what_now: str, user: User, region: Region | None = None
) -> ReviewAnswer:
    """One's own answer, to be changed until the answers are opened."""
    review = lock_with_lesson(review)
    if review.state != ReviewState.ASKED:
        raise IllegalMove(_("The answers are open: yours can be given no more, or changed."))
    if not why.strip():
        raise IllegalMove(_("Say why: an answer without a reason helps nobody."))
    if same_choice in AND_IF_NOT and not what_now.strip():
        raise IllegalMove(_("And if not: say what it means for how we work now."))
    demand_nobody({_("why"): why, _("what it means for how we work now"): what_now})
    answer, _created = ReviewAnswer.objects.update_or_create(
        review=review,
        user=user,
        defaults={
            "region": region,
            "same_choice": SameChoice(same_choice),
            "why": why.strip(),
            "what_now": what_now.strip() if same_choice in AND_IF_NOT else "",
        },
    )
    return answer


@transaction.atomic
def open_review(review: LessonReview, *, user: User | None) -> LessonReview:
    """All answers at once, to all who were asked; ``user`` is None when its day has passed."""
    review = lock_with_lesson(review)
    check_move(REVIEW_MOVES, frm=review.state, to=ReviewState.OPENED, labels=ReviewState)
    review.state = ReviewState.OPENED
    review.save(update_fields=["state"])
    record(review.lesson, "lessons.open_review", user=user, review=review.pk)
    return review


@transaction.atomic
def conclude_review(
    review: LessonReview,
    *,
    outcome: ReviewOutcome,
    conclusion: str,
    user: User,
    review_on: datetime.date | None = None,
    words: Mapping[str, str] = MappingProxyType({}),
    version: str | int | None = None,
) -> LessonReview:
    """It still holds, or holds in other words: in ``words`` (by name of the field; of revision ``version``), or those that it
    got since it was asked. Then it is published, to be looked at again on ``review_on``. That it does not hold any more is said
    by retiring it (`retire_lesson`)."""
    review = lock_with_lesson(review)
    check_move(REVIEW_MOVES, frm=review.state, to=ReviewState.CONCLUDED, labels=ReviewState)
    if outcome == ReviewOutcome.RETIRED:
        raise IllegalMove(_("Retire the lesson: there you say why, and what takes its place."))
    if not conclusion.strip():
        raise IllegalMove(_("Say in a few words what came out of it."))
    demand_nobody({_("conclusion"): conclusion})
    if words:
        _say_otherwise(review.lesson, words, version=version, because=conclusion, user=user)
    changed = review.lesson.versions.own().filter(published_at__gte=review.asked_at).exists()
    if outcome == ReviewOutcome.REVISED and not changed:
        raise IllegalMove(_("Change the words of the lesson first: they are still those of before the question."))
    if review_on is not None and review_on <= timezone.localdate():
        raise IllegalMove(_("Choose a day to come for looking at it again."))
    end_review(review.lesson, outcome=outcome, conclusion=conclusion, review_on=review_on, user=user)
    review.refresh_from_db()
    record(review.lesson, "lessons.conclude_review", user=user, review=review.pk, outcome=outcome)
    return review


def _say_otherwise(
    lesson: LessonPage, words: Mapping[str, str], *, version: str | int | None, because: str, user: User
) -> None:
    newest = lesson.get_latest_revision_as_object()
    for name, text in words.items():
        setattr(newest, name, text)
    change_lesson(newest, version=version, what_changed=because, user=user)
    lesson.refresh_from_db()


def _tell(people: Iterable[User], review: LessonReview, *, subject: Any, but: User | None) -> None:
    for person in people:
        if person != but and rules.may_answer_review(person, review):
            emails.send(
                person,
                subject=subject,
                template="lessons/emails/asked_again.txt",
                context={"path": reverse("lessons:review", args=[review.pk])},
            )
