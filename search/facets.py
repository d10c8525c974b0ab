"""The facets as the page shows them: labels to the values that were counted, and addresses to add or remove one."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from lessons.models import Theme
from lessons.states import Kind
from regions.models import Region

from .forms import PARAMETERS
from .queries import Found, Search

LABELS = {"kind": _("Kind"), "region": _("Region"), "theme": _("Theme"), "tag": _("Tag"), "year": _("Year")}
# Of the many tags only the most used are offered; a chosen one is always there.
MOST_TAGS = 30

Labels = dict[str, dict[str, str]]


def label_values(search: Search, found: Found) -> Labels:
    """Per facet, a label for each value that was counted. A tag that is on nothing the reader may see has no label: that it
    exists would tell something."""
    counted = list(found.counts["tag"])
    tags = [*counted[:MOST_TAGS], *set(search.chosen.get("tag", ())).intersection(counted)]
    return {
        "kind": {value: str(label) for value, label in Kind.choices},
        "region": dict(Region.objects.values_list("slug", "name")),
        "theme": {theme.slug: str(theme) for theme in Theme.objects.all()},
        "tag": dict(Tag.objects.filter(slug__in=tags).values_list("slug", "name")),
        "year": {str(year): str(year) for year in found.counts["year"]},
    }


def for_display(search: Search, found: Found, labels: Labels) -> list[dict[str, Any]]:
    """What the template of the facets shows: those that have something to choose, or to take back."""
    options = {
        name: _options(found.counts[name], set(search.chosen.get(name, ())), labels[name], name == "year")
        for name in PARAMETERS
    }
    return [
        {"name": PARAMETERS[name], "label": LABELS[name], "open": True, "options": shown}
        for name, shown in options.items()
        if shown
    ]


def _options(
    counts: Mapping[Any, int], chosen: set[str], labels: Mapping[str, str], by_value: bool
) -> list[dict[str, Any]]:
    """The chosen first, then the most frequent, or the newest when it is years, and equals by name; a chosen value that gives
    nothing stays, so that it can be unticked."""
    counted = {str(value): count for value, count in counts.items() if value is not None}
    others = sorted((value for value in counted if value in labels and value not in chosen), key=labels.__getitem__)
    others.sort(key=lambda value: -int(value) if by_value else -counted[value])
    return [
        {"value": value, "label": labels.get(value, value), "count": counted.get(value, 0), "checked": value in chosen}
        for value in [*sorted(chosen, key=lambda value: labels.get(value, value)), *others]
    ]


def chips(search: Search, labels: Labels, address: QueryDict) -> list[dict[str, str]]:
    """The filters in use, each with the address without it."""
    return [
        {"label": f"{LABELS[name]}: {labels[name].get(value, value)}", "url": _without(address, name, value)}
        for name, values in search.chosen.items()
        for value in values
    ]


def _without(address: QueryDict, name: str, value: str) -> str:
    rest = address.copy()
    rest.pop("page", None)
    kept = [one for one in rest.getlist(PARAMETERS[name]) if one.strip() != value]
    rest.setlist(PARAMETERS[name], kept)
    return f"?{rest.urlencode()}"


def without_filters(address: QueryDict) -> str:
    rest = address.copy()
    for parameter in ("page", *PARAMETERS.values()):
        rest.pop(parameter, None)
    return f"?{rest.urlencode()}"
