"""The parts of the room's page as they are swapped: no request is needed, so that one rendering can go to everybody."""

import datetime
from typing import Any

from django.template.loader import render_to_string

from ..models import Participant, Room, Step
from .facts import Facts
from .lead import lead_of
from .own import blank_own_of, own_of
from .stage import stage_of

INCLUDES = "learningtables/includes"


def render_stage(
    room: Room,
    step: Step | None,
    participant: Participant | None = None,
    moment: datetime.datetime | None = None,
    facts: Facts | None = None,
) -> str:
    return render_to_string(f"{INCLUDES}/room_stage.html", stage_of(room, step, participant, moment, facts))


def render_own(room: Room, step: Step | None, participant: Participant, **more: Any) -> str:
    return render_to_string(f"{INCLUDES}/room_own.html", own_of(room, step, participant) | more)


def render_blank_own(room: Room, step: Step) -> str:
    """The same for everybody; the screen of the case owner says by itself that they listen."""
    return render_to_string(f"{INCLUDES}/room_own.html", blank_own_of(room, step))


def render_lead(room: Room, step: Step | None, participant: Participant) -> str:
    return render_to_string(f"{INCLUDES}/room_lead.html", lead_of(room, step, participant))
