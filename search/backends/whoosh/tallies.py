"""Counts of several columns of one segment in one pass over its hits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from search.backends.whoosh.columns import Column, words_for

# The bits of all values together take so many bytes at most.
MOST_BITS = 8 << 20
# To count a value of a hit takes as long as two words of bits.
WORDS_PER_CODE = 2
# Documents with more values in one column leave too many places empty.
WIDEST = 12


class Table:
    """Each column has a stretch of numbers, one for each of its labels. Counted is by these numbers for few hits, else by a bit
    for each document and number. Columns that fit in neither count by themselves."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        ends = np.cumsum([len(column.labels) for column in columns]).tolist()
        self._starts = [0, *ends]
        self._apart: set[int] = set()
        room = MOST_BITS
        for place, column in enumerate(columns):
            size = len(column.labels) * words_for(column.size) * 8
            if size > room or column.most > WIDEST:
                self._apart.add(place)
            else:
                room -= size
        self._together = [place for place in range(len(columns)) if place not in self._apart]
        self._spans, self._rows = self._numbered()

    @property
    def nbytes(self) -> int:
        """With what is made of it later."""
        bits = sum(
            len(self.columns[place].labels) * words_for(self.columns[place].size) * 8 for place in self._together
        )
        return self._rows.nbytes + bits + 500

    def _numbered(self) -> tuple[dict[int, slice], np.ndarray]:
        """Per document the numbers that it has, and where those of each column are. What is left empty has the number after
        the last."""
        spans, last = {}, 0
        for place in self._together:
            spans[place] = slice(last, last + self.columns[place].most)
            last = spans[place].stop
        size = self.columns[0].size
        rows = np.full((size, last), self._starts[-1], np.min_scalar_type(self._starts[-1]))
        for place, span in spans.items():
            documents, within, codes = self.columns[place].labelled()
            rows[documents, span.start + within] = codes + self._starts[place]
        return spans, rows

    @cached_property
    def _bits(self) -> np.ndarray:
        """A row for each number."""
        size = len(self._rows)
        bits = np.zeros((self._starts[-1] + 1, words_for(size) * 8), np.uint8)
        documents = np.repeat(np.arange(size), self._rows.shape[1])
        marks = np.left_shift(1, documents & 7).astype(np.uint8)
        np.bitwise_or.at(bits, (self._rows.ravel(), documents >> 3), marks)
        return bits[:-1].view(np.uint64)

    def counts(self, wanted: Sequence[int], ids: np.ndarray, bits: Callable[[], np.ndarray]) -> list[dict[Any, int]]:
        """For each of the wanted columns, most first; None counts what has no value. `bits` gives the documents as `pack`
        does."""
        first = min(wanted)
        numbers = slice(self._starts[first], self._starts[max(wanted) + 1])
        tally = self._tally(wanted, numbers, ids, bits)
        for place in self._apart.intersection(wanted):
            tally[self._starts[place] - numbers.start : self._starts[place + 1] - numbers.start] = self.columns[
                place
            ].tally(ids)
        found = []
        for place in wanted:
            own = tally[self._starts[place] - numbers.start : self._starts[place + 1] - numbers.start]
            found.append(_most_first(self.columns[place].labels, own))
        return found

    def _tally(
        self, wanted: Sequence[int], numbers: slice, ids: np.ndarray, bits: Callable[[], np.ndarray]
    ) -> np.ndarray:
        """Of these numbers."""
        spans = [self._spans[place] for place in wanted if place in self._spans]
        if not spans:
            return np.zeros(numbers.stop - numbers.start, np.int64)
        codes = slice(min(span.start for span in spans), max(span.stop for span in spans))
        width, rows = codes.stop - codes.start, self._rows
        if len(ids) * width * WORDS_PER_CODE > (numbers.stop - numbers.start) * words_for(len(rows)):
            return np.bitwise_count(self._bits[numbers] & bits()).sum(axis=1, dtype=np.uint32).astype(np.int64)
        rows = rows if width == rows.shape[1] else rows[:, codes]
        found = rows.take(ids, axis=0).ravel().astype(np.intp)
        return np.bincount(found, minlength=self._starts[-1] + 1)[numbers]


def _most_first(labels: list[Any], tally: np.ndarray) -> dict[Any, int]:
    # Values are in the order of their text already, and after them comes what has none.
    order = (-tally).argsort(kind="stable")[: np.count_nonzero(tally)]
    return dict(zip(map(labels.__getitem__, order.tolist()), tally[order].tolist(), strict=True))
