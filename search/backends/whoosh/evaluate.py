"""A modelsearch query against a snapshot: per segment which documents match, and how well."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from search.backends.whoosh.analysis import Analyzer, fold, tokens
from search.backends.whoosh.compounds import compounds_of
from search.backends.whoosh.formats import decode_positions
from search.backends.whoosh.fuzzy import similar
from search.backends.whoosh.segments import Segment, Snapshot

K1, B = 1.2, 0.75
# BM25+: a match counts for at least FLOOR, and a near one (part of a compound, prefix, typing error) for less than
# that, so that documents with the word itself come first.
FLOOR = 1.0
NEAR_AT_MOST = 0.9
NEAR_WEIGHT = 0.5


class Match(NamedTuple):
    mask: np.ndarray
    scores: np.ndarray


Matches = list[Match]  # one per segment


class Wanted(NamedTuple):
    """The terms one asked word stands for."""

    exact: tuple[bytes, ...]
    near: tuple[bytes, ...] = ()


class Evaluator:
    def __init__(self, snapshot: Snapshot, analyzer: Analyzer, fields: Sequence[str], prefix: bool) -> None:
        self.snapshot = snapshot
        self.analyzer = analyzer
        self.fields = fields
        self.prefix = prefix

    def evaluate(self, query: SearchQuery, boost: float = 1.0) -> Matches:
        match query:
            case MatchAll():
                return [
                    Match(np.ones(s.size, bool), np.full(s.size, boost, np.float32)) for s in self.snapshot.segments
                ]
            case Boost():
                return self.evaluate(query.subquery, boost * query.boost)
            case Not():
                return [Match(~m.mask, np.zeros_like(m.scores)) for m in self.evaluate(query.subquery)]
            case And():
                return self._combine([self.evaluate(part, boost) for part in query.subqueries], np.logical_and)
            case Or():
                return self._combine([self.evaluate(part, boost) for part in query.subqueries], np.logical_or)
            case Phrase():
                return self._combine([self._phrase(query, field, boost) for field in self.fields], np.logical_or)
            case PlainText() | Fuzzy():
                return self._words(query, boost * getattr(query, "boost", 1.0))
        raise NotImplementedError(f"`{type(query).__name__}` is not supported by the Whoosh search backend.")

    def _none(self) -> Matches:
        return [Match(np.zeros(s.size, bool), np.zeros(s.size, np.float32)) for s in self.snapshot.segments]

    def _combine(self, parts: list[Matches], operator: Callable[..., Any]) -> Matches:
        if not parts:
            return self._none()
        combined = []
        for matches in zip(*parts, strict=True):
            mask = reduce(operator, [match.mask for match in matches])
            combined.append(Match(mask, sum(match.scores for match in matches) * mask))
        return combined

    # Words

    def _words(self, query: PlainText | Fuzzy, boost: float) -> Matches:
        words = self._query_words(query.query_string)
        parts = []
        for place, word in enumerate(words):
            open_ended = self.prefix and place == len(words) - 1
            parts.append(self._word(word, boost, isinstance(query, Fuzzy), open_ended))
        return self._combine(parts, np.logical_and if query.operator == "and" else np.logical_or)

    def _query_words(self, text: str) -> list[str]:
        return list(dict.fromkeys(term for _, term in self._positioned(text)))

    def _positioned(self, text: str) -> list[tuple[int, str]]:
        """Autocomplete looks for words as they are typed, stop words too."""
        if self.prefix:
            return [(token.position, fold(token.word)) for token in tokens(text)]
        return [(token.position, self.analyzer.term(token.word)) for token in self.analyzer.content_tokens(text)]

    def _word(self, word: str, boost: float, fuzzy: bool, open_ended: bool) -> Matches:
        parts = []
        for field in self.fields:
            wanted = self._wanted(word, field, fuzzy, open_ended)
            parts.append(self._score(field, wanted, boost))
        return self._combine(parts, np.logical_or)

    def _wanted(self, word: str, field: str, fuzzy: bool, open_ended: bool) -> Wanted:
        term = word.encode()
        if open_ended:
            near = self._each_segment(lambda segment: segment.terms_starting_with(field, term))
        elif fuzzy:
            near = self._similar(word, field)
        elif self.prefix:
            near = []
        else:
            near = compounds_of(word, self.snapshot, field, self.analyzer)
        return Wanted((term,), tuple(other for other in near if other != term))

    def _each_segment(self, find: Callable[[Segment], Iterable[bytes]]) -> list[bytes]:
        return list(dict.fromkeys(term for segment in self.snapshot.segments for term in find(segment)))

    def _similar(self, word: str, field: str) -> list[bytes]:
        words = {term.decode() for segment in self.snapshot.segments for term in segment.vocabulary(field)}
        return [found.encode() for found in similar(word, words)]

    # Scores

    def _score(self, field: str, wanted: Wanted, boost: float) -> Matches:
        exact = [self._weights(segment, field, wanted.exact) for segment in self.snapshot.segments]
        near = [self._weights(segment, field, wanted.near) for segment in self.snapshot.segments]
        hits = [(one > 0) | (other > 0) for one, other in zip(exact, near, strict=True)]
        found = sum(int(np.count_nonzero(mask)) for mask in hits)
        if not found:
            return self._none()
        factor = boost * math.log(1 + (self.snapshot.size - found + 0.5) / (found + 0.5))
        matches = []
        for segment, mask, one, other in zip(self.snapshot.segments, hits, exact, near, strict=True):
            scores = np.zeros(segment.size, np.float32)
            at = np.flatnonzero(mask)
            scores[at] = factor * self._bm25(segment, field, at, one[at], other[at] * NEAR_WEIGHT)
            matches.append(Match(mask, scores))
        return matches

    def _weights(self, segment: Segment, field: str, terms: Iterable[bytes]) -> np.ndarray:
        total = np.zeros(segment.size, np.float32)
        for term in terms:
            ids, weights = segment.postings(field, term)
            total[ids] += weights
        return total

    def _bm25(self, segment: Segment, field: str, at: np.ndarray, exact: np.ndarray, near: np.ndarray) -> np.ndarray:
        lengths = segment.lengths(field)[at] / self.snapshot.average_length(field)
        weights = exact + near
        scores = (K1 + 1) * weights / (weights + K1 * (1 - B + B * lengths))
        return np.where(exact > 0, FLOOR + scores, np.minimum(scores, NEAR_AT_MOST))

    # Phrases

    def _phrase(self, query: Phrase, field: str, boost: float) -> Matches:
        terms = [(position, term.encode()) for position, term in self._positioned(query.query_string)]
        words = [self._score(field, Wanted((term,)), boost) for term in dict.fromkeys(term for _, term in terms)]
        both = self._combine(words, np.logical_and)
        matches = []
        for segment, match in zip(self.snapshot.segments, both, strict=True):
            mask = self._in_order(segment, field, terms, match.mask)
            matches.append(Match(mask, match.scores * mask))
        return matches

    def _in_order(
        self, segment: Segment, field: str, terms: list[tuple[int, bytes]], candidates: np.ndarray
    ) -> np.ndarray:
        if len(terms) < 2 or not candidates.any():
            return candidates
        payloads = {term: segment.payloads(field, term, candidates) for _, term in terms}
        mask = np.zeros(segment.size, bool)
        for document in np.flatnonzero(candidates).tolist():
            starts = None
            for position, term in terms:
                at = {place - position for place in decode_positions(payloads[term][document])}
                starts = at if starts is None else starts & at
                if not starts:
                    break
            mask[document] = bool(starts)
        return mask
