"""From a search to the next: what was typed is told, a filter less, a region on the map, a word that goes on, what is new."""

import datetime
from typing import Any

import pytest
from django.test import Client

from lessons.models import LessonPage
from tests.factories.lessons import LessonFactory

pytestmark = [pytest.mark.once, pytest.mark.django_db]

HIDDEN = "zeepaardje"


@pytest.fixture
def lesson(foodvalley: Any) -> LessonPage:
    return LessonFactory(region=foodvalley, title="Bel wie op de wachtlijst staat", date=datetime.date(2025, 3, 1))


@pytest.fixture
def other(twente: Any) -> LessonPage:
    return LessonFactory(region=twente, title="De wachtlijst elke week op tafel", date=datetime.date(2024, 3, 1))


@pytest.fixture
def hidden(foodvalley: Any, table_circle: Any) -> LessonPage:
    return LessonFactory(region=foodvalley, title=f"Wachtlijst en {HIDDEN}", audience_key=table_circle.audience_key)


def found(client: Client, address: str) -> list[str]:
    return [page.title for page in client.get(f"/zoeken/{address}").context["page_obj"].object_list]


def test_a_filter_that_was_typed_is_told_and_can_be_removed(
    visitor: Client, lesson: LessonPage, other: LessonPage
) -> None:
    page = visitor.get("/zoeken/?q=wachtlijst+regio:twente+-jaar:2024").context
    assert len(page["notes"]) == 2
    chips = [chip["url"] for chip in page["chips"]]
    assert chips == ["?q=wachtlijst+-jaar%3A2024", "?q=wachtlijst+regio%3Atwente"]
    assert page["clear_url"] == "?q=wachtlijst"
    assert [found(visitor, chip) for chip in chips] == [[lesson.title], [other.title]]


def test_the_map_says_where_hits_come_from_and_narrows(visitor: Client, lesson: LessonPage, other: LessonPage) -> None:
    (row,) = visitor.get("/zoeken/?q=wachtlijst&jaar=2024").context["map"]["rows"]
    assert (row["name"], row["mark"], row["url"]) == ("Twente", "1", "?q=wachtlijst&jaar=2024&regio=twente")
    (row,) = visitor.get(f"/zoeken/{row['url']}").context["map"]["rows"]
    assert (row["mark"], row["url"]) == ("✓ 1", "?q=wachtlijst&jaar=2024")
    LessonFactory(region=other.lead_region, title="Wie op de wachtlijst staat, hoort elke week iets")
    rows = visitor.get("/zoeken/?q=wachtlijst").context["map"]["rows"]
    assert [(row["name"], row["count"]) for row in rows] == [("Food Valley", 1), ("Twente", 2)]  # no ranking


@pytest.mark.parametrize("address", ["?q=wachtlijst&regio=twente", "?q=wachtlijst+regio:twente"])
def test_places_without_a_hit_are_not_told_however_the_region_was_chosen(
    address: str, visitor: Client, lesson: LessonPage, other: LessonPage
) -> None:
    page = visitor.get(f"/zoeken/{address}")
    assert [(row["name"], row["count"]) for row in page.context["map"]["rows"]] == [("Twente", 1)]
    offered = {tile["name"] for tile in page.context["map"]["tiles"] if tile.get("count")}
    assert offered == {"Food Valley", "Twente"}


def test_nothing_found_says_what_a_filter_less_gives_and_what_is_new(
    visitor: Client, lesson: LessonPage, other: LessonPage, hidden: LessonPage
) -> None:
    page = visitor.get("/zoeken/?q=wachtlijst&regio=twente&jaar=2025").context
    expected = [("?q=wachtlijst&jaar=2025", 1), ("?q=wachtlijst&regio=twente", 1)]
    assert [(one["url"], one["count"]) for one in page["without"]] == expected
    assert [one.pk for one in page["newest"]] == [other.pk, lesson.pk]


def test_what_is_being_typed_goes_on_for_the_reader_alone(
    visitor: Client, client_of: Any, participant: Any, hidden: LessonPage
) -> None:
    address = f"/zoeken/aanvullen/?q={HIDDEN[:5]}"
    answer = client_of(participant).get(address)
    assert HIDDEN in [one["text"] for one in answer.json()["suggestions"]]
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    assert visitor.get(address).json() == {"suggestions": []}


def test_a_filter_that_this_engine_does_not_know_is_told(settings: Any, visitor: Client, lesson: LessonPage) -> None:
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backends.database"}}
    page = visitor.get("/zoeken/?antwoord=same").context
    assert [len(page["notes"]), page["kept"], len(page["chips"])] == [1, [("antwoord", "same")], 1]


def test_the_oldest_can_come_first(visitor: Client, lesson: LessonPage, other: LessonPage) -> None:
    assert found(visitor, "?q=wachtlijst&volgorde=oudste") == [other.title, lesson.title]
