"""What is new in what a person follows, between two moments: for their screen with titles, for their mail as numbers. Asked with
what the person may read at that moment: what was lost since is not there."""

import datetime
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from lessons.following import number_of, open_to
from lessons.models import Follow
from search.news import new_in

from . import news_of_lessons, news_of_pages, news_of_plans

MOST_SHOWN = 12
# What can be new, in the order in which it is told.
SORTS: dict[str, Any] = {
    "page": ngettext_lazy("%(count)s page is new or changed", "%(count)s pages are new or changed", "count"),
    "plan": ngettext_lazy("A plan of action was approved", "%(count)s times a plan of action was approved", "count"),
    "version": ngettext_lazy("%(count)s new version", "%(count)s new versions", "count"),
    "retired": ngettext_lazy("It is retired", "%(count)s are retired", "count"),
    "review": ngettext_lazy("It was looked at again", "It was looked at again %(count)s times", "count"),
    "contradiction": ngettext_lazy(
        "%(count)s region says that it did not hold there", "%(count)s regions say that it did not hold there", "count"
    ),
    "uptake": ngettext_lazy(
        "%(count)s region says what it does with it", "%(count)s times a region says what it does with it", "count"
    ),
    "comment": ngettext_lazy("%(count)s comment", "%(count)s comments", "count"),
}


class Item(NamedTuple):
    """``sort`` is one of SORTS."""

    sort: str
    moment: datetime.datetime
    title: str
    url: str
    note: str = ""


class News(NamedTuple):
    """What is new about one thing; ``counts`` by sort, of everything, and ``items`` the latest of it."""

    follow: Follow
    thing: Any
    counts: dict[str, int]
    items: list[Item]

    @property
    def lines(self) -> list[str]:
        """The counts in words."""
        return [str(words % {"count": self.counts[sort]}) for sort, words in SORTS.items() if self.counts.get(sort)]

    @property
    def more(self) -> int:
        return sum(self.counts.values()) - len(self.items)


def news_for(
    user: Any,
    *,
    since: datetime.datetime,
    until: datetime.datetime,
    titles: bool = False,
    searches: bool = True,
    request: Any = None,
) -> list[News]:
    """Of everything that ``user`` follows and may read, what has something new; nothing of before it was followed. As many
    queries for one as for many, but for saved searches, of which each is asked unless ``searches`` is False. Raises
    search.news.NoAnswer."""
    asked_for = Follow.objects.filter(user=user, since__lt=until)
    follows = list((asked_for if searches else asked_for.filter(search=None)).order_by("pk"))
    things = open_to(user, follows)
    standing = [(one, things[key]) for one in follows if (key := (one.what, number_of(one))) in things]
    asked = {one.pk: max(one.since, since) for one, _thing in standing}
    found: dict[int, list[Item]] = {one.pk: [] for one, _thing in standing}
    for part in (news_of_pages, news_of_lessons, news_of_plans):
        for pk, *item in part.collect(user, standing, since=since, until=until, request=request):
            if asked[pk] < item[1] <= until:
                found[pk].append(Item(*item))
    told = [_of_search(one, thing, user, asked[one.pk], until, titles) for one, thing in _searches(standing)]
    told += [_of_items(one, thing, found[one.pk]) for one, thing in standing if one.what != "search"]
    return sorted((one for one in told if one.counts), key=lambda one: one.follow.pk)


def _searches(standing: Iterable[tuple[Follow, Any]]) -> list[tuple[Follow, Any]]:
    return [(one, thing) for one, thing in standing if one.what == "search"]


def _of_items(follow: Follow, thing: Any, items: list[Item]) -> News:
    counts: dict[str, int] = {}
    for item in items:
        counts[item.sort] = counts.get(item.sort, 0) + 1
    return News(follow, thing, counts, sorted(items, key=lambda item: item.moment, reverse=True)[:MOST_SHOWN])


def _of_search(
    follow: Follow, thing: Any, user: Any, since: datetime.datetime, until: datetime.datetime, titles: bool
) -> News:
    found = new_in(thing, user=user, since=since, until=until, first=MOST_SHOWN if titles else 0)
    items = [Item("page", one.last_published_at, one.title, one.url or "") for one in found.first]
    return News(follow, thing, {"page": found.number} if found.number else {}, items)


def heading(follow: Follow, thing: Any, *, named: bool) -> str:
    """What it is called: with ``named`` as the reader may see it; otherwise, in a mail, as everybody may: themes and regions have
    public names, pages and searches have none there."""
    kinds = {"theme": _("Theme"), "region": _("Region"), "search": _("Saved search")}
    kind = kinds.get(follow.what) or thing.get_kind_display()
    return f"{kind}: {thing}" if named or follow.what in ("theme", "region") else kind
