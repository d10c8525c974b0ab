"""Documents and questions, the same on every machine: only sums of seeded random numbers decide."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from .words import SMALL, vocabulary

WORDS = 300
BATCH = 1000
SPREAD, CURVE = 2.7, 1.03  # Zipf's law, as Mandelbrot bent it
REGIONS = [f"regio-{number:02}" for number in range(1, 43)]
KINDS = ["learning-table", "visitation", "case", "lesson"]
STATUSES = ["draft", "open", "agreed", "adopted", "closed"]
YEARS = list(range(2018, 2027))
TAGS = [f"tag-{number:02}" for number in range(1, 61)]
THEMES = [f"theme-{number:02}" for number in range(1, 25)]
TOPIC_SHARE, TOPIC_WORDS = 0.18, 150
FACETS: dict[str, list[Any]] = {
    "region": REGIONS,
    "kind": KINDS,
    "status": STATUSES,
    "year": YEARS,
    "tags": TAGS,
    "themes": THEMES,
}
SEVERAL = ("tags", "themes")

HOW_MANY = {"word": 70, "and": 55, "or": 35, "phrase": 25, "prefix": 15}
FILTERS: tuple[tuple[str, ...], ...] = (
    *(("region",), (), ("kind",), (), ("tags",), (), ("region", "kind"), (), ("tags", "year"), ()),
)
# Places in the order of frequency, small words left out.
BANDS = {"common": (20, 150), "middle": (150, 1500), "rare": (1500, 20_000)}


class Question(NamedTuple):
    kind: str  # one of HOW_MANY
    words: list[str]
    choices: dict[str, Any]  # facet: value


def documents(count: int) -> Iterator[dict[str, Any]]:
    """The first are the same whatever the count."""
    world = _World()
    for start in range(0, count, BATCH):
        yield from world.batch(start)[: count - start]


def _weights(size: int, spread: float, curve: float) -> np.ndarray:
    """Up to 1, to look a random number up in."""
    summed = np.cumsum(1 / (np.arange(size) + spread) ** curve)
    return summed / summed[-1]


class _World:
    def __init__(self) -> None:
        self.words = vocabulary()
        self.written = np.array(self.words + [word + "." for word in self.words], object)
        self.by_rank = _weights(len(self.words), SPREAD, CURVE)
        rng = np.random.default_rng(7)
        start = len(SMALL) * 3
        self.topics = start + (rng.random((len(TAGS), TOPIC_WORDS)) ** 4 * (len(self.words) - start)).astype(int)
        self.common = {name: _weights(len(values), 4, 0.8) for name, values in FACETS.items()}

    def batch(self, start: int) -> list[dict[str, Any]]:
        rng = np.random.default_rng([11, start])
        lengths = np.clip(rng.normal(WORDS, 60, BATCH), 60, 600).astype(int)
        titles = 4 + (rng.random(BATCH) * 5).astype(int)
        chosen = {name: self._values(rng, name) for name in FACETS}
        bodies = self._texts(rng, lengths, chosen["tags"], sentences=True)
        heads = self._texts(rng, titles, chosen["tags"], sentences=False)
        return [
            {"id": start + at + 1, "title": heads[at].capitalize(), "body": bodies[at]}
            | {name: values[at] for name, values in chosen.items()}
            for at in range(BATCH)
        ]

    def _values(self, rng: np.random.Generator, name: str) -> list[Any]:
        values, most = FACETS[name], 4 if name in SEVERAL else 1
        picked = np.searchsorted(self.common[name], rng.random((BATCH, most))).tolist()
        if most == 1:
            return [values[row[0]] for row in picked]
        counts = (1 + rng.random(BATCH) * most).astype(int).tolist()
        return [[values[at] for at in dict.fromkeys(row[:count])] for row, count in zip(picked, counts, strict=True)]

    def _texts(self, rng: np.random.Generator, lengths: np.ndarray, tags: list[Any], *, sentences: bool) -> list[str]:
        """Words by how frequent they are, and some by what the document is about."""
        total = int(lengths.sum())
        ranks = np.searchsorted(self.by_rank, rng.random(total))
        subject = np.repeat([TAGS.index(row[0]) for row in tags], lengths)
        topical = self.topics[subject, (rng.random(total) * TOPIC_WORDS).astype(int)]
        share = TOPIC_SHARE if sentences else 0.5
        words = np.where(rng.random(total) < share, topical, ranks)
        if sentences:
            words = words + len(self.words) * (rng.random(total) < 1 / 13)
        written, ends = self.written[words].tolist(), np.cumsum(lengths).tolist()
        return [" ".join(written[end - length : end]) for end, length in zip(ends, lengths.tolist(), strict=True)]


def questions() -> list[Question]:
    """200, in an order of chance; each other one is narrowed."""
    rng = np.random.default_rng(99)
    words = [word for word in vocabulary() if word not in SMALL]
    first = list(documents(BATCH))
    asked: list[Question] = []
    for kind, count in HOW_MANY.items():
        for number in range(count):
            names = FILTERS[len(asked) % len(FILTERS)]
            choices = {name: FACETS[name][int(len(FACETS[name]) * rng.random() ** 2)] for name in names}
            asked.append(Question(kind, _asked(rng, kind, number, words, first), choices))
    return [asked[at] for at in rng.random(len(asked)).argsort()]


def _asked(
    rng: np.random.Generator, kind: str, number: int, words: list[str], first: list[dict[str, Any]]
) -> list[str]:
    if kind == "phrase":
        return _phrase(rng, first, 3 if number % 5 == 4 else 2)
    if kind == "prefix":
        return [_word(rng, words, "middle")[: 4 + number % 3]]
    bands = {
        "word": [["common"], ["middle"], ["rare"]][number % 3],
        "and": ["common", "middle", "common"][: 2 + (number % 3 == 2)],
        "or": ["common", "middle", "rare"][: 2 + number % 2],
    }
    return [_word(rng, words, band) for band in bands[kind]]


def _word(rng: np.random.Generator, words: list[str], band: str) -> str:
    lowest, highest = BANDS[band]
    return words[int(lowest + rng.random() * (highest - lowest))]


def _phrase(rng: np.random.Generator, first: list[dict[str, Any]], length: int) -> list[str]:
    """Words that stand beside each other somewhere, none of them a small one."""
    while True:
        text = first[int(rng.random() * len(first))]["body"].replace(".", "").split()
        place = int(rng.random() * (len(text) - length))
        found = text[place : place + length]
        if not set(found) & set(SMALL):
            return found
