"""What waits for a person in the lessons: a question asked again, a word against a lesson, a day that passed."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audience import audience_keys
from regions.rules import coordinated_circles

from .models import Contradiction, LessonReview, ReviewAnswer, Uptake
from .responsible import answered_for_by
from .states import IN_USE, LessonStatus, ReviewState

MOST = 10


@dataclass(frozen=True)
class Awaited:
    title: str
    url: str
    task: str
    due: datetime.date | None = None


def for_person(user: Any) -> Iterator[Awaited]:
    yield from _to_answer(user)
    yield from _to_conclude(user)
    yield from _contradicted(user)
    yield from _past(user)


def _to_answer(user: Any) -> Iterator[Awaited]:
    own = coordinated_circles(user)
    works_with_it = Exists(Uptake.objects.current().filter(lesson=OuterRef("lesson"), region__circle__in=own))
    stands_behind = Q(lesson__owner=user.pk) | Q(lesson__lead_region__circle__in=own)
    asked = LessonReview.objects.filter(
        stands_behind | works_with_it, state=ReviewState.ASKED, lesson__audience_key__in=audience_keys(user)
    ).exclude(Exists(ReviewAnswer.objects.filter(review=OuterRef("pk"), user=user.pk)))
    for review in asked.select_related("lesson").order_by("answer_by", "pk")[:MOST]:
        url = reverse("lessons:review", args=[review.pk])
        yield Awaited(review.lesson.title, url, _("Would we make the same choice today?"), review.answer_by)


def _to_conclude(user: Any) -> Iterator[Awaited]:
    opened = LessonReview.objects.filter(state=ReviewState.OPENED, lesson__in=answered_for_by(user))
    for review in opened.select_related("lesson").order_by("pk")[:MOST]:
        url = reverse("lessons:review", args=[review.pk])
        yield Awaited(review.lesson.title, url, _("The answers are open: say what came out of it"))


def _contradicted(user: Any) -> Iterator[Awaited]:
    unanswered = Contradiction.objects.open().filter(lesson__in=answered_for_by(user).filter(status__in=IN_USE))
    for one in unanswered.select_related("lesson", "region")[:MOST]:
        url = reverse("lessons:answer_contradiction", args=[one.pk])
        task = _("Answer what %(region)s said against a lesson") % {"region": one.region}
        yield Awaited(one.lesson.title, url, task if one.is_named else _("Answer what was said against a lesson"))


def _past(user: Any) -> Iterator[Awaited]:
    past = answered_for_by(user).filter(status=LessonStatus.PUBLISHED, review_on__lte=timezone.localdate())
    for lesson in past.order_by("review_on", "pk")[:MOST]:
        url = reverse("lessons:lesson", args=[lesson.pk])
        yield Awaited(lesson.title, url, _("Look at a lesson again"), lesson.review_on)
