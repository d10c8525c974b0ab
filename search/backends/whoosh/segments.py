"""What is read of the index. A segment never changes once written, but for its deletions, so what is read of it is kept, also
when others are added."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader

from search.backends.whoosh.cache import BoundedCache
from search.backends.whoosh.columns import Column
from search.backends.whoosh.formats import decode_values, unpack_positions
from search.backends.whoosh.fuzzy import nearest_in
from search.backends.whoosh.postings import (
    PLACE,
    Postings,
    open_lengths,
    read_lengths,
    read_places,
    read_rows,
    read_terms,
)
from search.backends.whoosh.schema import PK, TEXT, TYPES, VALUES, WORDS, part_term
from search.backends.whoosh.storage import reading
from search.backends.whoosh.terms import Vocabulary, Words

__all__ = ["PLACE", "BoundedCache", "Segment", "Snapshot", "open_segments"]

Entry = TypeVar("Entry")
Mask = np.ndarray
# Of snapshots.
NUMBERS = itertools.count()


class Segment:
    def __init__(self, reader: SegmentReader, deleted: frozenset[int], cache: BoundedCache) -> None:
        self.reader = reader
        self.deleted = deleted
        self.name: str = reader.segment().segment_id()
        self.size: int = reader.doc_count_all()
        self._cache = cache

    def kept(self, kind: str, key: Hashable, make: Callable[[], Entry]) -> Entry:
        """What `make` gives, which depends on nothing that may change: it is made once and may be thrown away at any time."""

        def read() -> Entry:
            with reading():
                return make()

        return self._cache.keep((self.name, kind, key), read)

    def kept_mask(self, kind: str, key: Hashable, make: Callable[[], Mask]) -> Mask:
        """The same for a mark per document, which is kept as a bit."""
        bits = self.kept(kind, key, lambda: np.packbits(make()))
        return np.unpackbits(bits, count=self.size).view(bool)

    # Terms

    def postings(self, field: str, term: bytes) -> Postings:
        return self.kept("postings", (field, term), lambda: self.read_postings(field, term))

    def read_postings(self, field: str, term: bytes) -> Postings:
        with reading():
            return Postings(*read_rows(self.reader, field, term)[:2])

    def places_of(
        self, field: str, terms: tuple[bytes, ...], parts: tuple[str, ...] | None = None, *, keep: bool = False
    ) -> np.ndarray:
        """Every place of any of these terms as one number, rising: document * PLACE + position."""
        found = [self.places(field, term) if keep else read_places(self.reader, field, term) for term in terms]
        if parts is not None:
            found = [self._within(field, part, places) for part in parts for places in found]
        return found[0] if len(found) == 1 else np.unique(np.concatenate(found))

    def places(self, field: str, term: bytes) -> np.ndarray:
        return self.kept("places", (field, term), lambda: read_places(self.reader, field, term))

    def terms_of(self, field: str, terms: Iterable[bytes]) -> list[bytes]:
        """Those that the segment has."""
        words = self.vocabulary(field).words
        return [term for term in terms if term in words]

    def vocabulary(self, field: str) -> Vocabulary:
        return self.kept("vocabulary", field, lambda: Vocabulary(read_terms(self.reader, field)))

    def joined_vocabulary(self, field: str) -> bytes:
        """All terms as lines, to search for a part of a word."""
        return self.vocabulary(field).text

    def terms_starting_with(self, field: str, prefix: bytes) -> list[bytes]:
        return self.vocabulary(field).starting_with(prefix)

    def has_term(self, field: str, term: bytes) -> bool:
        return term in self.vocabulary(field).words

    def similar(self, field: str, word: str) -> list[tuple[int, str]]:
        """The nearest terms, with how many letters they differ."""
        return self.kept("similar", (field, word), lambda: nearest_in(word, self.vocabulary(field)))

    def adds_words(self, field: str, others: list[Segment]) -> bool:
        """Whether it has a term that none of these has, the largest first: what is new beside that one is little, and kept, as
        the others come and go."""
        if not others:
            return bool(len(self.vocabulary(field)))
        unknown = self._words_beside(field, others[0])
        for other in others[1:]:
            if not len(unknown):
                return False
            unknown = other.vocabulary(field).not_in(unknown)
        return bool(len(unknown))

    def _words_beside(self, field: str, other: Segment) -> np.ndarray:
        return self.kept(
            "beside", (field, other.name), lambda: other.vocabulary(field).not_in(self.vocabulary(field).hashes)
        )

    # Text of single fields

    def part(self, field: str, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Per document the first position of a part of the field, and the one after its last."""

        def make() -> tuple[np.ndarray, np.ndarray]:
            starts, ends = np.zeros(self.size, np.int32), np.zeros(self.size, np.int32)
            rows = read_rows(self.reader, VALUES, part_term(field, name))
            positions, _ = unpack_positions(rows.raw, rows.sizes)
            starts[rows.ids], ends[rows.ids] = positions[::2], positions[1::2]
            return starts, ends

        return self.kept("part", (field, name), make)

    def _within(self, field: str, name: str, places: np.ndarray) -> np.ndarray:
        starts, ends = self.part(field, name)
        documents, positions = np.divmod(places, PLACE)
        return places[(positions >= starts[documents]) & (positions < ends[documents])]

    def lengths(self, field: str) -> np.ndarray:
        """Number of words per document."""
        return self.kept("lengths", field, lambda: read_lengths(self.reader, field))

    # Values

    def column(self, path: str) -> Column:
        return self.kept("column", path, lambda: Column.decode(self.size, self._values(path)))

    def _values(self, path: str) -> Iterable[tuple[int, bytes]]:
        return read_rows(self.reader, VALUES, path.encode()).payloads()

    def year_column(self, path: str) -> Column:
        return self.kept("year", path, lambda: self.column(path).by_year())

    def pks(self) -> np.ndarray:
        """Per document; numbers where all are."""

        def make() -> np.ndarray:
            rows = read_rows(self.reader, VALUES, PK.encode())
            joined = b",".join(payload for _, payload in rows.payloads())
            found = [row[0] for row in json.loads(b"[" + joined + b"]")]
            numbers = all(type(pk) is int for pk in found)
            pks = np.zeros(self.size, np.int64 if numbers else object)
            pks[rows.ids] = found if numbers else [decode_values(payload)[0] for _, payload in rows.payloads()]
            return pks

        return self.kept("pks", None, make)

    # Masks

    @cached_property
    def live(self) -> Mask:
        mask = np.ones(self.size, bool)
        mask[list(self.deleted)] = False
        mask.setflags(write=False)
        return mask

    def has_type(self, label: str) -> Mask:
        return self.kept_mask("type", label, lambda: self.column(TYPES).choose([label]))

    def everything(self) -> np.ndarray:
        """All document numbers."""
        return np.arange(self.size)


