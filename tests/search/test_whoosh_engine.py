"""What the engine keeps, gives back and shares, and the order of what it finds."""

import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from modelsearch.query import MATCH_ALL, And, Fuzzy, Not, Phrase, PlainText

from search.backends.whoosh import tallies
from search.backends.whoosh.analysis import get_analyzer
from search.backends.whoosh.bulk import small
from search.backends.whoosh.cache import BoundedCache, size_of
from search.backends.whoosh.changes import Change
from search.backends.whoosh.columns import Column, pack
from search.backends.whoosh.formats import encode_values
from search.backends.whoosh.fuzzy import nearest
from search.backends.whoosh.hits import Hits, best
from search.backends.whoosh.matches import Match, Packed
from search.backends.whoosh.postings import read_terms
from search.backends.whoosh.schema import TEXT
from search.backends.whoosh.storage import open_index
from search.backends.whoosh.store import Store
from search.backends.whoosh.terms import Vocabulary
from tests.search.whoosh_corpus import find, make_document, make_store, put, put_texts, scored

pytestmark = pytest.mark.once

QUERIES = [
    PlainText("huis"),
    PlainText("huis boom", operator="and"),
    PlainText("huis boom kind", operator="or"),
    Phrase("warm huis"),
    And([PlainText("kind"), Not(PlainText("boom"))]),
    Fuzzy("hiusraad"),
    MATCH_ALL,
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = make_store(tmp_path)
    words = ["warm huis", "boom", "kind", "huisraad", "tafel"]
    for first in range(0, 120, 40):
        pks = range(first, first + 40)
        put(store, *(make_document(pk, body=f"{words[pk % 5]} {words[pk % 3]}", colour=pk % 4) for pk in pks))
    yield store


def hits_of(*segments: list[tuple[int, float]]) -> list[Hits]:
    """Documents with these pks and scores, by segment."""
    found = []
    for rows in segments:
        pks = np.array([pk for pk, _ in rows], np.int64)
        segment: Any = SimpleNamespace(size=len(rows), pks=lambda pks=pks: pks)
        scores = np.array([score for _, score in rows], np.float32)
        found.append(Hits(segment, Match(np.arange(len(rows)), scores)))
    return found


# Order


@given(
    st.lists(st.lists(st.sampled_from([0.0, 1.0, 1.5, 2.0]), max_size=30), min_size=1, max_size=3),
    st.integers(0, 12),
    st.integers(0, 12),
)
def test_a_page_is_a_piece_of_the_whole_order(rows: list[list[float]], start: int, count: int) -> None:
    """Whatever is skipped: pages follow each other without a gap or a repeat, the newest first among equals."""
    numbered = iter(range(100))
    segments = [[(next(numbered) * 7 % 101, score) for score in scores] for scores in rows]
    whole = sorted((row for segment in segments for row in segment), key=lambda row: (-row[1], -row[0]))
    page = best(hits_of(*segments), start + count).after(start)
    assert list(zip(page.pks, page.scores, strict=True)) == whole[start : start + count]
    assert best(hits_of(*segments)).pks == [pk for pk, _ in whole]


def test_keys_that_are_no_numbers_are_ordered_too() -> None:
    hits = hits_of([(1, 1.0), (2, 1.0), (3, 2.0)])
    hits[0].segment.pks = lambda: np.array(["a", "c", "b"], object)
    assert best(hits, 2).pks == ["b", "c"]


@given(st.sets(st.integers(0, 300_000), max_size=40), st.floats(0.01, 3.2))
def test_what_is_kept_of_a_match_is_what_it_was(ids: set[int], score: float) -> None:
    match = Match(np.array(sorted(ids), np.intp), np.full(len(ids), score, np.float32))
    again = Packed.of(match).times(2)
    assert again.ids.tolist() == sorted(ids)
    assert again.scores.tolist() == pytest.approx([2 * score] * len(ids), rel=0.01)


# Bounded


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 900)), max_size=60))
def test_never_more_is_kept_than_the_limit(asked: list[tuple[int, int]]) -> None:
    cache = BoundedCache(10_000)
    for key, length in asked:
        kept = cache.keep(key, lambda length=length: np.zeros(length, np.int64))
        assert not kept.flags.writeable
        assert cache.size <= 10_000
        assert cache.size >= sum(size_of(entry) for entry, _ in cache._entries.values())


def test_a_search_with_too_little_room_gives_the_same_answer(store: Store) -> None:
    expected = [scored(store, query) for query in QUERIES]
    store.cache.forget(lambda key: True)
    assert store.cache.size == 0
    store.cache.limit = 3_000
    assert [scored(store, query) for query in QUERIES * 2] == expected * 2
    assert store.cache.size <= 3_000


def test_what_was_read_of_a_segment_that_is_gone_is_given_back(store: Store) -> None:
    for query in QUERIES:
        find(store, query)
    before = {segment.name for segment in store.snapshot().segments}
    for pk in range(200, 230):
        put(store, make_document(pk, body="huis"))
    gone = before - {segment.name for segment in store.snapshot().segments}
    assert gone
    assert not [key for key in store.cache._entries if isinstance(key, tuple) and key[0] in gone]


# Kept when the index changes


