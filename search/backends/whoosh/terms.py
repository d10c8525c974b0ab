"""The terms of one field in one segment, sorted, as one text: a Python object for each would take ten times the room."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np

# No text has this byte.
LAST = b"\xff"
FEW = 4096


class Vocabulary:
    """`text` has a term on every line, also to search for a part of a word."""

    def __init__(self, terms: Iterable[bytes]) -> None:
        rows = sorted(terms)
        self.text = b"\n".join(rows) + b"\n" if rows else b""
        self._starts = np.cumsum([0, *(len(row) + 1 for row in rows)], dtype=np.int64)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, place: int) -> bytes:
        return self.text[self._starts[place] : self._starts[place + 1] - 1]

    def __iter__(self) -> Iterator[bytes]:
        return iter(_lines(self.text))

    def __contains__(self, term: bytes) -> bool:
        if self._few is not None:
            return term in self._few
        wanted = hash(term)
        at = int(self._hashes.searchsorted(wanted))
        while at < len(self) and self._hashes[at] == wanted:
            if self[self._hashed[1][at]] == term:
                return True
            at += 1
        return False

    @cached_property
    def _few(self) -> frozenset[bytes] | None:
        """A new segment is small, and asked for many terms that it does not have."""
        return frozenset(self) if len(self) <= FEW else None

    @property
    def nbytes(self) -> int:
        """With what is made of it later."""
        return (
            len(self.text)
            + self._starts.nbytes
            + 16 * len(self)
            + (len(self.text) + 100 * len(self)) * (len(self) <= FEW)
        )

    def _place(self, term: bytes) -> int:
        return bisect_left(range(len(self)), term, key=self.__getitem__)

    def starting_with(self, prefix: bytes) -> list[bytes]:
        first, end = self._place(prefix), self._place(prefix + LAST)
        return _lines(self.text[self._starts[first] : self._starts[end]])

    def other_than(self, known: Vocabulary) -> np.ndarray:
        """Of the terms that the other has not, their hashes."""
        unknown, hashes = self._hashes, known._hashes
        if not len(hashes) or not len(unknown):
            return unknown
        places = np.minimum(np.searchsorted(hashes, unknown), len(hashes) - 1)
        return unknown[hashes[places] != unknown]

    @cached_property
    def _hashed(self) -> tuple[np.ndarray, np.ndarray]:
        """Rising, and the place of the term that each is of: to look one up takes a fraction of what it takes among the texts."""
        hashes = np.fromiter(map(hash, self), np.int64, len(self))
        places = np.argsort(hashes).astype(np.int32)
        return hashes[places], places

    @property
    def _hashes(self) -> np.ndarray:
        return self._hashed[0]

    @cached_property
    def shapes(self) -> tuple[np.ndarray, np.ndarray]:
        """Per term its number of letters, and a bit for each letter in it."""
        words = [word.decode() for word in self]
        return np.array([len(word) for word in words], np.int32), np.array([letters(word) for word in words], np.uint64)


def letters(word: str) -> int:
    mask = 0
    for char in word:
        mask |= 1 << (ord(char) & 63)
    return mask


def _lines(text: bytes) -> list[bytes]:
    return text[:-1].split(b"\n") if text else []
