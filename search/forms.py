"""The search page's address, read leniently: a link that somebody saved keeps working when a theme or region is gone."""

import re
from collections.abc import Callable

from django import forms
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lessons.models.themes import current_slugs

from .marks import LONGEST, clean
from .queries import BEST, FACETS, NEWEST, OLDEST, Search

# Each facet's name in the address.
PARAMETERS = {
    "kind": "soort",
    "region": "regio",
    "partnership": "samenwerking",
    "theme": "thema",
    "tag": "tag",
    "year": "jaar",
    "perspective": "perspectief",
    "domain": "leefgebied",
    "answer": "antwoord",
    "status": "status",
    "certainty": "zekerheid",
}
ORDER = "volgorde"
ORDERS = {"nieuwste": NEWEST, "oudste": OLDEST}
PAGE = "page"
# More values than anybody ticks; a bound on what one address can ask.
MOST_VALUES = 50


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("What are you looking for?"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    volgorde = forms.ChoiceField(
        label=pgettext_lazy("search results", "Order"),
        required=False,
        choices=[("", _("Best match first")), ("nieuwste", _("Newest first")), ("oudste", _("Oldest first"))],
        widget=forms.Select(attrs={"autocomplete": "off", "form": "search-form"}),
    )


def known_in(address: QueryDict) -> QueryDict:
    """What is read of an address, and goes on in those that are made of it: of all values together so many. What is read of a
    longer text is said on the page; beyond twice that, nobody typed it."""
    known = QueryDict(mutable=True)
    left = MOST_VALUES
    for name, values in address.lists():
        if name in PARAMETERS.values():
            known.setlist(name, values[:left])
            left -= len(known.getlist(name))
        elif name in ("q", ORDER, PAGE):
            known[name] = values[-1][: 2 * LONGEST]
    return known


def asked_in(address: QueryDict) -> Search:
    known = known_in(address)
    return Search(
        text=clean(known.get("q", "")),
        chosen={name: _values(name, known) for name in FACETS},
        order=ORDERS.get(known.get(ORDER, ""), BEST),
    )


def _values(name: str, address: QueryDict) -> tuple[str, ...]:
    values = dict.fromkeys(value.strip() for value in address.getlist(PARAMETERS[name]))
    cleaned = [value for value in map(CLEANERS.get(name, _slug), values) if value]
    return tuple(current_slugs(cleaned) if name == "theme" else cleaned)


def _slug(value: str) -> str:
    return value if re.fullmatch(r"[-\w]{1,100}", value) else ""


def _year(value: str) -> str:
    return value if re.fullmatch(r"[0-9]{4}", value) else ""


def _number(value: str) -> str:
    return value if re.fullmatch(r"[0-9]{1,9}", value) else ""


def _tag(value: str) -> str:
    """A tag may stand in an address by its name."""
    return slugify(value)[:100]


CLEANERS: dict[str, Callable[[str], str]] = {"tag": _tag, "year": _year, "partnership": _number}
