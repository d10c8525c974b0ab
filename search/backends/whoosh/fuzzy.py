"""Words that differ by a letter or two."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from search.backends.whoosh.terms import Vocabulary, letters


def most_edits(word: str) -> int:
    if len(word) < 3:
        return 0
    return 1 if len(word) < 6 else 2


def similar(word: str, vocabulary: Iterable[str]) -> list[str]:
    """Nearest first."""
    return [candidate for _, candidate in nearest(word, vocabulary)]


def nearest(word: str, vocabulary: Iterable[str]) -> list[tuple[int, str]]:
    """With their distances. Which letters occur is compared first: it is quick and rules nearly everything out."""
    edits = most_edits(word)
    mask = letters(word)
    found = []
    for candidate in vocabulary:
        if abs(len(candidate) - len(word)) > edits or (mask ^ letters(candidate)).bit_count() > 2 * edits:
            continue
        distance = _distance(word, candidate, edits)
        if distance <= edits:
            found.append((distance, candidate))
    return sorted(found)


def nearest_in(word: str, vocabulary: Vocabulary) -> list[tuple[int, str]]:
    """The same, of all terms at once."""
    edits = most_edits(word)
    lengths, masks = vocabulary.shapes
    alike = np.bitwise_count(masks ^ np.uint64(letters(word))) <= 2 * edits
    close = np.flatnonzero(alike & (abs(lengths - len(word)) <= edits))
    return nearest(word, (vocabulary[place].decode() for place in close.tolist()))


def _distance(one: str, other: str, limit: int) -> int:
    """Letters to add, drop, change or swap with the next; given up once it passes the limit."""
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for row, char in enumerate(one, start=1):
        current = [row]
        for column, against in enumerate(other, start=1):
            change = previous[column - 1] + (char != against)
            if row > 1 and column > 1 and char == other[column - 2] and one[row - 2] == against:
                change = min(change, before[column - 2] + 1)
            current.append(min(change, previous[column] + 1, current[-1] + 1))
        if min(current) > limit:
            return limit + 1
        before, previous = previous, current
    return previous[-1]
