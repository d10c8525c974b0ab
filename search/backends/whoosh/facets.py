"""Counts per value, and the choices of a search page."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable
from typing import Any

import numpy as np
from django.db.models import Model

from search.backends.whoosh.columns import Mask, text_of
from search.backends.whoosh.names import resolve
from search.backends.whoosh.segments import Segment

Choices = dict[str, list[Any]]


def count_values(masks: Iterable[tuple[Segment, Mask]], model: type[Model], name: str) -> OrderedDict[Any, int]:
    """Most first; None counts the hits without a value."""
    path = resolve(model, name)
    counts: Counter[Any] = Counter()
    for segment, mask in masks:
        for value, count in path.read(segment).counts(mask):
            counts[value] += count
    return OrderedDict(sorted(counts.items(), key=lambda row: (-row[1], row[0] is None, text_of(row[0]))))


def masks_for(segment: Segment, model: type[Model], choices: Choices) -> Mask:
    """Documents with one of the values of every name; no values is no choice."""
    mask = np.ones(segment.size, bool)
    for name, values in choices.items():
        column = resolve(model, name)
        if values:
            mask &= column.read(segment).choose(values)
    return mask


def without(choices: Choices, name: str, model: type[Model]) -> Choices:
    """The choices in other columns; two names may stand for one column."""
    column = resolve(model, name)
    return {other: values for other, values in choices.items() if resolve(model, other) != column}
