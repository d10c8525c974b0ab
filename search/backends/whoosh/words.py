"""Words of the index as a reader may be told them: each stands in a document that the reader's mask lets through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from search.backends.whoosh.analysis import STEM, Analyzer, fold
from search.backends.whoosh.columns import Mask
from search.backends.whoosh.postings import read_frequencies
from search.backends.whoosh.schema import TEXT
from search.backends.whoosh.segments import Segment

Readable = Sequence[tuple[Segment, Mask]]
# Of the words like one, so many of the nearest are looked at.
MOST_ALIKE = 12
# A word that is bent and misspelt is compared without its ending too.
ENDINGS = ("", "s", "en", "n", "e")


class Word(NamedTuple):
    """In its lemma, without accents, with how many documents have it."""

    text: str
    documents: int


def beginning_with(prefix: str, readable: Readable, limit: int) -> list[Word]:
    """Words with this beginning, the most frequent first."""
    start = fold(prefix).encode()
    everywhere: dict[bytes, int] = defaultdict(int)
    for segment, _ in readable:
        for term, documents in _frequencies(segment, start):
            everywhere[term] += documents
    often = sorted(everywhere, key=lambda term: (-everywhere[term], term))
    return _most_read(often, everywhere, _counted(readable), limit)


def _most_read(
    often: Sequence[bytes], everywhere: Mapping[bytes, int], count: Callable[[bytes], Word], limit: int
) -> list[Word]:
    """By how many documents the reader may read. None has more of those than there are everywhere, so not all are counted."""
    told: list[Word] = []
    for term in often:
        if len(told) == limit and told[-1].documents > everywhere[term]:
            break
        word = count(term)
        if word.documents:
            told = sorted([*told, word], key=lambda word: (-word.documents, word.text))[:limit]
    return told


def _frequencies(segment: Segment, start: bytes) -> list[tuple[bytes, int]]:
    """As the index has them written down, which is quicker than to count: whoever may read what."""

    def read() -> list[tuple[bytes, int]]:
        rows = read_frequencies(segment.reader, TEXT, start)
        return [row for row in rows if not row[0].startswith(STEM.encode())]

    return segment.kept("frequencies", start, read)


def stands_in(word: str, readable: Readable, analyzer: Analyzer) -> bool:
    meaning = analyzer.meaning(word)
    count = _counted(readable)
    return any(count(term.encode()).documents for term in (*meaning.exact, *meaning.related))


def spelled_like(word: str, readable: Readable) -> str | None:
    """The nearest word, of equally near ones the most frequent."""
    plain = fold(word)
    count = _counted(readable)
    for ending in ENDINGS:
        if not plain.endswith(ending) or len(plain) - len(ending) < 3:
            continue
        bare = plain.removesuffix(ending)
        near = {row for segment, _ in readable for row in segment.similar(TEXT, bare) if not row[1].startswith(STEM)}
        words = ((distance, count(term.encode())) for distance, term in sorted(near))
        known = islice(((distance, word) for distance, word in words if word.documents), MOST_ALIKE)
        told = [(distance, -word.documents, word.text) for distance, word in known]
        if told:
            return min(told)[2]
    return None


def _counted(readable: Readable) -> Callable[[bytes], Word]:
    def count(term: bytes) -> Word:
        documents = sum(int(np.count_nonzero(mask[segment.postings(TEXT, term)[0]])) for segment, mask in readable)
        return Word(term.decode(), documents)

    return count
