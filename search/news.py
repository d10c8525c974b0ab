"""What is new in a saved search, for whoever follows it."""

import datetime
from typing import Any, NamedTuple

from django.core.paginator import Paginator

from lessons.models import ContentPage

from .models import SavedSearch
from .queries import find
from .saved import search_of


class NoAnswer(Exception):
    """The search engine is away."""


class Found(NamedTuple):
    number: int
    first: list[Any]


def new_in(
    saved: SavedSearch, *, user: Any, since: datetime.datetime, until: datetime.datetime, first: int = 0
) -> Found:
    """How many pages that ``user`` may read now came into the search between two moments, or were published anew: one that was
    opened to more readers was, too. With the ``first`` few of them."""
    search = search_of(saved.address)
    among = ContentPage.objects.filter(last_published_at__gt=since, last_published_at__lte=until)
    found = find(search, user=user, among=among)
    if not found.answered:
        raise NoAnswer
    # Where few pages are asked, few have the words: only what is widened on the search page too counts then.
    if found.widening and not find(search, user=user).widening:
        return Found(0, [])
    hits = Paginator(found.hits, per_page=first or 1)
    return Found(hits.count, list(hits.get_page(1)) if first and hits.count else [])
