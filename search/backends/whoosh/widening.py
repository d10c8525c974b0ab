"""What is searched for instead where nothing of what may be read has the words that were asked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.backends.whoosh.matches import Match, Matches
from search.backends.whoosh.words import Readable, spelled_like

SHORTEST = 4


class Widening:
    """`mended` has, by misspelt word, the one that was taken for it; `some_words` says that of several words only most were
    asked for."""

    def __init__(self, readable: Readable) -> None:
        self.readable = readable
        self.mended: dict[str, str] = {}
        self.some_words = False

    def finds(self, matches: Matches) -> bool:
        return any(mask[match.ids].any() for match, (_, mask) in zip(matches, self.readable, strict=True))

    def mend(self, word: str) -> str | None:
        other = spelled_like(word, self.readable) if len(word) >= SHORTEST else None
        if other is not None and other != word:
            self.mended[word] = other
            return other
        return None


def most(parts: Sequence[Match], size: int) -> Match:
    """What matches at least half of the parts: the more of them, the better."""
    count, scores = np.zeros(size, np.int16), np.zeros(size, np.float32)
    for part in parts:
        count[part.ids] += 1
        scores[part.ids] += part.scores
    ids = np.flatnonzero(count * 2 >= len(parts)).astype(np.int32) if parts else np.zeros(0, np.int32)
    return Match(ids, scores[ids])
