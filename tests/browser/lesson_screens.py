"""Screens of a lesson's life: contradicted and changed, asked again, on paper, retired, and two that would become one."""

from collections.abc import Iterator

from django.urls import reverse

from lessons.models import Contradiction, LessonPage, LessonReview
from lessons.states import LessonStatus
from tests.browser.looking import Screen, doors, named


def of_lesson_lives() -> Iterator[Screen]:
    said = Contradiction.objects.filter(answered_in__isnull=False).earliest("pk")
    owner = said.lesson.owner
    yield Screen(said.lesson.url, owner)
    yield from doors("lessons", owner, "lesson", "edit", "versions", "card", "merge", args=(said.lesson_id,))
    yield from doors("lessons", owner, "answer_contradiction", args=(said.pk,))
    yield from doors("lessons", owner, "withdraw_version", args=(said.lesson.versions.earliest("number").pk,))
    yield from doors("lessons", named("coordinator"), "contradict", args=(said.lesson_id,))
    yield Screen("/regios/zeeland/lessen/", named("coordinator"))
    yield Screen("/regios/food-valley/lessen/?bij=anderen")
    review = LessonReview.objects.running().filter(answers__isnull=False).earliest("pk")
    yield from doors("lessons", review.lesson.owner, "review", "conclude_review", args=(review.pk,))
    own = LessonPage.objects.filter(audience_key=said.lesson.audience_key, owner=owner, status=LessonStatus.PUBLISHED)
    other = own.exclude(pk=said.lesson_id).earliest("pk")
    yield Screen(f"{reverse('lessons:merge', args=[said.lesson_id])}?met={other.pk}", owner)
