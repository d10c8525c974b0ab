"""A modelsearch query against a snapshot: per segment which documents match, and how well."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from search.backends.whoosh.analysis import Analyzer, Meaning, fold, tokens
from search.backends.whoosh.compounds import compounds_of, parts_of
from search.backends.whoosh.fuzzy import similar
from search.backends.whoosh.scoring import IndexField, Match, Matches, Wanted
from search.backends.whoosh.segments import Segment


class Asked(NamedTuple):
    position: int
    word: str
    meaning: Meaning

    @property
    def terms(self) -> tuple[bytes, ...]:
        return tuple(term.encode() for term in self.meaning.exact)


class Evaluator:
    """With `prefix`, words are taken as typed and the last may go on: autocomplete."""

    def __init__(self, field: IndexField, analyzer: Analyzer, prefix: bool = False) -> None:
        self.field = field
        self.segments = field.segments
        self.analyzer = analyzer
        self.prefix = prefix

    def evaluate(self, query: SearchQuery, boost: float = 1.0) -> Matches:
        match query:
            case MatchAll():
                return self._all(boost)
            case Boost():
                return self.evaluate(query.subquery, boost * query.boost)
            case Not():
                return [Match(~m.mask, np.zeros_like(m.scores)) for m in self.evaluate(query.subquery)]
            case And():
                return self._combine([self.evaluate(part, boost) for part in query.subqueries], np.logical_and)
            case Or():
                return self._combine([self.evaluate(part, boost) for part in query.subqueries], np.logical_or)
            case Phrase():
                return self._phrase(query, boost)
            case PlainText() | Fuzzy():
                return self._words(query, boost * getattr(query, "boost", 1.0))
        raise NotImplementedError(f"`{type(query).__name__}` is not supported by the Whoosh search backend.")

    def _all(self, boost: float) -> Matches:
        return [Match(np.ones(s.size, bool), np.full(s.size, boost, np.float32)) for s in self.segments]

    def _none(self) -> Matches:
        return [Match(np.zeros(s.size, bool), np.zeros(s.size, np.float32)) for s in self.segments]

    def _combine(self, parts: list[Matches], operator: Callable[..., Any]) -> Matches:
        if not parts:
            return self._none()
        combined = []
        for matches in zip(*parts, strict=True):
            mask = reduce(operator, [match.mask for match in matches])
            combined.append(Match(mask, sum(match.scores for match in matches) * mask))
        return combined

    def _asked(self, text: str) -> list[Asked]:
        """Autocomplete looks for stop words too."""
        if self.prefix:
            words = ((token.position, fold(token.word)) for token in tokens(text))
            return [Asked(position, word, Meaning((word,), ())) for position, word in words]
        return [
            Asked(token.position, fold(token.word), self.analyzer.meaning(token.word))
            for token in self.analyzer.asked_tokens(text)
        ]

    def _phrase(self, query: Phrase, boost: float) -> Matches:
        phrase = tuple((asked.position, asked.terms) for asked in self._asked(query.query_string))
        if not phrase:
            return self._none()
        words = [self.field.score(Wanted(terms), boost) for terms in dict.fromkeys(terms for _, terms in phrase)]
        scored = self._combine(words, np.logical_and)
        masks = self.field.in_order(phrase)
        return [Match(mask, match.scores * mask) for match, mask in zip(scored, masks, strict=True)]

    def _words(self, query: PlainText | Fuzzy, boost: float) -> Matches:
        words = list({asked.meaning: asked for asked in self._asked(query.query_string)}.values())
        parts = []
        for place, asked in enumerate(words):
            if self.prefix:
                wanted = self._beginning(asked, open_ended=place == len(words) - 1)
            else:
                wanted = self._wanted(asked, fuzzy=isinstance(query, Fuzzy))
            parts.append(self.field.score(wanted, boost))
        return self._combine(parts, np.logical_and if query.operator == "and" else np.logical_or)

    def _beginning(self, asked: Asked, open_ended: bool) -> Wanted:
        if not open_ended:
            return Wanted(asked.terms)
        term = asked.word.encode()
        longer = self._each_segment(lambda segment: segment.terms_starting_with(self.field.name, term))
        return Wanted((term,), tuple(other for other in longer if other != term))

    def _wanted(self, asked: Asked, fuzzy: bool) -> Wanted:
        snapshot, name = self.field.snapshot, self.field.name
        related = [term.encode() for term in asked.meaning.related]
        forms = {*asked.meaning.exact, asked.word}
        near = self._similar(asked) if fuzzy else compounds_of(forms, snapshot, name, self.analyzer)
        return Wanted(
            asked.terms,
            near=tuple(dict.fromkeys(term for term in near if term not in asked.terms)),
            related=tuple(term for term in related if snapshot.has_term(name, term)),
            apart=() if fuzzy else parts_of(asked.meaning.exact[0], snapshot, name, self.analyzer),
        )

    def _similar(self, asked: Asked) -> list[bytes]:
        words = self._each_segment(lambda segment: segment.vocabulary(self.field.name))
        return [found.encode() for found in similar(asked.meaning.exact[0], (other.decode() for other in words))]

    def _each_segment(self, find: Callable[[Segment], Iterable[bytes]]) -> list[bytes]:
        return list(dict.fromkeys(term for segment in self.segments for term in find(segment)))
