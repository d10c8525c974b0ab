"""Whatever is typed gets an answer page. With QUERIES=20000 so many are tried, and what they took is printed:

QUERIES=20000 pytest tests/search/test_any_query.py -s
"""

import os
import time
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from search.marks import FIELDS
from search.queries import Search, find
from tests.factories.lessons import LessonFactory, ThemeFactory

QUERIES = int(os.environ.get("QUERIES", "0"))
SENTENCES = (
    "Bel de ouders voordat het plan af is", "Zet de wachtlijst elke week op tafel", "Een gezin aan zee: één kind thuis",
    "Jeugdhulpaanbieders spreken af wie belt", "De school weet het eerder dan het lokale team",
    "Wat deed de crisisdienst 's nachts?",
)  # fmt: skip
WORDS = sorted({word for sentence in SENTENCES for word in sentence.split()} | {"de", "het", "een", "wachtlyjst", "x"})
MARKS = [
    *"\"'„”«»()-–*|:,~^&+!?\\/<>%_",
    " OF ",
    " OR ",
    " AND ",
    " NOT ",
    '" "',
    "NEAR/3",
    "\x00",
    "\x1f",
    "\ud800",
    "\u202e",
]
VALUES = ["twente", "twen", "2024", "2024-", "-2024", "9999-0000", '"food valley"', "les", "", ",", "x" * 50]

words = st.sampled_from(WORDS)
fields = st.builds(
    "{}{}:{}".format, st.sampled_from(["", "-", "("]), st.sampled_from([*FIELDS]), st.sampled_from(VALUES) | words
)
pieces = words | fields | st.sampled_from(MARKS) | st.text(max_size=8)
queries = st.one_of(
    st.lists(pieces, max_size=20).map(" ".join),
    st.lists(pieces, max_size=40).map("".join),
    st.lists(st.sampled_from(MARKS), max_size=40).map("".join),
    st.text(max_size=100),
    st.builds(lambda piece, times: (piece * times)[:10_000], pieces, st.integers(50, 10_000)),
    st.builds(
        lambda start, piece, times: start + (f"{piece} " * times)[:10_000], pieces, pieces, st.integers(50, 5000)
    ),
)


@pytest.fixture
def site(settings: Any, foodvalley: Any, twente: Any, table_circle: Any) -> None:
    theme = ThemeFactory(name="Wachtlijsten", slug="wachtlijsten")
    for number in range(120 if QUERIES else 12):
        title = f"{SENTENCES[number % len(SENTENCES)]} {number}"
        why = " ".join(SENTENCES[(number * step) % len(SENTENCES)] for step in range(5))
        region = foodvalley if number % 2 else twente
        LessonFactory(region=region, title=title, why=why, themes=[theme], tags=[f"woord {number % 30}"])
    LessonFactory(region=twente, title="Zeepaardje", tags=["zeepaardje"], audience_key=table_circle.audience_key)
    call_command("update_index", verbosity=0)


def use(settings: Any, backend: str, **own: Any) -> None:
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": backend, "AUTO_UPDATE": False, **own}}


@pytest.fixture
def whoosh(settings: Any, index_dir: Any) -> None:
    use(settings, "search.backends.whoosh", PATH=str(index_dir), LANGUAGE="nl")


@pytest.fixture
def database(settings: Any) -> None:
    use(settings, "search.backends.database", SEARCH_CONFIG="dutch")


def every_query_gets_a_page(client: Client, examples: int) -> None:
    took: list[tuple[float, str]] = []

    @trying(max_examples=QUERIES or examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(queries)
    def try_each(text: str) -> None:
        asked = urlencode({"q": text.encode(errors="surrogatepass")})
        start = time.process_time()
        page = client.get(f"/zoeken/?{asked}")
        took.append((time.process_time() - start, text))
        assert page.status_code == 200
        page.content.decode()
        if not QUERIES and len(took) % 5 == 0:
            for elsewhere in ("/api/content/", "/zoeken/aanvullen/"):
                assert client.get(f"{elsewhere}?q={quote(text[-60:], errors='surrogatepass')}").status_code == 200
            assert len(find(Search(text), user=AnonymousUser()).hits) == page.context["page_obj"].paginator.count

    try:
        try_each()
    finally:  # also when somebody has seen enough
        if QUERIES:
            tell(took)


def tell(took: list[tuple[float, str]]) -> None:
    took.sort(reverse=True)
    places = {"p50": len(took) // 2, "p95": len(took) // 20, "max": 0}
    said = ", ".join(f"{name} {took[place][0] * 1000:.0f}" for name, place in places.items())
    print(f"\n{len(took)} queries, ms of processor each: {said}")
    for seconds, text in took[:5]:
        print(f"{seconds * 1000:6.0f}  {len(text)} characters: {text[:100]!a}")


@pytest.mark.once
@pytest.mark.indexed_at_once
def test_on_the_site_s_own_engine(whoosh: None, site: None, visitor: Client) -> None:
    every_query_gets_a_page(visitor, 250)


@pytest.mark.indexed_at_once
def test_on_the_database_s_engine(database: None, site: None, visitor: Client) -> None:
    every_query_gets_a_page(visitor, 80)
