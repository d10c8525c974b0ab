"""Facets, narrowing and marking for search backends that do not know them: the database counts, over the same hits."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, overload

from django.db.models import Q, QuerySet
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

WIDTH = 300
BEFORE = 60


class OrderedHits(Sequence[Any]):
    """Pages in the order of their ``ids``; only what is sliced is fetched."""

    def __init__(self, ids: Sequence[int], pages: QuerySet) -> None:
        self.ids = ids
        self.pages = pages

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> list[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, int):
            return self.pages.get(pk=self.ids[at])
        found = self.pages.order_by().in_bulk(self.ids[at])
        return [found[pk] for pk in self.ids[at] if pk in found]


def narrow(
    results: Iterable[Any], pages: QuerySet, chosen: Mapping[str, Sequence[str]], lookups: Mapping[str, Sequence[str]]
) -> tuple[OrderedHits, dict[str, dict[Any, int]]]:
    """The hits that the choices leave, and per column the counts that all other choices leave. ``lookups`` says in which
    of the database's columns the values of each are."""
    ids = [page.pk for page in results]
    hits = pages.order_by().filter(pk__in=ids)
    choices = {column: _choice(pages, lookups[column], values) for column, values in chosen.items()}
    kept = set(_narrowed(hits, choices.values()).values_list("pk", flat=True))
    counts = {
        column: _counts(_narrowed(hits, [choice for name, choice in choices.items() if name != column]), names)
        for column, names in lookups.items()
    }
    return OrderedHits([pk for pk in ids if pk in kept], pages), counts


def _choice(pages: QuerySet, lookups: Sequence[str], values: Sequence[str]) -> QuerySet:
    chosen = Q(*((f"{lookup}__in", values) for lookup in lookups), _connector=Q.OR)
    return pages.model.objects.filter(chosen).order_by().values("pk")


def _narrowed(pages: QuerySet, choices: Iterable[QuerySet]) -> QuerySet:
    for choice in choices:
        # Each as a query of its own: one join per column would multiply the rows that are counted.
        pages = pages.filter(pk__in=choice)
    return pages


def _counts(pages: QuerySet, lookups: Sequence[str]) -> dict[Any, int]:
    """Most first. A page counts once for a value, in however many of the columns it stands."""
    rows = pages.model.objects.filter(pk__in=pages.values("pk")).order_by()
    pairs = {pair for lookup in lookups for pair in rows.values_list("pk", lookup)}
    counted = Counter(value for _pk, value in pairs if value is not None)
    return dict(sorted(counted.items(), key=lambda row: (-row[1], str(row[0]))))


def mark(passage: str, words: Collection[str]) -> SafeString:
    """The start of the text, or where the first word stands, with the words marked and all else escaped."""
    if not words:
        return conditional_escape(passage[:WIDTH])
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\w*", re.IGNORECASE)
    first = pattern.search(passage)
    start = passage.rfind(" ", 0, max(first.start() - BEFORE, 0)) + 1 if first else 0
    window = passage[start : start + WIDTH]
    pieces, at = [], 0
    for match in pattern.finditer(window):
        pieces += [("", window[at : match.start()], ""), (MARK, match[0], UNMARK)]
        at = match.end()
    return format_html_join("", "{}{}{}", [*pieces, ("", window[at:], "")])


MARK = mark_safe("<mark>")
UNMARK = mark_safe("</mark>")
