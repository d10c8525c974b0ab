"""Engines beside the site's own: the database's takes any text, and a server is asked for what was meant."""

import json
from importlib.util import find_spec
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from modelsearch.backends.elasticsearchbase import ElasticsearchBaseSearchBackend, ElasticsearchBaseSearchQueryCompiler
from modelsearch.query import MATCH_ALL, And, Not, Or, Phrase, PlainText, SearchQuery
from wagtail.search.backends import get_search_backend

from config.search_url import search_backend
from lessons.models import LessonPage
from search.backends.servers import ServerCompiler
from search.text import read
from tests.factories.lessons import LessonFactory

OWN = {"whoosh": {"BACKEND": "search.backends.whoosh"}}


@pytest.fixture
def database(db: None, settings: Any) -> Any:
    own = {"BACKEND": "search.backends.database", "SEARCH_CONFIG": "dutch"}
    settings.WAGTAILSEARCH_BACKENDS = {"default": own}
    return get_search_backend()


QUERIES: list[str | SearchQuery] = [
    '"', "   ", "a\x00b", "\ud800", "bel' OR \\", '"" *', "%s %(x)s", "x:y -z", PlainText(' " '), Phrase('"'),
    Not(PlainText('"')), And([Not(PlainText("a")), Not(Phrase("b c"))]), And([MATCH_ALL, Not(PlainText("a"))]),
    Or([PlainText('"'), Phrase("a")]),
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES, ids=repr)
def test_the_database_s_engine_takes_any_text(database: Any, foodvalley: Any, query: str | SearchQuery) -> None:
    """Also the admin asks it, with what was typed there."""
    LessonFactory(region=foodvalley)
    for ask in [database.search] + [database.autocomplete] * isinstance(query, str):
        assert len(ask(query, LessonPage.objects.all())) in (0, 1)


def test_nothing_to_look_for_finds_nothing_and_minuses_alone_find_the_rest(database: Any, foodvalley: Any) -> None:
    LessonFactory(region=foodvalley, title="Bel de ouders")
    LessonFactory(region=foodvalley, title="Over de beek")

    def found(query: SearchQuery) -> list[str]:
        return [page.title for page in database.search(query, LessonPage.objects.all())]

    assert found(PlainText('"')) == []
    assert found(And([Not(Phrase("bel")), Not(PlainText("olifant"))])) == ["Over de beek"]
    assert found(Not(Phrase("de ouders"))) == ["Over de beek"]
    assert found(And([PlainText("de"), Not(PlainText("bel beek"))])) != []


class Compiler(ServerCompiler, ElasticsearchBaseSearchQueryCompiler):
    """As the servers' own, which need their client to be installed."""


@pytest.mark.once
@pytest.mark.django_db
def test_a_server_is_asked_to_leave_out_what_stands_in_any_field() -> None:
    query = read('bel wacht* "lokaal team" (app OF mail) -thuis').query
    asked = Compiler(LessonPage.objects.filter(live=True).order_by("-date"), query, order_by_relevance=False)
    fields = [field.field_name for field in asked.remapped_fields]
    assert len(fields) > 1
    for part in asked.get_inner_query()["dis_max"]["queries"]:
        *wanted, left_out = part["bool"]["must"]
        assert [field in json.dumps(left_out["bool"]["must_not"]) for field in fields] == [True] * len(fields)
        assert "bool_prefix" in json.dumps(wanted)
    assert asked.get_sort() == [{"lessons_contentpage__date_filter": "desc"}]


@pytest.mark.once
@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("opensearch://search.example", "https://search.example:9200"),
        ("opensearch://a:b@search.example:443/x/", "https://a:b@search.example:443/x"),
        ("elasticsearch://localhost:9200?tls=off&prefix=proef_", "http://localhost:9200"),
    ],
)
def test_a_server_by_its_address(url: str, address: str) -> None:
    found = search_backend(url, OWN)
    assert (found["BACKEND"], found["URLS"]) == (f"search.backends.{url.partition(':')[0]}", [address])
    assert found["INDEX_PREFIX"] == ("proef_" if "proef" in url else "leertafel_")


@pytest.mark.once
@pytest.mark.parametrize(
    "url", ["", "solr://x", "whoosh://x", "opensearch://", "opensearch://h:x", "elasticsearch://h?a=b"]
)
def test_what_is_no_address_is_told_without_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SEARCH_URL"):
        search_backend(url, OWN)


@pytest.mark.once
@pytest.mark.parametrize(("server", "client"), [("opensearch", "opensearchpy"), ("elasticsearch", "elasticsearch")])
def test_a_client_that_is_not_installed_is_named(settings: Any, server: str, client: str) -> None:
    if find_spec(client):
        pytest.skip("it is installed here")
    settings.WAGTAILSEARCH_BACKENDS = {"default": search_backend(f"{server}://h", OWN)}
    with pytest.raises(ImproperlyConfigured, match="pip install"):
        get_search_backend()


class Down:
    """As a client whose server cannot be reached."""

    def __getattr__(self, name: str) -> Any:
        raise ConnectionRefusedError(name)


class ServerBackend(ElasticsearchBaseSearchBackend):
    query_compiler_class = Compiler

    def client_class(self, **options: Any) -> Down:
        return Down()


@pytest.mark.once
def test_a_server_that_does_not_answer_is_no_error(settings: Any, visitor: Client, foodvalley: Any) -> None:
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": f"{__name__}.ServerBackend", "URLS": ["http://x"]}}
    LessonFactory(region=foodvalley, title="Bel de ouders")
    visitor.cookies["taal"] = "en"
    assert "Search does not answer at the moment" in visitor.get("/zoeken/?q=bel").content.decode()
    assert [one["text"] for one in visitor.get("/zoeken/aanvullen/?q=oud").json()["suggestions"]] == ["ouders"]
