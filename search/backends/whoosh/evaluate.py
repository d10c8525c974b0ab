"""A modelsearch query against a snapshot: per segment which documents match, and how well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from search.backends.whoosh.analysis import Analyzer, Meaning, fold, tokens
from search.backends.whoosh.compounds import Compounds, compounds_of, halves, parts_of, shorter
from search.backends.whoosh.matches import NOTHING, Match, Matches, best, intersection, union, without
from search.backends.whoosh.scoring import IndexField
from search.backends.whoosh.synonyms import Expression, Step, Thesaurus
from search.backends.whoosh.weighing import Sequenced, Wanted
from search.backends.whoosh.widening import Widening, most

# What a known expression counts more for where it stands as such than where its words stand apart.
AS_ONE = 0.5
# Of the words like one that is asked, the nearest.
MOST_ALIKE = 50


class Asked(NamedTuple):
    position: int
    word: str
    meaning: Meaning

    @property
    def terms(self) -> tuple[bytes, ...]:
        return tuple(term.encode() for term in self.meaning.exact)


class Evaluator:
    """With `prefix`, words are taken as typed and the last may go on: autocomplete."""

    def __init__(
        self,
        field: IndexField,
        analyzer: Analyzer,
        prefix: bool = False,
        thesaurus: Thesaurus | None = None,
        widening: Widening | None = None,
    ) -> None:
        self.field = field
        self.segments = field.segments
        self.analyzer = analyzer
        self.prefix = prefix
        self.thesaurus = thesaurus or Thesaurus(analyzer)
        self.widening = widening

    def evaluate(self, query: SearchQuery, boost: float = 1.0) -> Matches:
        match query:
            case MatchAll():
                return self._all(boost)
            case Boost():
                return self.evaluate(query.subquery, boost * query.boost)
            case Not():
                return self._exclude(self._all(0), [self._exactly(query.subquery)])
            case And():
                return self._every(query.subqueries, boost)
            case Or():
                return self._any(query.subqueries, boost)
            case Phrase():
                return self._phrase(query, boost)
            case PlainText() if getattr(query, "is_prefix", False):
                return self._beginning(query.query_string, boost)
            case PlainText() | Fuzzy():
                return self._words(query, boost * getattr(query, "boost", 1.0))
        raise NotImplementedError(f"`{type(query).__name__}` is not supported by the Whoosh search backend.")

    def _exactly(self, query: SearchQuery, boost: float = 1.0) -> Matches:
        """As asked: what is left out, and what is one of several that will do."""
        widening, self.widening = self.widening, None
        try:
            return self.evaluate(query, boost)
        finally:
            self.widening = widening

    def _any(self, queries: Sequence[SearchQuery], boost: float) -> Matches:
        found = self._combine([self._exactly(query, boost) for query in queries], union)
        if self.widening is None or self.widening.finds(found):
            return found
        return self._combine([self.evaluate(query, boost) for query in queries], union)

    # Combining

    def _all(self, score: float) -> Matches:
        return [Match(s.everything(), np.full(s.size, score, np.float32)) for s in self.segments]

    def _every(self, queries: Sequence[SearchQuery], boost: float) -> Matches:
        """What is left out is taken from what is found: by itself it would be nearly everything."""
        left_out = [self._exactly(query.subquery) for query in queries if isinstance(query, Not)]
        asked = [query for query in queries if not isinstance(query, Not)]
        wanted = [self.evaluate(query, boost) for query in list(filter(self._tells, asked)) or asked]
        if left_out:
            return self._exclude(self._intersection(wanted) if wanted else self._all(0), left_out)
        return self._intersection(wanted)

    def _tells(self, query: SearchQuery) -> bool:
        """Small words beside a phrase are asked of no document, as they are beside other words."""
        is_prefix = getattr(query, "is_prefix", False)
        return not isinstance(query, (PlainText, Phrase)) or is_prefix or bool(self._asked(query.query_string))

    def _intersection(self, parts: list[Matches]) -> Matches:
        """The rarest first, in all segments alike."""
        rare_first = sorted(parts, key=lambda matches: sum(len(match.ids) for match in matches))
        return self._combine(rare_first, intersection)

    def _combine(self, parts: list[Matches], operator: Callable[[Sequence[Match], int], Match]) -> Matches:
        if len(parts) == 1:
            return parts[0]
        if not parts:
            return [NOTHING for _ in self.segments]
        return [operator(matches, segment.size) for segment, *matches in zip(self.segments, *parts, strict=True)]

    def _exclude(self, matches: Matches, left_out: list[Matches]) -> Matches:
        return [
            without(match, others, segment.size)
            for segment, match, *others in zip(self.segments, matches, *left_out, strict=True)
        ]

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
        asked = self._asked(query.query_string)
        phrase = tuple((one.position, one.terms) for one in asked)
        words = [self.field.score(Wanted(terms), boost) for terms in dict.fromkeys(terms for _, terms in phrase)]
        found = self._intersection(words)
        found = found if len(phrase) < 2 else self._in_order(phrase, found)
        whole = [others for start, end, others in self._divided(asked) if end - start == len(asked)]
        if not whole:
            return found
        return self._combine([found, self.field.score(otherwise(Wanted(()), whole[0]), boost)], best)

    def _in_order(self, phrase: Sequenced, found: Matches) -> Matches:
        return [
            self.field.in_order(segment, phrase, among=match)
            for segment, match in zip(self.segments, found, strict=True)
        ]

    def _words(self, query: PlainText | Fuzzy, boost: float) -> Matches:
        asked = self._asked(query.query_string)
        if self.prefix:
            parts = [self.field.score(self._typed(one, one is asked[-1]), boost) for one in asked]
        else:
            parts = self._parts(asked, isinstance(query, Fuzzy), boost)
        combine = self._intersection if query.operator == "and" else self._either
        found = combine(parts)
        if self.widening is None or self.widening.finds(found):
            return found
        mended = self._mended(asked, self.widening, boost)
        if mended != asked:
            parts = self._parts(mended, False, boost)
            found = combine(parts)
        if len(parts) < 2 or self.widening.finds(found):
            return found
        self.widening.some_words = True
        return self._combine(parts, most)

    def _either(self, parts: list[Matches]) -> Matches:
        return self._combine(parts, union)

    def _parts(self, asked: list[Asked], fuzzy: bool, boost: float) -> list[Matches]:
        return [self._said(asked[start:end], others, fuzzy, boost) for start, end, others in self._divided(asked)]

    def _mended(self, asked: list[Asked], widening: Widening, boost: float) -> list[Asked]:
        """With another word, or with its parts, where a word finds nothing that may be read, however it is said."""
        mended: list[Asked] = []
        for start, end, others in self._divided(asked):
            words = asked[start:end]
            if end - start == 1 and not widening.finds(self._said(words, others, False, boost)):
                word = widening.mend(words[0].word)
                words = self._as_asked(words[0], [word]) if word else self._in_two(words[0], widening, boost) or words
            mended += words
        return mended

    def _in_two(self, one: Asked, widening: Widening, boost: float) -> list[Asked]:
        """The parts of a compound that is not in the texts, if each of them finds something."""
        for pair in halves(one.meaning.exact[0], self.analyzer):
            parts = self._as_asked(one, pair)
            if all(widening.finds(self._said([part], [], False, boost)) for part in parts):
                widening.mended[one.word] = " ".join(pair)
                return parts
        return []

    def _as_asked(self, one: Asked, words: Iterable[str]) -> list[Asked]:
        return [Asked(one.position, word, self.analyzer.meaning(word)) for word in words]

    def _beginning(self, text: str, boost: float) -> Matches:
        """The last word may go on; what it is by itself counts too."""
        asked = [Asked(one.position, fold(one.word), self.analyzer.meaning(one.word)) for one in tokens(text)]
        return self._intersection([self.field.score(self._typed(one, one is asked[-1]), boost) for one in asked])

    def _divided(self, asked: list[Asked]) -> Iterator[tuple[int, int, list[Expression]]]:
        """In expressions that can be said otherwise, and the words between; each once."""
        steps = [Step(one.position, one.meaning) for one in asked]
        at, before = 0, set()
        for start, end, others in [*self.thesaurus.said_otherwise(steps), (len(asked), len(asked), [])]:
            for first, last, said in [*((place, place + 1, []) for place in range(at, start)), (start, end, others)]:
                key = tuple(one.meaning for one in asked[first:last])
                if key and key not in before:
                    before.add(key)
                    yield first, last, said
            at = end

    def _said(self, words: list[Asked], others: list[Expression], fuzzy: bool, boost: float) -> Matches:
        wanted = [self._wanted(one, fuzzy) for one in words]
        if len(wanted) == 1:
            return self.field.score(otherwise(wanted[0], others), boost)
        together = self._intersection([self.field.score(one, boost) for one in wanted])
        if not others:
            return together
        as_one = Wanted((), phrases=(tuple((one.position, one.terms) for one in words),))
        together = self._combine([together, self.field.score(as_one, boost * AS_ONE)], union)
        return self._combine([together, self.field.score(otherwise(Wanted(()), others), boost)], best)

    # From a word to terms

    def _typed(self, asked: Asked, open_ended: bool) -> Wanted:
        return Wanted(asked.terms, beginning=asked.word.encode() if open_ended else b"")

    def _wanted(self, asked: Asked, fuzzy: bool) -> Wanted:
        """Made once for the words that the index has now; but words are known to a reader by what they may read."""
        key = (self.field.name, self.analyzer.language, asked.word, asked.meaning, fuzzy)
        return self.field.reader.kept("wanted", key, lambda: self._known_to_reader(asked, key))

    def _known_to_reader(self, asked: Asked, key: tuple[Any, ...]) -> Wanted:
        snapshot, terms = self.field.snapshot, set(asked.terms)
        wanted, compounds = snapshot.cache.keep(
            ("wanted", snapshot.lexicon(self.field.name), *key), lambda: self._find_wanted(asked, fuzzy=key[-1])
        )
        near = [*compounds.known_by(self._knows, self._reads), *wanted.near]
        if key[-1]:
            near = list(islice(filter(self._reads, near), MOST_ALIKE))
        return wanted._replace(near=tuple(dict.fromkeys(term for term in near if term not in terms)))

    def _reads(self, term: bytes) -> bool:
        return self.field.reader.has_term(self.field.name, term)

    def _knows(self, word: str) -> bool:
        return self.analyzer.known(word) or self._reads(word.encode())

    def _find_wanted(self, asked: Asked, fuzzy: bool) -> tuple[Wanted, Compounds]:
        snapshot, name = self.field.snapshot, self.field.name
        related = [term.encode() for term in asked.meaning.related]
        forms = {*asked.meaning.exact, asked.word}
        similar = self._similar(asked) if fuzzy else []
        wanted = Wanted(
            asked.terms,
            near=(*similar, *shorter(asked.meaning.exact[0], snapshot, name, self.analyzer)),
            related=tuple(term for term in related if snapshot.has_term(name, term)),
            apart=() if fuzzy else parts_of(asked.meaning.exact[0], snapshot, name, self.analyzer),
        )
        return wanted, Compounds() if fuzzy else compounds_of(forms, snapshot, name, self.analyzer)

    def _similar(self, asked: Asked) -> list[bytes]:
        word = asked.meaning.exact[0]
        found = {row for segment in self.segments for row in segment.similar(self.field.name, word)}
        return [term.encode() for _, term in sorted(found)]


def otherwise(wanted: Wanted, others: Sequence[Expression]) -> Wanted:
    """With what means the same: that counts a little less."""
    single = [term for other in others if len(other) == 1 for part in other[0].meaning for term in part]
    phrases = [
        tuple((step.distance, tuple(term.encode() for term in step.meaning.exact)) for step in other)
        for other in others
        if len(other) > 1
    ]
    related = (*wanted.related, *(term.encode() for term in single))
    return wanted._replace(
        related=tuple(dict.fromkeys(term for term in related if term not in wanted.exact)),
        phrases=(*wanted.phrases, *phrases),
    )