class Snapshot:
    """The index at one moment. Searches in progress keep theirs while others commit."""

    def __init__(self, segments: list[Segment], cache: BoundedCache, *, lasts: bool = True) -> None:
        self.segments = segments
        self.lasts = lasts
        self.cache = cache
        self.size = sum(segment.size for segment in segments)
        self.name = next(NUMBERS)
        self._lexicons: dict[str, tuple[str, ...]] = {}
        self._words: dict[str, list[Words]] = {}

    def kept(self, kind: str, key: Hashable, make: Callable[[], Entry]) -> Entry:
        """What `make` gives, for as long as the index stays as it is."""
        return self.cache.keep((self.name, kind, key), make) if self.lasts else make()

    def with_segments(self, segments: list[Segment]) -> Snapshot:
        """The same documents, of which some may not be found: words are as they were."""
        other = Snapshot(segments, self.cache, lasts=False)
        other._lexicons, other._words = self._lexicons, self._words
        return other

    def lexicon(self, field: str) -> tuple[str, ...]:
        """Stays the same as long as the index has the same words: the segments that have some which larger ones have not."""
        if field not in self._lexicons:
            adding: list[Segment] = []
            for segment in sorted(self.segments, key=lambda segment: (-segment.size, segment.name)):
                if segment.adds_words(field, adding):
                    adding.append(segment)
            self._lexicons[field] = tuple(segment.name for segment in adding)
        return self._lexicons[field]

    def words(self, field: str) -> list[Words]:
        """Those of each segment. A question looks up hundreds, in each of them."""
        found = self._words.get(field)
        if found is None:
            found = self._words[field] = [segment.vocabulary(field).words for segment in self.segments]
        return found

    def has_term(self, field: str, term: bytes) -> bool:
        for words in self.words(field):  # noqa: SIM110 -- `any` takes three times as long
            if term in words:
                return True
        return False


def open_segments(index: FileIndex, cache: BoundedCache, before: Snapshot | None = None) -> Snapshot:
    """Only segments that `before` does not have are opened. What was kept of those that are gone is given back."""
    known = {segment.name: segment for segment in before.segments} if before else {}
    with reading():
        toc = index._read_toc()
        segments = [_open(index, toc.schema, entry, known, cache) for entry in toc.segments if entry.doc_count_all()]
    if before is not None:
        gone = {before.name, *known}.difference(segment.name for segment in segments)
        cache.forget(gone.__contains__)
    return Snapshot(segments, cache)


def _open(index: FileIndex, schema: Any, entry: Any, known: dict[str, Segment], cache: BoundedCache) -> Segment:
    deleted = frozenset(entry.deleted_docs())
    segment = known.get(entry.segment_id())
    if segment is None:
        reader = SegmentReader(index.storage, schema, entry)
        for field in (TEXT, WORDS):
            open_lengths(reader, field)
        return Segment(reader, deleted, cache)
    return segment if segment.deleted == deleted else Segment(segment.reader, deleted, cache)
