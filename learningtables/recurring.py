"""Themes that come back at the tables of a region: a signal about the work, and never about one table.

A theme is told from k sessions of k different tables on (SMALL_NUMBERS_K), over the twelve whole months before this one, so
that nobody can tie it to the session that was held yesterday. Only its name is told: a number would grow by one session.
"""

import datetime
from collections import defaultdict
from typing import Any

from django.conf import settings
from django.utils import timezone

from lessons.models import Theme
from regions import rules
from regions.models import Region

from .models import SessionCase, SessionPage
from .states import SessionState

MONTHS = 12


def recurring_themes(region: Region) -> list[Theme]:
    """By name. A session carries its own themes and those of the cases on its agenda; four queries."""
    tables = _tables_by_session(region)
    carried = {
        *SessionPage.themes.through.objects.filter(contentpage__in=tables).values_list("theme", "contentpage"),
        *SessionCase.objects.filter(session__in=tables, case__themes__isnull=False).values_list(
            "case__themes", "session"
        ),
    }
    sessions = defaultdict(set)
    for theme, session in carried:
        sessions[theme].add(session)
    least = settings.SMALL_NUMBERS_K
    told = [
        theme
        for theme, among in sessions.items()
        if len(among) >= least and len({tables[session] for session in among}) >= least
    ]
    return list(Theme.objects.filter(pk__in=told))


def _tables_by_session(region: Region) -> dict[int, str]:
    """Of the sessions held in the months that are counted, the path of the table's page."""
    begins, ends = months(timezone.localdate())
    held = SessionPage.objects.filter(
        lead_region=region, state=SessionState.HELD, ends_at__date__gte=begins, ends_at__date__lt=ends
    )
    return {pk: path[: -SessionPage.steplen] for pk, path in held.order_by().values_list("pk", "path")}


def months(today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """From the first day that is counted to the first that is not any more."""
    ends = today.replace(day=1)
    return ends.replace(year=ends.year - MONTHS // 12), ends


def shown_to(user: Any, region: Region) -> list[Theme]:
    """Nothing for who is not in the region's own circle."""
    return recurring_themes(region) if rules.is_member(user, region.circle) else []
