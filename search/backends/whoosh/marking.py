"""Which words of a text are what a query asks for, as it was typed or as it was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from modelsearch.query import And, Boost, Fuzzy, Or, Phrase, PlainText, SearchQuery

from search.backends.whoosh.analysis import LONGEST_WORD, SHORTEST_PART, WORD, Analyzer, fold, tokens, words_of
from search.backends.whoosh.compounds import halves, is_compound_with
from search.backends.whoosh.fuzzy import similar
from search.backends.whoosh.synonyms import Expression, Step, Thesaurus
from search.backends.whoosh.weighing import CLOSE_BY

NOT, MARKED, PERHAPS = range(3)


class Span(NamedTuple):
    start: int
    end: int


class Place(NamedTuple):
    position: int
    start: int
    end: int
    word: str


class Asked:
    """The words of one query; what is worked out for a word of a text holds for the next text."""

    def __init__(
        self,
        query: str | SearchQuery,
        analyzer: Analyzer,
        thesaurus: Thesaurus | None = None,
        mended: Mapping[str, str] | None = None,
    ) -> None:
        self.analyzer = analyzer
        self.exact: dict[str, None] = {}
        self.terms: set[str] = set()
        self.alike: list[str] = []
        self.beginnings: tuple[str, ...] = tuple(_beginnings(query))
        self.expressions: list[Expression] = []
        self.halves: list[tuple[frozenset[str], frozenset[str]]] = []
        for part in _parts(query):
            self._add(part, thesaurus or Thesaurus(analyzer), mended or {})
        steps = chain(*self.expressions)
        halves_terms = chain(*(chain(*pair) for pair in self.halves))
        self._perhaps = {term for step in steps for term in step.meaning.exact} | set(halves_terms)
        self._answers: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self.terms or self.beginnings or self.expressions)

    def _add(self, part: PlainText | Phrase | Fuzzy, thesaurus: Thesaurus, mended: Mapping[str, str]) -> None:
        """As it is searched for: a phrase by its words in their order, what may go on by its letters."""
        if _is_beginning(part):
            for token in tokens(part.query_string):
                self.terms |= set(self.analyzer.meaning(token.word).exact)
            return
        mended = {} if isinstance(part, Phrase) else mended
        said = [
            (token.position, word)
            for token in self.analyzer.asked_tokens(part.query_string)
            for word in words_of(mended.get(fold(token.word), token.word))
        ]
        steps = [Step(position, self.analyzer.meaning(word)) for position, word in said]
        found = list(thesaurus.said_otherwise(steps))
        if isinstance(part, Phrase):
            self._add_otherwise([_in_steps(steps)] if steps else [], related=False)
            found = [one for one in found if one[1] - one[0] == len(steps)]
        else:
            self._add_words(zip(steps, (word for _, word in said), strict=True), isinstance(part, Fuzzy))
        for _, _, others in found:
            self._add_otherwise(others)

    def _add_words(self, said: Iterable[tuple[Step, str]], fuzzy: bool) -> None:
        for step, word in said:
            self.exact |= dict.fromkeys((*step.meaning.exact, fold(word)))
            self.terms |= {*step.meaning.exact, *step.meaning.related}
            self.alike += step.meaning.exact[:1] if fuzzy else ()
            self.halves += [self._meant(pair) for pair in halves(step.meaning.exact[0], self.analyzer)]

    def _add_otherwise(self, expressions: Iterable[Expression], *, related: bool = True) -> None:
        for other in expressions:
            if len(other) == 1:
                self.terms |= set(chain(*other[0].meaning) if related else other[0].meaning.exact)
            else:
                self.expressions.append(other)

    def _meant(self, pair: tuple[str, str]) -> tuple[frozenset[str], frozenset[str]]:
        head, tail = (frozenset(chain(*self.analyzer.meaning(half))) for half in pair)
        return head, tail

    # A text

    def spans(self, text: str) -> Iterator[Span]:
        """What to mark, from the start on."""
        if self._perhaps:
            yield from _apart(sorted(self._all_spans(text)))
            return
        answers = self._answers
        for match in WORD.finditer(text):
            word = match[1]
            if (answers[word] if word in answers else self._answer(word)) == MARKED:
                yield Span(match.start(), match.end())

    def _all_spans(self, text: str) -> Iterator[Span]:
        perhaps = []
        for position, match in enumerate(WORD.finditer(text)):
            answer = self._answers[match[1]] if match[1] in self._answers else self._answer(match[1])
            if answer == MARKED:
                yield Span(match.start(), match.end())
            if answer != NOT:
                perhaps.append(Place(position, match.start(), match.end(), match[1]))
        for expression in self.expressions:
            yield from self._in_order(expression, {place.position: place for place in perhaps})
        for head, tail in self.halves:
            yield from self._close_by([place for place in perhaps if self._is(place, head)], tail, perhaps)

    def _in_order(self, expression: Expression, places: Mapping[int, Place]) -> Iterator[Span]:
        for first in places.values():
            found = [places.get(first.position + step.distance) for step in expression]
            if all(
                place and self._is(place, step.meaning.exact) for place, step in zip(found, expression, strict=True)
            ):
                yield Span(first.start, found[-1].end)  # type: ignore[union-attr]

    def _close_by(self, heads: list[Place], tail: Iterable[str], places: list[Place]) -> Iterator[Span]:
        tails = [place for place in places if self._is(place, tail)] if heads else []
        for head in heads:
            for other in tails:
                if 0 < abs(head.position - other.position) <= CLOSE_BY:
                    yield Span(head.start, head.end)
                    yield Span(other.start, other.end)

    def _is(self, place: Place, terms: Iterable[str]) -> bool:
        return not self._readings(_plain(place.word)).isdisjoint(terms)

    # A word

    def _answer(self, raw: str) -> int:
        word = _plain(raw)
        readings = self._readings(word)
        otherwise = NOT if readings.isdisjoint(self._perhaps) else PERHAPS
        answer = self._answers[raw] = MARKED if self._is_marked(fold(word), readings) else otherwise
        return answer

    def _readings(self, word: str) -> set[str]:
        """In any language: which one the text is in is not worth finding out."""
        return set(chain(*(self.analyzer.reader(language)(word) for language in self.analyzer.languages)))

    def _is_marked(self, plain: str, readings: set[str]) -> bool:
        if not readings.isdisjoint(self.terms) or (self.beginnings and plain.startswith(self.beginnings)):
            return True
        if any(similar(other, readings) for other in self.alike):
            return True
        return any(self._is_part(part, term) for term in readings for part in self.exact)

    def _is_part(self, part: str, word: str) -> bool:
        if not self.analyzer.compounding or len(part) < SHORTEST_PART or part not in word:
            return False
        return is_compound_with(part, word, lambda other: self.analyzer.known(other) or other in self.exact)


def _plain(raw: str) -> str:
    return raw.lower()[:LONGEST_WORD]


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Without those that lie in one before."""
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _in_steps(steps: Sequence[Step]) -> Expression:
    """Places from the first word on."""
    return tuple(Step(step.distance - steps[0].distance, step.meaning) for step in steps)


def _is_beginning(part: SearchQuery) -> bool:
    return bool(getattr(part, "is_prefix", False))


def _parts(query: str | SearchQuery) -> Iterator[PlainText | Phrase | Fuzzy]:
    """What is asked for. What must not occur is not marked."""
    match query:
        case str():
            yield PlainText(query)
        case PlainText() | Phrase() | Fuzzy():
            yield query
        case Boost():
            yield from _parts(query.subquery)
        case And() | Or():
            yield from chain(*map(_parts, query.subqueries))


def _beginnings(query: str | SearchQuery) -> Iterator[str]:
    """Of words that may go on."""
    for part in _parts(query):
        if _is_beginning(part):
            yield from [fold(token.word) for token in tokens(part.query_string)][-1:]
