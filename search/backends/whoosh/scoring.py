"""Scores of words in a whole index field or in some of its parts: BM25+ over all segments, and over what may be read alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from search.backends.whoosh.columns import Mask
from search.backends.whoosh.matches import Match, Matches, Packed, only
from search.backends.whoosh.segments import Segment, Snapshot
from search.backends.whoosh.weighing import Sequenced, Wanted, Weigher, in_order


class IndexField:
    """`parts` are names of the object's own fields; None searches all text. `readable` has per segment the documents that the
    reader may find; None is all. Nothing depends on any other: neither how rare a word is nor how long texts are."""

    def __init__(
        self,
        snapshot: Snapshot,
        name: str,
        parts: Sequence[str] | None = None,
        readable: Sequence[Mask] | None = None,
    ) -> None:
        self.snapshot = snapshot
        self.segments = snapshot.segments
        self.name = name
        self.parts = None if parts is None else tuple(parts)
        self.readable = [segment.live for segment in self.segments] if readable is None else readable
        self._sizes = [int(np.count_nonzero(mask)) for mask in self.readable]
        self._is_told: dict[bytes, bool] = {}

    def score(self, wanted: Wanted, boost: float) -> Matches:
        found = [self._read(self._scored(segment, wanted), at) for at, segment in enumerate(self.segments)]
        total = sum(len(match.ids) for match in found)
        factor = np.float32(boost * math.log(1 + (sum(self._sizes) - total + 0.5) / (total + 0.5)))
        return [Match(match.ids, match.scores * factor) for match in found]

    def _read(self, packed: Packed, at: int) -> Match:
        match = packed.times(1)
        return match if self._sizes[at] == self.segments[at].size else only(match, self.readable[at])

    def has_term(self, term: bytes) -> bool:
        """In what may be read."""
        if term not in self._is_told:
            self._is_told[term] = any(
                mask[segment.postings(self.name, term)[0]].any()
                for segment, mask in zip(self.segments, self.readable, strict=True)
                if segment.has_term(self.name, term)
            )
        return self._is_told[term]

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

    @cached_property
    def _average_length(self) -> float:
        """In two digits: a new document hardly changes it, and most readers have the same, and then what was scored with it
        holds."""
        total = sum(
            float(np.dot(self._lengths(segment), mask.astype(np.float32)))
            for segment, mask in zip(self.segments, self.readable, strict=True)
        )
        return float(f"{max(total / max(sum(self._sizes), 1), 1e-6):.2g}")

    def in_order(self, segment: Segment, phrase: Sequenced, among: Match) -> Match:
        """Of a match the documents that have these terms at these distances."""
        mask = np.zeros(segment.size, bool)
        mask[among.ids] = True
        ids = in_order(phrase, lambda terms: segment.places_of(self.name, terms, self.parts, keep=True), mask)
        return Match(ids, among.scores[np.searchsorted(among.ids, ids)])
