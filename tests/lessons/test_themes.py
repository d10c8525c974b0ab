"""What an editor changes in a theme, the pages that carry it are found by."""

from typing import Any

import pytest
from wagtail.search.backends import get_search_backend

from lessons.models import LessonPage
from search import pending
from tests.factories.lessons import LessonFactory, ThemeFactory

pytestmark = pytest.mark.once


def found(word: str) -> list[int]:
    return [page.pk for page in get_search_backend().search(word, LessonPage.objects.all())]


def test_pages_are_found_by_the_new_name_of_their_theme(
    foodvalley: Any, django_capture_on_commit_callbacks: Any
) -> None:
    theme = ThemeFactory(name="Wachtlijsten")
    lesson = LessonFactory(region=foodvalley, themes=[theme])
    assert found("wachtlijsten") == [lesson.pk]
    theme.name = "Zeepaardjes"
    with django_capture_on_commit_callbacks(execute=True):
        theme.save()
    assert (found("zeepaardjes"), found("wachtlijsten")) == ([lesson.pk], [])


def test_and_under_its_new_main_theme(
    foodvalley: Any, client_of: Any, outsider: Any, django_capture_on_commit_callbacks: Any
) -> None:
    main, theme = ThemeFactory(slug="hoofd"), ThemeFactory()
    lesson = LessonFactory(region=foodvalley, themes=[theme])
    theme.parent = main
    with django_capture_on_commit_callbacks(execute=True):
        theme.save()
    page = client_of(outsider).get("/zoeken/?thema=hoofd")
    assert [hit.pk for hit in page.context["page_obj"]] == [lesson.pk]


def test_who_renames_a_theme_does_not_wait_for_its_pages(settings: Any, foodvalley: Any) -> None:
    """One note is written, however many they are."""
    theme = ThemeFactory(name="Wachtlijsten")
    lesson = LessonFactory(region=foodvalley, themes=[theme])
    settings.SEARCH_UPDATES = "thread"
    theme.name = "Zeepaardjes"
    theme.save()
    assert found("zeepaardjes") == []
    pending.drain()
    assert found("zeepaardjes") == [lesson.pk]


def test_the_list_of_the_admin_is_searched_and_narrowed_together(client_of: Any, admin: Any) -> None:
    main, other = ThemeFactory(name="Toegang"), ThemeFactory(name="Verblijf")
    ThemeFactory(name="Wachttijd bij de toegang", parent=main)
    ThemeFactory(name="Wachttijd bij verblijf", parent=other)
    asked = {"q": "wachttijd", "parent": main.pk}
    page = client_of(admin).get("/admin/snippets/lessons/theme/", asked).content.decode()
    assert "Wachttijd bij de toegang" in page
    assert "Wachttijd bij verblijf" not in page
