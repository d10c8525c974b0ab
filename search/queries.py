"""One search over everything the reader may see: hits, and per facet what a click would give."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _
from modelsearch.index import get_indexed_models
from modelsearch.query import MATCH_ALL, And, MatchAll, SearchQuery

from lessons.models import ContentPage

from . import fallback, pending, spelling, text
from .names import CALLED, Names

Chosen = Mapping[str, tuple[str, ...]]

# Each facet, and the column in the index that it counts.
FACETS = {
    "kind": "kind",
    "region": "lead_region__slug",
    "theme": "theme_slugs",
    "tag": "tags__slug",
    "year": "year",
    "partnership": "partnership_ids",
    "perspective": "perspectives__perspective",
    "domain": "life_domains__domain",
    "answer": "told_answers",
    "status": "status",
    "certainty": "certainty",
}
# The same for the database: the lookups that together hold a column's values. It has no column of what is worked out anew each
# time a page is indexed, so it neither counts nor narrows by that.
LOOKUPS = {column: (column,) for column in FACETS.values()} | {
    "theme_slugs": ("themes__slug", "themes__parent__slug"),
    "partnership_ids": ("lead_region__partnerships",),
    "perspectives__perspective": ("casestudypage__perspectives__perspective",),
    "life_domains__domain": ("casestudypage__life_domains__domain",),
    "status": ("lessonpage__status",),
    "certainty": ("lessonpage__certainty",),
}
del LOOKUPS["told_answers"]
ONLY_CHOSEN = frozenset(name for name, column in FACETS.items() if column not in LOOKUPS)


BEST, NEWEST, OLDEST = "", "newest", "oldest"
ORDERS = {NEWEST: ("-date", "-first_published_at"), OLDEST: ("date", "first_published_at")}


@dataclass(frozen=True)
class Search:
    """What is asked. ``chosen`` holds values per facet: several in one mean or, facets combine with and. ``text`` is read as
    search.text says; of the words ``any_of``, which are taken as they are, one is enough."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = BEST
    any_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """``hits`` can be sliced and counted; ``mark`` gives passages of a text with the words marked; ``read`` says how the text
    was understood, and ``chosen`` which values narrow the hits: those that were ticked and those that were typed."""

    hits: Sequence[Any]
    mark: Callable[[str], str]
    read: text.Read
    chosen: Mapping[str, tuple[str, ...]]
    count: Callable[[], Mapping[str, Mapping[Any, int]]]
    answered: bool = True  # by the engine: otherwise nothing is found, and that says nothing

    @property
    def widening(self) -> Any:
        """How an engine asked otherwise (`mended`, `some_words`) what would have found nothing; None when it did not."""
        widening = getattr(self.hits, "widening", None)
        return widening if widening and (widening.mended or widening.some_words) else None

    @property
    def index(self) -> pending.State:
        """Whether hits may be missing because the index is being rebuilt; to be asked after the hits were."""
        return pending.state()

    @cached_property
    def counts(self) -> Mapping[str, Mapping[Any, int]]:
        """Per facet and value what choosing it gives; without a facet that the engine in use does not know. Counted when it is
        asked for: not everybody who searches shows it."""
        return self.count()


def find(search: Search, *, user: Any, among: Any = None, scored: bool = False) -> Found:
    """What ``user`` may see of ``among``: content pages, or pages of one kind. No text makes it fail. ``scored`` hits have a
    ``score``, as far as the engine in use gives one."""
    pages = (ContentPage.objects.all() if among is None else among).visible_to(user)
    read = text.read(search.text, named=Names(pages), only_chosen=ONLY_CHOSEN)
    backend = pending.engine()
    if read.has_prefix and not getattr(backend, "supports_prefix", False):
        read = read.in_whole_words()
    chosen = _merged(search.chosen, read.chosen)
    asked = _asked(search, read)
    pages = pages.none() if asked is None else _without(pages, read.left_out)
    query = asked or MATCH_ALL
    by_relevance = search.order not in ORDERS and not isinstance(query, MatchAll)
    if not by_relevance:
        pages = pages.order_by(*ORDERS.get(search.order, ORDERS[NEWEST]))
    in_index = hasattr(backend.results_class, "narrow")
    results = backend.search(query, pages.for_cards() if in_index else pages, order_by_relevance=by_relevance)
    find_in = _in_index if in_index else _in_database
    return find_in(results.annotate_score("score") if scored else results, pages, read, chosen)


