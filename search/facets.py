"""The facets as the page shows them: labels to the values that were counted, in an order that holds while one chooses."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from lessons.models import Theme
from regions.models import Partnership, Region

from .forms import PARAMETERS
from .names import CHOICES, choices
from .queries import Found

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
# Of the many tags only the most used are offered; a chosen one is always there.
MOST_TAGS = 30
# So many before "more".
AT_FIRST = 8
# What most people narrow by; the others open when something in them is chosen.
OPEN = frozenset({"kind", "region", "theme", "year"})

Labels = dict[str, dict[str, str]]
Option = dict[str, Any]


def label_values(found: Found) -> Labels:
    """Per facet, a label for each value that was counted. A tag that is on nothing the reader may see has no label: that it
    exists would tell something."""
    counted = list(found.counts["tag"])
    tags = [*counted[:MOST_TAGS], *set(found.chosen.get("tag", ())).intersection(counted)]
    return {
        **{name: {str(value): str(label) for value, label in choices(path)} for name, path in CHOICES.items()},
        "region": dict(Region.objects.values_list("slug", "name")),
        "partnership": {str(pk): name for pk, name in Partnership.objects.values_list("pk", "name")},
        "theme": {theme.slug: str(theme) for theme in Theme.objects.all()},
        "tag": dict(Tag.objects.filter(slug__in=tags).values_list("slug", "name")),
        "year": {str(year): str(year) for year in found.counts["year"]},
    }


@dataclass(frozen=True)
class Facet:
    """One of them while it is made: ``ticked`` and ``typed`` are its chosen values, by the way they were chosen."""

    name: str
    counted: Mapping[str, int]
    labels: Mapping[str, str]
    ticked: Collection[str]
    typed: Collection[str]

    def options(self) -> list[Option]:
        """The values that were counted, in their order; a chosen one that gives nothing is there to be taken back."""
        values = [value for value in self.counted if value in self.labels]
        values += [value for value in dict.fromkeys([*self.ticked, *self.typed]) if value not in values]
        return [self.option(value) for value in sorted(values, key=self._order())]

    def option(self, value: str) -> Option:
        return {
            "value": value,
            "label": self.labels.get(value, value),
            "count": self.counted.get(value, 0),
            "checked": value in self.ticked,
            "typed": value in self.typed and value not in self.ticked,
            "children": [],
        }

    def _order(self) -> Callable[[str], Any]:
        """A fixed list in its own order, the newest year first, and of anything else what there is most of."""
        listed = list(self.labels)
        if self.name in CHOICES:
            return lambda value: (listed.index(value) if value in listed else len(listed), value)
        if self.name == "year":
            return lambda value: (not value.isdigit(), -int(value) if value.isdigit() else 0)
        return lambda value: (-self.counted.get(value, 0), self.labels.get(value, value))


def for_display(found: Found, labels: Labels, ticked: Mapping[str, Iterable[str]]) -> list[dict[str, Any]]:
    """What the template of the facets shows: those that have something to choose, or to take back."""
    shown = []
    for name, parameter in PARAMETERS.items():
        if name not in found.counts:
            continue
        counted = {str(value): count for value, count in found.counts[name].items() if value is not None}
        facet = Facet(name, counted, labels[name], set(ticked.get(name, ())), set(found.read.chosen.get(name, ())))
        options = facet.options()
        options = under_main_themes(options) if name == "theme" else options
        if options:
            is_open = name in OPEN or any(map(is_chosen, options))
            shown.append({"name": parameter, "label": LABELS[name], "open": is_open, **folded(options)})
    return shown


def is_chosen(option: Option) -> bool:
    return option["checked"] or option["typed"] or any(map(is_chosen, option["children"]))


def folded(options: list[Option]) -> dict[str, list[Option]]:
    """The first and those that are chosen, and what lies under "more"; one more than the first is no reason to fold."""
    if len(options) <= AT_FIRST + 1:
        return {"options": options, "more": []}
    rest = options[AT_FIRST:]
    first = [*options[:AT_FIRST], *filter(is_chosen, rest)]
    return {"options": first, "more": [option for option in rest if not is_chosen(option)]}


def under_main_themes(options: list[Option]) -> list[Option]:
    """Sub-themes as the children of their main theme; one whose main theme is not there stands by itself."""
    by_slug = {option["value"]: option for option in options}
    over = dict(Theme.objects.exclude(parent=None).values_list("slug", "parent__slug"))
    tops: list[Option] = []
    for option in options:
        main = by_slug.get(over.get(option["value"], ""))
        (tops if main is None else main["children"]).append(option)
    return [{**option, "open": is_chosen(option)} for option in tops]
