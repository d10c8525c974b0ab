"""`manage.py search`: what the page finds, for operators and scripts."""

import datetime
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from tests.factories.lessons import LessonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lessons")]

HIDDEN = "zeepaardje"


@pytest.fixture(params=["search.backends.whoosh", "search.backends.database"], ids=["whoosh", "database"])
def engine(request: Any, settings: Any, index_dir: Any) -> None:
    own = {"PATH": str(index_dir), "LANGUAGE": "nl"} if "whoosh" in request.param else {"SEARCH_CONFIG": "dutch"}
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": request.param, **own}}


@pytest.fixture
def lessons(engine: None, foodvalley: Any, twente: Any, table_circle: Any) -> None:
    made = [(foodvalley, "Bel de ouders", 2023), (twente, "Bel eerst de ouders, dan de school", 2024)]
    for region, title, year in made:
        LessonFactory(region=region, title=title, date=datetime.date(year, 1, 2), tags=["bellen"])
    LessonFactory(region=twente, title=f"Ouders en {HIDDEN}", tags=[HIDDEN], audience_key=table_circle.audience_key)
    call_command("update_index", verbosity=0)


def search(*arguments: str) -> str:
    out = StringIO()
    call_command("search", *arguments, stdout=out)
    return out.getvalue()


def answer(*arguments: str) -> dict[str, Any]:
    return json.loads(search(*arguments, "--format", "json"))


def test_it_finds_and_counts_what_the_page_does(visitor: Client) -> None:
    said = answer("ouders", "--filter", "region=twente")
    page = visitor.get("/zoeken/?q=ouders&regio=twente").context
    assert [hit["id"] for hit in said["hits"]] == [hit.pk for hit in page["page_obj"]]
    assert (said["count"], said["chosen"]) == (1, {"region": ["twente"]})
    assert said["facets"]["region"] == {"food-valley": 1, "twente": 1}
    assert {name: said["facets"][name] for name in ("year", "tag", "kind")} == {
        "year": {"2024": 1},
        "tag": {"bellen": 1},
        "kind": {"lesson": 1},
    }
    assert isinstance(said["hits"][0]["score"], float)
    assert said["hits"][0]["region"] == "twente" and said["hits"][0]["url"].startswith("/")


def test_for_one_person(participant: Any) -> None:
    assert HIDDEN not in search("ouders")
    said = search("ouders tag:zeep", "--as", participant.email.upper())
    assert f"Ouders en {HIDDEN}" in said and said.startswith("1 ") and f"{HIDDEN}." in said


def test_orders_and_limits() -> None:
    years = [hit["date"][:4] for hit in answer("bel", "--order", "oldest")["hits"]]
    assert years == ["2023", "2024"]
    some, none = answer("--limit", "1"), answer("--limit", "0")
    assert (some["count"], len(some["hits"]), none["count"], len(none["hits"])) == (2, 1, 2, 0)


def test_several_values_by_their_names() -> None:
    assert answer("--filter", "region=Food Valley", "--filter", "region=twen", "--filter", "year=2023-")["count"] == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--filter", "colour=red"], "kind, region"),
        (["--filter", "region"], "FACET=VALUE"),
        (["--filter", "region=olifant"], "there is no such region"),
        (["--filter", f"tag={HIDDEN}"], "there is no such tag"),
        (["--filter", "year=onlangs"], "there is no such year"),
        (["--as", "nobody@example.org"], "nobody@example.org"),
        (["--limit", "-1"], "--limit"),
    ],
)
def test_what_is_not_understood_is_said_in_words(arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        search("ouders", *arguments)
