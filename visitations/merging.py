"""The recommendations that a lesson came from, when it is merged into another."""

from typing import Any

from .models import Recommendation


def move_lesson(lesson: Any, into: Any) -> None:
    for recommendation in Recommendation.objects.filter(lessons=lesson):
        recommendation.lessons.add(into)
