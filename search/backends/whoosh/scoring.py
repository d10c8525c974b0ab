"""Weights of terms and BM25+ over them, in a whole index field or in some of its parts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from search.backends.whoosh.matches import Match, Matches
from search.backends.whoosh.postings import PLACE
from search.backends.whoosh.segments import Segment, Snapshot

K1, B = 1.2, 0.75
# BM25+: a match counts for at least FLOOR, and a near one (part of a compound, prefix, typing error) for less than
# that, so that documents with the word itself come first.
FLOOR = 1.0
NEAR_AT_MOST = 0.9
NEAR_WEIGHT = 0.5
# A word made of it, or that means the same, counts a little less than the word itself.
RELATED_WEIGHT = 0.7
# So many words on, parts of a compound are still one expression.
CLOSE_BY = 4


# Terms at their distances, each with the other terms that will do there.
Sequenced = tuple[tuple[int, tuple[bytes, ...]], ...]


class Wanted(NamedTuple):
    """The terms one asked word stands for."""

    exact: tuple[bytes, ...]
    near: tuple[bytes, ...] = ()
    related: tuple[bytes, ...] = ()
    # Expressions that mean the same.
    phrases: tuple[Sequenced, ...] = ()
    # All words with this beginning.
    beginning: bytes = b""
    # Parts of the word, each of which may be any of some terms: "aanbieders van jeugdhulp" for "jeugdhulpaanbieders".
    apart: tuple[tuple[tuple[bytes, ...], ...], ...] = ()


class IndexField:
    """`parts` are names of the object's own fields; None searches all text."""

    def __init__(self, snapshot: Snapshot, name: str, parts: Sequence[str] | None = None) -> None:
        self.snapshot = snapshot
        self.segments = snapshot.segments
        self.name = name
        self.parts = None if parts is None else tuple(parts)

    # Reading

    def places(self, segment: Segment, terms: tuple[bytes, ...]) -> np.ndarray:
        """Every place of any of these terms as one number, rising: document * PLACE + position."""
        found = [self._within(segment, segment.places(self.name, term)) for term in terms]
        return found[0] if len(found) == 1 else np.unique(np.concatenate(found))

    def _within(self, segment: Segment, places: np.ndarray) -> np.ndarray:
        if self.parts is None:
            return places
        return np.concatenate([segment.places_within(self.name, part, places) for part in self.parts])

    def _weights(self, segment: Segment, terms: tuple[bytes, ...]) -> np.ndarray:
        total = np.zeros(segment.size, np.float32)
        if terms and self.parts is None:
            ids, weights = segment.merged(self.name, terms)
            total[ids] = weights
        elif terms:
            for term in terms:
                total += np.bincount(self.places(segment, (term,)) // PLACE, minlength=segment.size)
        return total

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

    # Scoring

    def score(self, wanted: Wanted, boost: float) -> Matches:
        found = [self._scored(segment, wanted) for segment in self.segments]
        total = sum(len(match.ids) for match in found)
        factor = np.float32(boost * math.log(1 + (self.snapshot.size - total + 0.5) / (total + 0.5)))
        return [Match(match.ids, match.scores * factor) for match in found]

    def _scored(self, segment: Segment, wanted: Wanted) -> Match:
        """All but for how rare it is, which other segments have a say in."""
        average = self._average_length
        key = (self.name, self.parts, wanted, average)
        return segment.kept("scored", key, lambda: self._score(segment, wanted, average))

    def _score(self, segment: Segment, wanted: Wanted, average: float) -> Match:
        exact, near = self._meant(segment, wanted), self._near(segment, wanted)
        ids = np.flatnonzero((exact > 0) | (near > 0)).astype(np.int32)
        exact, near = exact[ids], near[ids] * NEAR_WEIGHT
        lengths = self._lengths(segment)[ids] / average
        weights = exact + near
        scores = (K1 + 1) * weights / (weights + K1 * (1 - B + B * lengths))
        scores = np.where(exact > 0, FLOOR + scores, np.minimum(scores, NEAR_AT_MOST))
        return Match(ids, scores.astype(np.float32))

    def _meant(self, segment: Segment, wanted: Wanted) -> np.ndarray:
        weights = self._weights(segment, wanted.exact)
        if wanted.related:
            weights = weights + RELATED_WEIGHT * self._weights(segment, wanted.related)
        for phrase in wanted.phrases:
            found = self.in_order(segment, phrase)
            weights = weights + RELATED_WEIGHT * self._least(segment, found, [terms for _, terms in phrase])
        return weights

    def _near(self, segment: Segment, wanted: Wanted) -> np.ndarray:
        weights = self._weights(segment, wanted.near)
        if wanted.beginning:
            terms = segment.terms_starting_with(self.name, wanted.beginning)
            weights = weights + self._weights(segment, tuple(term for term in terms if term not in wanted.exact))
        for parts in wanted.apart:
            weights = weights + self._least(segment, self._close_by(segment, parts), parts)
        return weights

    def _least(self, segment: Segment, ids: np.ndarray, parts: Sequence[tuple[bytes, ...]]) -> np.ndarray:
        """In these documents, the weight of the part that weighs least."""
        weights = np.zeros(segment.size, np.float32)
        if len(ids):
            weights[ids] = reduce(np.minimum, [self._weights(segment, terms)[ids] for terms in parts])
        return weights

    # Phrases

    def in_order(self, segment: Segment, phrase: Sequenced, among: np.ndarray | None = None) -> np.ndarray:
        """Documents, of those that are asked about, that have these terms at these distances. Parts lie apart, so none is
        crossed."""
        asked = sorted(
            ((self.places(segment, terms), position) for position, terms in phrase), key=lambda row: len(row[0])
        )
        rarest, first = asked[0]
        if among is not None:
            asked_about = np.zeros(segment.size, bool)
            asked_about[among] = True
            rarest = rarest[asked_about[rarest >> 32]]
        starts = rarest - first
        for places, position in asked[1:]:
            if not len(starts) or not len(places):
                return np.zeros(0, np.int32)
            looked_for = starts + position
            starts = starts[places[np.minimum(np.searchsorted(places, looked_for), len(places) - 1)] == looked_for]
        return _documents(starts + first)

    def _close_by(self, segment: Segment, parts: Sequence[tuple[bytes, ...]]) -> np.ndarray:
        """Which documents have all parts within a few words of the first."""
        first, *others = [self.places(segment, terms) for terms in parts]
        for places in others:
            if not len(first) or not len(places):
                return np.zeros(0, np.int32)
            at = np.searchsorted(places, first)
            after, before = places[np.minimum(at, len(places) - 1)], places[np.maximum(at - 1, 0)]
            first = first[np.minimum(abs(after - first), abs(first - before)) <= CLOSE_BY]
        return _documents(first)


def _documents(places: np.ndarray) -> np.ndarray:
    documents = (places // PLACE).astype(np.int32)
    return documents[np.diff(documents, prepend=-1) != 0]
