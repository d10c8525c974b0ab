"""How much a document of one segment has of an asked word. Worked out once and then kept as a score, so what is read for it is
not kept by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from search.backends.whoosh.matches import Match
from search.backends.whoosh.postings import PLACE, PLACE_BITS
from search.backends.whoosh.segments import Segment

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
FAR_WEIGHT = 0.3


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


class Weigher:
    """`parts` are names of the object's own fields; None takes all text. `lengths` are per document, as parts of the average."""

    def __init__(self, segment: Segment, field: str, parts: tuple[str, ...] | None) -> None:
        self.segment = segment
        self.field = field
        self.parts = parts
        self._weights: dict[tuple[bytes, ...], np.ndarray] = {}
        self._places: dict[tuple[bytes, ...], np.ndarray] = {}

    def score(self, wanted: Wanted, lengths: np.ndarray) -> Match:
        """BM25+, all but for how rare the word is: other segments have a say in that."""
        exact, near = self._meant(wanted), self._near(wanted)
        ids = np.flatnonzero((exact > 0) | (near > 0))
        exact, near = exact[ids], near[ids] * NEAR_WEIGHT
        weights = exact + near
        scores = (K1 + 1) * weights / (weights + K1 * (1 - B + B * lengths[ids]))
        return Match(ids, np.where(exact > 0, FLOOR + scores, np.minimum(scores, NEAR_AT_MOST)))

    def _meant(self, wanted: Wanted) -> np.ndarray:
        weights = self._weights_of(wanted.exact)
        if wanted.related:
            weights = weights + RELATED_WEIGHT * self._weights_of(wanted.related)
        for phrase in wanted.phrases:
            found = in_order(phrase, self._places_of)
            weights = weights.copy()
            weights[found] += RELATED_WEIGHT * self._least([terms for _, terms in phrase])[found]
        return weights

    def _near(self, wanted: Wanted) -> np.ndarray:
        weights = self._weights_of(wanted.near)
        if wanted.beginning:
            terms = self.segment.terms_starting_with(self.field, wanted.beginning)
            weights = weights + self._weights_of(tuple(term for term in terms if term not in wanted.exact))
        for parts in filter(self._has_all, wanted.apart):
            both = self._least(parts)
            weights = weights + FAR_WEIGHT * both
            close = self._close_by(parts)
            weights[close] += (1 - FAR_WEIGHT) * both[close]
        return weights

    # Reading

    def _has_all(self, parts: Sequence[tuple[bytes, ...]]) -> bool:
        return all(self.segment.terms_of(self.field, terms) for terms in parts)

    def _weights_of(self, terms: tuple[bytes, ...]) -> np.ndarray:
        if terms not in self._weights:
            total = np.zeros(self.segment.size, np.float32)
            for term in self.segment.terms_of(self.field, terms):
                if self.parts is None:
                    ids, weights = self.segment.read_postings(self.field, term)
                    total[ids] += weights
                else:
                    total += np.bincount(self._places_of((term,)) // PLACE, minlength=self.segment.size)
            self._weights[terms] = total
        return self._weights[terms]

    def _least(self, parts: Sequence[tuple[bytes, ...]]) -> np.ndarray:
        """The weight of the part that weighs least."""
        return reduce(np.minimum, map(self._weights_of, parts))

    def _places_of(self, terms: tuple[bytes, ...]) -> np.ndarray:
        if terms not in self._places:
            self._places[terms] = self.segment.places_of(self.field, terms, self.parts)
        return self._places[terms]

    def _close_by(self, parts: Sequence[tuple[bytes, ...]]) -> np.ndarray:
        """Which documents have all parts within a few words of the first."""
        first, *others = map(self._places_of, parts)
        for places in others:
            if not len(first) or not len(places):
                return np.zeros(0, np.intp)
            at = np.searchsorted(places, first)
            after, before = places[np.minimum(at, len(places) - 1)], places[np.maximum(at - 1, 0)]
            first = first[np.minimum(abs(after - first), abs(first - before)) <= CLOSE_BY]
        return documents_of(first)


def asks_for_any(wanted: Wanted, segment: Segment, field: str) -> bool:
    """Whether the segment has one of the terms, which a small one often has not."""
    if wanted.beginning:
        return True
    words = segment.vocabulary(field).words
    said = (*wanted.exact, *wanted.near, *wanted.related)
    first = (term for phrase in wanted.phrases for term in phrase[0][1])
    parts = (term for parts in wanted.apart for term in parts[0])
    return any(map(words.__contains__, said)) or any(term in words for term in (*first, *parts))


def in_order(
    phrase: Sequenced, places_of: Callable[[tuple[bytes, ...]], np.ndarray], among: np.ndarray | None = None
) -> np.ndarray:
    """Documents that have these terms at these distances, of those `among` has a mark for. Parts of a text lie apart, so none is
    crossed."""
    asked = sorted(((places_of(terms), position) for position, terms in phrase), key=lambda row: len(row[0]))
    rarest, first = asked[0]
    starts = (rarest if among is None else rarest[among[rarest >> PLACE_BITS]]) - first
    for places, position in asked[1:]:
        if not len(starts) or not len(places):
            return np.zeros(0, np.intp)
        looked_for = starts + position
        starts = starts[places[np.minimum(np.searchsorted(places, looked_for), len(places) - 1)] == looked_for]
    return documents_of(starts + first)


def documents_of(places: np.ndarray) -> np.ndarray:
    documents = places >> PLACE_BITS
    return documents[np.diff(documents, prepend=-1) != 0]
