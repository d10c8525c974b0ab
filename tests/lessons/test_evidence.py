"""What a lesson stands on is told in words and counts, beside what its writers state; it is no rating."""

import re
from typing import Any

import pytest
from django.utils import translation
from django.utils.html import escape

from lessons import actions
from lessons.states import Certainty, ReviewOutcome, SourceKind, UptakeStatus
from tests.lessons.living import fresh, in_days, make_lesson

pytestmark = pytest.mark.once


def told_to(client: Any, lesson: Any) -> list[str]:
    with translation.override("en"):
        client.cookies["django_language"] = "en"
        return [
            told.text for told in client.get(lesson.get_url(), headers={"accept-language": "en"}).context["evidence"]
        ]


def test_it_tells_what_it_was_drawn_from_and_what_became_of_it(
    facilitator: Any, foodvalley: Any, table_circle: Any, zeeland: Any, twente: Any, coordinator: Any, visitor: Any
) -> None:
    lesson = make_lesson(
        facilitator,
        foodvalley,
        table_circle,
        provenance=[
            (SourceKind.REFLECTION, None, foodvalley, 2024),
            (SourceKind.REFLECTION, None, foodvalley, 2025),
            (SourceKind.RECOMMENDATION, None, twente, 2025),
        ],
    )
    actions.report_uptake(lesson, region=zeeland, status=UptakeStatus.ADOPTED, user=coordinator)
    actions.report_uptake(
        fresh(lesson),
        region=twente,
        status=UptakeStatus.STOPPED,
        reason="capacity",
        note="Geen tijd.",
        user=coordinator,
    )
    review = actions.ask_again(fresh(lesson), user=facilitator)
    actions.conclude_review(
        review, outcome=ReviewOutcome.HOLDS, conclusion="Ja.", review_on=in_days(9), user=facilitator
    )
    drawn, done, against, looked = told_to(visitor, lesson)
    assert drawn == "Drawn from 2 case reflections, 1 recommendation of a visitation, in 2 regions."
    assert done == "What regions do: 1 region adopted it, 1 region stopped."
    assert against == "Contradicted 1 time, of which 0 answered."
    assert looked.startswith("Last looked at again on ")
    page = visitor.get(lesson.get_url()).content.decode()
    for anchor in set(re.findall(r'href="#([a-z-]+)"', page)) & {"herkomst", "regios", "tegenspraak", "terugblik"}:
        assert f'id="{anchor}"' in page


def test_more_certainty_than_evidence_is_told_to_who_edits_alone(
    facilitator: Any, foodvalley: Any, table_circle: Any, zeeland: Any, coordinator: Any, visitor: Any, client_of: Any
) -> None:
    lesson = make_lesson(facilitator, foodvalley, table_circle, certainty=Certainty.OTHER_REGIONS)
    said = visitor.get(lesson.get_url()).context["more_than_evidence"]
    assert said
    for client, knows in ((visitor, False), (client_of(coordinator), False), (client_of(facilitator), True)):
        assert (escape(said) in client.get(lesson.get_url()).content.decode()) is knows
    actions.report_uptake(lesson, region=zeeland, status=UptakeStatus.ADAPTED, note="Korter.", user=coordinator)
    assert visitor.get(lesson.get_url()).context["more_than_evidence"] == ""


def test_a_page_costs_as_many_queries_however_much_hangs_on_it(
    facilitator: Any,
    foodvalley: Any,
    table_circle: Any,
    zeeland: Any,
    twente: Any,
    coordinator: Any,
    visitor: Any,
    queries_of: Any,
) -> None:
    lesson = make_lesson(facilitator, foodvalley, table_circle)
    actions.contradict(lesson, region=zeeland, because="Eén keer.", is_named=True, user=coordinator)
    actions.report_uptake(lesson, region=zeeland, status=UptakeStatus.TRYING, user=coordinator)
    before = queries_of(visitor, lesson.get_url())
    for number in range(5):
        actions.contradict(lesson, region=twente, because=f"Keer {'x' * number}.", is_named=False, user=coordinator)
    actions.report_uptake(lesson, region=twente, status=UptakeStatus.TRYING, user=coordinator)
    assert queries_of(visitor, lesson.get_url()) <= before


def test_a_region_that_is_not_named_is_counted_for_itself_alone(
    facilitator: Any, foodvalley: Any, table_circle: Any, zeeland: Any, coordinator: Any, visitor: Any, client_of: Any
) -> None:
    lesson = make_lesson(facilitator, foodvalley, table_circle)
    actions.report_uptake(lesson, region=zeeland, status=UptakeStatus.ADOPTED, user=coordinator, is_named=False)
    for client in (visitor, client_of(facilitator)):
        assert "No region has told yet what it does with it." in told_to(client, lesson)
    assert "What regions do: 1 region adopted it." in told_to(client_of(coordinator), lesson)
