"""Bulk reading. A segment never changes once written (but for its deletions), so what is read of it is kept."""

from __future__ import annotations

import itertools
import threading
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from typing import Any, TypeVar

import numpy as np
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, _lenfield
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.util.numeric import byte_to_length

from search.backends.whoosh.columns import Column
from search.backends.whoosh.formats import decode_positions
from search.backends.whoosh.schema import PK, TYPES, VALUES, part_term
from search.backends.whoosh.storage import reading

Block = tuple[np.ndarray, np.ndarray, tuple[bytes, ...]]
Entry = TypeVar("Entry")
PLACE = 1 << 32
LENGTHS = np.array([byte_to_length(byte) or 0 for byte in range(256)], np.float32)


class BoundedCache:
    """Least recently used entries go first; bounded in bytes, so an index of any size fits in a small server."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._entries: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.RLock()

    def get(self, key: Hashable, make: Callable[[], tuple[Entry, int]]) -> Entry:
        """`make` also reads files, whose position all threads share: so it runs under the lock."""
        with self._lock:
            found = self._entries.get(key)
            if found is None:
                found = self._entries[key] = make()
                self.size += found[1]
                self._shrink()
            else:
                self._entries.move_to_end(key)
            return found[0]

    def _shrink(self) -> None:
        while self.size > self.limit and len(self._entries) > 1:
            self.size -= self._entries.popitem(last=False)[1][1]


class Segment:
    def __init__(self, reader: SegmentReader, cache: BoundedCache) -> None:
        self._reader = reader
        self._cache = cache
        self.name: str = reader.segment().segment_id()
        self.size: int = reader.doc_count_all()
        self.live = np.ones(self.size, bool)
        deleted = list(reader.segment().deleted_docs())
        self.live[deleted] = False

    def _cached(self, kind: str, key: Hashable, make: Callable[[], tuple[Entry, int]]) -> Entry:
        def read() -> tuple[Entry, int]:
            with reading():
                return make()

        return self._cache.get((self.name, kind, key), read)

    def _blocks(self, field: str, term: bytes) -> Iterator[Block]:
        terms = self._reader._terms
        try:
            info = terms.term_info(field, term)
        except (KeyError, TermNotFound):
            return
        if info.is_inlined():
            ids, weights, payloads = info.inlined_postings()
            yield np.array(ids, np.int64), np.array(weights, np.float32), payloads
            return
        matcher = terms.matcher(field, term, self._reader.schema[field].format)
        while True:
            matcher._read_data()
            deltas, weights, payloads = matcher._data
            yield np.cumsum(deltas, dtype=np.int64), _weights(weights, len(deltas)), payloads
            if matcher._lastblock:
                return
            matcher._goto(matcher._nextoffset)

    def postings(self, field: str, term: bytes) -> tuple[np.ndarray, np.ndarray]:
        """Document numbers and weights."""

        def make() -> tuple[tuple[np.ndarray, np.ndarray], int]:
            blocks = [(ids, weights) for ids, weights, _ in self._blocks(field, term)]
            ids = np.concatenate([block[0] for block in blocks]) if blocks else np.zeros(0, np.int64)
            weights = np.concatenate([block[1] for block in blocks]) if blocks else np.zeros(0, np.float32)
            return (ids, weights), ids.nbytes + weights.nbytes + 300

        return self._cached("postings", (field, term), make)

    def merged(self, field: str, terms: tuple[bytes, ...]) -> tuple[np.ndarray, np.ndarray]:
        """Postings of several terms as if they were one."""

        def make() -> tuple[tuple[np.ndarray, np.ndarray], int]:
            total = np.zeros(self.size, np.float32)
            for term in terms:
                ids, weights = self.postings(field, term)
                total[ids] += weights
            found = np.flatnonzero(total)
            return (found, total[found]), found.nbytes * 2 + 60 * len(terms) + 300

        return self.postings(field, terms[0]) if len(terms) == 1 else self._cached("merged", (field, terms), make)

    def places(self, field: str, term: bytes) -> np.ndarray:
        """Every place of a term as one sorted number: document * PLACE + position."""

        def make() -> tuple[np.ndarray, int]:
            found = [np.zeros(0, np.int64)]
            for ids, _, payloads in self._blocks(field, term):
                positions, counts = decode_positions(payloads)
                found.append(np.repeat(ids, counts) * PLACE + positions)
            places = np.concatenate(found)
            return places, places.nbytes + 200

        return self._cached("places", (field, term), make)

    def part(self, field: str, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Per document the first position of a part of the field, and the one after its last."""

        def make() -> tuple[tuple[np.ndarray, np.ndarray], int]:
            starts, ends = np.zeros(self.size, np.int64), np.zeros(self.size, np.int64)
            for ids, _, payloads in self._blocks(VALUES, part_term(field, name)):
                positions, _ = decode_positions(payloads)
                starts[ids], ends[ids] = positions[::2], positions[1::2]
            return (starts, ends), starts.nbytes * 2 + 200

        return self._cached("part", (field, name), make)

    def places_within(self, field: str, name: str, places: np.ndarray) -> np.ndarray:
        starts, ends = self.part(field, name)
        documents, positions = np.divmod(places, PLACE)
        return places[(positions >= starts[documents]) & (positions < ends[documents])]

    def lengths(self, field: str) -> np.ndarray:
        """Number of words per document."""

        def make() -> tuple[np.ndarray, int]:
            reader = self._reader._perdoc._cached_reader(_lenfield(field), LENGTHS_COLUMN)
            lengths = np.zeros(self.size, np.float32)
            if reader is not None:
                # The file ends at the last document that has the field.
                raw = np.frombuffer(reader._dbfile.get(reader._basepos, reader._count), np.uint8)
                lengths[: len(raw)] = LENGTHS[raw]
            return lengths, lengths.nbytes + 200

        return self._cached("lengths", field, make)

    def column(self, path: str) -> Column:
        def make() -> tuple[Column, int]:
            blocks = self._blocks(VALUES, path.encode())
            rows = itertools.chain.from_iterable(
                zip(ids.tolist(), payloads, strict=True) for ids, _, payloads in blocks
            )
            column = Column.decode(self.size, rows)
            return column, column.nbytes

        return self._cached("column", path, make)

    def year_column(self, path: str) -> Column:
        def make() -> tuple[Column, int]:
            column = self.column(path).by_year()
            return column, column.nbytes

        return self._cached("year", path, make)

    def pks(self) -> list[Any]:
        def make() -> tuple[list[Any], int]:
            pks = self.column(PK).per_document()
            return pks, 40 * len(pks) + 200

        return self._cached("pks", None, make)

    def has_type(self, label: str) -> np.ndarray:
        return self.column(TYPES).choose([label])

    def vocabulary(self, field: str) -> list[bytes]:
        """All terms, sorted."""

        def make() -> tuple[list[bytes], int]:
            words = sorted(bytes(term) for term in self._reader.lexicon(field))
            return words, 50 * len(words) + 200

        return self._cached("vocabulary", field, make)

    def joined_vocabulary(self, field: str) -> bytes:
        """All terms as lines, to search for a part of a word."""

        def make() -> tuple[bytes, int]:
            text = b"".join(word + b"\n" for word in self.vocabulary(field))
            return text, len(text) + 100

        return self._cached("joined", field, make)

    def terms_starting_with(self, field: str, prefix: bytes) -> list[bytes]:
        words = self.vocabulary(field)
        start = bisect_left(words, prefix)
        return list(itertools.takewhile(lambda word: word.startswith(prefix), itertools.islice(words, start, None)))

    def has_term(self, field: str, term: bytes) -> bool:
        words = self.vocabulary(field)
        place = bisect_left(words, term)
        return place < len(words) and words[place] == term


def _weights(weights: Any, count: int) -> np.ndarray:
    """Whoosh writes nothing for all ones, one number for all equal."""
    if weights is None:
        return np.ones(count, np.float32)
    if isinstance(weights, float):
        return np.full(count, weights, np.float32)
    return np.array(weights, np.float32)


class Snapshot:
    """The index at one moment. Searches in progress keep theirs while others commit."""

    def __init__(self, segments: list[Segment], cache: BoundedCache) -> None:
        self.segments = segments
        self.cache = cache
        self.size = sum(segment.size for segment in segments)

    def has_term(self, field: str, term: bytes) -> bool:
        return any(segment.has_term(field, term) for segment in self.segments)


def open_segments(index: Any, cache: BoundedCache) -> Snapshot:
    with reading():
        reader = index.reader()
        leaves = [leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]
        return Snapshot([Segment(leaf, cache) for leaf in leaves], cache)
