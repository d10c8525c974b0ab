"""From an object to what is written of it: one walk over its search_fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Manager, Model, QuerySet, prefetch_related_objects
from modelsearch.backends.base import get_model_root
from modelsearch.index import AutocompleteField, BaseField, FilterField, RelatedFields, SearchField, class_is_indexed

from search.backends.whoosh.analysis import Analyzer, word_terms, words_of
from search.backends.whoosh.changes import Document
from search.backends.whoosh.formats import encode_positions, encode_values
from search.backends.whoosh.schema import (
    PK,
    TEXT,
    TYPES,
    UID,
    VALUES,
    WORDS,
    Posting,
    part_term,
)

Reader = Callable[[list[str]], Callable[[str], Iterable[str]]]
# So that a phrase never runs from one part into the next.
PART_GAP = 1000


class Leaf(NamedTuple):
    """One field of the object or of a related one; `path` as Django would write it in a lookup."""

    path: tuple[str, ...]
    field: BaseField
    value: Any


class Text(NamedTuple):
    """Text of one field; `name` when it is a field of the object itself, which may be searched alone."""

    name: str | None
    boost: float
    text: str


class Plain(NamedTuple):
    """What is indexed of an object, as plain values: no database is needed to go on from here.

    `language` is the object's own; `values` are rows of columns, ready to write.
    """

    uid: str
    language: str | None
    text: list[Text]
    words: list[Text]
    values: list[tuple[bytes, bytes]]

    def size(self) -> int:
        """Characters, more or less."""
        rows = sum(len(path) + len(payload) for path, payload in self.values)
        return rows + sum(len(part.text) for part in self.text) + sum(len(part.text) for part in self.words)


class Part(NamedTuple):
    """A `Text` as words."""

    name: str | None
    boost: float
    words: list[str]


def extract(obj: Model) -> Plain:
    """Everything that has to be asked of the object."""
    text: list[Text] = []
    words: list[Text] = []
    values: dict[str, list[Any]] = {PK: [obj.pk], TYPES: lineage(type(obj))}
    language = getattr(getattr(obj, "locale", None), "language_code", None)
    for leaf in leaves(obj.get_search_fields(), obj):  # type: ignore[attr-defined]
        name = leaf.field.field_name if len(leaf.path) == 1 else None
        if isinstance(leaf.field, FilterField):
            _add_values(values, leaf)
        elif isinstance(leaf.field, SearchField):
            text.append(Text(name, float(leaf.field.boost or 1), as_text(leaf.value)))
        elif isinstance(leaf.field, AutocompleteField):
            words.append(Text(name, 1.0, as_text(leaf.value)))
    return Plain(uid(type(obj), obj.pk), language, text, words, encode_rows(values))


def extract_all(objects: Iterable[Model]) -> list[Plain]:
    """In no more queries than the objects need that their own `get_indexed_objects` did not lay ready."""
    together = list(objects)
    translated = [obj for obj in together if hasattr(type(obj), "locale")]
    if translated:
        prefetch_related_objects(translated, "locale")
    return list(map(extract, together))


def prepare(plain: Plain, analyzer: Analyzer) -> Document:
    """As Whoosh's writer takes it, so that little is left to do while the index is locked."""
    text, words = parts_of(plain.text), parts_of(plain.words)
    values = [(term, 1, 1.0, payload) for term, payload in plain.values]
    return {
        UID: plain.uid,
        TEXT: text_postings(text, reader_of(analyzer, plain.language)),
        WORDS: text_postings(words, lambda said: word_terms),
        VALUES: [*values, *part_postings(TEXT, text), *part_postings(WORDS, words)],
    }


def build_document(obj: Model, analyzer: Analyzer) -> Document:
    return prepare(extract(obj), analyzer)


def parts_of(texts: list[Text]) -> list[Part]:
    return [Part(text.name, text.boost, words_of(text.text)) for text in texts]


def reader_of(analyzer: Analyzer, language: str | None) -> Reader:
    """From the words of a part to what gives each of them its terms: a page may hold texts in other languages than its own."""
    return lambda said: analyzer.reader(analyzer.language_of(said, language))


