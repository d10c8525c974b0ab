"""What came of a reflection, as far as a reader may see it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from regions.states import Perspective

from . import tally
from .models import Answer, CaseStudyPage, Conclusion, DecisionPoint, Reflection
from .states import ROUND_OF, Reasonable, ReflectionState, Round, SameChoice

Row = dict[str, Any]


@dataclass
class PointResult:
    """One decision point: rows are ready for the charts."""

    point: DecisionPoint
    anonymous: bool = False
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
    def views(self) -> tally.Views[str]:
        """By name everything lies open, so a round is grouped by itself and always paired."""
        groups = [{answer.pair_key: answer.perspective for answer in given} for given in (self.first, self.second)]
        if self.anonymous:
            return tally.views_to_show(*groups, k=settings.SMALL_NUMBERS_K)
        first, second = (
            frozenset(tally.groups_to_show(Counter(one.values()), k=settings.SMALL_NUMBERS_K)) for one in groups
        )
        return tally.Views(first, second, paired=True)

    @property
    def matrix(self) -> dict[str, Any] | None:
        """None when it would give away what fewer people than may be told apart have answered."""
        if not self.views.paired:
            return None
        first = {answer.pair_key: answer.same_choice for answer in self.first}
        second = {answer.pair_key: answer.same_choice for answer in self.second}
        cells = tally.shift(first, second, SameChoice.values)
        labels = [str(label) for label in SameChoice.labels]
        rows = [{"label": label, "cells": row} for label, row in zip(labels, cells, strict=True)]
        return {"columns": labels, "rows": rows}

    @property
    def quadrants(self) -> list[Row]:
        """ "Reasonable then?" against "the same now?", per round that can be read."""
        return [
            {"label": str(number.label), **vars(tally.quadrants((one.reasonable, one.same_choice) for one in given))}
            for number, given in self._given()
        ]

    @property
    def perspectives(self) -> list[Row]:
        """The latest round by perspective; empty when no groups can be told apart safely."""
        shown = self.views.second if self.second else self.views.first
        began_in = {answer.pair_key: answer.perspective for answer in self.first} if self.anonymous else {}
        by_group: dict[str, list[str]] = defaultdict(list)
        for answer in self.latest:
            group = began_in.get(answer.pair_key, answer.perspective)
            by_group[group if group in shown else ""].append(answer.same_choice)
        if not shown or len(by_group) < 2:
            return []
        names = {"": _("Other perspectives together"), **dict(Perspective.choices)}
        return [chart_row(str(names[group]), by_group[group], SameChoice) for group in sorted(by_group, reverse=True)]

    @property
    def needs_conclusion(self) -> bool:
        choices = [answer.same_choice for answer in self.latest]
        return not self.conclusions and tally.has_majority_for_change(choices)

    def _rows(self, attribute: str, options: Any) -> list[Row]:
        return [
            chart_row(str(number.label), [getattr(answer, attribute) for answer in answers], options)
            for number, answers in self._given()
        ]

    def _given(self) -> list[tuple[Round, list[Answer]]]:
        rounds = [(Round.ONE, self.first), (Round.TWO, self.second)]
        return [(number, answers) for number, answers in rounds if answers or number == Round.ONE]


def chart_row(label: str, values: Sequence[str], options: Any) -> Row:
    counts = tally.distribution(values, options.values)
    parts = [
        {"key": value, "label": str(name), "count": count}
        for (value, name), count in zip(options.choices, counts, strict=True)
    ]
    return {"label": label, "total": len(values), "parts": parts}


def counted(answers: Iterable[Answer], *, anonymous: bool, points: int) -> list[Answer]:
    """Of an anonymous reflection only whole sets count: an unfinished one may be of somebody who lost the key and began again."""
    answers = list(answers)
    if not anonymous:
        return answers
    rounds = [[answer for answer in answers if answer.round == number] for number in Round]
    return [answer for given in rounds for answer in tally.complete_sets(given, points=points)]


def in_random_order(answers: Iterable[Answer], *, reader: Any) -> list[Answer]:
    """Neither by name nor by time; the same each time that ``reader`` looks. Each decision point and round has an order of its
    own, so that who comes third in all of them is not one person."""

    def place(answer: Answer) -> str:
        seen = f"{reader}:{answer.reflection_id}:{answer.decision_point_id}:{answer.round}:{answer.pair_key}"
        return salted_hmac("casestudies.order", seen).hexdigest()

    return sorted(answers, key=place)


def _collect(reflection: Reflection, answers: Any, *, reader: Any = None) -> list[PointResult]:
    given = answers.filter(reflection=reflection).current().select_related("user", "decision_point")
    results = _by_point(reflection, reflection.case.decision_points.all(), given, reader=reader)
    for conclusion in reflection.conclusions.select_related("action__owner").order_by("pk"):
        results[conclusion.decision_point_id].conclusions.append(conclusion)
    return list(results.values())


def _by_point(
    reflection: Reflection, points: Iterable[DecisionPoint], given: Iterable[Answer], *, reader: Any = None
) -> dict[int, PointResult]:
    results = {point.pk: PointResult(point, anonymous=reflection.anonymous) for point in points}
    whole = counted(given, anonymous=reflection.anonymous, points=len(results))
    for answer in in_random_order(whole, reader=reader):
        result = results[answer.decision_point_id]
        (result.first if answer.round == Round.ONE else result.second).append(answer)
    return results


def results_of(reflection: Reflection, *, user: Any) -> list[PointResult]:
    """Per decision point what ``user`` may read of a revealed reflection; nothing before that, nor while they have to judge the
    case alone in another. Somebody's own second answer is not a result while those of others are still closed to them."""
    if not reflection.is_revealed or has_still_to_judge(reflection.case_id, user=user):
        return []
    answers = Answer.objects.readable_by(user)
    if not second_round_is_open(reflection, user=user):
        answers = answers.filter(round=Round.ONE)
    return _collect(reflection, answers, reader=user.pk)


