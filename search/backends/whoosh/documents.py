"""From an object to what is written of it: one walk over its search_fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Manager, Model, QuerySet
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

# So that a phrase never runs from one part into the next.
PART_GAP = 1000


class Leaf(NamedTuple):
    """One field of the object or of a related one; `path` as Django would write it in a lookup."""

    path: tuple[str, ...]
    field: BaseField
    value: Any


class Part(NamedTuple):
    """Text of one field; `name` when it is a field of the object itself, which may be searched alone."""

    name: str | None
    boost: float
    words: list[str]


def build_document(obj: Model, analyzer: Analyzer) -> Document:
    text: list[Part] = []
    words: list[Part] = []
    values: dict[str, list[Any]] = {PK: [obj.pk], TYPES: lineage(type(obj))}
    language = getattr(getattr(obj, "locale", None), "language_code", None)
    for leaf in leaves(obj.get_search_fields(), obj):  # type: ignore[attr-defined]
        name = leaf.field.field_name if len(leaf.path) == 1 else None
        if isinstance(leaf.field, FilterField):
            _add_values(values, leaf)
        elif isinstance(leaf.field, SearchField):
            text.append(Part(name, float(leaf.field.boost or 1), words_of(as_text(leaf.value))))
        elif isinstance(leaf.field, AutocompleteField):
            words.append(Part(name, 1.0, words_of(as_text(leaf.value))))
    return {
        UID: uid(type(obj), obj.pk),
        TEXT: text_postings(text, lambda said: analyzer.reader(analyzer.language_of(said, language))),
        WORDS: text_postings(words, lambda said: word_terms),
        VALUES: [*value_postings(values), *part_postings(TEXT, text), *part_postings(WORDS, words)],
    }


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
    if value is None:
        return ""
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, (list, tuple, set, frozenset, QuerySet)):
        return str(value)
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


def value_postings(values: dict[str, list[Any]]) -> list[Posting]:
    return [(path.encode(), 1, 1.0, encode_values(row)) for path, row in values.items() if row]


def part_postings(field: str, parts: list[Part]) -> list[Posting]:
    spans = zip(parts, _starts(parts), strict=True)
    return [
        (part_term(field, part.name), 1, 1.0, encode_positions([start, start + len(part.words)]))
        for part, start in spans
        if part.name
    ]


def text_postings(parts: list[Part], reader_of: Callable[[list[str]], Callable[[str], Iterable[str]]]) -> list[Posting]:
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
