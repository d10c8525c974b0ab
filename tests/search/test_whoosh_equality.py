"""What our bulk reading finds, against the plainest reading of the same texts, and against Whoosh's own."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.query import MATCH_ALL, And, Not, Or, Phrase, PlainText, SearchQuery
from whoosh.query import Term

from search.backends.whoosh.analysis import get_analyzer
from search.backends.whoosh.changes import Change
from search.backends.whoosh.columns import Column
from search.backends.whoosh.formats import decode_positions, decode_values, encode_positions, encode_values
from search.backends.whoosh.schema import TEXT
from search.backends.whoosh.storage import open_index
from tests.search.whoosh_corpus import find, make_document, make_store, matches, put

WORDS = ["huis", "tuin", "boom", "regio", "kind", "plan", "tafel"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), min_size=1, max_size=12)
STRINGS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
LEAVES = st.one_of(
    st.builds(PlainText, STRINGS, operator=st.sampled_from(["and", "or"])),
    st.builds(Phrase, STRINGS),
    st.just(MATCH_ALL),
)
QUERIES: st.SearchStrategy[Any] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, min_size=1, max_size=3)),
        st.builds(Or, st.lists(inner, min_size=1, max_size=3)),
        st.builds(Not, inner),
    ),
    max_leaves=5,
)
SOME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SOME
@given(batches=st.lists(TEXTS, min_size=1, max_size=3), query=QUERIES, gone=st.sets(st.integers(0, 30), max_size=5))
def test_finds_what_the_plainest_reading_finds(batches: list[list[str]], query: SearchQuery, gone: set[int]) -> None:
    texts: dict[int, str] = {}
    with TemporaryDirectory() as directory:
        store = make_store(Path(directory))
        for batch in batches:
            # Every batch replaces the first documents of the one before.
            first = max(len(texts) - 3, 0)
            numbered = dict(enumerate(batch, start=first))
            texts |= numbered
            put(store, *(make_document(pk, body=text) for pk, text in numbered.items()))
        store.write(Change(delete=[f"tests.Page:{pk}" for pk in gone]), timeout=5)
        expected = {pk for pk, text in texts.items() if matches(query, text) and pk not in gone}
        assert set(find(store, query)) == expected


@SOME
@given(texts=TEXTS)
def test_reads_what_whoosh_reads(texts: list[str]) -> None:
    with TemporaryDirectory() as directory:
        store = make_store(Path(directory))
        put(store, *(make_document(pk, body=text) for pk, text in enumerate(texts)))
        with open_index(store.current()).searcher() as searcher:
            for word in WORDS:
                term = get_analyzer("nl").term(word)
                theirs = set(searcher.docs_for_query(Term(TEXT, term)))
                ours = [set(segment.postings(TEXT, term.encode())[0].tolist()) for segment in store.snapshot().segments]
                assert ours == [theirs] or not (ours or theirs)


@given(st.lists(st.lists(st.integers(0, 10**7)).map(lambda row: sorted(set(row))), max_size=6))
def test_positions_survive(rows: list[list[int]]) -> None:
    positions, counts = decode_positions([encode_positions(row) for row in rows])
    assert counts.tolist() == [len(row) for row in rows]
    assert positions.tolist() == [position for row in rows for position in row]


VALUES = st.one_of(
    st.none(),
    st.integers(),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.uuids(),
    st.decimals(allow_nan=False, allow_infinity=False),
)


@given(st.lists(VALUES))
def test_values_survive(values: list[Any]) -> None:
    assert decode_values(encode_values(values)) == values


@given(st.lists(st.lists(st.sampled_from(["a", "b", "", None, 3]), unique=True, max_size=3), min_size=1), st.data())
def test_columns_count_as_by_hand(rows: list[list[Any]], data: st.DataObject) -> None:
    column = Column.decode(len(rows), ((number, encode_values(row)) for number, row in enumerate(rows) if row))
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))))
    chosen = [row for row, hit in zip(rows, mask, strict=True) if hit]
    expected = {value: sum(value in row for row in chosen) for value in ["a", "b", "", 3]}
    expected[None] = sum(not row or None in row for row in chosen)
    assert dict(column.counts(mask)) == {value: count for value, count in expected.items() if count}
    assert column.choose(["a", "3"]).tolist() == ["a" in row or 3 in row for row in rows]
    assert column.missing().tolist() == [not row or None in row for row in rows]
