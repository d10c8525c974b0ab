"""What everybody in the room sees alike: where it stands, what is asked, who is there, and what was written."""

import datetime
from typing import Any

from django.utils import timezone

from .. import question
from ..models import Participant, Room, Step
from ..states import ELSEWHERE
from .board import board_of, is_same_for_all


def stage_of(
    room: Room, step: Step | None, participant: Participant | None = None, moment: datetime.datetime | None = None
) -> dict[str, Any]:
    """``participant`` matters only while `is_same_for_all` says so; None is whoever is in the room."""
    moment = moment or timezone.now()
    steps = list(room.steps.select_related("item__case__owner"))
    step = next((one for one in steps if step is not None and one.pk == step.pk), None)
    if step is not None:
        step.room = room
    people = people_in(room)
    return {
        "room": room,
        "session": room.session,
        "step": step,
        "is_current": step is not None and step.pk == room.current_id,
        "is_open": step is not None and step.is_open_for_writing(room, moment),
        "writes": step is not None and step.input_kind not in ELSEWHERE,
        "current": next((one for one in steps if one.pk == room.current_id), None),
        "owner": step.item.case.owner if step and step.item else None,
        "case_number": _case_numbers(steps).get(step.item_id) if step else None,
        "steps": _listed(room, steps, step, moment),
        "people": people,
        "guests": sum(one.is_guest for one in people),
        **(_said(step) if step else {}),
        **(board_of(step, _seen_by(step, participant, moment), moment) if step else {}),
    }


def _seen_by(step: Step, participant: Participant | None, moment: datetime.datetime) -> Participant | None:
    return None if is_same_for_all(step, moment) else participant


def people_in(room: Room) -> list[Participant]:
    there = room.session.participants.with_a_seat().filter(joined_at__isnull=False).select_related("user")
    return sorted(there, key=lambda one: str(one).casefold())


def _said(step: Step) -> dict[str, Any]:
    """Where the central question is asked, having answered is what being ready is."""
    if counted := question.answered_at(step):
        return {"answered": {"given": counted[0], "asked": counted[1]}}
    standing = step.contributions.standing()  # type: ignore[attr-defined]
    return {"ready": step.ready.count(), "written": standing.values("author").distinct().count()}  # type: ignore[attr-defined]


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
