"""From an object to what is written of it: one walk over its search_fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Manager, Model, QuerySet
from modelsearch.backends.base import get_model_root
from modelsearch.index import AutocompleteField, BaseField, FilterField, RelatedFields, SearchField, class_is_indexed

from search.backends.whoosh.analysis import Analyzer, tokens, word_terms
from search.backends.whoosh.changes import Document
from search.backends.whoosh.formats import encode_positions, encode_values
from search.backends.whoosh.schema import (
    PK,
    TEXT,
    TEXT_PREFIX,
    TYPES,
    UID,
    VALUES,
    WORDS,
    WORDS_PREFIX,
    Posting,
)

# So that a phrase never runs from one part into the next.
PART_GAP = 1000


class Leaf(NamedTuple):
    """One field of the object or of a related one; `path` as Django would write it in a lookup."""

    path: tuple[str, ...]
    field: BaseField
    value: Any

    @property
    def own(self) -> bool:
        return len(self.path) == 1


def build_document(obj: Model, analyzer: Analyzer) -> Document:
    text: dict[str, list[tuple[float, str]]] = defaultdict(list)
    words: dict[str, list[tuple[float, str]]] = defaultdict(list)
    values: dict[str, list[Any]] = {PK: [obj.pk], TYPES: lineage(type(obj))}
    for leaf in leaves(obj.get_search_fields(), obj):  # type: ignore[attr-defined]
        if isinstance(leaf.field, FilterField):
            _add_values(values, leaf)
        elif isinstance(leaf.field, SearchField):
            part = (float(leaf.field.boost or 1), as_text(leaf.value))
            text[TEXT].append(part)
            if leaf.own:
                text[TEXT_PREFIX + leaf.field.field_name].append((1.0, part[1]))
        elif isinstance(leaf.field, AutocompleteField):
            part = (1.0, as_text(leaf.value))
            words[WORDS].append(part)
            if leaf.own:
                words[WORDS_PREFIX + leaf.field.field_name].append(part)
    document: Document = {UID: uid(type(obj), obj.pk), VALUES: value_postings(values)}
    document |= {field: postings(parts, analyzer.terms) for field, parts in text.items()}
    document |= {field: postings(parts, word_terms) for field, parts in words.items()}
    return document


def uid(model: type[Model], pk: Any) -> str:
    return f"{get_model_root(model)._meta.label}:{pk}"


def lineage(model: type[Model]) -> list[str]:
    """A search on a model finds its descendants as well."""
    return [base._meta.label for base in model.__mro__ if class_is_indexed(base)]


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
    if leaf.own:
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


def postings(parts: list[tuple[float, str]], terms_of: Callable[[str], Iterable[str]]) -> list[Posting]:
    """A word counts for the boost of each part it stands in: BM25F with one list per term."""
    positions: dict[str, list[int]] = defaultdict(list)
    weights: dict[str, float] = defaultdict(float)
    base = 0
    for boost, text in parts:
        last = base
        for token in tokens(text):
            last = base + token.position
            for term in terms_of(token.word):
                positions[term].append(last)
                weights[term] += boost
        base = last + PART_GAP
    return [(term.encode(), len(at), weights[term], encode_positions(at)) for term, at in positions.items()]
