"""What keeps a lesson's text from being shown, whichever door it comes through: promises that lie a layer above this one, which
nothing here may import. The settings name them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.module_loading import import_string

from regions.states import IllegalMove

from .checking import texts_of


@dataclass(frozen=True)
class Hold:
    """``reason`` in words for who wants to publish; at ``url`` something can be done about it."""

    reason: str
    url: str


def holds_on(lesson: Any, texts: Mapping[str, str] | None = None) -> list[Hold]:
    """On showing ``lesson`` with ``texts`` (by field; its own, left out)."""
    if lesson.pk is None:
        return []
    asked: list[Callable[..., list[Hold]]] = [import_string(name) for name in settings.LESSON_HOLDS]
    said = texts_of(lesson) if texts is None else texts
    return [hold for ask in asked for hold in ask(lesson, said)]


def demand_free(lesson: Any) -> None:
    """For an action: refuses with the reasons."""
    if holds := holds_on(lesson):
        raise IllegalMove(" ".join(hold.reason for hold in holds))


def refuse_held(lesson: Any) -> None:
    """For every other door: nobody has the right to show it."""
    if holds := holds_on(lesson):
        raise PermissionDenied(" ".join(hold.reason for hold in holds))
