"""Lessons that regions tried small, and what they decided."""

from typing import Any

from lessons import actions
from lessons.models import Trial

from .clock import at, day
from .texts import read
from .world import World


def lay(world: World) -> None:
    for row in read("trials", "trial"):
        lesson, region = world.page("lesson", row["lesson"]), world.region(row["region"])
        if not Trial.objects.filter(lesson=lesson, region=region).exists():
            _lay(world, row, lesson=lesson, region=region)


def _lay(world: World, row: dict[str, Any], *, lesson: Any, region: Any) -> None:
    speaker = world.speaker_for(region)
    said = {name: row[name] for name in ("hypothesis", "where", "noticed_by")}
    with at(row["starts_on"]):
        days = {name: day(row[name]) for name in ("starts_on", "ends_on")}
        trial = actions.begin_trial(lesson, region=region, is_named=row["named"], user=speaker, **said, **days)
    if decided := row.get("decided"):
        with at(decided["on"]):
            words = {name: decided[name] for name in ("decision", "noticed", "because")}
            actions.decide_trial(trial, reason=decided.get("reason", ""), user=speaker, **words)
    world.added += 1
