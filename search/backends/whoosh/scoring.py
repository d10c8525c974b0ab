"""Scores of words in a whole index field or in some of its parts: BM25+ over all segments."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from search.backends.whoosh.matches import Match, Matches, Packed
from search.backends.whoosh.segments import Segment, Snapshot
from search.backends.whoosh.weighing import Sequenced, Wanted, Weigher, in_order


class IndexField:
    """`parts` are names of the object's own fields; None searches all text."""

    def __init__(self, snapshot: Snapshot, name: str, parts: Sequence[str] | None = None) -> None:
        self.snapshot = snapshot
        self.segments = snapshot.segments
        self.name = name
        self.parts = None if parts is None else tuple(parts)

    def score(self, wanted: Wanted, boost: float) -> Matches:
        found = [self._scored(segment, wanted) for segment in self.segments]
        total = sum(len(packed.scores) for packed in found)
        factor = boost * math.log(1 + (self.snapshot.size - total + 0.5) / (total + 0.5))
        return [packed.times(factor) for packed in found]

    def _scored(self, segment: Segment, wanted: Wanted) -> Packed:
        average = self._average_length

        def make() -> Packed:
            return Packed.of(Weigher(segment, self.name, self.parts).score(wanted, self._lengths(segment) / average))

        return segment.kept("scored", (self.name, self.parts, wanted, average), make)

    def _lengths(self, segment: Segment) -> np.ndarray:
        if self.parts is None:
            return segment.lengths(self.name)
        spans = [segment.part(self.name, part) for part in self.parts]
        return sum(ends - starts for starts, ends in spans).astype(np.float32)  # type: ignore[union-attr]

    @property
    def _average_length(self) -> float:
        """In three digits: a new document hardly changes it, and then what was scored with it holds."""
        key = (self.name, self.parts)
        average = self.snapshot.averages.get(key)
        if average is None:
            total = sum(float(self._lengths(segment).sum()) for segment in self.segments)
            average = float(f"{max(total / max(self.snapshot.size, 1), 1e-6):.3g}")
            self.snapshot.averages[key] = average
        return average

    def in_order(self, segment: Segment, phrase: Sequenced, among: Match) -> Match:
        """Of a match the documents that have these terms at these distances."""
        mask = np.zeros(segment.size, bool)
        mask[among.ids] = True
        ids = in_order(phrase, lambda terms: segment.places_of(self.name, terms, self.parts, keep=True), mask)
        return Match(ids, among.scores[np.searchsorted(among.ids, ids)])
