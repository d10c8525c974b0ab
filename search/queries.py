"""One search over everything the reader may see: hits, and per facet what a click would give."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wagtail.search.backends import get_search_backend

from lessons.models import ContentPage

from . import fallback, text

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


@dataclass(frozen=True)
class Search:
    """What is asked. ``chosen`` holds values per facet: several in one mean or, facets combine with and."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    newest: bool = False

    @property
    def by_relevance(self) -> bool:
        """Without words nothing is more relevant than anything else."""
        return not self.newest and not text.asks_nothing(self.text)


@dataclass(frozen=True)
class Found:
    """``hits`` can be sliced and counted; ``counts`` says per facet and value what choosing it gives, and leaves out a facet
    that the engine in use does not know; ``mark`` gives passages of a text with the words marked."""

    hits: Sequence[Any]
    counts: Mapping[str, Mapping[Any, int]]
    mark: Callable[[str], str]


def find(search: Search, *, user: Any) -> Found:
    pages = ContentPage.objects.visible_to(user).for_cards()
    if not search.by_relevance:
        pages = pages.order_by("-date", "-first_published_at")
    query = text.parse(search.text)
    results = get_search_backend().search(query, pages, order_by_relevance=search.by_relevance)
    columns = {FACETS[name]: values for name, values in search.chosen.items() if values}
    if not hasattr(results, "narrow"):
        known = {column: values for column, values in columns.items() if column in LOOKUPS}
        hits, counts = fallback.narrow(results, pages, known, LOOKUPS)
        return Found(hits, _by_facet(counts), lambda passage: fallback.mark(passage, text.wanted_words(search.text)))
    hits = results.narrow(columns)
    return Found(hits, _by_facet(hits.facets(FACETS.values())), hits.highlight)


def _by_facet(counts: Mapping[str, Mapping[Any, int]]) -> dict[str, Mapping[Any, int]]:
    return {name: counts[column] for name, column in FACETS.items() if column in counts}
