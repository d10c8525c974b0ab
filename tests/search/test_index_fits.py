"""An index that does not fit the site is noticed, and rebuilt with one command."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from search.apps import ask_for_rebuild, needs_rebuild
from tests.factories.lessons import LessonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def built(settings: Any, index_dir: Path, foodvalley: Any) -> Path:
    """The folder of an index that fits, with one lesson in it."""
    own = {"BACKEND": "search.backends.whoosh", "PATH": str(index_dir), "LANGUAGE": "nl"}
    settings.WAGTAILSEARCH_BACKENDS = {"default": own}
    LessonFactory(region=foodvalley, title="Bel de ouders")
    call_command("update_index", verbosity=0)
    return index_dir / "current"


def built_for_other_fields(index: Path) -> None:
    (index / "FINGERPRINT").write_text("of another release")


def damaged(index: Path) -> None:
    for path in index.glob("*.toc"):
        path.write_bytes(path.read_bytes()[:20])


def thrown_away(index: Path) -> None:
    index.unlink()


@pytest.mark.parametrize("mishap", [built_for_other_fields, damaged, thrown_away])
def test_what_does_not_fit_is_rebuilt(mishap: Any, built: Path, visitor: Client, caplog: Any) -> None:
    mishap(built)
    with caplog.at_level(logging.WARNING, logger="search.apps"):
        ask_for_rebuild()
    assert [record.getMessage().partition("manage.py ")[2] for record in caplog.records] == ["update_index"]
    assert "notice--caution" in visitor.get("/zoeken/?q=ouders").content.decode()
    call_command("update_index", "--if-needed", verbosity=0)
    assert not needs_rebuild()
    page = visitor.get("/zoeken/?q=ouders").content.decode()
    assert ("Bel de ouders" in page, "notice--caution" in page) == (True, False)


def test_what_fits_is_left_alone(built: Path, caplog: Any) -> None:
    before = built.resolve()
    ask_for_rebuild()
    call_command("update_index", "--if-needed", verbosity=0)
    assert (built.resolve(), caplog.records) == (before, [])


def test_a_search_server_keeps_its_own_index(settings: Any) -> None:
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backends.database"}}
    assert not needs_rebuild()
