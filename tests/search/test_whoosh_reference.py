"""The same questions answered three ways: by our arrays, by Whoosh's own matchers, and by reading every text."""

import math
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.query import MATCH_ALL, And, Not, Or, Phrase, PlainText, SearchQuery
from whoosh import query as whoosh_query

from search.backends.whoosh.analysis import get_analyzer
from search.backends.whoosh.changes import Change
from search.backends.whoosh.schema import TEXT, WORDS
from search.backends.whoosh.storage import open_index
from search.backends.whoosh.store import Store
from search.backends.whoosh.weighing import FLOOR, K1, B
from tests.search.whoosh_corpus import find, make_document, make_store, matches, put, scored

pytestmark = pytest.mark.once

# None is a part of another, a form of another, or made of another, and each is indexed as one term.
VOCABULARY = ["huis", "stoel", "boom", "regio", "kind", "plan", "tafel"]
STRINGS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3).map(" ".join)
QUERIES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.builds(PlainText, STRINGS, operator=st.sampled_from(["and", "or"])),
        st.builds(Phrase, STRINGS),
        st.just(MATCH_ALL),
    ),
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, min_size=1, max_size=3)),
        st.builds(Or, st.lists(inner, min_size=1, max_size=3)),
        st.builds(Not, inner),
    ),
    max_leaves=5,
)
BODIES = st.lists(st.sampled_from(VOCABULARY), max_size=9).map(" ".join)
CORPORA = st.lists(st.lists(BODIES, min_size=1, max_size=9), min_size=1, max_size=3)
# `SEARCH_EXAMPLES=625 pytest tests/search/test_whoosh_reference.py` asks 5,000 questions, and then some.
CORPUS_COUNT = int(os.environ.get("SEARCH_EXAMPLES", "15"))
ASKED_OF_EACH = 8
MANY = settings(
    max_examples=CORPUS_COUNT,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def written(store: Store, batches: list[list[str]]) -> dict[int, str]:
    """Every batch replaces the last documents of the one before, and the first of all is taken out."""
    texts: dict[int, str] = {}
    for batch in batches:
        numbered = dict(enumerate(batch, start=max(len(texts) - 2, 0)))
        texts |= numbered
        put(store, *(make_document(pk, body=text) for pk, text in numbered.items()))
    store.write(Change(delete=["tests.Page:0"]), timeout=5)
    del texts[0]
    return texts


def term_of(word: str) -> str:
    return get_analyzer("nl").term(word)


def in_whoosh(query: SearchQuery) -> whoosh_query.Query:
    match query:
        case And():
            return whoosh_query.And([in_whoosh(part) for part in query.subqueries])
        case Or():
            return whoosh_query.Or([in_whoosh(part) for part in query.subqueries])
        case Not():
            return whoosh_query.And([whoosh_query.Every(), whoosh_query.Not(in_whoosh(query.subquery))])
        case Phrase():
            return whoosh_query.Phrase(TEXT, [term_of(word) for word in query.query_string.split()])
        case PlainText():
            terms = [whoosh_query.Term(TEXT, term_of(word)) for word in query.query_string.split()]
            return whoosh_query.And(terms) if query.operator == "and" else whoosh_query.Or(terms)
    return whoosh_query.Every()


def answers_of_whoosh(store: Store, query: whoosh_query.Query) -> set[int]:
    """Through its own searcher, matcher by matcher."""
    with open_index(store.current()).searcher() as searcher:
        return {int(pk) for pk in _pks(searcher, searcher.docs_for_query(query))}


def _pks(searcher: Any, documents: Iterator[int]) -> Iterator[str]:
    uids = {}
    for reader, first in searcher.reader().leaf_readers():
        for term in reader.lexicon("uid"):
            uids |= {first + place: term for place in reader.postings("uid", term).all_ids()}
    return (uids[document].decode().rpartition(":")[2] for document in documents)


@MANY
@given(batches=CORPORA, queries=st.lists(QUERIES, min_size=ASKED_OF_EACH, max_size=ASKED_OF_EACH))
def test_finds_what_whoosh_finds_and_what_a_reader_would(batches: list[list[str]], queries: list[SearchQuery]) -> None:
    with TemporaryDirectory() as directory:
        store = make_store(Path(directory))
        texts = written(store, batches)
        for query in queries:
            ours = set(find(store, query))
            assert ours == {pk for pk, text in texts.items() if matches(query, text)}, query
            assert ours == answers_of_whoosh(store, in_whoosh(query)), query


@MANY
@given(titles=st.lists(BODIES, min_size=1, max_size=12), beginning=st.text("huistoe", min_size=1, max_size=4))
def test_finds_the_beginnings_that_whoosh_finds(titles: list[str], beginning: str) -> None:
    with TemporaryDirectory() as directory:
        store = make_store(Path(directory))
        put(store, *(make_document(pk, title) for pk, title in enumerate(titles)))
        ours = set(find(store, PlainText(beginning), prefix=True))
        begun = {pk for pk, title in enumerate(titles) if any(word.startswith(beginning) for word in title.split())}
        assert ours == begun == answers_of_whoosh(store, whoosh_query.Prefix(WORDS, beginning))


@MANY
@given(bodies=st.lists(BODIES, min_size=1, max_size=12), words=STRINGS)
def test_scores_are_those_of_the_formula(bodies: list[str], words: str) -> None:
    """BM25 with a floor, over the whole index, whatever its segments; lengths up to these are kept exactly."""
    with TemporaryDirectory() as directory:
        store = make_store(Path(directory))
        half = len(bodies) // 2
        for batch in (range(half), range(half, len(bodies))):
            put(store, *(make_document(pk, body=bodies[pk]) for pk in batch))
        ours = scored(store, PlainText(words, operator="or"))
        texts = [body.split() for body in bodies]
        average = max(float(f"{sum(map(len, texts)) / len(texts):.2g}"), 1e-6)
        expected: dict[int, float] = {}
        for word in set(words.split()):
            having = [pk for pk, text in enumerate(texts) if word in text]
            rare = math.log(1 + (len(texts) - len(having) + 0.5) / (len(having) + 0.5))
            for pk in having:
                count = texts[pk].count(word)
                much = (K1 + 1) * count / (count + K1 * (1 - B + B * len(texts[pk]) / average))
                expected[pk] = expected.get(pk, 0) + rare * (FLOOR + much)
        assert ours == pytest.approx(expected, rel=1e-3)
