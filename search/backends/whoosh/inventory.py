"""What the index has, to hold against the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable
from typing import Any

import numpy as np
from modelsearch.index import get_indexed_models

from search.backends.whoosh.schema import PK, TYPES
from search.backends.whoosh.segments import Segment, Snapshot

# By model (its own, not those it descends from), by primary key: the values of some columns.
Inventory = dict[str, dict[Any, tuple[Any, ...]]]


def inventory(snapshot: Snapshot, names: Collection[str]) -> Inventory:
    depth = {model._meta.label: len(model.__mro__) for model in get_indexed_models()}
    found: Inventory = defaultdict(dict)
    for segment in snapshot.segments:
        models = _one_of_each(segment, TYPES, lambda label: depth.get(label, 0))
        pks = _one_of_each(segment, PK)
        columns = [_one_of_each(segment, name) for name in names]
        for place in np.flatnonzero(segment.live).tolist():
            found[models[place]][pks[place]] = tuple(column[place] for column in columns)
    return dict(found)


def _one_of_each(segment: Segment, name: str, rank: Callable[[Hashable], int] = lambda value: 0) -> list[Any]:
    """By document, its value that ranks highest."""
    column = segment.column(name)
    ranks = [rank(value) for value in column.values]
    values: list[Any] = [None] * segment.size
    best = [-1] * segment.size
    for document, code in zip(column.documents.tolist(), column.codes.tolist(), strict=True):
        if ranks[code] > best[document]:
            values[document], best[document] = column.values[code], ranks[code]
    return values
