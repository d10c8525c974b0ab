"""Counts per value, and the choices of a search page."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from django.db.models import Model

from search.backends.whoosh.columns import Column, Mask, text_of
from search.backends.whoosh.hits import Hits
from search.backends.whoosh.names import Path, resolve
from search.backends.whoosh.segments import Segment

Choices = dict[str, list[Any]]


def count_values(hits: Sequence[Hits], model: type[Model], name: str) -> OrderedDict[Any, int]:
    """Most first; None counts the hits without a value."""
    path = resolve(model, name)
    found = [(path.read(one.segment), one) for one in hits if len(one.ids)]
    tallies = [(column, column.tally(one.ids, one.bits)) for column, one in found]
    return _most_first(*tallies[0]) if len(tallies) == 1 else _added(tallies)


def _most_first(column: Column, tally: np.ndarray) -> OrderedDict[Any, int]:
    # Values are in the order of their text already, and after them comes what has none.
    order = np.argsort(-tally, kind="stable")[: np.count_nonzero(tally)]
    return OrderedDict(zip(map(column.labels.__getitem__, order.tolist()), tally[order].tolist(), strict=True))


def _added(tallies: Iterable[tuple[Column, np.ndarray]]) -> OrderedDict[Any, int]:
    """The same over several segments."""
    counts: dict[Any, int] = {}
    for column, tally in tallies:
        for place in np.flatnonzero(tally).tolist():
            value = column.labels[place]
            counts[value] = counts.get(value, 0) + int(tally[place])
    return OrderedDict(sorted(counts.items(), key=lambda row: (-row[1], row[0] is None, text_of(row[0]))))


def masks_for(segment: Segment, model: type[Model], choices: Choices) -> list[Mask]:
    """Per name the documents with one of its values; no values is no choice."""
    return [_chosen(segment, resolve(model, name), values) for name, values in choices.items() if values]


def _chosen(segment: Segment, path: Path, values: list[Any]) -> Mask:
    # As text and as a number a value may be another: 1 and True, and "1" of a column that has both.
    key = (path, frozenset((type(value), value) for value in values))
    return segment.kept_mask("chosen", key, lambda: path.read(segment).choose(values))


def without(choices: Choices, name: str, model: type[Model]) -> Choices:
    """The choices in other columns; two names may stand for one column."""
    column = resolve(model, name)
    return {other: values for other, values in choices.items() if resolve(model, other) != column}
