"""The order of a queryset, from the columns of the index. What is not in the index raises NotInIndex: then the database sorts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from modelsearch.backends.base import FilterFieldError

from search.backends.whoosh.columns import Column
from search.backends.whoosh.filters import NotInIndex
from search.backends.whoosh.hits import Hits, Ranked
from search.backends.whoosh.names import Path, indexed_everywhere, resolve
from search.backends.whoosh.segments import Segment

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
# Whole numbers up to here are themselves as floats, which microseconds since 1970 are until the year 2255.
EXACT = 1 << 53


class By(NamedTuple):
    """`path` None is the primary key."""

    path: Path | None
    rising: bool

    def keys(self, segment: Segment) -> np.ndarray:
        """A number per document, rising in this order; NaN where there is no value."""
        path = self.path
        if path is None:
            return segment.pks() if self.rising else -segment.pks()
        numbers = segment.kept("numbers", path, lambda: _numbers(path.read(segment)))
        if len(numbers) < segment.size:
            raise NotInIndex
        return numbers if self.rising else -numbers


def orders_of(queryset: QuerySet) -> list[By]:
    """Plain names of the model's own columns; what is sorted by expressions, relations or not at all is the database's."""
    query = queryset.query
    if not query.order_by or query.extra_order_by or not query.standard_ordering:
        raise NotInIndex
    return [_order(queryset.model, name) for name in query.order_by]


def _order(model: Any, name: Any) -> By:
    plain = name.removeprefix("-") if isinstance(name, str) else ""
    if plain == "pk":
        return By(None, rising=plain == name)
    try:
        field, path = model._meta.get_field(plain), resolve(model, plain)
    except (FieldDoesNotExist, FilterFieldError):
        raise NotInIndex from None
    if field.is_relation or not indexed_everywhere(model, path.column):
        raise NotInIndex
    return By(path, rising=plain == name)


def _numbers(column: Column) -> np.ndarray:
    """None at all when these values have no order that databases agree on."""
    numbers = [_number(value) for value in column.values]
    kinds = {type(value) for value in column.values if value is not None}
    if column.most > 1 or len(kinds) > 1 or None in numbers:
        return np.zeros(0)
    found = np.full(column.size, np.nan)
    found[column.documents] = np.array(numbers, np.float64)[column.codes]
    return found


def _number(value: Any) -> float | None:
    match value:
        case None:
            return np.nan
        case datetime.datetime(tzinfo=datetime.tzinfo()):
            return float((value - EPOCH) // datetime.timedelta(microseconds=1))
        case datetime.date() if not isinstance(value, datetime.datetime):
            return float(value.toordinal())
        case int() if -EXACT < value < EXACT:
            return float(value)
        case float():
            return value
    return None


def in_order(hits: Sequence[Hits], orders: Sequence[By], stop: int | None = None) -> Ranked:
    """The first `stop` of all; among equals as they came in, in the direction of the last of the orders."""
    parts = [one for one in hits if len(one.ids)]
    if not parts or stop == 0:
        return Ranked([], [])
    pks, scores = (np.concatenate(rows) for rows in zip(*((one.pks(), one.match.scores) for one in parts), strict=True))
    if pks.dtype == object:
        raise NotInIndex
    keys = [np.concatenate([by.keys(one.segment)[one.ids] for one in parts]) for by in orders]
    if any(np.isnan(key).any() for key in keys):
        raise NotInIndex  # whether nothing comes first or last differs from database to database
    at = _candidates(keys[0], stop)
    last = pks if orders[-1].rising else -pks
    order = at[np.lexsort([key[at] for key in (last, *reversed(keys))])][:stop]
    return Ranked(pks[order].tolist(), scores[order].tolist())


def _candidates(key: np.ndarray, stop: int | None) -> np.ndarray:
    if stop is None or stop >= len(key):
        return np.arange(len(key))
    return np.flatnonzero(key <= np.partition(key, stop - 1)[stop - 1])
