"""What a reader calls the values of a field: by slug or name, in any of the site's languages, or by how a name begins."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from lessons.models import ContentPage, Theme
from lessons.models.content import ContentTag
from regions.models import Partnership, Region

from .marks import fold
from .passages import kinds
from .text import Meaning

CALLED: dict[str, Any] = {
    "region": gettext_lazy("region"),
    "partnership": gettext_lazy("partnership"),
    "theme": gettext_lazy("theme"),
    "kind": gettext_lazy("kind"),
    "year": gettext_lazy("year"),
    "tag": gettext_lazy("tag"),
    "perspective": gettext_lazy("perspective"),
    "domain": gettext_lazy("life domain"),
    "answer": gettext_lazy("answer"),
    "status": gettext_lazy("status"),
    "certainty": gettext_lazy("certainty"),
}
# Fields with a fixed list of values, each with the column that holds them, as a lookup on content pages names it.
CHOICES = {
    "kind": "kind",
    "perspective": "casestudypage__perspectives__perspective",
    "domain": "casestudypage__life_domains__domain",
    "answer": "casestudypage__reflections__answers__same_choice",
    "status": "lessonpage__status",
    "certainty": "lessonpage__certainty",
}
YEARS = re.compile(r"(?P<first>[0-9]{4})?(?P<range>-|–|−|\.\.)?(?P<last>[0-9]{4})?")
MOST_SAID = 4


class Named(NamedTuple):
    value: str
    label: str
    names: tuple[str, ...]

    def folded(self) -> "Folded":
        return Folded(self, tuple(dict.fromkeys(map(fold, (self.value, *self.names)))))


class Folded(NamedTuple):
    """With all it is called, to be compared."""

    named: Named
    names: tuple[str, ...]


class Names:
    """For one search: ``pages`` are those that the reader may see. What a field's values are called is asked once, when the
    field is met; tags and years are known by the reader's pages alone."""

    def __init__(self, pages: QuerySet) -> None:
        self.pages = pages
        self._named = cache(self._ask)

    def __call__(self, facet: str, typed: str) -> Meaning:
        called = str(CALLED[facet])
        if facet == "year":
            return self._years(typed, called)
        asked, named = fold(typed), self._named(facet)
        exact = [one for one, names in named if asked in names]
        found = exact or [one for one, names in named if any(name.startswith(asked) for name in names)]
        if exact or len(found) == 1:
            return Meaning(tuple(one.value for one in found), found[0].label, called)
        return Meaning(facet=called, several=tuple(one.label for one in found[:MOST_SAID]))

    def _ask(self, facet: str) -> list[Folded]:
        ways: dict[str, Callable[[], Iterable[Named]]] = {
            "region": _regions,
            "partnership": _partnerships,
            "theme": _themes,
            "tag": self._tags,
            "kind": _kinds,
        }
        return [named.folded() for named in (ways[facet]() if facet in ways else _choices(facet))]

    def _tags(self) -> Iterable[Named]:
        tagged = ContentTag.objects.filter(content_object__in=self.pages.order_by().values("pk"))
        for slug, name in tagged.order_by("tag__name").values_list("tag__slug", "tag__name").distinct():
            yield Named(slug, name, (name,))

    def _years(self, typed: str, called: str) -> Meaning:
        asked = YEARS.fullmatch(typed)
        if (
            not asked
            or not (asked["first"] or asked["last"])
            or (asked["first"] and asked["last"] and not asked["range"])
        ):
            return Meaning(facet=called)
        first, last = asked["first"] or "", asked["last"] or ""
        if not asked["range"]:
            return Meaning((first,), first, called)
        if first and last and last < first:
            first, last = last, first
        known = map(str, self.pages.order_by().values_list("year", flat=True).distinct())
        # A year that is given stands for itself, so that a search of years without pages finds nothing.
        years = {year for year in known if year >= first and (not last or year <= last)} or {first or last}
        return Meaning(tuple(sorted(years)), _span(first, last), called)


def _span(first: str, last: str) -> str:
    if first and last:
        return f"{first}–{last}"
    return _("%(year)s or later") % {"year": first} if first else _("%(year)s or earlier") % {"year": last}


def _regions() -> Iterable[Named]:
    for slug, name in Region.objects.order_by("name").values_list("slug", "name"):
        yield Named(slug, name, (name,))


def _partnerships() -> Iterable[Named]:
    for pk, name in Partnership.objects.values_list("pk", "name"):
        yield Named(str(pk), name, (name,))


def _themes() -> Iterable[Named]:
    for theme in Theme.objects.prefetch_related("former_names"):
        former = [name for one in theme.former_names.all() for name in (one.slug, one.name)]
        yield Named(theme.slug, str(theme), (theme.name, theme.name_en, *former))


def _kinds() -> Iterable[Named]:
    """Also by more than one: lessons, cases."""
    called = _in_each_language(
        lambda: {
            model.KIND: (str(model.KIND.label), str(model._meta.verbose_name), str(model._meta.verbose_name_plural))
            for model in kinds()
        }
    )
    for kind, names in called[get_language()].items():
        yield Named(str(kind), names[0], tuple(name for each in called.values() for name in each[kind]))


def _choices(facet: str) -> Iterable[Named]:
    each = _in_each_language(lambda: {str(value): str(label) for value, label in choices(CHOICES[facet])})
    for value, label in each[get_language()].items():
        yield Named(value, label, tuple(names[value] for names in each.values()))


def choices(path: str) -> Iterable[tuple[Any, Any]]:
    """Those of the column at the end of ``path``."""
    model: Any = ContentPage
    for name in path.split("__"):
        column = model._meta.get_field(name)
        model = column.related_model
    return column.flatchoices


def _in_each_language(say: Callable[[], Any]) -> dict[str | None, Any]:
    """What is said in the reader's language and in the others."""
    said: dict[str | None, Any] = {get_language(): say()}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = say()
    return said
