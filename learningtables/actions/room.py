"""Leading a session through its steps. The clock is the server's; going back deletes nothing."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove

from .. import rules
from ..models import Participant, Phase, Room, SessionCase, SessionPage, Step
from ..states import InputKind, SessionState
from .events import touch
from .publishing import locked_session

NOWHERE = 0
LONGEST = 600
LONGEST_SPREAD = datetime.timedelta(days=366)  # guests keep their seat and their name as long
COPIED = ("title", "instruction", "minutes", "speaker", "owner_is_silent", "input_kind", "written_first")


class StaleScreen(IllegalMove):
    """The room had moved on before this arrived: a double click, an old tab, or somebody else was first."""

    def __init__(self) -> None:
        super().__init__(_("The room is at another step by now. This is how it stands; nothing was changed."))


def locked_room(room: Room) -> Room:
    """The row as it stands now, held until the transaction ends. What may change with it is read when it is asked for, which is
    after the lock; of which session it is does not change."""
    fresh = Room.objects.select_for_update().get(pk=room.pk)
    if Room.session.is_cached(room):  # type: ignore[attr-defined]
        fresh.session = room.session
    return fresh


def open_room_locked(room: Room) -> Room:
    room = locked_room(room)
    if not room.is_open:
        raise IllegalMove(_("This room is closed. What was said is in the minutes and the report."))
    return room


def led_by(room: Room, by: Participant) -> Room:
    """The locked room, for who leads it and still sits at the table."""
    room = open_room_locked(room)
    if not rules.leads_room(by, room) or not rules.may_be_handed(by, room):
        raise IllegalMove(_("Somebody else leads this session now. You can follow along, or take over."))
    return room


def _led_from(room: Room, seen: int, by: Participant) -> Room:
    room = led_by(room, by)
    if (room.current_id or NOWHERE) != seen:
        raise StaleScreen
    room.facilitator_seen_at = timezone.now()
    return room


# --- opening and closing ---------------------------------------------------------------------------------------


@transaction.atomic
def open_room(session: SessionPage, *, user: User) -> Room:
    """The room of the session with the steps of its method; the one that is there, when somebody was first."""
    session = locked_session(session)
    standing = Room.objects.filter(session=session).first()
    if standing:
        return standing
    if session.state == SessionState.CANCELLED:
        raise IllegalMove(_("This session is cancelled."))
    leader, _made = session.participants.get_or_create(user=user)
    room = Room.objects.create(session=session, facilitator=leader, facilitator_seen_at=timezone.now())
    _lay_steps(room, item=session.agenda.first())
    record(session, "learningtables.open_room", user=user)
    return room


def _lay_steps(room: Room, *, item: SessionCase | None) -> None:
    last = room.steps.aggregate(last=Max("position"))["last"]
    start = 0 if last is None else last + 1
    phases = room.session.method.phases.all()
    Step.objects.bulk_create(
        Step(room=room, item=item, position=position, **_laid(phase)) for position, phase in enumerate(phases, start)
    )


def _laid(phase: Phase) -> dict[str, Any]:
    """Numbers open all at once: where they came in one by one, each would tell who had just given it."""
    fields = {name: getattr(phase, name) for name in COPIED}
    return fields | {"written_first": phase.written_first or phase.input_kind == InputKind.CHECK_OUT}


@transaction.atomic
def add_case(room: Room, *, item: SessionCase, by: Participant) -> Room:
    """The method once more, for another case on the agenda."""
    room = led_by(room, by)
    if item.session_id != room.session_id:
        raise IllegalMove(_("This case is not on the agenda of this session."))
    if room.steps.filter(item=item).exists():
        raise IllegalMove(_("This case has its steps already."))
    _lay_steps(room, item=item)
    touch(room)
    return room


@transaction.atomic
def enter(room: Room, *, participant: Participant) -> Participant:
    """Seen in the room for the first time: the others see one more."""
    if participant.joined_at is None and room.is_open:
        participant.joined_at = timezone.now()
        participant.save(update_fields=["joined_at"])
        touch(room)
    return participant


@transaction.atomic
def close_room(room: Room, *, by: Participant) -> Room:
    """Nobody writes here any more; who sits at the table can still read it."""
    room = led_by(room, by)
    record(room.session, "learningtables.close_room", user=by.user)
    return shut(room)


def shut(room: Room) -> Room:
    """The locked room, from now on."""
    _stop_clock(room.current)
    room.closed_at = timezone.now()
    room.code = None
    room.save(update_fields=["closed_at", "code"])
    touch(room)
    return room


# --- moving ----------------------------------------------------------------------------------------------------


@transaction.atomic
def go_on(room: Room, *, seen: int, by: Participant) -> Room:
    room = _led_from(room, seen, by)
    after = -1 if room.current is None else room.current.position
    following = room.steps.filter(position__gt=after).first()
    if following is None:
        raise IllegalMove(_("This was the last step. Close the room when you are done."))
    return _move(room, to=following, by=by)


@transaction.atomic
def go_back(room: Room, *, seen: int, by: Participant) -> Room:
    room = _led_from(room, seen, by)
    before = 0 if room.current is None else room.current.position
    previous = room.steps.filter(position__lt=before).last()
    if previous is None:
        raise IllegalMove(_("This is the first step."))
    return _move(room, to=previous, by=by)


@transaction.atomic
def jump(room: Room, *, step: Step, seen: int, by: Participant) -> Room:
    room = _led_from(room, seen, by)
    return _move(room, to=room.steps.get(pk=step.pk), by=by)


def _move(room: Room, *, to: Step, by: Participant) -> Room:
    if room.current_id == to.pk:
        return room
    _stop_clock(room.current)
    to.entered_at = to.entered_at or timezone.now()
    _start_clock(to)
    room.current = to
    room.save(update_fields=["current", "facilitator_seen_at"])
    record(room.session, "learningtables.move_room", user=by.user, step=to.pk)
    touch(room)
    return room


# --- the clock -------------------------------------------------------------------------------------------------


def _stop_clock(step: Step | None) -> None:
    """What is left of it stays, for who comes back."""
    if step is not None and step.runs_until is not None:
        step.left = max(0, step.seconds_left(timezone.now()))
        step.runs_until = None
        step.save(update_fields=["left", "runs_until"])


def _start_clock(step: Step) -> None:
    moment = timezone.now()
    step.runs_until = moment + datetime.timedelta(seconds=step.seconds_left(moment))
    step.left = None
    step.save(update_fields=["left", "runs_until", "entered_at"])


def _standing_step(room: Room) -> Step:
    if room.current is None:
        raise IllegalMove(_("Begin with the first step."))
    return room.current


@transaction.atomic
def pause(room: Room, *, seen: int, by: Participant) -> Room:
    room = _led_from(room, seen, by)
    _stop_clock(_standing_step(room))
    return _seen(room)


@transaction.atomic
def resume(room: Room, *, seen: int, by: Participant) -> Room:
    room = _led_from(room, seen, by)
    step = _standing_step(room)
    if step.is_paused:
        _start_clock(step)
    return _seen(room)


@transaction.atomic
def extend(room: Room, *, minutes: int, seen: int, by: Participant) -> Room:
    """More time from now on: a clock that had run out does not owe what was over."""
    room = _led_from(room, seen, by)
    step = _standing_step(room)
    if not 1 <= minutes <= LONGEST:
        raise IllegalMove(_("Choose between 1 and %(most)s minutes.") % {"most": LONGEST})
    moment = timezone.now()
    seconds = max(0, step.seconds_left(moment)) + minutes * 60
    if step.is_paused:
        step.left = seconds
    else:
        step.runs_until = moment + datetime.timedelta(seconds=seconds)
    step.save(update_fields=["left", "runs_until"])
    return _seen(room)


def _seen(room: Room) -> Room:
    room.save(update_fields=["facilitator_seen_at"])
    touch(room)
    return room


# --- what was hidden, and what stays open ------------------------------------------------------------------------


@transaction.atomic
def reveal(room: Room, *, step: Step, by: Participant) -> Room:
    """Everybody sees what was written here; there is no way back. Twice is once."""
    room = led_by(room, by)
    step = room.steps.get(pk=step.pk)
    if step.entered_at is None and step.open_until is None:
        raise IllegalMove(_("Nobody has been at this step yet."))
    if step.revealed_at is None:
        step.revealed_at = timezone.now()
        step.save(update_fields=["revealed_at"])
        record(room.session, "learningtables.reveal_step", user=by.user, step=step.pk)
        touch(room)
    return room


@transaction.atomic
def spread(room: Room, *, step: Step, until: datetime.datetime | None, by: Participant) -> Room:
    """Let people write at ``step`` in their own time until that moment; None ends it."""
    room = led_by(room, by)
    if until is not None and until <= timezone.now():
        raise IllegalMove(_("Choose a moment that is still to come."))
    if until is not None and until > timezone.now() + LONGEST_SPREAD:
        raise IllegalMove(_("Choose a moment within a year from now."))
    step = room.steps.get(pk=step.pk)
    step.open_until = until
    step.save(update_fields=["open_until"])
    record(room.session, "learningtables.spread_step", user=by.user, step=step.pk)
    touch(room)
    return room
