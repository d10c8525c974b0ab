"""In the order of a column: from the index as the database would do it, and only what the index cannot know from the database."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from modelsearch.query import MATCH_ALL

from lessons.models import ContentPage, LessonPage
from search.pending import engine
from tests.factories.lessons import LessonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DAYS = [3, 1, 2, 3, 3, 2, 1, 5]
ORDERS = [
    ("-date", "-first_published_at"),
    ("date", "first_published_at"),
    ("-year", "date"),
    ("-first_published_at",),
    (),
]


@pytest.fixture
def lessons(settings: Any, index_dir: Path, foodvalley: Any) -> list[LessonPage]:
    """In several segments of the index: each is added by itself."""
    settings.SEARCH_UPDATES = "off"
    settings.WAGTAILSEARCH_BACKENDS = {
        "default": {"BACKEND": "search.backends.whoosh", "PATH": str(index_dir), "AUTO_UPDATE": False}
    }
    made = [
        LessonFactory(
            region=foodvalley,
            date=datetime.date(2024 + day % 2, 1, day),
            first_published_at=datetime.datetime(2026, 1, 20 - place // 2, tzinfo=datetime.UTC),
        )
        for place, day in enumerate(DAYS)
    ]
    engine().add_bulk(LessonPage, made[:5])
    for lesson in made[5:]:
        engine().add(lesson)
    return made


def asked_of_pages(asked: CaptureQueriesContext) -> int:
    return sum('FROM "lessons_contentpage"' in query["sql"] for query in asked.captured_queries)


def page(order: tuple[Any, ...], start: int, stop: int) -> list[int]:
    found = engine().search(MATCH_ALL, ContentPage.objects.order_by(*order), order_by_relevance=False)
    return found[start:stop].page().pks


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
def test_pages_follow_each_other_as_in_the_database(lessons: list[LessonPage], order: tuple[str, ...]) -> None:
    tie = "-pk" if not order or order[-1].startswith("-") else "pk"
    expected = list(ContentPage.objects.order_by(*order, tie).values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as asked:
        assert [*page(order, 0, 3), *page(order, 3, 4), *page(order, 4, 100)] == expected
        assert page(order, 0, 0) == page(order, 50, 60) == []
    assert asked_of_pages(asked) == 0


DATABASE_ORDERS = [("title",), (F("date").desc(), F("first_published_at").desc(), F("pk").desc())]


@pytest.mark.parametrize("order", DATABASE_ORDERS, ids=["text", "expressions"])
def test_what_only_the_database_can_sort_it_sorts(lessons: list[LessonPage], order: tuple[Any, ...]) -> None:
    expected = list(ContentPage.objects.order_by(*order).values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as asked:
        assert page(order, 0, 100) == expected
    assert asked_of_pages(asked) == 1


def test_where_something_has_no_value_the_database_says_where_it_goes(lessons: list[LessonPage]) -> None:
    order = ("first_published_at", "date")
    lesson = lessons[3]
    lesson.first_published_at = None
    lesson.save()
    engine().add(lesson)
    expected = list(ContentPage.objects.order_by(*order).values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as asked:
        assert page(order, 0, 100) == expected
    assert asked_of_pages(asked) == 1