def has_still_to_judge(case_id: int, *, user: Any) -> bool:
    return user.respondents.filter(reflection__case=case_id, reflection__state=ReflectionState.ROUND_ONE).exists()


def second_round_is_open(reflection: Reflection, *, user: Any) -> bool:
    return Reflection.objects.second_round_open_to(user).filter(pk=reflection.pk).exists()


def unsettled(reflection: Reflection) -> list[DecisionPoint]:
    """The decision points that still ask for an action or a reasoned "no change", all answers considered."""
    return [result.point for result in _all_that_count(reflection) if result.needs_conclusion]


def _all_that_count(reflection: Reflection) -> list[PointResult]:
    """As everybody in the circle may read them once nobody answers any more."""
    second = reflection.respondents.filter(answered_round_two=True).count()
    return _collect(reflection, Answer.objects.filter(round__in=_rounds_that_count(reflection, second=second)))


def _rounds_that_count(reflection: Reflection, *, second: int) -> set[Round]:
    """Without a second round in which too few have answered to be anonymous."""
    return {Round.ONE} if reflection.anonymous and second < settings.SMALL_NUMBERS_K else set(Round)


def told_to_all(cases: Iterable[CaseStudyPage]) -> dict[int, list[str]]:
    """By case the answers to "would we make the same choice?" that were given most at one of its decision points, in its latest
    closed reflection in its own circle; for whoever may read the case, so that a search can be narrowed by them.

    Nothing while somebody has to judge the case alone: it would steer. Nothing of a case that others than its circle read:
    they read no answers. Nothing of a point that fewer have answered than may be told apart.
    """
    told: dict[int, list[str]] = {case.pk: [] for case in cases}
    closed = _latest_closed([case.pk for case in cases if not case.is_wide])
    points, answers = defaultdict(list), defaultdict(list)
    for point in DecisionPoint.objects.filter(case__in=closed):
        points[point.case_id].append(point)
    for answer in Answer.objects.filter(reflection__in=closed.values()).current():
        answers[answer.reflection_id].append(answer)
    for pk, reflection in closed.items():
        rounds = _rounds_that_count(reflection, second=reflection.answered_second)
        given = [answer for answer in answers[reflection.pk] if answer.round in rounds]
        results = _by_point(reflection, points[pk], given).values()
        said = [[answer.same_choice for answer in result.latest] for result in results]
        most = [tally.given_most(choices) for choices in said if len(choices) >= settings.SMALL_NUMBERS_K]
        told[pk] = sorted(set().union(*most))
    return told


def _latest_closed(cases: list[int]) -> dict[int, Any]:
    """By case its latest closed reflection in its own circle; without the cases that somebody has to judge alone."""
    judged = Reflection.objects.filter(case=OuterRef("case"), state=ReflectionState.ROUND_ONE)
    closed = Reflection.objects.filter(case__in=cases, circle=F("case__circle"), state=ReflectionState.CLOSED)
    second = Count("respondents", filter=Q(respondents__answered_round_two=True))
    ordered = closed.exclude(Exists(judged)).annotate(answered_second=second).order_by("closed_at", "pk")
    return {reflection.case_id: reflection for reflection in ordered}


def progress(reflection: Reflection, *, number: Round | None = None) -> tuple[int, int]:
    """How many have answered round ``number`` (left out: the one that is open; the second, once closed), and of how many."""
    number = number or ROUND_OF.get(ReflectionState(reflection.state), Round.TWO)
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
