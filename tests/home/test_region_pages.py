"""The index of regions and a region's page: what the reader may see, in a fixed number of queries."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lessons.states import UptakeStatus
from regions.models import Municipality, RegionMunicipality
from tests.factories.lessons import LessonFactory, UptakeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def row_of(client: Client, region: Any) -> dict[str, Any]:
    rows = client.get("/regios/").context["rows"]
    return next({name: row[name] for name in ("lessons", "taken_up")} for row in rows if row["region"] == region)


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.fixture
def lesson(foodvalley: Any, zeeland: Any) -> Any:
    lesson = LessonFactory(region=foodvalley)
    UptakeFactory(lesson=lesson, region=zeeland, status=UptakeStatus.TRYING, note="In Zeeland proberen we dit.")
    return lesson


@pytest.fixture
def hidden(foodvalley: Any, zeeland: Any, table_circle: Any) -> Any:
    lesson = LessonFactory(region=foodvalley, title="Binnen de kring", audience_key=table_circle.audience_key)
    UptakeFactory(lesson=lesson, region=zeeland, status=UptakeStatus.TRYING)
    return lesson


def test_figures_count_what_the_reader_may_see(
    visitor: Client, client_of: Any, participant: Any, foodvalley: Any, zeeland: Any, lesson: Any, hidden: Any
) -> None:
    assert row_of(visitor, foodvalley) == {"lessons": 1, "taken_up": 0}
    assert row_of(visitor, zeeland) == {"lessons": 0, "taken_up": 1}
    assert row_of(client_of(participant), foodvalley) == {"lessons": 2, "taken_up": 0}
    assert row_of(client_of(participant), zeeland) == {"lessons": 0, "taken_up": 2}


def test_every_region_has_a_tile(visitor: Client, foodvalley: Any, twente: Any, zeeland: Any) -> None:
    tiles = visitor.get("/regios/").context["map"]["tiles"]
    assert {tile["name"]: tile["url"] for tile in tiles} == {
        "Food Valley": "/regios/food-valley/",
        "Twente": "/regios/twente/",
        "Zeeland": "/regios/zeeland/",
    }


def test_a_region_shows_what_it_learned_and_took_up(visitor: Client, lesson: Any, hidden: Any, foodvalley: Any) -> None:
    assert [page.title for page in visitor.get("/regios/food-valley/").context["lessons"]] == [lesson.title]
    zeeland = visitor.get("/regios/zeeland/")
    assert [uptake.lesson.title for uptake in zeeland.context["uptakes"]] == [lesson.title]
    assert "In Zeeland proberen we dit." in zeeland.content.decode()
    assert hidden.title not in zeeland.content.decode()


def test_a_region_names_its_municipalities_of_today(visitor: Client, zeeland: Any) -> None:
    here, gone = (
        Municipality.objects.create(cbs_code=f"GM000{number}", name=name, province="Zeeland")
        for number, name in enumerate(["Veere", "Vroeger"])
    )
    RegionMunicipality.objects.create(region=zeeland, municipality=here)
    RegionMunicipality.objects.create(region=zeeland, municipality=gone, valid_to="2020-01-01")
    assert list(visitor.get("/regios/zeeland/").context["municipalities"]) == [here]


@pytest.mark.parametrize("address", ["/regios/", "/regios/food-valley/", "/regios/zeeland/"])
def test_more_content_costs_no_more_queries(
    visitor: Client, foodvalley: Any, zeeland: Any, lesson: Any, address: str
) -> None:
    cost(visitor, address)
    with_one = cost(visitor, address)
    for _number in range(4):
        UptakeFactory(lesson=LessonFactory(region=foodvalley), region=zeeland)
    assert cost(visitor, address) == with_one
