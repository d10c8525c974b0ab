"""What somebody's calendar fetches by a secret address: the sessions that this person may see at that moment."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from regions.calendar import Entry, feed
from regions.models import Region, User

from .calendar import entry_of
from .emails import session_url
from .models import CalendarFeed, LearningTablePage, SessionPage, with_tables

LOOKS_BACK = datetime.timedelta(days=180)


def of_person(user: User) -> bytes:
    """The sessions of the tables at which ``user`` sits, and what other apps know of (`CALENDAR_SOURCES`)."""
    seats = list(_tables_of(user).values_list("path", flat=True))
    under = Q(*(("path__startswith", path) for path in seats), _connector=Q.OR)
    sessions = _recent(user).filter(under) if seats else SessionPage.objects.none()
    with override(user.language):
        name = _("Leertafel: my sessions and visits")
        elsewhere = [one for source in settings.CALENDAR_SOURCES for one in import_string(source)(user)]
    return _calendar(sessions, user, name=name, also=elsewhere)


def of_table(user: User, table: LearningTablePage) -> bytes:
    return _calendar(_recent(user).child_of(table), user, name=table.title)


def of_region(user: User, region: Region) -> bytes:
    with override(user.language):
        name = _("Leertafel: sessions in %(region)s") % {"region": region}
    return _calendar(_recent(user).filter(lead_region=region), user, name=name)


def _tables_of(user: User) -> Any:
    return LearningTablePage.objects.filter(circle__in=user.memberships.reading().values("circle"))


def _recent(user: User) -> Any:
    visible = SessionPage.objects.visible_to(user).filter(ends_at__gte=timezone.now() - LOOKS_BACK)
    return visible.order_by("starts_at", "pk")


def _calendar(sessions: Any, user: User, *, name: str, also: Iterable[Entry] = ()) -> bytes:
    """The link to the call is for who sits at the table, as it is on the session's page."""
    mine = set(user.memberships.reading().values_list("circle", flat=True))
    entries = [
        entry_of(one, url=session_url(one), with_link=one.table.circle_id in mine) for one in with_tables(sessions)
    ]
    return feed([*entries, *also], name=name)


# --- the addresses --------------------------------------------------------------------------------


def addresses(feed: CalendarFeed, *, also: Region | None = None) -> list[dict[str, str]]:
    """Those of ``feed`` that its person is most likely to want, and the one of the region ``also``: what each holds, and the
    address itself."""
    user = feed.user
    tables = _tables_of(user).visible_to(user).select_related("lead_region").order_by("title", "pk")
    regions = {table.lead_region.pk: table.lead_region for table in tables}
    regions |= {region.pk: region for region in (user.home_region, also) if region}
    named = [(_("My sessions and visits"), "", _address("feed", feed.key))]
    named += [(table.title, _("Learning table"), _address("table_feed", feed.key, table.pk)) for table in tables]
    in_order = sorted(regions.values(), key=str)
    named += [(region.name, _("Region"), _address("region_feed", feed.key, region.slug)) for region in in_order]
    return [{"name": name, "kind": kind, "address": address} for name, kind, address in named]


def _address(door: str, *args: Any) -> str:
    return settings.BASE_URL + reverse(f"learningtables:{door}", args=args)
