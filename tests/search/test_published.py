"""What publishing changes is found at once, themes and tags as well."""

from typing import Any

from lessons import actions
from lessons.models import LessonPage, Theme
from tests.factories.lessons import LessonFactory, ThemeFactory


def test_themes_and_tags_of_a_published_revision_are_counted(foodvalley: Any, editor: Any, visitor: Any) -> None:
    theme: Theme = ThemeFactory(slug="wachten")
    lesson = LessonPage.objects.get(pk=LessonFactory(region=foodvalley, title="Bel de school").pk)
    lesson.themes = [theme]
    lesson.tags.set(["bellen"])
    actions.change_lesson(lesson, version=None, user=editor)
    assert "Bel de school" in visitor.get("/zoeken/?thema=wachten").content.decode()
    assert "Bel de school" in visitor.get("/zoeken/?tag=bellen").content.decode()
