"""What may be found of a snapshot by who asks: everything they are told rests on these documents alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

import numpy as np

from search.backends.whoosh.columns import Mask
from search.backends.whoosh.segments import Segment, Snapshot

Entry = TypeVar("Entry")
# With what is found out about words for this reader.
MOST_TOLD = 2000
PER_WORD = 150


class Reader:
    """A mask of each segment. It is kept as long as the snapshot lives, with what was found out for it."""

    def __init__(self, snapshot: Snapshot, masks: Sequence[Mask] | None = None, key: Hashable = None) -> None:
        """`key` tells this reader from others of the snapshot; without it nothing is kept."""
        self.snapshot = snapshot
        self.masks = [segment.live for segment in snapshot.segments] if masks is None else masks
        self._key = key
        self._sizes = [int(np.count_nonzero(mask)) for mask in self.masks]
        self.size = sum(self._sizes)
        # Segments of which everything may be found.
        self.whole = [size == segment.size for size, segment in zip(self._sizes, snapshot.segments, strict=True)]
        self._told: dict[tuple[str, bytes], bool] = {}
        self._averages: dict[Hashable, float] = {}

    @classmethod
    def of(cls, snapshot: Snapshot, key: Hashable, masks: Callable[[], Sequence[Mask]]) -> Reader:
        """The same for who asks with the same rights, and in the same snapshot."""
        return snapshot.kept("reader", key, lambda: cls(snapshot, masks(), key))

    @property
    def nbytes(self) -> int:
        return sum(mask.nbytes for mask in self.masks) + MOST_TOLD * PER_WORD

    def kept(self, kind: str, key: Hashable, make: Callable[[], Entry]) -> Entry:
        return make() if self._key is None else self.snapshot.kept(kind, (self._key, key), make)

    def has_term(self, field: str, term: bytes) -> bool:
        """In what may be read."""
        told = self._told.get((field, term))
        if told is None:
            if len(self._told) >= MOST_TOLD:
                self._told = {}
            told = self._told[field, term] = self._reads(field, term)
        return told

    def _reads(self, field: str, term: bytes) -> bool:
        snapshot = self.snapshot
        return any(
            whole or mask[segment.postings(field, term)[0]].any()
            for segment, mask, whole, words in zip(
                snapshot.segments, self.masks, self.whole, snapshot.words(field), strict=True
            )
            if term in words
        )

    def average(self, key: Hashable, lengths: Callable[[Segment], np.ndarray]) -> float:
        """In two digits: a new document hardly changes it, and most readers have the same, and then what was scored with it
        holds. `key` tells which lengths."""
        if key not in self._averages:
            total = sum(
                float(np.dot(lengths(segment), mask.astype(np.float32)))
                for segment, mask in zip(self.snapshot.segments, self.masks, strict=True)
            )
            self._averages[key] = float(f"{max(total / max(self.size, 1), 1e-6):.2g}")
        return self._averages[key]
