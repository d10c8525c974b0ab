"""What the screens of rooms are shown: read in a thread for all rooms that wait, and drawn once for everybody who looks at the
same."""

import datetime
import json
import zlib
from collections.abc import Collection, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone, translation

from ..models import Room, Step
from ..room_view import (
    Facts,
    clock_of,
    facts_of,
    is_personal,
    is_same_for_all,
    render_blank_own,
    render_stage,
    seats_of,
)
from .shelf import Key, Shelf
from .standing import standing_in
from .tickets import FOLLOW, Ticket

NOWHERE = 0


class View(NamedTuple):
    """What is the same for all who have it before them."""

    step: int
    language: str


# What nobody should wait for: where the room stands, what was revealed, the clock, who leads.
OUTLINE = ("current_id", "facilitator_id", "code", "closed_at")
OUTLINE_OF_STEP = ("revealed_at", "voting", "runs_until", "left")
_room_part, _step_part = attrgetter(*OUTLINE), attrgetter(*OUTLINE_OF_STEP)


class Question(NamedTuple):
    """About one room: the views that are looked at, with the oldest version that somebody has of each, and who listens."""

    views: Mapping[View, int]
    tickets: Collection[Ticket]


class Picture(NamedTuple):
    version: int
    outline: tuple[Any, ...]
    standing: frozenset[Ticket]
    events: dict[View, bytes]


NO_ROOM = Picture(0, (), frozenset(), {})
# Another process is at it.
NOT_YET = Picture(-1, (), frozenset(), {})


def versions(rooms: Collection[int]) -> dict[int, int]:
    with _own_connection():
        return dict(Room.objects.filter(pk__in=rooms).values_list("pk", "version"))


def outlines_of(rooms: Collection[int]) -> dict[int, Any]:
    with _own_connection():
        found = {room.pk: _outline(room) for room in Room.objects.select_related("current").filter(pk__in=rooms)}
    return {pk: found.get(pk, ()) for pk in rooms}


def _outline(room: Room) -> tuple[Any, ...]:
    return (*_room_part(room), *(_step_part(room.current) if room.current else ()))


def look_into(asked: Mapping[int, Question], shelf: Shelf) -> dict[int, Any]:
    """Per room a picture, NOT_YET, or the error that drawing it ended in.

    The version is read first: what comes in between is at worst shown twice, never missed.
    """
    with _own_connection():
        found = list(Room.objects.select_related("session", "current").filter(pk__in=asked))
        ready = {room.pk: _shared(room, asked[room.pk], shelf) for room in found}
        rooms = [room for room in found if ready[room.pk] is not None]
        answers: dict[int, Any] = dict.fromkeys(asked, NO_ROOM) | dict.fromkeys(ready, NOT_YET)
        return answers | _draw_all(rooms, asked, ready, shelf)


def _shared(room: Room, question: Question, shelf: Shelf) -> dict[View, bytes] | None:
    """What another process has drawn of it; None when it is drawing some of it now. The rest is for this one."""
    done, waits = {}, False
    for view in _behind(room, question.views):
        key = Key(room.pk, room.version, *view)
        drawn = shelf.take(key)
        if drawn is not None:
            done[view] = drawn
        elif not shelf.claim(key):
            waits = True
    return None if waits else done


def _draw_all(
    rooms: Collection[Room], asked: Mapping[int, Question], ready: Mapping[int, dict[View, bytes] | None], shelf: Shelf
) -> dict[int, Any]:
    seats = seats_of(rooms)
    standing = standing_in(rooms, [ticket for room in rooms for ticket in asked[room.pk].tickets], seats)
    moment = timezone.now()
    done = {room.pk: ready[room.pk] or {} for room in rooms}
    left = {
        room.pk: [view for view in _behind(room, asked[room.pk].views) if view not in done[room.pk]] for room in rooms
    }
    shown = {room.pk: [_step_pk(room, view) for view in left[room.pk]] for room in rooms}
    facts = facts_of([room for room in rooms if left[room.pk]], shown, moment, seats=seats)
    return {
        room.pk: _drawn(room, facts.get(room.pk), left[room.pk], done[room.pk], standing, moment, shelf)
        for room in rooms
    }


class _own_connection:
    """The thread keeps its connection to the database, and drops one that failed."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if error is not None:
            connection.close()


def _behind(room: Room, views: Mapping[View, int]) -> list[View]:
    return [view for view, known in views.items() if known < room.version]


def _step_pk(room: Room, view: View) -> int:
    return (room.current_id or NOWHERE) if view.step == FOLLOW else view.step


def _drawn(
    room: Room,
    facts: Facts | None,
    views: Collection[View],
    done: Mapping[View, bytes],
    standing: frozenset[Ticket],
    moment: datetime.datetime,
    shelf: Shelf,
) -> Picture | Exception:
    """One room that cannot be drawn does not keep the others waiting."""
    outline = _outline(room)
    try:
        events = {view: _event(facts, view, outline, moment) for view in views if facts}
    except Exception as error:
        return error
    for view, event in events.items():
        shelf.put(Key(room.pk, room.version, *view), event)
    return Picture(room.version, outline, standing, {**done, **events})


def _event(facts: Facts, view: View, outline: tuple[Any, ...], moment: datetime.datetime) -> bytes:
    step = facts.step(_step_pk(facts.room, view))
    with translation.override(view.language):
        shown = json.dumps(_shown(facts, step, outline, moment), ensure_ascii=False)
    return f"id: {facts.room.version}\ndata: {shown}\n\n".encode()


def _shown(facts: Facts, step: Step | None, outline: tuple[Any, ...], moment: datetime.datetime) -> dict[str, Any]:
    """``led`` is another one when the leader may have other buttons than before."""
    room, said = facts.room, facts.said.get(step.pk) if step else None
    alike, personal = is_same_for_all(step, moment), is_personal(step, facts.steps)
    shown: dict[str, Any] = {
        "version": room.version,
        "step": step.pk if step else NOWHERE,
        "current": room.current_id or NOWHERE,
        "leader": room.facilitator_id,
        "led": zlib.crc32(repr((outline, said is not None and not said.is_blank)).encode()),
        "clock": clock_of(step, moment),
        "refresh": not alike or personal,
    }
    if alike:
        shown["stage"] = render_stage(room, step, moment=moment, facts=facts)
    # Nobody has anything of their own there yet: one blank form does for all.
    untouched = said is not None and said.is_blank and not said.ready and step is not None and step.revealed_at is None
    if alike and not personal and untouched and step is not None:
        shown["own"] = render_blank_own(room, step)
    return shown
