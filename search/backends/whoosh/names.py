"""Names of filter paths: "kind", "lead_region" or "lead_region_id", "themes__slug", "published_at__year"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, Model
from modelsearch.backends.base import FilterFieldError
from modelsearch.index import FilterField, RelatedFields, get_indexed_models

from search.backends.whoosh.columns import Column
from search.backends.whoosh.segments import Segment

YEAR = "__year"


class Path(NamedTuple):
    column: str
    by_year: bool = False

    def read(self, segment: Segment) -> Column:
        return segment.year_column(self.column) if self.by_year else segment.column(self.column)


@cache
def resolve(model: type[Model], name: str) -> Path:
    """Fields of models that descend from this one count too: a search on all pages may ask for those of one kind."""
    for candidate in family(model):
        path = paths(candidate).get(name)
        if path is not None:
            return path
    raise FilterFieldError(
        f"Cannot facet search results with field \"{name}\". Please add index.FilterField('{name}') to "
        f"{model.__name__}.search_fields.",
        field_name=name,
    )


def family(model: type[Model]) -> Iterator[type[Model]]:
    """The model itself first, then the indexed models that descend from it."""
    yield model
    yield from (other for other in get_indexed_models() if issubclass(other, model) and other is not model)


@cache
def indexed_everywhere(model: type[Model], column: str) -> bool:
    """Whether every document of this model has the column, were it empty: a descendant may leave the field out."""
    return all(any(path.column == column for path in paths(other).values()) for other in family(model))


@cache
def paths(model: type[Model]) -> dict[str, Path]:
    """Every name that may be used, with its column."""
    return dict(_paths(model, model.get_search_fields()))  # type: ignore[attr-defined]


def _paths(model: type[Model], fields: Iterable[Any], prefix: str = "") -> Iterator[tuple[str, Path]]:
    for field in fields:
        if isinstance(field, RelatedFields):
            related = field.get_field(model).related_model
            yield from _paths(related, field.fields, f"{prefix}{field.field_name}__")
        elif isinstance(field, FilterField):
            yield from _names(model, field, prefix)


def _names(model: type[Model], field: FilterField, prefix: str) -> Iterator[tuple[str, Path]]:
    column = prefix + field.get_attname(model)
    names = {column, prefix + field.field_name}
    try:
        django_field = field.get_field(model)
    except FieldDoesNotExist:
        django_field = None
    if django_field is not None and django_field.is_relation:
        names |= {f"{prefix}{field.field_name}__id", f"{prefix}{field.field_name}__pk"}
    yield from ((name, Path(column)) for name in names)
    if django_field is None or isinstance(django_field, DateField):
        yield from ((name + YEAR, Path(column, by_year=True)) for name in names)
