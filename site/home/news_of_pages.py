"""Pages that were published, changed or opened to the reader: of a theme, of a region, below a table, and the page itself."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Left, Length
from django.utils.translation import gettext as _

from lessons.models import ContentPage, Follow, Theme
from lessons.states import Kind
from regions.audience import circle_key

# So many of the latest are looked at, whoever follows however much.
MOST = 1000
COLUMNS = ("title", "slug", "url_path", "path", "depth", "kind", "audience_key", "lead_region")
STEP = ContentPage.steplen

Standing = Sequence[tuple[Follow, Any]]


def collect(
    user: Any, standing: Standing, *, since: datetime.datetime, until: datetime.datetime, request: Any = None
) -> Iterator[tuple[Any, ...]]:
    """(number of the following, sort, moment, title, address, note) for each."""
    follows = [(one, thing) for one, thing in standing if one.what != "search"]
    if not follows:
        return
    joined = _joined(user, since=since, until=until)
    ways = _Ways(follows)
    for page in _pages(user, ways, joined, since=since, until=until):
        moment = max(filter(None, (page.last_published_at, joined.get(page.audience_key))))
        first = page.first_published_at
        note = "" if first and first > since else _("changed")
        for pk in ways.to(page):
            yield pk, "page", moment, page.title, page.get_url(request) or "", note


def _joined(user: Any, *, since: datetime.datetime, until: datetime.datetime) -> dict[str, datetime.datetime]:
    """Circles that the reader came into meanwhile: what is in there was opened to them."""
    seats = user.memberships.reading().filter(since__gt=since, since__lte=until)
    return {circle_key(circle): moment for circle, moment in seats.values_list("circle", "since")}


def _pages(user: Any, ways: "_Ways", joined: dict[str, Any], *, since: Any, until: Any) -> Iterable[Any]:
    opened = Q(last_published_at__gt=since, last_published_at__lte=until) | Q(audience_key__in=joined)
    pages = ContentPage.objects.visible_to(user).filter(opened)
    pages = pages.annotate(above=Left("path", Length("path") - STEP)).filter(ways.leading())
    order = (F("last_published_at").desc(nulls_last=True), "-pk")
    found = list(pages.only(*COLUMNS, "first_published_at", "last_published_at").order_by(*order)[:MOST])
    ways.look_up(found)
    return found


class _Ways:
    """By which followings one comes to a page."""

    def __init__(self, follows: Standing) -> None:
        self.themes: dict[int, set[int]] = defaultdict(set)
        self.regions: dict[int, set[int]] = defaultdict(set)
        self.above: dict[str, int] = {}
        self.itself: dict[int, int] = {}
        for one, thing in follows:
            if one.what == "theme":
                self.themes[thing.pk].add(one.pk)
            elif one.what == "region":
                self.regions[thing.pk].add(one.pk)
            else:
                self._lead_to_page(one, thing)
        # Who follows a main theme wants what lies under it too.
        for child, parent in Theme.objects.filter(parent__in=list(self.themes)).values_list("pk", "parent"):
            self.themes[child] |= self.themes[parent]
        self.by_theme: dict[int, set[int]] = defaultdict(set)
        self.by_region: dict[int, set[int]] = defaultdict(set)

    def _lead_to_page(self, follow: Follow, page: Any) -> None:
        self.above[page.path] = follow.pk
        # What changes in a lesson is told by its versions; a table's own page says when it meets, and changes with that.
        if page.kind not in (Kind.LESSON, Kind.TABLE):
            self.itself[page.pk] = follow.pk

    def leading(self) -> Q:
        themed = ContentPage.themes.through.objects.filter(theme__in=list(self.themes)).values("contentpage")
        further = ContentPage.further_regions.through.objects.filter(region__in=list(self.regions))
        of_region = Q(lead_region__in=list(self.regions)) | Q(pk__in=further.values("contentpage"))
        return of_region | Q(pk__in=themed) | Q(above__in=list(self.above)) | Q(pk__in=list(self.itself))

    def look_up(self, pages: Sequence[Any]) -> None:
        pks = [page.pk for page in pages]
        carried = ContentPage.themes.through.objects.filter(contentpage__in=pks, theme__in=list(self.themes))
        for page, theme in carried.values_list("contentpage", "theme"):
            self.by_theme[page] |= self.themes[theme]
        further = ContentPage.further_regions.through.objects.filter(contentpage__in=pks, region__in=list(self.regions))
        for page, region in further.values_list("contentpage", "region"):
            self.by_region[page] |= self.regions[region]

    def to(self, page: Any) -> set[int]:
        found = self.by_theme[page.pk] | self.by_region[page.pk] | self.regions.get(page.lead_region_id, set())
        above, itself = self.above.get(page.path[:-STEP]), self.itself.get(page.pk)
        return found | {pk for pk in (above, itself) if pk}