def test_an_update_reads_only_what_is_new(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put_texts(store, [f"warm huis {pk} boom" for pk in range(400)])
    answers = [find(store, query) for query in QUERIES]
    reads = store.cache.reads
    assert [find(store, query) for query in QUERIES] == answers
    assert store.cache.reads == reads

    old = store.snapshot().segments[0]
    put(store, make_document(400, body="warm huis"))
    segments = {segment.name: segment for segment in store.snapshot().segments}
    assert len(segments) == 2
    assert segments[old.name] is old
    assert 400 in find(store, Phrase("warm huis"))
    of_new = [key for key in store.cache._entries if key[0] in segments.keys() - {old.name}]
    # Of all that is read now, nothing is of the old segment.
    assert store.cache.reads - reads == len(of_new)


def test_a_deletion_reads_nothing_and_hides_at_once(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put_texts(store, ["huis"] * 50)
    assert len(find(store, PlainText("huis"))) == 50
    reads, old = store.cache.reads, store.snapshot().segments[0]
    store.write(Change(delete=["tests.Page:7"]), timeout=5)
    assert sorted(find(store, PlainText("huis"))) == [pk for pk in range(50) if pk != 7]
    assert store.cache.reads == reads
    assert store.snapshot().segments[0].reader is old.reader


def test_words_that_the_index_has_already_change_nothing_that_was_found_for_words(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(small, "TOGETHER", 100)
    lexicon = store.snapshot().lexicon(TEXT)
    put(store, make_document(300, body="huis boom"))
    assert store.snapshot().lexicon(TEXT) == lexicon
    put(store, make_document(301, body="zonnebloem"))
    assert store.snapshot().lexicon(TEXT) != lexicon


# Threads


def test_threads_that_ask_at_once_get_the_same_answers(store: Store) -> None:
    expected = [scored(store, query) for query in QUERIES]
    store.cache.forget(lambda key: True)
    store.cache.limit = 40_000
    found: list[list[dict[Any, float]]] = []

    def ask() -> None:
        for turn in range(6):
            if turn % 2:
                store.cache.forget(lambda key: hash(key) % 2 == 0)
            found.append([scored(store, query) for query in QUERIES])

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 24
    assert all(answers == expected for answers in found)


# Counts and words


VALUES_OF_A_DOCUMENT = st.lists(st.sampled_from(["a", "b", None, 3]), unique=True, max_size=3)


@given(
    st.lists(st.tuples(VALUES_OF_A_DOCUMENT, VALUES_OF_A_DOCUMENT), min_size=1, max_size=80),
    st.sampled_from([0, 1, 12]),
    st.sampled_from([0, 2, 10**9]),
    st.data(),
)
def test_columns_are_counted_together_as_each_by_itself(
    rows: list[tuple[list[Any], ...]], widest: int, words_per_code: int, data: st.DataObject
) -> None:
    """By numbers, by bits, and by themselves where they are too wide for either."""
    columns = [
        Column.decode(len(rows), ((at, encode_values(row)) for at, row in enumerate(column) if row))
        for column in zip(*rows, strict=True)
    ]
    ids = np.array(sorted(data.draw(st.sets(st.integers(0, len(rows) - 1)))), np.intp)
    mask = np.zeros(len(rows), bool)
    mask[ids] = True
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tallies, "WIDEST", widest)
        patch.setattr(tallies, "WORDS_PER_CODE", words_per_code)
        table = tallies.Table(columns)
        together = table.counts([0, 1], ids, lambda: pack(mask))
        assert [table.counts([at], ids, lambda: pack(mask))[0] for at in (0, 1)] == together
    for column, counts, values in zip(columns, together, zip(*rows, strict=True), strict=True):
        assert counts == dict(column.counts(mask))
        assert list(counts.values()) == sorted(counts.values(), reverse=True)
        assert counts.get("a", 0) == sum("a" in values[place] for place in ids)
        assert counts.get(None, 0) == sum(not values[place] or None in values[place] for place in ids)


WORDS = st.text("abcdé", min_size=1, max_size=7)


@given(st.sets(WORDS, max_size=40), WORDS)
def test_the_vocabulary_is_a_sorted_set_of_words(words: set[str], asked: str) -> None:
    vocabulary = Vocabulary(word.encode() for word in words)
    assert [word.decode() for word in vocabulary] == sorted(words, key=str.encode)
    for known in (vocabulary, vocabulary, vocabulary.words):
        assert (asked.encode() in known) == (asked in words)
    begun = {word.decode() for word in vocabulary.starting_with(asked.encode())}
    assert begun == {word for word in words if word.startswith(asked)}
    assert len(Vocabulary([asked.encode()]).not_in(vocabulary.hashes)) == len(words - {asked})
    assert len(Vocabulary([]).not_in(vocabulary.hashes)) == len(words)
    assert not len(vocabulary.not_in(vocabulary.hashes))


def test_all_terms_of_a_field_are_read_as_whoosh_reads_them(store: Store) -> None:
    with open_index(store.current()).reader() as reader:
        for leaf, _ in reader.leaf_readers():
            for field in ("uid", TEXT, "values", "nothing"):
                theirs = [] if field == "nothing" else list(map(bytes, leaf.lexicon(field)))
                assert read_terms(leaf, field) == theirs


def test_words_alike_are_found_in_a_segment_as_in_a_list(store: Store) -> None:
    segment = store.snapshot().segments[0]
    known = [word.decode() for word in segment.vocabulary(TEXT)]
    for word in ("hiusraad", "bom", get_analyzer("nl").term("kinderen")):
        assert segment.similar(TEXT, word) == nearest(word, known)
