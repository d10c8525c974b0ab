"""Counts per value, and the choices of a search page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model

from search.backends.whoosh.columns import Mask, text_of
from search.backends.whoosh.hits import Hits
from search.backends.whoosh.names import Path, resolve
from search.backends.whoosh.segments import Segment
from search.backends.whoosh.tallies import Table

Choices = dict[str, list[Any]]
Counts = dict[Any, int]


def count_values(hits: Sequence[Hits], paths: tuple[Path, ...], wanted: Sequence[Path]) -> list[Counts]:
    """For each that is wanted, most first; None counts the hits without a value. `paths` are all that are counted together."""
    places = [paths.index(path) for path in wanted]
    found = [_table(one.segment, paths).counts(places, one.ids, one.bits) for one in hits if len(one.ids)]
    if len(found) == 1:
        return found[0]
    return [_added(counts) for counts in zip(*found, strict=True)] if found else [{} for _ in wanted]


def _table(segment: Segment, paths: tuple[Path, ...]) -> Table:
    return segment.kept("table", paths, lambda: Table([path.read(segment) for path in paths]))


def _added(several: Iterable[Counts]) -> Counts:
    """The same over several segments."""
    counts: Counts = {}
    for one in several:
        for value, count in one.items():
            counts[value] = counts.get(value, 0) + count
    return dict(sorted(counts.items(), key=lambda row: (-row[1], row[0] is None, text_of(row[0]))))


def masks_for(segment: Segment, model: type[Model], choices: Choices) -> list[Mask]:
    """Per name the documents with one of its values; no values is no choice."""
    return [_chosen(segment, resolve(model, name), values) for name, values in choices.items() if values]


def _chosen(segment: Segment, path: Path, values: list[Any]) -> Mask:
    # As text and as a number a value may be another: 1 and True, and "1" of a column that has both.
    key = (path, frozenset((type(value), value) for value in values))
    return segment.kept_mask("chosen", key, lambda: path.read(segment).choose(values))


def without(choices: Choices, path: Path | None, model: type[Model]) -> Choices:
    """The choices in other columns; two names may stand for one column."""
    return {name: values for name, values in choices.items() if values and resolve(model, name) != path}
