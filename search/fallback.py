"""Facets, narrowing and marking for search engines that do not know them: the database counts, over the same hits."""

import logging
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, overload

from django.db.models import Count, Q, QuerySet
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lessons.models import ContentPage

logger = logging.getLogger(__name__)

WIDTH = 300
BEFORE = 60
# A database takes no more parameters in one query.
CHUNK = 30_000

Lookups = Sequence[str]
Answer = TypeVar("Answer")


class OrderedHits(Sequence[Any]):
    """Pages in the order of their ``ids``; only what is sliced is fetched, and gets its score when there are ``scores``."""

    def __init__(self, ids: Sequence[int], pages: QuerySet, scores: Mapping[int, Any] | None = None) -> None:
        self.ids = ids
        self.pages = pages
        self.scores = scores or {}

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
        for pk in self.scores.keys() & found.keys():
            found[pk].score = self.scores[pk]
        return [found[pk] for pk in self.ids[at] if pk in found]


@dataclass(frozen=True)
class Narrowed:
    """``failed`` when the engine gave no answer; then nothing is found."""

    hits: OrderedHits
    counts: Callable[[], dict[str, dict[Any, int]]]
    failed: bool = False


def narrow(
    results: Any, pages: QuerySet, chosen: Mapping[str, Sequence[str]], lookups: Mapping[str, Lookups]
) -> Narrowed:
    """The hits that the choices leave, fetched through ``pages``, and per column the counts that all other choices leave.
    ``lookups`` says in which of the database's columns of a content page the values of each are."""
    scores = answered(results, partial(_scores, results), otherwise=None)
    if scores is None:
        return Narrowed(OrderedHits([], pages), lambda: {column: {} for column in lookups}, failed=True)
    ids = list(scores)
    choices = {column: choice(lookups[column], values) for column, values in chosen.items()}
    kept = {pk for hits in _narrowed(ids, choices.values()) for pk in hits.values_list("pk", flat=True)}

    def counts() -> dict[str, dict[Any, int]]:
        return {
            column: _counts(_narrowed(ids, [one for name, one in choices.items() if name != column]), names)
            for column, names in lookups.items()
        }

    return Narrowed(OrderedHits([pk for pk in ids if pk in kept], pages, scores), counts)


def answered(results: Any, ask: Callable[[], Answer], *, otherwise: Answer) -> Answer:
    """What is asked of ``results``; or ``otherwise``, when a server does not answer. A database that fails, fails the request."""
    try:
        return ask()
    except Exception:
        if hasattr(results, "get_queryset") or hasattr(results, "narrow"):
            raise
        logger.exception("The search engine did not answer")
        return otherwise


def _scores(results: Any) -> dict[int, Any]:
    """By page, best first: its score, or None when nobody asked for scores. Of the pages only what tells them apart is
    fetched, however many there are."""
    if results._score_field:
        return {page.pk: getattr(page, results._score_field, None) for page in results}
    if hasattr(results, "get_queryset"):
        return dict.fromkeys(results.get_queryset().values_list("pk", flat=True))
    return dict.fromkeys(page.pk for page in results)


def choice(lookups: Lookups, values: Sequence[Any]) -> QuerySet:
    """The content pages with one of the values, by their id; values that a column cannot hold are on no page."""
    chosen = Q(*((f"{lookup}__in", values) for lookup in lookups), _connector=Q.OR)
    try:
        return ContentPage.objects.filter(chosen).order_by().values("pk")
    except ValueError:
        return ContentPage.objects.none().values("pk")


def _narrowed(ids: Sequence[int], choices: Iterable[QuerySet]) -> Iterator[QuerySet]:
    every = list(choices)
    for start in range(0, len(ids), CHUNK):
        pages = ContentPage.objects.order_by().filter(pk__in=ids[start : start + CHUNK])
        for one in every:
            # Each as a query of its own: one join per column would multiply the rows that are counted.
            pages = pages.filter(pk__in=one)
        yield pages


def _counts(hits: Iterable[QuerySet], lookups: Lookups) -> dict[Any, int]:
    """Most first. A page counts once for a value, in however many of the columns it stands."""
    counted: Counter[Any] = Counter()
    for pages in hits:
        rows = ContentPage.objects.order_by().filter(pk__in=pages.values("pk"))
        if len(lookups) == 1:
            counted.update(dict(rows.values_list(lookups[0]).annotate(Count("pk", distinct=True))))
        else:
            counted.update(value for _pk, value in {pair for one in lookups for pair in rows.values_list("pk", one)})
    counted.pop(None, None)
    return dict(sorted(counted.items(), key=lambda row: (-row[1], str(row[0]))))


def mark(passage: str, words: Collection[str]) -> SafeString:
    """The start of the text, or where the first word stands, with the words marked and all else escaped; "…" stands where text
    was left out."""
    if not words:
        return conditional_escape(passage[:WIDTH] + (CUT if passage[WIDTH:].strip() else ""))
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\w*", re.IGNORECASE)
    first = pattern.search(passage)
    start = passage.rfind(" ", 0, max(first.start() - BEFORE, 0)) + 1 if first else 0
    window = passage[start : start + WIDTH]
    pieces, at = [], 0
    for match in pattern.finditer(window):
        pieces += [("", window[at : match.start()], ""), (MARK, match[0], UNMARK)]
        at = match.end()
    before = f"{CUT} " if passage[:start].strip() else ""
    after = CUT if passage[start + WIDTH :].strip() else ""
    return format_html_join("", "{}{}{}", [(before, "", ""), *pieces, ("", window[at:], after)])


CUT = "…"
MARK = mark_safe("<mark>")
UNMARK = mark_safe("</mark>")
