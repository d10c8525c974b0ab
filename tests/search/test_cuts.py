"""Where there are very many words, some are left out: those that a reader may read are never left out for those they may not."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from modelsearch.query import Fuzzy

from lessons.models import ContentPage, LessonPage
from search.pending import engine
from tests.factories.lessons import LessonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SHORT = (
    *("dak", "deur", "vis", "bos", "weg", "raam", "boek", "hand", "voet", "kind", "man", "vrouw", "dag", "jaar", "week", "maand"),
    *("tuin", "muur", "boom", "bloem", "gras", "hond", "paard", "koe", "trein", "auto", "fiets", "boot", "straat", "plein"),
)  # fmt: skip
SEEN = "Jeugdzorgaanbiedersoverleggroep"
# Shorter than what may be read, before it in the alphabet, more frequent, and nearer to what is typed.
HIDDEN = (
    *(f"{one}zorg{other}" for one, other in product(SHORT, SHORT)),
    *(f"jeugdzorg{one}" for one in SHORT),
    *(f"wegloop{letter}n" for letter in "abcdefghijklmnopqrstuvwxyz"),
    *(f"weglo{letter}pen" for letter in "abcdefghijklmnopqrstuvwxyz"),
    *(f"weg{letter}open" for letter in "abcdefghijklmnopqrstuvwxyz"),
    *(f"jeugdz{one}{other}" for one, other in product("abcdefghijklmnopqrstuvwxyz", repeat=2)),
)


@pytest.fixture
def seen(settings: Any, index_dir: Path, foodvalley: Any) -> LessonPage:
    settings.SEARCH_UPDATES = "off"
    settings.WAGTAILSEARCH_BACKENDS = {
        "default": {"BACKEND": "search.backends.whoosh", "PATH": str(index_dir), "AUTO_UPDATE": False, "LENIENT": True}
    }
    lesson = LessonFactory(region=foodvalley, title=f"{SEEN} over weglopers", why="Zij weglopend.")
    engine().add_bulk(LessonPage, [lesson])
    return lesson


def hide(region: Any, circle: Any) -> None:
    for _ in range(3):
        engine().add(
            LessonFactory(region=region, audience_key=circle.audience_key, title="Dicht", why=" ".join(HIDDEN))
        )


def told(user: Any) -> dict[str, Any]:
    pages = ContentPage.objects.visible_to(user)
    found = {word: engine().search(word, pages) for word in ("zorg", "jeugdzorg", "weglopr", "wegloepen")}
    everything = engine().search("over", pages)
    return {
        **{word: [page.pk for page in results] for word, results in found.items()},
        "fuzzy": [page.pk for page in engine().search(Fuzzy("weglopern"), pages)],
        "mended": [results.widening.mended for results in found.values()],
        "beginning": [tuple(word) for word in engine().search("weglopers", pages).words_beginning("jeugd")],
        "alike": engine().search("weglopers", pages).word_like("wegloprs"),
        "all": [page.pk for page in everything],
    }


def test_what_may_not_be_read_leaves_nothing_out(
    seen: LessonPage, outsider: Any, foodvalley: Any, table_circle: Any
) -> None:
    before = told(outsider)
    assert before["zorg"] == before["jeugdzorg"] == before["fuzzy"] == [seen.pk]
    assert [text for text, _ in before["beginning"]] == [SEEN.lower()]
    hide(foodvalley, table_circle)
    assert told(outsider) == before
    call_command("update_index", verbosity=0)  # all in one segment
    assert told(outsider) == before
