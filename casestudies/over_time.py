"""The same case, asked again: what came of each reflection on it, side by side."""

from collections import defaultdict
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from . import results
from .models import Answer, CaseStudyPage, Reflection
from .states import ReflectionState, Round, SameChoice


def over_time(case: CaseStudyPage, *, user: Any) -> list[results.Row]:
    """Per decision point a row for each closed reflection that ``user`` may read, oldest first, of its last round. Empty with
    fewer than two to compare, and while ``user`` still has to answer alone: what others found before would steer."""
    if not user.is_authenticated:
        return []
    visible = Reflection.objects.visible_to(user).filter(case=case.pk)
    if results.has_still_to_judge(case.pk, user=user):
        return []
    closed = list(visible.filter(state=ReflectionState.CLOSED).select_related("circle").order_by("closed_at", "pk"))
    if len(closed) < 2:
        return []
    points = list(case.decision_points.all())
    given = _by_reflection_and_point(closed, user=user, points=len(points))
    return [
        {"point": point, "rows": [_row(one, given[one.pk, point.pk]) for one in closed if given[one.pk, point.pk]]}
        for point in points
    ]


Given = dict[tuple[int, int], list[Answer]]


def _by_reflection_and_point(closed: list[Reflection], *, user: Any, points: int) -> Given:
    readable: dict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.readable_by(user).current().filter(reflection__in=closed):
        readable[answer.reflection_id].append(answer)
    found: Given = defaultdict(list)
    for one in closed:
        for answer in results.counted(readable[one.pk], anonymous=one.anonymous, points=points):
            found[one.pk, answer.decision_point_id].append(answer)
    return found


def _row(reflection: Reflection, answers: list[Answer]) -> results.Row:
    last = [one for one in answers if one.round == Round.TWO] or answers
    day = date_format(localtime(reflection.closed_at), "j F Y")
    return results.chart_row(f"{day} – {reflection.circle}", [one.same_choice for one in last], SameChoice)
