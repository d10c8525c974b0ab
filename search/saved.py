"""Saved searches in words, and their addresses in one spelling."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from lessons.models import Theme
from regions.models import Partnership, Region

from .facets import LABELS
from .forms import ORDER, ORDERS, PARAMETERS, asked_in
from .models import SavedSearch
from .names import CHOICES, choices
from .queries import Search

LONGEST_NAME = 100
LONGEST_ADDRESS = 2000

Labels = Mapping[str, Mapping[str, str]]


class Described(NamedTuple):
    """``words`` as they were typed; ``filters`` as (label of the facet, labels of its values)."""

    words: str
    filters: list[tuple[str, list[str]]]


def address_of(search: Search) -> str:
    """What the search page's address says of it, without the question mark; the same for what asks the same."""
    said = QueryDict(mutable=True)
    if search.text.strip():
        said["q"] = search.text.strip()
    for name, parameter in PARAMETERS.items():
        if values := search.chosen.get(name):
            said.setlist(parameter, sorted(set(values)))
    for typed, order in ORDERS.items():
        if order == search.order:
            said[ORDER] = typed
    return said.urlencode()


def search_of(address: str) -> Search:
    return asked_in(QueryDict(address))


def link_to(saved: SavedSearch, **changed: str) -> str:
    said = QueryDict(saved.address, mutable=True)
    for name, value in changed.items():
        said[name] = value
    return f"{reverse('search:search')}?{said.urlencode()}"


def labels_for(searches: Iterable[Search]) -> Labels:
    """Of all values that are chosen in them: as many queries for one search as for many. A tag is called as it stands in the
    address: what tags there are, not everybody may know."""
    wanted: dict[str, set[str]] = {name: set() for name in PARAMETERS}
    for search in searches:
        for name, values in search.chosen.items():
            wanted[name].update(values)
    labels: dict[str, Mapping[str, str]] = {
        name: {str(value): str(label) for value, label in choices(path)}
        for name, path in CHOICES.items()
        if wanted[name]
    }
    if wanted["region"]:
        labels["region"] = dict(Region.objects.filter(slug__in=wanted["region"]).values_list("slug", "name"))
    if wanted["partnership"]:
        named = Partnership.objects.filter(pk__in=wanted["partnership"])
        labels["partnership"] = {str(pk): name for pk, name in named.values_list("pk", "name")}
    if wanted["theme"]:
        labels["theme"] = {theme.slug: str(theme) for theme in Theme.objects.filter(slug__in=wanted["theme"])}
    return labels


def describe(search: Search, labels: Labels) -> Described:
    filters = [
        (str(LABELS[name]), [labels.get(name, {}).get(value, value) for value in values])
        for name in PARAMETERS
        if (values := search.chosen.get(name, ()))
    ]
    return Described(search.text.strip(), filters)


def describe_all(saved: Iterable[SavedSearch]) -> list[tuple[SavedSearch, Described]]:
    searches = [(one, search_of(one.address)) for one in saved]
    labels = labels_for(search for _one, search in searches)
    return [(one, describe(search, labels)) for one, search in searches]


def proposed_name(described: Described) -> str:
    parts = [described.words, *(", ".join(values) for _label, values in described.filters)]
    name = " · ".join(part for part in parts if part) or _("Everything")
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def row_of(saved: SavedSearch, described: Described, *, user: Any) -> dict[str, Any]:
    """For the list; ``follows`` of the reader alone are prefetched as ``own_follows``."""
    return {
        "saved": saved,
        "described": described,
        "is_own": saved.owner_id == user.pk,
        "follows": bool(getattr(saved, "own_follows", [])),
    }
