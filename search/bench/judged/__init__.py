"""Documents and queries in the words of the field, judged by hand: how well a search engine ranks Dutch.

The queries come in two halves. What is tuned looks at the tuning half alone; the kept half tells whether it holds elsewhere.
Nothing here knows an engine, nor Django: who measures hands in a function from a query's text to ids of documents, best first.
"""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import log2
from pathlib import Path
from statistics import fmean
from typing import Any

HERE = Path(__file__).parent
BEST, RELEVANT = 3, 2
TOP = 10

Rank = Callable[[str], Sequence[str]]


class Type(StrEnum):
    EXACT = "exact"
    INFLECTION = "inflection"
    COMPOUND = "compound"
    ACCENT = "accent"
    TYPO = "typo"
    PHRASE = "phrase"
    MINUS = "minus"
    TOPICAL = "topical"
    SYNONYM = "synonym"
    ENGLISH = "english"


class Half(StrEnum):
    TUNING = "tuning"
    KEPT = "kept"


@dataclass(frozen=True)
class Document:
    """As a content page: ``themes`` are slugs, ``region`` is a name, ``language`` that of all its texts."""

    id: str
    kind: str
    region: str
    themes: tuple[str, ...]
    tags: tuple[str, ...]
    title: str
    summary: str
    body: str
    language: str = "nl"


@dataclass(frozen=True)
class Query:
    """``grades`` of the relevant documents: 3 what the asker was after, 2 relevant, 1 touches on it. ``avoid`` are documents
    with the letters and not the meaning, or that a minus leaves out. ``need`` says what is looked for where words do not."""

    type: Type
    text: str
    grades: Mapping[str, int]
    half: Half
    avoid: frozenset[str] = field(default_factory=frozenset)
    need: str = ""


@dataclass(frozen=True)
class Score:
    """Of one type of query: the mean of `ndcg`, and how many documents to avoid stood among the first."""

    queries: int
    ndcg: float
    avoided_found: int


def documents() -> list[Document]:
    return [
        Document(
            id=row["id"],
            kind=row["kind"],
            region=row["region"],
            themes=tuple(row["themes"]),
            tags=tuple(row["tags"]),
            title=row["title"],
            summary=row["summary"],
            body=row["body"].strip(),
            language=row.get("language", "nl"),
        )
        for row in _rows("documents.toml", "document")
    ]


def queries(half: Half) -> list[Query]:
    return [
        Query(
            type=Type(row["type"]),
            text=row["text"],
            grades=row["grades"],
            half=half,
            avoid=frozenset(row.get("avoid", ())),
            need=row.get("need", ""),
        )
        for row in _rows(f"queries_{half}.toml", "query")
    ]


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], k: int = TOP) -> float:
    """Normalised discounted cumulative gain of the first ``k`` ids, from 0 to 1 for the best order there could be; 0 when
    nothing is relevant. An id that is given twice counts where it first stands, and takes its second place for nothing.

    K. Järvelin and J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM Transactions on Information Systems
    20 (4), 2002, pages 422-446; with the gain 2^grade - 1 and the discount log2(rank + 1) of C. Burges et al., "Learning to
    rank using gradient descent", ICML 2005.
    """
    places: dict[str, int] = {}
    for place, found in enumerate(ranked[:k], 1):
        places.setdefault(found, place)
    gained = sum(_gain(grades.get(found, 0), place) for found, place in places.items())
    best = sum(_gain(grade, place) for place, grade in enumerate(sorted(grades.values(), reverse=True)[:k], 1))
    return gained / best if best else 0.0


def score(asked: Iterable[Query], rank: Rank, k: int = TOP) -> dict[Type, Score]:
    """Per type, in the order of `Type`; types that nothing was asked of are left out."""
    of_type: dict[Type, list[tuple[float, int]]] = defaultdict(list)
    for query in asked:
        ranked = rank(query.text)[:k]
        of_type[query.type].append((ndcg(ranked, query.grades, k), len(query.avoid.intersection(ranked))))
    return {
        kind: Score(len(rows), fmean(value for value, _ in rows), sum(count for _, count in rows))
        for kind, rows in ((kind, of_type[kind]) for kind in Type if kind in of_type)
    }


def overall(scores: Mapping[Type, Score]) -> float:
    """The mean over types, so that no type weighs more because it has more queries."""
    return fmean(one.ndcg for one in scores.values()) if scores else 0.0


def _gain(grade: int, place: int) -> float:
    return float(2**grade - 1) / log2(place + 1)


def _rows(name: str, table: str) -> list[dict[str, Any]]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))[table]
