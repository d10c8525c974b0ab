"""Weights of terms and BM25+ over them, in a whole index field or in some of its parts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property, reduce
from typing import NamedTuple

import numpy as np

from search.backends.whoosh.segments import PLACE, Segment, Snapshot

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


class Match(NamedTuple):
    mask: np.ndarray
    scores: np.ndarray


Matches = list[Match]  # one per segment


# Terms at their distances, each with the other terms that will do there.
Sequenced = tuple[tuple[int, tuple[bytes, ...]], ...]


class Wanted(NamedTuple):
    """The terms one asked word stands for."""

    exact: tuple[bytes, ...]
    near: tuple[bytes, ...] = ()
    related: tuple[bytes, ...] = ()
    # Expressions that mean the same.
    phrases: tuple[Sequenced, ...] = ()
    # Parts of the word, each of which may be any of some terms: "aanbieders van jeugdhulp" for "jeugdhulpaanbieders".
    apart: tuple[tuple[tuple[bytes, ...], ...], ...] = ()


class IndexField:
    """`parts` are names of the object's own fields; None searches all text."""

    def __init__(self, snapshot: Snapshot, name: str, parts: Sequence[str] | None = None) -> None:
        self.snapshot = snapshot
        self.segments = snapshot.segments
        self.name = name
        self.parts = parts

    # Reading

    def places(self, segment: Segment, term: bytes) -> np.ndarray:
        return self._within(segment, segment.places(self.name, term))

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
                total += np.bincount(self.places(segment, term) // PLACE, minlength=segment.size)
        return total

    def _lengths(self, segment: Segment) -> np.ndarray:
        if self.parts is None:
            return segment.lengths(self.name)
        spans = [segment.part(self.name, part) for part in self.parts]
        return sum(ends - starts for starts, ends in spans).astype(np.float32)  # type: ignore[union-attr]

    @cached_property
    def _average_length(self) -> float:
        total = sum(float(self._lengths(segment).sum()) for segment in self.segments)
        return max(total / max(self.snapshot.size, 1), 1e-6)

    # Scoring

    def score(self, wanted: Wanted, boost: float) -> Matches:
        exact = [self._meant(segment, wanted) for segment in self.segments]
        near = [self._near(segment, wanted) for segment in self.segments]
        masks = [(one > 0) | (other > 0) for one, other in zip(exact, near, strict=True)]
        found = sum(int(np.count_nonzero(mask)) for mask in masks)
        factor = boost * math.log(1 + (self.snapshot.size - found + 0.5) / (found + 0.5))
        matches = []
        for segment, mask, one, other in zip(self.segments, masks, exact, near, strict=True):
            scores = np.zeros(segment.size, np.float32)
            at = np.flatnonzero(mask)
            scores[at] = factor * self._bm25(segment, at, one[at], other[at] * NEAR_WEIGHT)
            matches.append(Match(mask, scores))
        return matches

    def _meant(self, segment: Segment, wanted: Wanted) -> np.ndarray:
        weights = self._weights(segment, wanted.exact)
        if wanted.related:
            weights = weights + RELATED_WEIGHT * self._weights(segment, wanted.related)
        for phrase in wanted.phrases:
            mask = self._in_order(segment, phrase)
            weights = weights + RELATED_WEIGHT * self._least(segment, mask, [terms for _, terms in phrase])
        return weights

    def _near(self, segment: Segment, wanted: Wanted) -> np.ndarray:
        weights = self._weights(segment, wanted.near)
        for parts in wanted.apart:
            weights = weights + self._least(segment, self._close_by(segment, parts), parts)
        return weights

    def _least(self, segment: Segment, mask: np.ndarray, parts: Sequence[tuple[bytes, ...]]) -> np.ndarray:
        if not mask.any():
            return np.zeros(segment.size, np.float32)
        return mask * reduce(np.minimum, [self._weights(segment, terms) for terms in parts])

    def _bm25(self, segment: Segment, at: np.ndarray, exact: np.ndarray, near: np.ndarray) -> np.ndarray:
        if not len(at):
            return np.zeros(0, np.float32)
        lengths = self._lengths(segment)[at] / self._average_length
        weights = exact + near
        scores = (K1 + 1) * weights / (weights + K1 * (1 - B + B * lengths))
        return np.where(exact > 0, FLOOR + scores, np.minimum(scores, NEAR_AT_MOST))

    # Phrases

    def in_order(self, phrase: Sequenced) -> list[np.ndarray]:
        """Masks of the documents that have these terms at these distances. Parts lie apart, so none is crossed."""
        return [self._in_order(segment, phrase) for segment in self.segments]

    def _in_order(self, segment: Segment, phrase: Sequenced) -> np.ndarray:
        starts = [self._any_places(segment, terms) - position for position, terms in phrase]
        common = reduce(np.intersect1d, starts)
        mask = np.zeros(segment.size, bool)
        mask[np.unique((common + phrase[0][0]) // PLACE)] = True
        return mask

    def _any_places(self, segment: Segment, terms: tuple[bytes, ...]) -> np.ndarray:
        if len(terms) == 1:
            return self.places(segment, terms[0])
        return np.unique(np.concatenate([self.places(segment, term) for term in terms]))

    def _close_by(self, segment: Segment, parts: Sequence[tuple[bytes, ...]]) -> np.ndarray:
        """Which documents have all parts within a few words of the first."""
        first, *others = [self._any_places(segment, terms) for terms in parts]
        for places in others:
            if not len(first) or not len(places):
                return np.zeros(segment.size, bool)
            at = np.searchsorted(places, first)
            after, before = places[np.minimum(at, len(places) - 1)], places[np.maximum(at - 1, 0)]
            first = first[np.minimum(abs(after - first), abs(first - before)) <= CLOSE_BY]
        mask = np.zeros(segment.size, bool)
        mask[first // PLACE] = True
        return mask
