"""What is somebody's own in the room: what they wrote, the form, whether they are ready."""

import datetime
from typing import Any

from django.utils import timezone

from .. import question, rules
from ..forms.room import WriteForm
from ..models import Contribution, Participant, Room, Step
from ..states import ELSEWHERE


def own_of(
    room: Room, step: Step | None, participant: Participant, moment: datetime.datetime | None = None
) -> dict[str, Any]:
    moment = moment or timezone.now()
    if step is None:
        return {"room": room, "session": room.session, "step": None, "leads": rules.leads_room(participant, room)}
    kept = step.written_first and step.revealed_at is not None
    is_open = step.is_open_for_writing(room, moment)
    texts = list(Contribution.objects.standing().filter(step=step, author=participant))
    may_change = room.is_open and is_open and not kept
    listens = participant.user_id is not None and participant.user_id == _owner(step)
    is_silenced = listens and step.owner_is_silent
    asked = question.context_for(room, step, participant)
    return blank_own_of(room, step, moment) | {
        "participant": participant,
        "texts": [(text, WriteForm(step=step, changes=text) if may_change else None) for text in texts],
        "may_withdraw": room.is_open and not kept,
        "is_kept": kept,
        "is_ready": step.ready.filter(participant=participant).exists(),  # type: ignore[attr-defined]
        "listens": listens,
        "is_silenced": is_silenced,
        **({"form": None} if is_silenced else {}),
        "room_question": asked,
        "counts_answers": asked is not None and asked["reflection"] is not None,
        "room_case": question.case_for(step, participant),
        "room_results": question.results_for(room, step, participant),
    }


def blank_own_of(room: Room, step: Step, moment: datetime.datetime | None = None) -> dict[str, Any]:
    """For a step that is new to everybody: nobody has written there yet."""
    is_open = step.is_open_for_writing(room, moment or timezone.now())
    return {
        "room": room,
        "session": room.session,
        "step": step,
        "is_open": is_open,
        "asks": step.input_kind not in ELSEWHERE,
        "form": WriteForm(step=step) if is_open and step.input_kind not in ELSEWHERE else None,
        "owner_seat": _owner_seat(step),
    }


def _owner(step: Step) -> int | None:
    return step.item.case.owner_id if step.item_id and step.item else None


def _owner_seat(step: Step) -> int | None:
    """Whose screen says "you listen now"."""
    owner = _owner(step) if step.owner_is_silent else None
    seats = Participant.objects.filter(session=step.room.session_id, user=owner)
    return seats.values_list("pk", flat=True).first() if owner else None
