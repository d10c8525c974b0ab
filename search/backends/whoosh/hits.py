"""What was found in one segment, and the best of what was found in all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, reduce
from typing import Any, NamedTuple

import numpy as np

from search.backends.whoosh.columns import Mask, pack
from search.backends.whoosh.matches import Match, only
from search.backends.whoosh.segments import Segment


class Hits:
    """Documents that match and may be found. Shared by threads, and never changed."""

    def __init__(self, segment: Segment, match: Match) -> None:
        self.segment = segment
        self.match = match
        self.ids = match.ids

    def only(self, masks: Sequence[Mask]) -> Hits:
        if not masks or not len(self.ids):
            return self
        return Hits(self.segment, only(self.match, reduce(np.logical_and, masks)))

    @cached_property
    def mask(self) -> Mask:
        mask = np.zeros(self.segment.size, bool)
        mask[self.ids] = True
        return mask

    @cached_property
    def _packed(self) -> np.ndarray:
        return pack(self.mask)

    def bits(self) -> np.ndarray:
        return self._packed

    def pks(self) -> np.ndarray:
        return self.segment.pks()[self.ids]


class Ranked(NamedTuple):
    """Primary keys and scores, best first, the newest first among equals."""

    pks: list[Any]
    scores: list[float]

    def after(self, start: int) -> Ranked:
        return Ranked(self.pks[start:], self.scores[start:])


def best(hits: Sequence[Hits], stop: int | None = None) -> Ranked:
    """The first `stop` of all; only they are put in order."""
    rows = [_candidates(one, stop) for one in hits if len(one.ids)]
    if not rows:
        return Ranked([], [])
    pks, scores = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    order = np.lexsort((pks, scores))[::-1] if pks.dtype != object else _order_of_objects(pks, scores)
    order = order[:stop]
    return Ranked(pks[order].tolist(), scores[order].tolist())


def _candidates(hits: Hits, stop: int | None) -> tuple[np.ndarray, np.ndarray]:
    """Of one segment those that may be among the first `stop`."""
    scores, pks = hits.match.scores, hits.segment.pks()
    if stop is None or stop >= len(scores):
        return pks[hits.ids], scores
    least = np.partition(scores, len(scores) - stop)[len(scores) - stop] if stop else np.inf
    better = np.flatnonzero(scores > least)
    equal = np.flatnonzero(scores == least)
    room = stop - len(better)
    if room < len(equal) and pks.dtype != object:
        equal = (
            equal[np.argpartition(pks[hits.ids[equal]], len(equal) - room)[len(equal) - room :]] if room else equal[:0]
        )
    at = np.concatenate([better, equal])
    return pks[hits.ids[at]], scores[at]


def _order_of_objects(pks: np.ndarray, scores: np.ndarray) -> np.ndarray:
    rows = sorted(
        zip(scores.tolist(), pks.tolist(), range(len(pks)), strict=True), key=lambda row: row[:2], reverse=True
    )
    return np.array([place for _, _, place in rows], np.int64)
