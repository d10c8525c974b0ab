"""The timeline: where each mark stands, and what it says was answered, against numbers worked out by hand."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client

from casestudies import actions, timeline
from casestudies.models import CaseStudyPage
from regions.models import User
from tests.factories.casestudies import answer_all, make_reflection


def drawn(events: list[tuple[Any, str]], decisions: list[tuple[int, str, str]]) -> Any:
    """What the tag hands to its template; of a decision the last word is what was answered."""
    from casestudies.templatetags.case_timeline import case_timeline

    points = [SimpleNamespace(pk=at, month=month, title=title) for at, (month, title, _answer) in enumerate(decisions)]
    answers = {at: answer for at, (_month, _title, answer) in enumerate(decisions)}
    return case_timeline([SimpleNamespace(month=month, text=text) for month, text in events], points, answers)


@pytest.mark.once
def test_marks_stand_where_their_month_is() -> None:
    """Over 12 months an axis from 6 to 94 per cent: month 3 lies at 6 + 88 × 3/12 = 28, month 6 at 50."""
    picture = drawn([(0, "Aanmelding"), (6, "Plek"), (12, "Naar huis")], [(3, "Thuis", "same"), (6, "Wachten", "")])
    assert [one["x"] for one in picture["events"]] == ["6.000%", "50.000%", "94.000%"]
    assert [(one["moment"].mark, one["x"]) for one in picture["decisions"]] == [("1", "28.000%"), ("2", "50.000%")]
    assert [tick["month"] for tick in picture["ticks"]] == [0, 2, 4, 6, 8, 10, 12]
    assert [row["moment"].mark for row in picture["rows"]] == ["a", "1", "b", "2", "c"]


@pytest.mark.once
def test_what_comes_close_together_stands_above_each_other() -> None:
    """Over 24 months one month is 88/24 = 3.7 per cent; marks need 11, so three months."""
    picture = drawn(
        [(0, "Begin"), (24, "Eind")], [(0, "A", ""), (1, "B", ""), (2, "C", ""), (3, "D", ""), (24, "E", "")]
    )
    heights = [one["y"] for one in picture["decisions"]]
    assert heights[0] == heights[3] == heights[4]
    assert heights[0] - heights[1] == heights[1] - heights[2] == 38
    assert all(0 < one["y"] < picture["axis"] for one in picture["decisions"])
    assert all(picture["axis"] < one["y"] < picture["height"] for one in picture["events"])


@pytest.mark.once
def test_one_month_and_no_month_have_a_place() -> None:
    assert [one["x"] for one in drawn([(0, "Alleen")], [])["events"]] == ["50.000%"]
    half = drawn([(None, "Nog zonder maand"), (2, "Met")], [])
    assert [one["moment"].text for one in half["events"]] == ["Met"]
    assert [row["moment"].text for row in half["rows"]] == ["Met", "Nog zonder maand"]
    assert "svg" not in Template("{% load case_timeline %}{% case_timeline events points %}").render(
        Context({"events": [], "points": []})
    )


@pytest.mark.once
@pytest.mark.parametrize(
    ("said", "most"),
    [
        (["same", "same", "partly"], "same"),
        (["same", "different", "different", "cannot_judge", "cannot_judge", "cannot_judge"], "different"),
        (["same", "partly"], timeline.DIVIDED),
        (["cannot_judge"], ""),
        ([], ""),
    ],
)
def test_what_most_said(said: list[str], most: str) -> None:
    assert timeline.most_said(said) == most


@pytest.mark.once
def test_events_are_lettered_on_and_on() -> None:
    assert [timeline.letter(number) for number in (0, 25, 26, 51, 52)] == ["a", "z", "aa", "az", "ba"]


def test_the_page_says_what_was_answered_to_who_may_read_it(
    case: CaseStudyPage,
    colleagues: list[User],
    facilitator: User,
    participant: User,
    case_owner: User,
    client_of: Callable[[User], Client],
) -> None:
    def seen(user: User) -> list[str]:
        return list(client_of(user).get(case.url).context["answers"].values())

    reflection = make_reflection(case, respondents=colleagues, user=facilitator)
    for person, choice in zip(colleagues, ["partly", "partly", "same", "different"], strict=True):
        answer_all(reflection, user=person, same_choice=choice, meaning="Eerder bellen.")
        assert (seen(participant), seen(case_owner)) == ([], [])
    actions.reveal(reflection, user=facilitator)
    assert seen(participant) == seen(case_owner) == ["partly"] * 3
    page = client_of(participant).get(case.url, headers={"Accept-Language": "en"}).content.decode()
    assert page.count("Partly the same</td>") == 3
    # A second answer is the latest only for who may read all of them.
    for person in colleagues[:3]:
        answer_all(reflection, user=person, same_choice="different", meaning="Eerder bellen.")
    assert seen(colleagues[3]) == ["partly"] * 3
    answer_all(reflection, user=colleagues[3], same_choice="different", meaning="Eerder bellen.")
    assert seen(colleagues[3]) == ["different"] * 3
