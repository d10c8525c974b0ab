"""Facets, narrowing and marking for search backends that do not know them: the database counts, over the same hits."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, overload

from django.db.models import Count, QuerySet
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
    results: Iterable[Any], pages: QuerySet, chosen: Mapping[str, Sequence[str]], columns: Collection[str]
) -> tuple[OrderedHits, dict[str, dict[Any, int]]]:
    """The hits that the choices leave, and per column the counts that all other choices leave."""
    ids = [page.pk for page in results]
    hits = pages.order_by().filter(pk__in=ids)
    kept = set(_narrowed(hits, chosen).values_list("pk", flat=True))
    counts = {
        column: _counts(_narrowed(hits, {name: values for name, values in chosen.items() if name != column}), column)
        for column in columns
    }
    return OrderedHits([pk for pk in ids if pk in kept], pages), counts


def _narrowed(pages: QuerySet, chosen: Mapping[str, Sequence[str]]) -> QuerySet:
    for column, values in chosen.items():
        # Each through a query of its own: one join per column would multiply the rows that are counted.
        pages = pages.filter(pk__in=pages.model.objects.filter(**{f"{column}__in": values}).values("pk"))
    return pages


def _counts(pages: QuerySet, column: str) -> dict[Any, int]:
    rows = pages.model.objects.filter(pk__in=pages.values("pk")).order_by().values_list(column)
    counted = rows.annotate(count=Count("pk", distinct=True)).order_by("-count", column)
    return {value: count for value, count in counted if value is not None}


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
