"""The terms of one field in one segment, sorted, as one text: a Python object for each would take ten times the room."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np

# No text has this byte.
LAST = b"\xff"
LINE = ord("\n")
FEW = 4096
# The same words are looked up after each update, of which large segments have no part.
MOST_TOLD = 8192


class Vocabulary:
    """`text` has a term on every line, also to search for a part of a word."""

    def __init__(self, terms: Iterable[bytes]) -> None:
        rows = sorted(terms)
        self.text = b"\n".join(rows) + b"\n" if rows else b""
        ends = np.flatnonzero(np.frombuffer(self.text, np.uint8) == LINE)
        self._starts = np.concatenate([np.zeros(1, np.int64), ends + 1])
        self._told: dict[bytes, bool] = {}

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, place: int) -> bytes:
        return self.text[self._starts[place] : self._starts[place + 1] - 1]

    def __iter__(self) -> Iterator[bytes]:
        return iter(_lines(self.text))

    def __contains__(self, term: bytes) -> bool:
        told = self._told.get(term)
        if told is None:
            if len(self._told) >= MOST_TOLD:
                self._told = {}
            told = self._told[term] = self._has(term)
        return told

    def _has(self, term: bytes) -> bool:
        wanted = hash(term)
        at = int(self.hashes.searchsorted(wanted))
        while at < len(self) and self.hashes[at] == wanted:
            if self[self._hashed[1][at]] == term:
                return True
            at += 1
        return False

    @cached_property
    def words(self) -> Words:
        """The quickest to ask whether it has a term: a new segment is small, and asked for many that it does not have."""
        return frozenset(self) if len(self) <= FEW else self

    @property
    def nbytes(self) -> int:
        """With what is made of it later."""
        return (
            len(self.text)
            + self._starts.nbytes
            + 16 * len(self)
            + (len(self.text) + 100 * len(self) if len(self) <= FEW else 150 * MOST_TOLD)
        )

    def _place(self, term: bytes) -> int:
        return bisect_left(range(len(self)), term, key=self.__getitem__)

    def starting_with(self, prefix: bytes) -> list[bytes]:
        first, end = self._place(prefix), self._place(prefix + LAST)
        return _lines(self.text[self._starts[first] : self._starts[end]])

    def not_in(self, hashes: np.ndarray) -> np.ndarray:
        """Of some terms, by their hashes, those that are not in this one."""
        known = self.hashes
        if not len(known) or not len(hashes):
            return hashes
        places = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
        return hashes[known[places] != hashes]

    @cached_property
    def _hashed(self) -> tuple[np.ndarray, np.ndarray]:
        """Rising, and the place of the term that each is of: to look one up takes a fraction of what it takes among the texts."""
        hashes = np.fromiter(map(hash, self), np.int64, len(self))
        places = np.argsort(hashes).astype(np.int32)
        return hashes[places], places

    @property
    def hashes(self) -> np.ndarray:
        return self._hashed[0]

    @cached_property
    def shapes(self) -> tuple[np.ndarray, np.ndarray]:
        """Per term its number of letters, and a bit for each letter in it."""
        words = [word.decode() for word in self]
        return np.array([len(word) for word in words], np.int32), np.array([letters(word) for word in words], np.uint64)


Words = frozenset[bytes] | Vocabulary


def letters(word: str) -> int:
    mask = 0
    for char in word:
        mask |= 1 << (ord(char) & 63)
    return mask


def _lines(text: bytes) -> list[bytes]:
    return text[:-1].split(b"\n") if text else []
