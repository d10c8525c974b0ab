"""A batch of documents as sorted postings in a file: the step that reads texts, done by several processes."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.backends.whoosh.analysis import get_analyzer, word_terms, words_of
from search.backends.whoosh.bulk.tables import (
    Saved,
    Table,
    runs,
    save,
    table_of_positions,
    table_of_postings,
)
from search.backends.whoosh.changes import Document
from search.backends.whoosh.documents import PART_GAP, Plain, Text, part_places, reader_of
from search.backends.whoosh.schema import TEXT, UID, VALUES, WORDS

# In the order in which Whoosh writes fields.
FIELDS = (WORDS, TEXT, UID, VALUES)
MOST_WORDS = 300_000
TermsOf = Callable[[str], Iterable[str]]


class Run(NamedTuple):
    """Per field its terms and where their postings are, and per document its length in the fields that have one."""

    terms: dict[str, list[bytes]]
    saved: dict[str, Saved]
    lengths: dict[str, np.ndarray]


class _Words(dict[str, int]):
    """Numbers of words, each given its terms when it is first seen."""

    def __init__(self, lexicon: Lexicon, terms_of: TermsOf) -> None:
        self._lexicon = lexicon
        self._terms_of = terms_of

    def __missing__(self, word: str) -> int:
        number = self[word] = self._lexicon.add(self._terms_of(word))
        return number


class Lexicon:
    """What every distinct word becomes, asked once, whatever the number of documents."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        self._codes = array("i")
        self._ends = array("i", [0])
        self._words: dict[TermsOf, _Words] = {}

    def words(self, terms_of: TermsOf) -> _Words:
        return self._words.setdefault(terms_of, _Words(self, terms_of))

    def add(self, terms: Iterable[str]) -> int:
        self._codes.extend(self.terms.setdefault(term, len(self.terms)) for term in terms)
        self._ends.append(len(self._codes))
        return len(self._ends) - 2

    def __len__(self) -> int:
        return len(self._ends)

    def expand(self, words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The term codes of all words, and to which of the words each belongs."""
        ends = np.array(self._ends, np.int64)
        starts, counts = ends[words], ends[words + 1] - ends[words]
        return np.array(self._codes, np.int64)[runs(starts, counts)], np.repeat(np.arange(len(words)), counts)


@cache
def get_lexicon(field: str, language: str) -> Lexicon:
    """Kept from batch to batch."""
    return Lexicon()


class _Places:
    """Collects the words of one field of many documents."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = array("i")
        # Per part: document, first position, number of words.
        self._parts = array("i")
        self._boosts = array("d")

    def add(self, number: int, parts: list[Text], reader: Callable[[list[str]], TermsOf]) -> list[tuple[int, int]]:
        """From where to where each part runs."""
        spans, start = [], 0
        for part in parts:
            words = words_of(part.text)
            self._words.extend(map(self._lexicon.words(reader(words)).__getitem__, words))
            self._parts.extend((number, start, len(words)))
            self._boosts.append(part.boost)
            spans.append((start, start + len(words)))
            start += len(words) + PART_GAP
        return spans

    def table(self, first: int, count: int) -> tuple[Table, np.ndarray]:
        """With the length of each document, as Whoosh counts it: places of terms."""
        numbers, starts, sizes = np.array(self._parts, np.int64).reshape(-1, 3).T
        codes, at = self._lexicon.expand(np.frombuffer(self._words, np.int32))
        documents, boosts = np.repeat(numbers, sizes), np.repeat(np.array(self._boosts), sizes)
        here = np.bincount(codes, minlength=len(self._lexicon.terms)) > 0
        terms = [term.encode() for term in itertools.compress(self._lexicon.terms, here)]
        codes = (np.cumsum(here) - 1)[codes]
        table, places = table_of_positions(terms, codes, documents[at], runs(starts, sizes)[at], boosts[at])
        lengths = np.bincount(table.documents - first, weights=places, minlength=count)
        return table, lengths.astype(np.int64)


def read_batch(first: int, documents: list[Plain], language: str, path: Path) -> Run:
    """`first` is the number of the first document; the others follow."""
    analyzer = get_analyzer(language)
    text, words = (_Places(get_lexicon(field, language)) for field in (TEXT, WORDS))
    values, uids = [], []
    for number, document in enumerate(documents, first):
        spans = text.add(number, document.text, reader_of(analyzer, document.language))
        word_spans = words.add(number, document.words, lambda said: word_terms)
        places = [*part_places(TEXT, document.text, spans), *part_places(WORDS, document.words, word_spans)]
        values.append((number, [(term, 1, 1.0, payload) for term, payload in [*document.values, *places]]))
        uids.append((number, [(document.uid.encode(), 1, 1.0, b"")]))
    tables = {UID: table_of_postings(uids), VALUES: table_of_postings(values)}
    lengths = {}
    for field, places_of in ((TEXT, text), (WORDS, words)):
        tables[field], lengths[field] = places_of.table(first, len(documents))
    _forget_many_words(language)
    return save_run(tables, lengths, path)


def read_prepared(first: int, documents: list[Document], path: Path) -> Run:
    """Of documents whose postings were made already."""
    tables, lengths = {}, {}
    for field in (WORDS, TEXT, VALUES):
        tables[field] = table_of_postings((number, document[field]) for number, document in enumerate(documents, first))
    for field in (WORDS, TEXT):
        lengths[field] = np.array([sum(row[1] for row in document[field]) for document in documents], np.int64)
    uids = ((number, [(document[UID].encode(), 1, 1.0, b"")]) for number, document in enumerate(documents, first))
    tables[UID] = table_of_postings(uids)
    return save_run(tables, lengths, path)


def save_run(tables: dict[str, Table], lengths: dict[str, np.ndarray], path: Path) -> Run:
    saved = save((tables[field] for field in FIELDS), path)
    return Run({field: tables[field].terms for field in FIELDS}, dict(zip(FIELDS, saved, strict=True)), lengths)


def _forget_many_words(language: str) -> None:
    if any(len(get_lexicon(field, language)) > MOST_WORDS for field in (TEXT, WORDS)):
        get_lexicon.cache_clear()
