"""What the rows of an anonymous reflection keep of perspectives, once a round has ended."""

from collections import defaultdict
from typing import Any

from django.conf import settings

from regions.states import Perspective

from .. import tally
from ..models import Answer, Reflection
from ..states import Round


def _held(answers: Any, number: Round, *, points: int) -> dict[str, str]:
    """The perspective of each respondent with a whole set; one that changed on the way is nobody's."""
    found: dict[str, set[str]] = defaultdict(set)
    for answer in tally.complete_sets(answers.filter(round=number), points=points):
        found[answer.pair_key].add(answer.perspective)
    return {key: held.pop() if len(held) == 1 else Perspective.OTHER for key, held in found.items()}


def merge_small_groups(reflection: Reflection, *, ended: Round) -> None:
    """Asked of enough people, a perspective can still have been answered from by one or two: their rows lose it, so that the
    database tells no more than the screen. Not before the round ends, because the others may still come."""
    if not reflection.anonymous:
        return
    answers = Answer.objects.filter(reflection=reflection)
    points = reflection.case.decision_points.count()
    first, second = (_held(answers.current(), number, points=points) for number in Round)
    views = tally.views_to_show(first, second if ended == Round.TWO else {}, k=settings.SMALL_NUMBERS_K)
    held, shown = (first, views.first) if ended == Round.ONE else (second, views.second)
    keep = [key for key, perspective in held.items() if perspective in shown]
    answers.filter(round=ended).exclude(pair_key__in=keep).update(perspective=Perspective.OTHER)
