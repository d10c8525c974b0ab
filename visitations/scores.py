"""How far each criterion is met in the eyes of the visited party, the panel and the committee: what is drawn beside each other.

Who may read it is not asked here: the committee from the visit on, the visited party with the draft, everybody with the report.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import floor
from typing import Any

from django.conf import settings

from .models import Assessment, Criterion, Dissent, VisitationPage
from .states import PANEL_IS_HEARD_STAGES, Score, Voice


@dataclass(frozen=True)
class CriterionScores:
    """``visited`` and ``committee`` are from 1 to 4, or None: cannot judge, when it says that it was given.

    Of the panel there is a mean (one decimal) of ``panel_count`` people, and neither when too few of them gave a score.
    """

    criterion: Criterion
    visited_given: bool = False
    visited: int | None = None
    visited_text: str = ""
    panel_mean: float | None = None
    panel_count: int = 0
    committee_given: bool = False
    committee: int | None = None
    committee_text: str = ""
    dissents: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.visited_given or self.committee_given or self.panel_count > 0


def criteria_of(visitation: VisitationPage) -> list[Criterion]:
    """The criteria of this visitation, worded as they are judged: from the day the self-evaluation was handed in, as they were
    on that day, whatever became of the framework."""
    criteria = list(Criterion.objects.filter(framework=visitation.framework_id))
    if visitation.self_evaluated_on is None:
        return criteria
    rows = Assessment.objects.filter(visitation=visitation, voice=Voice.VISITED_PARTY, handed_in_at__isnull=False)
    wording = {row.criterion_id: row for row in rows}
    kept = [criterion for criterion in criteria if criterion.pk in wording]
    for criterion in kept:
        criterion.name = wording[criterion.pk].criterion_name
        criterion.question = wording[criterion.pk].criterion_question
    return kept


def panel_is_heard(visitation: VisitationPage) -> bool:
    """Not while the panel still answers: who could look twice would see what was said in between."""
    return visitation.stage in PANEL_IS_HEARD_STAGES


def panel_result(visitation: VisitationPage) -> dict[int, list[Assessment]]:
    """Criterion id -> the panel's answers, for criteria on which enough people gave a score; in an order that tells nothing of
    who said what."""
    if not panel_is_heard(visitation):
        return {}
    answers: dict[int, list[Assessment]] = defaultdict(list)
    for row in Assessment.objects.filter(visitation=visitation, voice=Voice.PANEL, score__isnull=False):
        answers[row.criterion_id].append(row)
    enough = {one: rows for one, rows in answers.items() if len(rows) >= settings.SMALL_NUMBERS_K}
    return {one: sorted(rows, key=lambda row: (row.text, row.score or 0)) for one, rows in enough.items()}


def mean(scores: Iterable[int | None]) -> float | None:
    """One decimal; half goes up."""
    given = [score for score in scores if score is not None]
    return floor(10 * sum(given) / len(given) + 0.5) / 10 if given else None


def scores_of(visitation: VisitationPage) -> list[CriterionScores]:
    """One row for each criterion on which somebody was heard, in the framework's order; the same number of queries always."""
    given = Assessment.objects.filter(visitation=visitation, voice__in=[Voice.VISITED_PARTY, Voice.COMMITTEE])
    rows = {(row.voice, row.criterion_id): row for row in given if row.voice == Voice.COMMITTEE or row.handed_in_at}
    panel = panel_result(visitation)
    dissents: dict[int, list[str]] = defaultdict(list)
    for dissent in Dissent.objects.standing(visitation).select_related("assessment").order_by("text"):
        dissents[dissent.assessment.criterion_id].append(dissent.text)
    scores = [
        _scores(
            criterion,
            visited=rows.get((Voice.VISITED_PARTY, criterion.pk)),
            panel=panel.get(criterion.pk, []),
            committee=rows.get((Voice.COMMITTEE, criterion.pk)),
            dissents=dissents[criterion.pk],
        )
        for criterion in criteria_of(visitation)
    ]
    return [one for one in scores if one]


def _scores(
    criterion: Criterion, *, visited: Any, panel: list[Assessment], committee: Any, dissents: list[str]
) -> CriterionScores:
    return CriterionScores(
        criterion=criterion,
        visited_given=visited is not None,
        visited=visited and visited.score,
        visited_text=visited.text if visited else "",
        panel_mean=mean(row.score for row in panel),
        panel_count=len(panel),
        committee_given=committee is not None,
        committee=committee and committee.score,
        committee_text=committee.text if committee else "",
        dissents=tuple(dissents),
    )


def steps() -> list[tuple[int, str]]:
    """The scale, from low to high."""
    return [(score.value, str(score.label)) for score in Score]
