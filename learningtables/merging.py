"""What tables said of a lesson, when that is merged into another."""

from typing import Any

from .models import LessonVerdict


def move_lesson(lesson: Any, into: Any) -> None:
    """Verdicts go along, but where the session gave one on the other too: that stands. Consents stay: they are about the words
    of the lesson in which they were asked."""
    given = LessonVerdict.objects.filter(lesson=into).values("session")
    LessonVerdict.objects.filter(lesson=lesson).exclude(session__in=given).update(lesson=into)
