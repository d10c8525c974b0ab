"""What everybody in the room sees alike: where it stands, what is asked, who is there, and what was written."""

import datetime
from typing import Any

from django.utils import timezone

from .. import question
from ..models import Participant, Room, Step
from ..states import ELSEWHERE
from .board import board_of, is_same_for_all
from .facts import Facts, Said, facts_of


def stage_of(
    room: Room,
    step: Step | None,
    participant: Participant | None = None,
    moment: datetime.datetime | None = None,
    facts: Facts | None = None,
) -> dict[str, Any]:
    """``participant`` matters only while `is_same_for_all` says so; None is whoever is in the room. ``facts`` when they were
    read already."""
    moment = moment or timezone.now()
    reader = None if is_same_for_all(step, moment) else participant
    shown = [step.pk] if step else []
    facts = facts or facts_of([room], {room.pk: shown}, moment, reader=reader)[room.pk]
    step = facts.step(step.pk) if step else None
    people = people_in(facts)
    return {
        "room": room,
        "session": room.session,
        "step": step,
        "is_current": step is not None and step.pk == room.current_id,
        "is_open": step is not None and step.is_open_for_writing(room, moment),
        "writes": step is not None and step.input_kind not in ELSEWHERE,
        "current": facts.step(room.current_id),
        "owner": step.item.case.owner if step and step.item else None,
        "case_number": _case_numbers(facts.steps).get(step.item_id) if step else None,
        "steps": _listed(room, facts.steps, step, moment),
        "people": people,
        "guests": sum(one.is_guest for one in people),
        **(_said(step, facts.said[step.pk]) if step else {}),
        **(board_of(step, facts.said[step.pk].texts, reader, moment) if step else {}),
    }


def people_in(facts: Facts) -> list[Participant]:
    there = [seat for seat in facts.seats if seat.joined_at is not None and seat.left_at is None]
    return sorted(there, key=lambda one: str(one).casefold())


def _said(step: Step, said: Said) -> dict[str, Any]:
    """Where the central question is asked, having answered is what being ready is."""
    if counted := question.answered_at(step):
        return {"answered": {"given": counted[0], "asked": counted[1]}}
    return {"ready": said.ready, "written": said.written}


def _case_numbers(steps: list[Step]) -> dict[int | None, int]:
    """Only when there is more than one case to tell apart."""
    items = list(dict.fromkeys(step.item_id for step in steps if step.item_id))
    return {item: number for number, item in enumerate(items, 1)} if len(items) > 1 else {}


def _listed(room: Room, steps: list[Step], shown: Step | None, moment: datetime.datetime) -> list[dict[str, Any]]:
    numbers = _case_numbers(steps)
    here = next((step.position for step in steps if step.pk == room.current_id), -1)
    return [
        {
            "step": step,
            "number": number,
            "state": _state(step, here),
            "is_shown": shown is not None and step.pk == shown.pk,
            "open_until": step.open_until if step.open_until and step.open_until > moment else None,
            "case_number": numbers.get(step.item_id),
        }
        for number, step in enumerate(steps, 1)
    ]


def _state(step: Step, here: int) -> str:
    if step.position == here:
        return "current"
    return "done" if step.entered_at is not None and step.position < here else "coming"


def clock_of(step: Step | None, moment: datetime.datetime | None = None) -> dict[str, Any]:
    """What the screens count down from; ``running`` is False while it is paused or has not begun."""
    if step is None:
        return {"left": 0, "running": False, "paused": False, "shown": False}
    left = step.seconds_left(moment or timezone.now())
    running = step.runs_until is not None
    return {"left": left, "running": running, "paused": step.is_paused, "shown": running or step.is_paused}
