"""Small indexes without a database: documents as the backend writes them, searched as it searches them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from modelsearch.query import And, Not, Or, Phrase, PlainText, SearchQuery

from search.backends.whoosh.analysis import get_analyzer, word_terms, words_of
from search.backends.whoosh.changes import Change, Document
from search.backends.whoosh.documents import Part, part_postings, text_postings, value_postings
from search.backends.whoosh.evaluate import Evaluator
from search.backends.whoosh.schema import PK, TEXT, TYPES, UID, VALUES, WORDS
from search.backends.whoosh.scoring import IndexField
from search.backends.whoosh.store import Store
from search.backends.whoosh.synonyms import Sets, Thesaurus
from search.backends.whoosh.widening import Widening


def make_store(path: Path, language: str = "nl") -> Store:
    return Store(path / "index", language, cache_mb=8)


def make_document(pk: int, title: str = "", body: str = "", **values: Any) -> Document:
    nl = get_analyzer("nl")
    parts = [Part("title", 3.0, words_of(title)), Part("body", 1.0, words_of(body))]
    rows = {PK: [pk], TYPES: ["tests.Page"]} | {name: [value] for name, value in values.items()}
    return {
        UID: f"tests.Page:{pk}",
        TEXT: text_postings(parts, lambda said: nl.reader(nl.language_of(said))),
        WORDS: text_postings(parts[:1], lambda said: word_terms),
        VALUES: [*value_postings(rows), *part_postings(TEXT, parts)],
    }


def put(store: Store, *documents: Document) -> None:
    store.write(Change(put=list(documents)), timeout=10)


def put_texts(store: Store, texts: Iterable[str]) -> None:
    put(store, *(make_document(pk, body=text) for pk, text in enumerate(texts)))


def find(store: Store, query: SearchQuery, **options: Any) -> list[Any]:
    """pks, best first. Options are those of `scored`."""
    found = scored(store, query, **options)
    return sorted(found, key=lambda pk: (-found[pk], pk))


def scored(
    store: Store,
    query: SearchQuery,
    *,
    fields: list[str] | None = None,
    prefix: bool = False,
    same: Sets = (),
    lenient: bool = False,
) -> dict[Any, float]:
    """The score of each pk. `same` are sets of expressions that mean the same."""
    snapshot = store.snapshot()
    field = IndexField(snapshot, WORDS if prefix else TEXT, fields)
    analyzer = get_analyzer(store.language)
    widening = Widening([(segment, segment.live) for segment in snapshot.segments]) if lenient else None
    matches = Evaluator(field, analyzer, prefix, Thesaurus(analyzer, same), widening).evaluate(query)
    return {
        segment.pks()[place].item(): score
        for segment, match in zip(snapshot.segments, matches, strict=True)
        for place, score in zip(match.ids.tolist(), match.scores.tolist(), strict=True)
        if segment.live[place]
    }


def matches(query: SearchQuery, text: str) -> bool:
    """The plainest reading. For words of which none is a part of another, and that do not bend."""
    words = text.split()
    match query:
        case And():
            return all(matches(part, text) for part in query.subqueries)
        case Or():
            return any(matches(part, text) for part in query.subqueries)
        case Not():
            return not matches(query.subquery, text)
        case Phrase():
            asked = query.query_string.split()
            return any(words[start : start + len(asked)] == asked for start in range(len(words)))
        case PlainText():
            test = all if query.operator == "and" else any
            return test(word in words for word in query.query_string.split())
    return True
