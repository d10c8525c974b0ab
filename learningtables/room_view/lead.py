"""Who leads the room, what they can do from here, and who may take over."""

import datetime
from typing import Any

from django.utils import timezone

from regions.models import Membership

from .. import rules
from ..models import Participant, Room, SessionCase, Step
from ..states import ELSEWHERE, InputKind, Voting


def lead_of(
    room: Room, step: Step | None, participant: Participant, moment: datetime.datetime | None = None
) -> dict[str, Any]:
    moment = moment or timezone.now()
    leads = rules.leads_room(participant, room)
    shown = {
        "room": room,
        "session": room.session,
        "step": step,
        "leads": leads,
        "seen": room.current_id or 0,
        "is_silent": rules.is_silent(room, moment),
        "may_take_over": not leads and rules.may_take_over(participant, room, moment),
    }
    return shown | (_choices(room, step, participant) if leads and room.is_open else {})


def _choices(room: Room, step: Step | None, leader: Participant) -> dict[str, Any]:
    steps = list(room.steps.all())
    current = room.current
    return {
        "current": current,
        "all_steps": steps,
        "is_first": current is None or current.pk == steps[0].pk,
        "is_last": bool(steps) and current is not None and current.pk == steps[-1].pk,
        "is_running": current is not None and current.runs_until is not None,
        "to_reveal": step is not None and _is_to_reveal(step),
        "to_vote": step is not None and not step.hides and step.voting != Voting.OPEN and _has_texts(step),
        "is_voting": step is not None and step.voting == Voting.OPEN,
        "can_spread": step is not None and _is_to_spread(step, room, leader),
        "cases": _further_cases(room, leader),
        "successors": _successors(room, leader),
    }


def _is_to_reveal(step: Step) -> bool:
    """The answers to the central question are opened with a button of their own."""
    been_there = (step.entered_at or step.open_until) is not None
    return step.hides and been_there and step.input_kind not in ELSEWHERE


def _is_to_spread(step: Step, room: Room, leader: Participant) -> bool:
    """Where one writes; the central question too, for who may ask it, as long as there is a case."""
    asks = step.input_kind == InputKind.CENTRAL_QUESTION and step.item_id is not None
    return rules.may_ask(leader, room) if asks else step.input_kind not in ELSEWHERE


def _has_texts(step: Step) -> bool:
    return step.contributions.standing().filter(score__isnull=True).exists()  # type: ignore[attr-defined]


def _further_cases(room: Room, leader: Participant) -> list[SessionCase]:
    """On the agenda, and not yet among the steps. Most often there are none, which is asked first."""
    if not room.session.agenda.exclude(steps__room=room).exists():
        return []
    return list(room.session.agenda_for(leader.user).exclude(steps__room=room))


def _successors(room: Room, leader: Participant) -> list[Participant]:
    seats = Membership.objects.reading().filter(circle=room.session.circle_id)
    at_table = room.session.participants.invited().filter(user__memberships__in=seats).exclude(pk=leader.pk)
    return sorted(at_table.select_related("user"), key=lambda one: (one.joined_at is None, str(one).casefold()))