def _asked(search: Search, read: text.Read) -> SearchQuery | None:
    """None when one of some words is wanted and none of them is a word."""
    wanted = text.any_of(search.any_of)
    if wanted is None:
        return None if search.any_of else read.query
    return wanted if read.asks_nothing else And([read.query, wanted])


def _in_index(results: Any, pages: Any, read: text.Read, chosen: Chosen) -> Found:
    """The engine narrows, counts and marks."""
    known = _columns_of(pages.model)
    unknown = [name for name, values in chosen.items() if values and name not in known]
    hits = results.narrow({known[name]: values for name, values in chosen.items() if name in known})
    hits = hits[:0] if unknown else hits
    if not read.asks_nothing:  # there is somebody who typed words and reads the notes
        read = read.with_notes(_widened(getattr(hits, "widening", None), hits))
    return Found(hits, hits.highlight, read, chosen, lambda: _by_facet(hits.facets(known.values())))


def _widened(widening: Any, hits: Any) -> Iterator[str]:
    """What an engine that found nothing searched for instead."""
    mended = widening.mended if widening else {}
    written = spelling.as_written(mended.values(), list(hits[: spelling.LOOKED_AT])) if mended else {}
    for typed, other in mended.items():
        yield _("“%(typed)s” is nowhere in what you may read. It was searched for as “%(other)s”.") % {
            "typed": typed,
            "other": written[other],
        }
    if widening and widening.some_words and hits.count():
        yield _("Nothing has all these words. These pages have most of them.")


def _in_database(results: Any, pages: Any, read: text.Read, chosen: Chosen) -> Found:
    """The engine finds; the database does the rest."""
    columns = {FACETS[name]: values for name, values in chosen.items() if values and FACETS[name] in LOOKUPS}
    found = fallback.narrow(results, pages.for_cards(), columns, LOOKUPS)
    read = read.with_notes(_unknown(name for name, values in chosen.items() if values and FACETS[name] not in LOOKUPS))
    if found.failed:
        read = read.with_notes([_("Search does not answer at the moment. Try again in a moment.")])
    mark = partial(fallback.mark, words=read.words)
    return Found(found.hits, mark, read, chosen, lambda: _by_facet(found.counts()), answered=not found.failed)


def _unknown(facets: Iterable[str]) -> Iterator[str]:
    """Notes of what was typed and does not narrow."""
    for name in facets:
        yield _("The search engine of this site does not know of %(facet)s.") % {"facet": CALLED[name]}


@cache
def _columns_of(model: Hashable) -> dict[str, str]:
    """The facets that pages of this model, or of one below it, have a column for."""
    family = [one for one in get_indexed_models() if issubclass(one, model)]  # type: ignore[arg-type]
    names = {field.field_name for one in family for field in one.get_search_fields()}
    return {name: column for name, column in FACETS.items() if column.partition("__")[0] in names}


def _without(pages: Any, left_out: Chosen) -> Any:
    for name, values in left_out.items():
        if lookups := LOOKUPS.get(FACETS[name]):
            pages = pages.exclude(pk__in=fallback.choice(lookups, values))
    return pages


def _merged(*choices: Chosen) -> dict[str, tuple[str, ...]]:
    names = dict.fromkeys(name for chosen in choices for name in chosen)
    return {name: tuple(dict.fromkeys(chain(*(chosen.get(name, ()) for chosen in choices)))) for name in names}


def _by_facet(counts: Mapping[str, Mapping[Any, int]]) -> dict[str, Mapping[Any, int]]:
    return {name: counts[column] for name, column in FACETS.items() if column in counts}
