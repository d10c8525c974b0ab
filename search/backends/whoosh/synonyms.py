"""Expressions that mean the same: "UHP" and "uit huis plaatsen". Who runs the site says which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.utils.module_loading import import_string

from search.backends.whoosh.analysis import Analyzer, Meaning

Sets = tuple[tuple[str, ...], ...]


class Step(NamedTuple):
    """One word of an expression; words that no text is found by only count as distance."""

    distance: int
    meaning: Meaning


Expression = tuple[Step, ...]


class Thesaurus:
    def __init__(self, analyzer: Analyzer, sets: Sets = ()) -> None:
        self._by_start: dict[str, list[tuple[Expression, list[Expression]]]] = defaultdict(list)
        for texts in sets:
            expressions = list(dict.fromkeys(filter(None, (read(text, analyzer) for text in texts))))
            for expression in expressions:
                others = [other for other in expressions if other != expression]
                for term in expression[0].meaning.exact if others else ():
                    self._by_start[term].append((expression, others))

    def __bool__(self) -> bool:
        return bool(self._by_start)

    def said_otherwise(self, said: Sequence[Step]) -> Iterator[tuple[int, int, list[Expression]]]:
        """From where to where an expression stands, and what means the same. Of those that overlap the first, of those that
        begin together the longest."""
        at = 0
        while at < len(said):
            length, others = self._at(said[at:])
            if others:
                yield at, at + length, others
            at += max(length, 1)

    def _at(self, said: Sequence[Step]) -> tuple[int, list[Expression]]:
        found: dict[int, dict[Expression, None]] = defaultdict(dict)
        for term in said[0].meaning.exact if self._by_start else ():
            for expression, others in self._by_start.get(term, ()):
                if _is_said(expression, said):
                    found[len(expression)] |= dict.fromkeys(others)
        length = max(found, default=0)
        return length, list(found[length]) if length else []


def read(text: str, analyzer: Analyzer) -> Expression:
    tokens = list(analyzer.content_tokens(text))
    return tuple(Step(token.position - tokens[0].position, analyzer.meaning(token.word)) for token in tokens)


def _is_said(expression: Expression, said: Sequence[Step]) -> bool:
    return len(expression) <= len(said) and all(
        step.distance == other.distance - said[0].distance
        and not set(step.meaning.exact).isdisjoint(other.meaning.exact)
        for step, other in zip(expression, said, strict=False)
    )


class Synonyms:
    """`path` is that of a function that gives the sets as they are now; they are read anew only when they differ."""

    def __init__(self, path: str = "") -> None:
        self.path = path

    def thesaurus(self, analyzer: Analyzer) -> Thesaurus:
        sets = import_string(self.path)() if self.path else ()
        return _thesaurus(analyzer, tuple(map(tuple, sets)))


@lru_cache(maxsize=4)
def _thesaurus(analyzer: Analyzer, sets: Sets) -> Thesaurus:
    return Thesaurus(analyzer, sets)