def uid(model: type[Model], pk: Any) -> str:
    return f"{get_model_root(model)._meta.label}:{pk}"


def lineage(model: type[Model]) -> list[str]:
    """A search on a model finds its descendants as well."""
    return [base._meta.label for base in model.__mro__ if class_is_indexed(base)]  # type: ignore[attr-defined]


def leaves(fields: Iterable[Any], obj: Model, path: tuple[str, ...] = ()) -> Iterator[Leaf]:
    for field in fields:
        if isinstance(field, RelatedFields):
            for related in _related(field.get_value(obj)):
                yield from leaves(field.fields, related, (*path, field.field_name))
        else:
            yield Leaf((*path, field.get_attname(type(obj))), field, clean_value(field, obj))


def _related(value: Any) -> Iterable[Model]:
    if value is None:
        return ()
    return value.all() if isinstance(value, (Manager, QuerySet)) or hasattr(value, "get_queryset") else (value,)


def as_text(value: Any) -> str:
    """A plain string, also of one that is marked as safe or translated later."""
    if value is None:
        return ""
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, (list, tuple, set, frozenset, QuerySet)):
        return "".join([str(value)])
    return ", ".join(as_text(item) for item in value)


def _add_values(values: dict[str, list[Any]], leaf: Leaf) -> None:
    new = list(_filter_values(leaf.field, leaf.value))
    if len(leaf.path) == 1:
        new = [value for value in new if value is not None]
    known = values.setdefault("__".join(leaf.path), [])
    known += [value for value in new if value not in known]


def _filter_values(field: BaseField, value: Any) -> Iterator[Any]:
    if isinstance(value, (Manager, QuerySet)):
        value = list(value.all())
    if isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from _filter_values(field, item)
    else:
        yield value.pk if isinstance(value, Model) else value


def clean_value(field: BaseField, obj: Model) -> Any:
    """A value set in memory may be "5" where the database says 5."""
    value = field.get_value(obj)
    if value is None or not isinstance(field, FilterField):
        return value
    try:
        column = field.get_field(type(obj))
        return value if column.is_relation or hasattr(column, "get_searchable_content") else column.to_python(value)
    except (FieldDoesNotExist, ValidationError, TypeError, ValueError):
        return value


def encode_rows(values: dict[str, list[Any]]) -> list[tuple[bytes, bytes]]:
    return [(path.encode(), encode_values(row)) for path, row in values.items() if row]


def value_postings(values: dict[str, list[Any]]) -> list[Posting]:
    return [(path, 1, 1.0, payload) for path, payload in encode_rows(values)]


def part_postings(field: str, parts: list[Part]) -> list[Posting]:
    spans = [(start, start + len(part.words)) for part, start in zip(parts, _starts(parts), strict=True)]
    return [(term, 1, 1.0, payload) for term, payload in part_places(field, parts, spans)]


def part_places(
    field: str, parts: Sequence[Part | Text], spans: Iterable[tuple[int, int]]
) -> Iterator[tuple[bytes, bytes]]:
    """From where to where the parts that may be searched alone run."""
    for part, span in zip(parts, spans, strict=True):
        if part.name:
            yield part_term(field, part.name), encode_positions(span)


def text_postings(parts: list[Part], reader_of: Reader) -> list[Posting]:
    """A word counts for the boost of each part it stands in: BM25F with one list per term. Each part is read in the language
    it is in."""
    positions: dict[str, list[int]] = defaultdict(list)
    weights: dict[str, float] = defaultdict(float)
    for part, start in zip(parts, _starts(parts), strict=True):
        terms_of = reader_of(part.words)
        for position, word in enumerate(part.words, start):
            for term in terms_of(word):
                positions[term].append(position)
                weights[term] += part.boost
    return [(term.encode(), len(at), weights[term], encode_positions(at)) for term, at in positions.items()]


def _starts(parts: list[Part]) -> Iterator[int]:
    start = 0
    for part in parts:
        yield start
        start += len(part.words) + PART_GAP
