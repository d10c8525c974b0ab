"""Addresses of the search page: the one that is shown, with something more or something less."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from .facets import LABELS, Labels
from .forms import PAGE, PARAMETERS
from .marks import FIELD, FIELDS, tokens
from .queries import Found, Search


def address_of(query: QueryDict) -> str:
    """From its first page on, without what says nothing."""
    said = QueryDict(mutable=True)
    for name, values in query.lists():
        if name != PAGE:
            said.setlist(name, [value for value in values if value])
    return f"?{said.urlencode()}"


def with_words(query: QueryDict, words: str) -> str:
    other = query.copy()
    other["q"] = words
    return address_of(other)


def with_value(query: QueryDict, name: str, value: str) -> str:
    other = query.copy()
    other.appendlist(PARAMETERS[name], value)
    return address_of(other)


def without_value(query: QueryDict, name: str, value: str) -> str:
    other = query.copy()
    other.setlist(PARAMETERS[name], [one for one in query.getlist(PARAMETERS[name]) if one.strip() != value])
    return address_of(other)


def without_filters(query: QueryDict) -> str:
    """Neither those that were ticked nor those that were typed."""
    other = query.copy()
    for parameter in PARAMETERS.values():
        other.pop(parameter, None)
    return with_words(other, " ".join(token.typed for token in tokens(query.get("q", "")) if token.kind != FIELD))


def without_typed(query: QueryDict, name: str, *, left_out: bool) -> str:
    """The words without the field ``name``: that which narrows, or that with a minus before it."""
    kept = [
        token.typed
        for token in tokens(query.get("q", ""))
        if token.kind != FIELD or FIELDS[token.text] != name or token.minus != left_out
    ]
    return with_words(query, " ".join(kept))


def chosen_in(search: Search) -> list[tuple[str, str]]:
    """(facet, value) for each that was ticked."""
    return [(name, value) for name, values in search.chosen.items() for value in values]


def chips(search: Search, found: Found, labels: Labels, query: QueryDict) -> list[dict[str, Any]]:
    """The filters in use, ticked and typed, each with the address without it."""
    ticked = [
        {"label": f"{LABELS[name]}: {labels[name].get(value, value)}", "url": without_value(query, name, value)}
        for name, value in chosen_in(search)
    ]
    return [*ticked, *_typed(found, labels, query, left_out=False), *_typed(found, labels, query, left_out=True)]


def _typed(found: Found, labels: Labels, query: QueryDict, *, left_out: bool) -> list[dict[str, Any]]:
    fields = found.read.left_out if left_out else found.read.chosen
    label = _("Without %(facet)s: %(values)s") if left_out else "%(facet)s: %(values)s"
    return [
        {
            "label": label
            % {"facet": LABELS[name], "values": ", ".join(labels[name].get(value, value) for value in values)},
            "url": without_typed(query, name, left_out=left_out),
        }
        for name, values in fields.items()
    ]
