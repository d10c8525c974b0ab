"""All visitations together: who is visited when, who visited whom, who has how much to do, and who waits for whom.

Made of what is public about the visitations that the reader may see: stages, dates, who sits in a committee. Somebody who stepped
back, or has not declared yet, is in none of it.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Membership, Region

from .models import StageTerm, VisitationPage
from .states import Stage

# Whose move it is at each stage; what is public, since the stages are.
WAITS_FOR: dict[str, Any] = {
    Stage.SCOPE: _("National editors"),
    Stage.COMMITTEE: _("Committee"),
    Stage.SELF_EVALUATION: _("Visited party"),
    Stage.DOCUMENTS: _("Visited party"),
    Stage.PROGRAMME: _("Committee and visited party"),
    Stage.VISIT: _("Committee"),
    Stage.DRAFT: _("Committee"),
    Stage.FACT_CHECK: _("Visited party"),
    Stage.FINAL: _("Committee"),
    Stage.RESPONSE: _("Visited party"),
    Stage.PUBLISHED: _("Visited party"),
    Stage.REVIEW: _("Visited party"),
}


@dataclass(frozen=True)
class Board:
    """One visitation that is under way: whose move it is, and until when."""

    visitation: VisitationPage
    waits_for: Any
    due_on: datetime.date | None
    is_late: bool


@dataclass
class Load:
    """In how many committees somebody sits, now and in all."""

    person: str
    region: str
    now: int = 0
    in_all: int = 0
    visited: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Roster:
    """``years``, and for each region a list of the visitations of each of those years."""

    years: list[int]
    rows: list[tuple[Region, list[list[VisitationPage]]]]


def visitations_for(user: Any) -> list[VisitationPage]:
    """All that ``user`` may see, with region, dates and who sits in the committee; a number of queries that does not grow."""
    seats = Membership.objects.reading().select_related("user__home_region")
    found = VisitationPage.objects.visible_to(user).select_related("lead_region", "organisation", "committee")
    terms = StageTerm.objects.order_by("due_on", "pk")
    return list(
        found.prefetch_related(
            Prefetch("committee__memberships", seats, to_attr="sitting"), Prefetch("terms", terms)
        ).order_by("-date", "-pk")
    )


def roster_of(visitations: Iterable[VisitationPage]) -> Roster:
    by_region: dict[Region, dict[int, list[VisitationPage]]] = defaultdict(lambda: defaultdict(list))
    for one in visitations:
        by_region[one.lead_region][one.date.year].append(one)
    years = sorted({year for held in by_region.values() for year in held})
    rows = [(region, [held.get(year, []) for year in years]) for region, held in by_region.items()]
    return Roster(years, sorted(rows, key=lambda row: row[0].name))


def status_board(visitations: Iterable[VisitationPage]) -> list[Board]:
    """Those under way, the nearest date first."""
    today = timezone.localdate()
    rows = []
    for one in visitations:
        if one.stage == Stage.CLOSED:
            continue
        due = next((term.due_on for term in one.terms.all() if term.stage == one.stage), None)
        rows.append(Board(one, WAITS_FOR[one.stage], due, bool(due and due < today)))
    return sorted(rows, key=lambda row: (row.due_on or datetime.date.max, row.visitation.title))


def who_visited_whom(visitations: Iterable[VisitationPage]) -> list[tuple[str, str, int]]:
    """(home region of members, region visited, how many seats), by name. A pair that is there both ways stands out."""
    pairs: Counter[tuple[str, str]] = Counter()
    for one in visitations:
        for seat in one.committee.sitting:
            if seat.user.home_region is not None:
                pairs[(seat.user.home_region.name, one.lead_region.name)] += 1
    return [(home, visited, seats) for (home, visited), seats in sorted(pairs.items())]


def workload(visitations: Iterable[VisitationPage]) -> list[Load]:
    """By person: the most now first, then by name."""
    loads: dict[int, Load] = {}
    for one in visitations:
        for seat in one.committee.sitting:
            person = seat.user
            load = loads.setdefault(person.pk, Load(str(person), str(person.home_region or "")))
            load.in_all += 1
            load.now += one.stage != Stage.CLOSED
            load.visited.add(one.lead_region.name)
    return sorted(loads.values(), key=lambda load: (-load.now, -load.in_all, load.person))
