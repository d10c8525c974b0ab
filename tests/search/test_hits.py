"""What the search page says beside its hits, and where there are none."""

from typing import Any

import pytest
from django.test import Client
from taggit.models import Tag

from lessons.models import LessonPage
from lessons.models.content import ContentTag
from tests.factories.lessons import LessonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture
def lesson(foodvalley: Any) -> LessonPage:
    return LessonFactory(region=foodvalley, title="Wie een gezin op de wachtlijst belt", why="Gezinnen hoorden niets.")


def test_who_found_nothing_reads_advice_about_what_they_typed(visitor: Client, lesson: LessonPage) -> None:
    """And is offered no order: there is nothing to order."""
    marks, order = "aanhalingstekens en mintekens", 'id="search-order" hidden'
    asked = {"olifant": False, '"belt wachtlijst"': True, "wachtlijst -gezin": True, "tag:olifant": False}
    for query, says in asked.items():
        page = visitor.get("/zoeken/", {"q": query}).content.decode()
        assert (order in page, marks in page) == (True, says), query
    page = visitor.get("/zoeken/?jaar=1999").content.decode()
    assert marks not in page and "Alles bekijken" in page
    assert order not in visitor.get("/zoeken/?q=wachtlijst").content.decode()


def test_a_passage_shows_where_text_was_left_out(visitor: Client, foodvalley: Any) -> None:
    LessonFactory(region=foodvalley, why=f"{'Lang. ' * 80} Een olifant. {'En verder. ' * 80}")
    LessonFactory(region=foodvalley, title="Giraffe", summary="Giraffe", why="Kort.")
    (long,) = visitor.get("/zoeken/?q=olifant").context["page_obj"].object_list
    (short,) = visitor.get("/zoeken/?q=giraffe").context["page_obj"].object_list
    assert long.excerpt.startswith("… ") and long.excerpt.endswith("…")
    assert "…" not in short.excerpt


def test_more_different_tags_than_a_database_compares_at_once(visitor: Client, foodvalley: Any) -> None:
    """A page may have as many as one likes."""
    pages = [LessonFactory(region=foodvalley, title=f"Bel {number}") for number in range(2)]
    tags = Tag.objects.bulk_create([Tag(name=f"woord {number}", slug=f"woord-{number}") for number in range(1100)])
    ContentTag.objects.bulk_create(
        [ContentTag(content_object=pages[number % 2], tag=tag) for number, tag in enumerate(tags)]
    )
    hits = visitor.get("/zoeken/?q=bel").context["page_obj"]
    assert sorted(page.title for page in hits) == ["Bel 0", "Bel 1"]


def test_a_field_the_engine_cannot_leave_out_or_choose_is_said_on_the_page(
    visitor: Client, lesson: LessonPage, settings: Any
) -> None:
    """What is told of a case's answer stands in our own index alone, and there it only chooses."""
    own = "whoosh" in settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"]
    note = "De zoekmachine van deze site weet niets van: antwoord."
    for query, told in (("-antwoord:same", False), ("antwoord:same", not own)):
        page = visitor.get("/zoeken/", {"q": f"{query} wachtlijst"})
        assert (note in page.content.decode()) is told, query
        [about, *others] = page.context["notes"]
        assert (f"“{query}”" in about, len(others)) == (True, told)
