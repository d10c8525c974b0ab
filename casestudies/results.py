"""What came of a reflection, as far as a reader may see it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from regions.states import Perspective

from . import tally
from .models import Answer, Conclusion, DecisionPoint, Reflection
from .states import ROUND_OF, Reasonable, ReflectionState, Round, SameChoice

Row = dict[str, Any]


@dataclass
class PointResult:
    """One decision point: rows are ready for the charts."""

    point: DecisionPoint
    first: list[Answer] = field(default_factory=list)
    second: list[Answer] = field(default_factory=list)
    conclusions: list[Conclusion] = field(default_factory=list)

    @property
    def latest(self) -> list[Answer]:
        return self.second or self.first

    @property
    def rounds(self) -> list[Row]:
        return self._rows("same_choice", SameChoice)

    @property
    def reasonable(self) -> list[Row]:
        return self._rows("reasonable", Reasonable)

    @property
    def matrix(self) -> dict[str, Any]:
        first = {answer.pair_key: answer.same_choice for answer in self.first}
        second = {answer.pair_key: answer.same_choice for answer in self.second}
        cells = tally.shift(first, second, SameChoice.values)
        labels = [str(label) for label in SameChoice.labels]
        rows = [{"label": label, "cells": row} for label, row in zip(labels, cells, strict=True)]
        return {"columns": labels, "rows": rows}

    @property
    def perspectives(self) -> list[Row]:
        """The latest round by perspective; empty when no groups can be told apart safely."""
        by_group: dict[str, list[str]] = defaultdict(list)
        sizes = Counter(answer.perspective for answer in self.latest)
        shown = tally.groups_to_show(sizes, k=settings.SMALL_NUMBERS_K)
        for answer in self.latest:
            by_group[answer.perspective if answer.perspective in shown else ""].append(answer.same_choice)
        if not shown or len(by_group) < 2:
            return []
        names = {"": _("Other perspectives together"), **dict(Perspective.choices)}
        return [chart_row(str(names[group]), by_group[group], SameChoice) for group in sorted(by_group, reverse=True)]

    @property
    def needs_conclusion(self) -> bool:
        choices = [answer.same_choice for answer in self.latest]
        return not self.conclusions and tally.has_majority_for_change(choices)

    def _rows(self, attribute: str, options: Any) -> list[Row]:
        rounds = [(Round.ONE, self.first), (Round.TWO, self.second)]
        return [
            chart_row(str(number.label), [getattr(answer, attribute) for answer in answers], options)
            for number, answers in rounds
            if answers or number == Round.ONE
        ]


def chart_row(label: str, values: Sequence[str], options: Any) -> Row:
    counts = tally.distribution(values, options.values)
    parts = [
        {"key": value, "label": str(name), "count": count}
        for (value, name), count in zip(options.choices, counts, strict=True)
    ]
    return {"label": label, "total": len(values), "parts": parts}


def _counted(reflection: Reflection, answers: Iterable[Answer], points: int) -> list[Answer]:
    """Of an anonymous reflection only whole sets count: an unfinished one may be of somebody who lost the key and began again."""
    answers = list(answers)
    if not reflection.anonymous:
        return sorted(answers, key=lambda answer: str(answer.user))
    rounds = [[answer for answer in answers if answer.round == number] for number in Round]
    # Identifiers are random, so this order tells nothing.
    return sorted((a for given in rounds for a in tally.complete_sets(given, points=points)), key=lambda a: str(a.pk))


def _collect(reflection: Reflection, answers: Any) -> list[PointResult]:
    results = {point.pk: PointResult(point) for point in reflection.case.decision_points.all()}
    given = answers.filter(reflection=reflection).current().select_related("user", "decision_point")
    for answer in _counted(reflection, given, len(results)):
        result = results[answer.decision_point_id]
        (result.first if answer.round == Round.ONE else result.second).append(answer)
    for conclusion in reflection.conclusions.select_related("action__owner").order_by("pk"):
        results[conclusion.decision_point_id].conclusions.append(conclusion)
    return list(results.values())


def results_of(reflection: Reflection, *, user: Any) -> list[PointResult]:
    """Per decision point what ``user`` may read of a revealed reflection; nothing before that. Somebody's own second answer
    is not a result while those of others are still closed to them."""
    if not reflection.is_revealed:
        return []
    answers = Answer.objects.readable_by(user)
    if not second_round_is_open(reflection, user=user):
        answers = answers.filter(round=Round.ONE)
    return _collect(reflection, answers)


def second_round_is_open(reflection: Reflection, *, user: Any) -> bool:
    return Reflection.objects.second_round_open_to(user).filter(pk=reflection.pk).exists()


def unsettled(reflection: Reflection) -> list[DecisionPoint]:
    """The decision points that still ask for an action or a reasoned "no change", all answers considered."""
    answers = Answer.objects.all()
    too_few = reflection.respondents.filter(answered_round_two=True).count() < settings.SMALL_NUMBERS_K
    if reflection.anonymous and too_few:
        answers = answers.filter(round=Round.ONE)
    return [result.point for result in _collect(reflection, answers) if result.needs_conclusion]


def progress(reflection: Reflection) -> tuple[int, int]:
    """How many have answered the round that is open (the second, once closed), and of how many."""
    number = ROUND_OF.get(ReflectionState(reflection.state), Round.TWO)
    column = "answered_round_one" if number == Round.ONE else "answered_round_two"
    counts = reflection.respondents.aggregate(given=Count("pk", filter=Q(**{column: True})), asked=Count("pk"))
    return counts["given"], counts["asked"]


def own_answers(reflection: Reflection, *, user: Any, pair_key: str) -> dict[int, dict[int, Answer]]:
    """By round and decision point: the reader's own, found by the key on their device when it is anonymous."""
    mine = reflection.answers.current()
    mine = mine.paired_with(pair_key) if reflection.anonymous else mine.filter(user=user)
    found: dict[int, dict[int, Answer]] = {Round.ONE: {}, Round.TWO: {}}
    for answer in mine:
        found[answer.round][answer.decision_point_id] = answer
    return found
