"""A case in relative time: what happened and what was decided, month by month, and how its decisions were judged later."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .models import CaseStudyPage, DecisionPoint, Reflection
from .results import results_of
from .states import SameChoice

DIVIDED = "divided"


@dataclass(frozen=True)
class Moment:
    """Something on the timeline. ``mark`` names it in the picture: a number for a decision, a letter for an event.
    ``answer`` is empty for what nobody judged, or none of whose answers the reader may read."""

    month: int | None
    text: str
    mark: str
    is_decision: bool
    answer: str = ""


def answers_of(case: CaseStudyPage, *, user: Any) -> dict[int, str]:
    """By decision point what most people answered in the latest reflection that ``user`` may read the answers of."""
    visible = (
        Reflection.objects.visible_to(user).filter(case=case.pk) if user.is_authenticated else Reflection.objects.none()
    )
    latest = visible.revealed().order_by("-revealed_at", "-pk").first()
    if latest is None:
        return {}
    results = results_of(latest, user=user)
    return {one.point.pk: most_said(answer.same_choice for answer in one.latest) for one in results}


def most_said(choices: Iterable[str]) -> str:
    """What was said most often by who could judge; "divided" when two were said as often."""
    counts = Counter(choice for choice in choices if choice != SameChoice.CANNOT_JUDGE)
    ranked = counts.most_common(2)
    if not ranked:
        return ""
    return DIVIDED if len(ranked) == 2 and ranked[0][1] == ranked[1][1] else str(ranked[0][0])


def letter(number: int) -> str:
    """a, b … z, then aa, ab …"""
    first, second = divmod(number, 26)
    return (letter(first - 1) if first else "") + chr(ord("a") + second)


def moments(events: Iterable[Any], points: Iterable[DecisionPoint], answers: dict[int, str]) -> list[Moment]:
    """In the order of time; in one month what happened comes before what was decided."""
    happened = sorted(events, key=lambda event: (event.month is None, event.month or 0))
    found = [Moment(event.month, event.text, letter(at), False) for at, event in enumerate(happened)]
    found += [
        Moment(point.month, point.title, str(at), True, answers.get(point.pk, "")) for at, point in enumerate(points, 1)
    ]
    return sorted(found, key=lambda one: (one.month is None, one.month or 0, one.is_decision))


# --- drawing --------------------------------------------------------------------------------------------------------------

STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
MOST_TICKS = 7
MARGIN = 6.0  # per cent on either side
APART = 11.0  # per cent that two marks beside each other need on the smallest screen


def ticks(last: int) -> list[int]:
    """The months that are written along the axis: few enough for a small screen."""
    step = next((step for step in STEPS if last // step < MOST_TICKS), STEPS[-1])
    return list(range(0, last + 1, step))


def place(month: int, last: int) -> float:
    """How far along the axis, in per cent of the width."""
    return MARGIN + (100 - 2 * MARGIN) * (month / last if last else 0.5)


def lanes(places: Sequence[float]) -> list[int]:
    """For marks in the order of time: the lowest row where each stands free of the one before it."""
    ends: list[float] = []
    chosen = []
    for at in places:
        lane = next((lane for lane, end in enumerate(ends) if at - end >= APART), len(ends))
        ends[lane : lane + 1] = [at]
        chosen.append(lane)
    return chosen
