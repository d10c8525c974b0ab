"""Postings of many terms as arrays, in memory and in a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.backends.whoosh.formats import pack_numbers

Postings = list[tuple[bytes, int, float, bytes]]


class Table(NamedTuple):
    """Sorted by term, then by document. Per term how many postings, per posting the rest; `raw` is all payloads joined."""

    terms: list[bytes]
    counts: np.ndarray
    documents: np.ndarray
    weights: np.ndarray
    sizes: np.ndarray
    raw: np.ndarray


class Saved(NamedTuple):
    """Where the arrays of a table are: from `offset` in its file the documents, weights, sizes and payloads. Per term, and
    one more for the end, how many postings and how many bytes of payloads come before it."""

    path: Path
    offset: int
    postings: np.ndarray
    raw: np.ndarray

    def piece(self, first: int, last: int, places: np.ndarray) -> Piece:
        """Some of the terms, from the first to before the last, with their places elsewhere."""
        postings, raw = (
            (int(self.postings[first]), int(self.postings[last])),
            (int(self.raw[first]), int(self.raw[last])),
        )
        counts = np.diff(self.postings[first : last + 1])
        return Piece(self.path, self.offset, int(self.postings[-1]), postings, raw, counts, places)


class Piece(NamedTuple):
    """Enough of a saved table to read some of its terms."""

    path: Path
    offset: int
    every: int
    postings: tuple[int, int]
    raw: tuple[int, int]
    counts: np.ndarray
    places: np.ndarray

    def read(self) -> Table:
        """Without the terms, which the caller knows."""
        first, last = self.postings
        with self.path.open("rb") as file:

            def column(number: int, kind: type) -> np.ndarray:
                file.seek(self.offset + 4 * (number * self.every + first))
                return np.fromfile(file, kind, last - first)

            documents, weights, sizes = column(0, np.uint32), column(1, np.float32), column(2, np.uint32)
            file.seek(self.offset + 12 * self.every + self.raw[0])
            raw = np.fromfile(file, np.uint8, self.raw[1] - self.raw[0])
        return Table([], self.counts, documents, weights, sizes, raw)


def save(tables: Iterable[Table], path: Path) -> list[Saved]:
    """One file for all; not flushed to disk, as it is gone when the segment is there."""
    saved = []
    with path.open("wb") as file:
        for table in tables:
            postings = np.concatenate([[0], np.cumsum(table.counts, dtype=np.int64)])
            raw = np.concatenate([[0], np.cumsum(table.sizes, dtype=np.int64)])[postings]
            saved.append(Saved(path, file.tell(), postings.astype(np.uint32), raw.astype(np.uint32)))
            for column, kind in (
                (table.documents, np.uint32),
                (table.weights, np.float32),
                (table.sizes, np.uint32),
                (table.raw, np.uint8),
            ):
                np.ascontiguousarray(column, kind).tofile(file)
    return saved


def order_of(keys: np.ndarray) -> np.ndarray:
    """The places in order of their keys, equal ones as they were: faster than a stable `argsort`."""
    mixed = (keys.astype(np.int64) << 32) | np.arange(len(keys), dtype=np.int64)
    mixed.sort()
    mixed &= 0xFFFFFFFF
    return mixed


def runs(starts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The numbers from each start on, as many as its size, one run after the other."""
    # Never so many that they do not fit in 32 bits, and the largest arrays there are.
    ends = np.cumsum(sizes, dtype=np.int32)
    total = int(ends[-1]) if len(ends) else 0
    numbers = np.repeat(starts.astype(np.int32) - (ends - sizes).astype(np.int32), sizes)
    numbers += np.arange(total, dtype=np.int32)
    return numbers


def reorder(order: np.ndarray, sizes: np.ndarray, raw: np.ndarray) -> np.ndarray:
    """The payloads in another order."""
    starts = np.cumsum(sizes, dtype=np.int64) - sizes
    return raw[runs(starts[order], sizes[order])]


def firsts(keys: np.ndarray) -> np.ndarray:
    """The places where another key begins."""
    return np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.zeros(0, np.int64)


def table_of_positions(
    terms: Sequence[bytes], codes: np.ndarray, documents: np.ndarray, positions: np.ndarray, boosts: np.ndarray
) -> tuple[Table, np.ndarray]:
    """Of every place of every term, by document; also how many there are in each posting. `terms` may have some that are not
    there, and `codes` are places in it."""
    by_text = sorted(range(len(terms)), key=terms.__getitem__)
    rank = np.empty(len(terms), np.int64)
    rank[by_text] = np.arange(len(terms))
    order = order_of(rank[codes])
    codes, documents, positions = rank[codes[order]], documents[order], positions[order]
    keys = (codes << 32) | documents
    starts = firsts(keys)
    steps = np.diff(positions, prepend=0)
    steps[starts] = positions[starts]
    raw, lengths = pack_numbers(steps)
    codes = codes[starts]
    at = firsts(codes)
    table = Table(
        [terms[by_text[code]] for code in codes[at].tolist()],
        np.diff(at, append=len(codes)),
        documents[starts],
        np.add.reduceat(boosts[order], starts) if len(starts) else boosts[:0],
        np.add.reduceat(lengths, starts, dtype=np.int64) if len(starts) else np.zeros(0, np.int64),
        raw,
    )
    return table, np.diff(starts, append=len(keys))


def table_of_postings(rows: Iterable[tuple[int, Postings]]) -> Table:
    """Of postings as Whoosh's writer takes them, with the number of their document."""
    flat = sorted((term, number, weight, payload) for number, postings in rows for term, _, weight, payload in postings)
    terms: dict[bytes, int] = {}
    for term, *_ in flat:
        terms[term] = terms.get(term, 0) + 1
    return Table(
        list(terms),
        np.fromiter(terms.values(), np.int64, len(terms)),
        np.fromiter((row[1] for row in flat), np.int64, len(flat)),
        np.fromiter((row[2] for row in flat), np.float32, len(flat)),
        np.fromiter((len(row[3]) for row in flat), np.int64, len(flat)),
        np.frombuffer(b"".join(row[3] for row in flat), np.uint8),
    )
