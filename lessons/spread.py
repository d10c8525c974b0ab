"""How far a lesson has travelled: its tile map, its table, and the course of it over time. It counts regions, and ranks none."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from regions.tiles import region_tiles, region_url

from .states import UptakeStatus

MARKS: dict[str, str] = {
    UptakeStatus.RECOGNISED: "h",
    UptakeStatus.TRYING: "p",
    UptakeStatus.ADOPTED: "✓",
    UptakeStatus.ADAPTED: "≈",
    UptakeStatus.STOPPED: "■",
    UptakeStatus.NOT_FOR_US: "–",
}


def told_to(user: Any, lesson: Any) -> dict[str, Any]:
    """What ``user`` may know of what regions do with ``lesson``: for its page, in three queries and that of the tiles.

    ``unnamed`` are the last words of regions that do not want to be named: what they say, and the year; without an order that
    would tell one from another.
    """
    rows = list(lesson.uptakes.select_related("region", "first_of").order_by("region__name", "-reported_at", "-pk"))
    named = set(lesson.uptakes.named_for(user).values_list("pk", flat=True))
    current = [row for row in rows if not row.superseded and row.pk in named]
    today = timezone.localdate()
    for row in current:
        row.no_more = row.region.valid_to is not None and row.region.valid_to <= today
    unnamed = [row for row in rows if not row.superseded and row.pk not in named]
    return {
        **spread(current),
        "uptakes": current,
        "off_the_map": [row for row in current if row.no_more],
        "unnamed": sorted(unnamed, key=lambda row: (row.status, row.date.year, row.note)),
        "history": [row for row in rows if row.superseded and row.pk in named],
        "course": course([row for row in rows if row.pk in named]),
        "trials": trials_told_to(user, lesson.trials.all()),
    }


def trials_told_to(user: Any, trials: Any) -> list[Any]:
    """Each knows as ``called`` its region's name, or "" for who may not know it, and as ``before`` what it said earlier, the last
    first."""
    from .models import TrialWords, Uptake  # a lesson's page asks this module for what it shows

    before = Prefetch("earlier", TrialWords.objects.readable_by(user), to_attr="before")
    found = list(trials.select_related("region", "uptake", "lesson").prefetch_related(before))
    told = Uptake.objects.named_for(user).filter(pk__in=[trial.uptake_id for trial in found])
    named = set(told.values_list("pk", flat=True)) if found else set()
    for trial in found:
        trial.called = trial.region.name if trial.uptake_id in named else ""
    return found


def spread(uptakes: Iterable[Any]) -> dict[str, Any]:
    """``tiles`` and ``legend`` for the tile map of the current uptakes of one lesson; the legend counts what is on the map."""
    states = {
        uptake.region_id: {
            "state": uptake.status,
            "state_label": uptake.get_status_display(),
            "mark": MARKS[uptake.status],
        }
        for uptake in uptakes
    }
    tiles = region_tiles(states, url_of=region_url)
    counts = Counter(tile["state"] for tile in tiles)
    legend = [
        {"state": status.value, "label": status.label, "mark": MARKS[status], "count": counts[status]}
        for status in UptakeStatus
    ]
    return {"tiles": tiles, "legend": legend}


def course(uptakes: Iterable[Any], *, until: datetime.date | None = None) -> dict[str, Any] | None:
    """Per region, in order of name, what it said from which day to which: ``rows`` of ``name`` and ``spans`` (state, label, mark,
    from, to), between ``first`` and ``last``. A region that is there no more said nothing after its end. None when nothing was
    said."""
    last = until or timezone.localdate()
    by_region: dict[str, list[Any]] = defaultdict(list)
    for uptake in uptakes:
        if uptake.date <= last:
            by_region[uptake.region.name].append(uptake)
    if not by_region:
        return None
    rows = [{"name": name, "spans": _spans(said, last)} for name, said in sorted(by_region.items())]
    first = min(uptake.date for said in by_region.values() for uptake in said)
    return {"rows": rows, "first": first, "last": last}


def _spans(said: list[Any], last: datetime.date) -> list[dict[str, Any]]:
    """What was said later holds from its day on, whatever was said before of a later day; the current word over all."""
    kept: list[Any] = []
    for uptake in sorted(said, key=lambda one: (not one.superseded, one.reported_at, one.pk)):
        kept = [*(before for before in kept if before.date < uptake.date), uptake]
    ends_on = said[0].region.valid_to
    end = max(min(ends_on or last, last), kept[-1].date)
    return [
        {
            "state": uptake.status,
            "label": uptake.get_status_display(),
            "mark": MARKS[uptake.status],
            "from": uptake.date,
            "to": following,
        }
        for uptake, following in zip(kept, [*(one.date for one in kept[1:]), end], strict=True)
    ]
