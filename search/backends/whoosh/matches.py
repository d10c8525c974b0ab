"""Documents that match, with their scores: combined per segment, as rising document numbers rather than a mark for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from search.backends.whoosh.formats import narrow

# To look up one number among many is as much work as to put so many in their places.
FEW = 32


class Match(NamedTuple):
    """In one segment. Neither array is ever changed: they may be those that are kept."""

    ids: np.ndarray
    scores: np.ndarray


Matches = list[Match]  # one per segment

# What scores are kept in: four digits are more than they tell. A score of one word is at most some three.
UNIT = 1 / 16_384


class Packed(NamedTuple):
    """A match as it is kept: the step from each document to the next, and scores in whole numbers."""

    steps: np.ndarray
    scores: np.ndarray

    @classmethod
    def of(cls, match: Match) -> Packed:
        scores = np.clip(match.scores / UNIT, 1, np.iinfo(np.uint16).max)
        return cls(narrow(np.diff(match.ids, prepend=0)), scores.astype(np.uint16))

    def times(self, factor: float) -> Match:
        return Match(
            np.add.accumulate(self.steps, dtype=np.intp), self.scores.astype(np.float32) * np.float32(factor * UNIT)
        )


NOTHING = Match(np.zeros(0, np.intp), np.zeros(0, np.float32))


def intersection(parts: Sequence[Match], size: int) -> Match:
    """Scores are added in the order of `parts`, which is best the same in all segments: then equal documents stay equal."""
    return reduce(lambda one, other: _both(one, other, size), parts)


def _both(one: Match, other: Match, size: int) -> Match:
    if not len(one.ids) or not len(other.ids):
        return NOTHING
    if len(other.ids) == size:
        return Match(one.ids, one.scores + other.scores[one.ids])
    if len(one.ids) * FEW < size:
        places = np.minimum(np.searchsorted(other.ids, one.ids), len(other.ids) - 1)
        both = other.ids[places] == one.ids
        return Match(one.ids[both], one.scores[both] + other.scores[places[both]])
    scores_of = np.full(size, -np.inf, np.float32)
    scores_of[other.ids] = other.scores
    scores = scores_of[one.ids] + one.scores
    both = scores > -np.inf
    return Match(one.ids[both], scores[both])


def union(parts: Sequence[Match], size: int) -> Match:
    found, scores = np.zeros(size, bool), np.zeros(size, np.float32)
    for part in parts:
        found[part.ids] = True
        scores[part.ids] += part.scores
    ids = np.flatnonzero(found)
    return Match(ids, scores[ids])


def best(parts: Sequence[Match], size: int) -> Match:
    """A document that matches in several ways has the score of the best."""
    found, scores = np.zeros(size, bool), np.zeros(size, np.float32)
    for part in parts:
        found[part.ids] = True
        scores[part.ids] = np.maximum(scores[part.ids], part.scores)
    ids = np.flatnonzero(found)
    return Match(ids, scores[ids])


def without(match: Match, others: Iterable[Match], size: int) -> Match:
    allowed = np.ones(size, bool)
    for other in others:
        allowed[other.ids] = False
    return only(match, allowed)


def only(match: Match, allowed: np.ndarray) -> Match:
    kept = allowed[match.ids]
    return match if kept.all() else Match(match.ids[kept], match.scores[kept])
