"""Filters by theme, and filters when there is nothing to choose."""

from typing import Any

import pytest
from django.test import Client

from lessons.models import LessonPage
from lessons.states import Certainty, LessonStatus
from regions.models import Partnership
from tests.factories.casestudies import make_case
from tests.factories.lessons import LessonFactory, ThemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture
def lessons(foodvalley: Any) -> list[LessonPage]:
    """One under each of two sub-themes, one under both, one under the main theme, one under another."""
    main = ThemeFactory(slug="hulp", name="Hulp", name_en="Zeal")
    waiting = ThemeFactory(slug="wachten", name="Wachten", name_en="Arriving late", parent=main)
    crisis = ThemeFactory(slug="crisis", name="Crisis", name_en="Mayhem", parent=main)
    other = ThemeFactory(slug="anders", name="Anders", name_en="Otherwise")
    chosen = [[waiting], [crisis], [waiting, crisis], [main], [other]]
    return [
        LessonFactory(region=foodvalley, title=f"Les {number}", themes=themes) for number, themes in enumerate(chosen)
    ]


def shown(client: Client, address: str, facet: str = "thema") -> list[tuple[str, int]]:
    facets = {shown["name"]: shown["options"] for shown in client.get(f"/zoeken/{address}").context["facets"]}
    return [(option["label"], option["count"]) for main in facets[facet] for option in [main, *main["children"]]]


def test_a_main_theme_holds_what_lies_under_it(visitor: Client, lessons: list[LessonPage]) -> None:
    assert shown(visitor, "") == [("Hulp", 4), ("Crisis", 2), ("Wachten", 2), ("Anders", 1)]
    found = visitor.get("/zoeken/?thema=hulp").context["page_obj"].object_list
    assert {page.title for page in found} == {"Les 0", "Les 1", "Les 2", "Les 3"}
    assert visitor.get("/zoeken/?thema=wachten&thema=anders").context["page_obj"].paginator.count == 3


def test_themes_that_hold_as_much_stand_in_the_order_of_the_names_shown(
    visitor: Client, lessons: list[LessonPage]
) -> None:
    visitor.cookies["taal"] = "en"
    assert [label for label, _count in shown(visitor, "")] == ["Zeal", "Arriving late", "Mayhem", "Otherwise"]


@pytest.mark.parametrize(
    ("language", "names"),
    [("nl", ["Anders", "Crisis", "Hulp", "Wachten"]), ("en", ["Arriving late", "Mayhem", "Otherwise", "Zeal"])],
)
def test_a_list_of_themes_stands_in_the_order_of_the_names_shown(
    visitor: Client, lessons: list[LessonPage], language: str, names: list[str]
) -> None:
    visitor.cookies["taal"] = language
    choices = visitor.get("/lessen/?thema=hulp").content.decode().partition('name="thema"')[2].partition("</select>")[0]
    assert sorted(names, key=choices.index) == names


def test_without_a_hit_there_is_nothing_to_narrow(visitor: Client, lessons: list[LessonPage]) -> None:
    assert 'class="facets' not in visitor.get("/zoeken/?q=olifant").content.decode()


def test_a_filter_in_use_can_be_taken_back_without_a_hit(visitor: Client, lessons: list[LessonPage]) -> None:
    page = visitor.get("/zoeken/?q=olifant&thema=hulp")
    assert shown(visitor, "?q=olifant&thema=hulp") == [("Hulp", 0)]
    assert [chip["url"] for chip in page.context["chips"]] == ["?q=olifant"]
    assert 'class="facets' in page.content.decode()


def test_every_kind_has_the_filters_of_its_own_texts(
    client_of: Any, participant: Any, foodvalley: Any, table_circle: Any, case_owner: Any
) -> None:
    make_case(
        region=foodvalley,
        circle=table_circle,
        owner=case_owner,
        shared=True,
        perspectives=[("parent", "Niemand belde."), ("young_person", "Ik wist van niets.")],
        life_domains=["housing"],
    )
    LessonFactory(region=foodvalley, certainty=Certainty.SEVERAL_CASES, status=LessonStatus.UNDER_REVIEW)
    LessonFactory(region=foodvalley, certainty=Certainty.ONE_CASE, status=LessonStatus.PUBLISHED)
    client = client_of(participant)
    expected = {
        "perspectief": {"young_person": 1, "parent": 1},
        "leefgebied": {"housing": 1},
        "status": {"published": 1, "under_review": 1},
        "zekerheid": {"one_case": 1, "several_cases": 1},
    }
    for facet, options in expected.items():
        facets = {one["name"]: one["options"] for one in client.get("/zoeken/").context["facets"]}
        assert {option["value"]: option["count"] for option in facets[facet]} == options
        for value, count in options.items():
            assert client.get(f"/zoeken/?{facet}={value}").context["page_obj"].paginator.count == count


def test_a_partnership_finds_what_its_regions_lead(
    visitor: Client, foodvalley: Any, twente: Any, zeeland: Any, django_capture_on_commit_callbacks: Any
) -> None:
    for region in (foodvalley, twente, zeeland):
        LessonFactory(region=region)
    together = Partnership.objects.create(name="Oost samen")
    for regions, count in (([foodvalley, twente], 2), ([twente], 1)):
        with django_capture_on_commit_callbacks(execute=True):
            together.regions.set(regions)
        assert shown(visitor, "", "samenwerking") == [("Oost samen", count)]
        found = visitor.get(f"/zoeken/?samenwerking={together.pk}").context["page_obj"]
        assert {page.lead_region for page in found} == set(regions)
