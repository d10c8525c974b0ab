"""The facets as the page shows them: labels to the values that were counted, and addresses to add or remove one."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db.models import Field
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from lessons.models import ContentPage, Theme
from regions.models import Partnership, Region

from .forms import PARAMETERS
from .queries import Found, Search

LABELS = {
    "kind": _("Kind"),
    "region": _("Region"),
    "partnership": _("Partnership"),
    "theme": _("Theme"),
    "tag": _("Tag"),
    "year": _("Year"),
    "perspective": _("Perspective"),
    "domain": _("Life domain"),
    "answer": _("Would we make the same choice?"),
    "status": _("Status of a lesson"),
    "certainty": _("Certainty of a lesson"),
}
# Values out of a fixed list, which they stand in the order of; each by the column that holds them.
CHOICES = {
    "kind": "kind",
    "perspective": "casestudypage__perspectives__perspective",
    "domain": "casestudypage__life_domains__domain",
    "answer": "casestudypage__reflections__answers__same_choice",
    "status": "lessonpage__status",
    "certainty": "lessonpage__certainty",
}
# Of the many tags only the most used are offered; a chosen one is always there.
MOST_TAGS = 30
# So many before "more".
AT_FIRST = 8

Labels = dict[str, dict[str, str]]
Option = dict[str, Any]


def label_values(search: Search, found: Found) -> Labels:
    """Per facet, a label for each value that was counted. A tag that is on nothing the reader may see has no label: that it
    exists would tell something."""
    counted = list(found.counts["tag"])
    tags = [*counted[:MOST_TAGS], *set(search.chosen.get("tag", ())).intersection(counted)]
    return {
        **{name: {value: str(label) for value, label in choices(path)} for name, path in CHOICES.items()},
        "region": dict(Region.objects.values_list("slug", "name")),
        "partnership": {str(pk): name for pk, name in Partnership.objects.values_list("pk", "name")},
        "theme": {theme.slug: str(theme) for theme in Theme.objects.all()},
        "tag": dict(Tag.objects.filter(slug__in=tags).values_list("slug", "name")),
        "year": {str(year): str(year) for year in found.counts["year"]},
    }


def choices(path: str) -> Iterable[tuple[str, Any]]:
    """Those of the column at the end of ``path``, as a lookup on content pages would name it."""
    model: Any = ContentPage
    column: Field
    for name in path.split("__"):
        column = model._meta.get_field(name)
        model = column.related_model
    return column.choices or ()


def for_display(search: Search, found: Found, labels: Labels) -> list[dict[str, Any]]:
    """What the template of the facets shows: those that have something to choose, or to take back."""
    options = {
        name: _options(name, found.counts[name], set(search.chosen.get(name, ())), labels[name])
        for name in PARAMETERS
        if name in found.counts
    }
    return [
        {"name": PARAMETERS[name], "label": LABELS[name], "open": True, "options": shown}
        for name, shown in options.items()
        if shown
    ]


def _options(name: str, counts: Mapping[Any, int], chosen: set[str], labels: Mapping[str, str]) -> list[Option]:
    """The chosen first, then the others in their order; a chosen value that gives nothing stays, so that it can be unticked."""
    counted = {str(value): count for value, count in counts.items() if value is not None}
    others = sorted((value for value in counted if value in labels and value not in chosen), key=labels.__getitem__)
    others.sort(key=partial(_place, name, counted, list(labels)))
    return [
        {"value": value, "label": labels.get(value, value), "count": counted.get(value, 0), "checked": value in chosen}
        for value in [*sorted(chosen, key=lambda value: labels.get(value, value)), *others]
    ]


def _place(name: str, counted: Mapping[str, int], values: list[str], value: str) -> int:
    """Of a fixed list in its order, the newest year first, and of anything else what there is most of."""
    if name in CHOICES:
        return values.index(value)
    return -int(value) if name == "year" else -counted[value]


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
