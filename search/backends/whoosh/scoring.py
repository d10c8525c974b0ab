"""Scores of words in a whole index field or in some of its parts: BM25+ over all segments, and over what may be read alone."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from search.backends.whoosh.matches import NOTHING, Match, Matches, Packed, only
from search.backends.whoosh.readers import Reader
from search.backends.whoosh.segments import Segment, Snapshot
from search.backends.whoosh.weighing import Sequenced, Wanted, Weigher, asks_for_any, in_order

NONE = Packed.of(NOTHING)


class IndexField:
    """`parts` are names of the object's own fields; None searches all text. Nothing depends on what the reader may not find:
    neither how rare a word is nor how long texts are."""

    def __init__(
        self, snapshot: Snapshot, name: str, parts: Sequence[str] | None = None, reader: Reader | None = None
    ) -> None:
        self.snapshot = snapshot
        self.segments = snapshot.segments
        self.name = name
        self.parts = None if parts is None else tuple(parts)
        self.reader = Reader(snapshot) if reader is None else reader

    def score(self, wanted: Wanted, boost: float) -> Matches:
        found = [self._read(self._scored(segment, wanted), at) for at, segment in enumerate(self.segments)]
        total = sum(len(match.ids) for match in found)
        factor = np.float32(boost * math.log(1 + (self.reader.size - total + 0.5) / (total + 0.5)))
        return [Match(match.ids, match.scores * factor) for match in found]

    def _read(self, packed: Packed, at: int) -> Match:
        match = packed.times(1)
        return match if self.reader.whole[at] else only(match, self.reader.masks[at])

    def _scored(self, segment: Segment, wanted: Wanted) -> Packed:
        average = self.reader.average((self.name, self.parts), self._lengths)

        def make() -> Packed:
            if not asks_for_any(wanted, segment, self.name):
                return NONE
            return Packed.of(Weigher(segment, self.name, self.parts).score(wanted, self._lengths(segment) / average))

        return segment.kept("scored", (self.name, self.parts, wanted, average), make)

    def _lengths(self, segment: Segment) -> np.ndarray:
        if self.parts is None:
            return segment.lengths(self.name)
        spans = [segment.part(self.name, part) for part in self.parts]
        return sum(ends - starts for starts, ends in spans).astype(np.float32)  # type: ignore[union-attr]

    def in_order(self, segment: Segment, phrase: Sequenced, among: Match) -> Match:
        """Of a match the documents that have these terms at these distances."""
        mask = np.zeros(segment.size, bool)
        mask[among.ids] = True
        ids = in_order(phrase, lambda terms: segment.places_of(self.name, terms, self.parts, keep=True), mask)
        return Match(ids, among.scores[np.searchsorted(among.ids, ids)])
