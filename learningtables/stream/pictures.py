"""What the screens of a room are shown: read and drawn in a thread, once for everybody who looks at the same."""

import json
import time
import zlib
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone, translation

from regions.models import Membership

from ..models import Room, Step
from ..room_view import clock_of, is_personal, is_same_for_all, render_blank_own, render_stage
from ..rules import lets_guests_in
from .tickets import FOLLOW, Ticket

NOWHERE = 0


class View(NamedTuple):
    """What is the same for all who have it before them."""

    step: int
    language: str


# What nobody should wait for: where the room stands, what was revealed, the clock, who leads.
OUTLINE = (
    "current",
    "current__revealed_at",
    "current__voting",
    "current__runs_until",
    "current__left",
    "facilitator",
    "code",
    "closed_at",
)


class Picture(NamedTuple):
    """``seconds`` is how long it took to draw."""

    version: int
    outline: tuple[Any, ...]
    standing: frozenset[Ticket]
    events: dict[View, bytes]
    seconds: float


def versions(rooms: Collection[int]) -> dict[int, int]:
    with _own_connection():
        return dict(Room.objects.filter(pk__in=rooms).values_list("pk", "version"))


def outline_of(pk: int) -> tuple[Any, ...]:
    with _own_connection():
        return _outline(pk)


def _outline(pk: int) -> tuple[Any, ...]:
    return Room.objects.filter(pk=pk).values_list(*OUTLINE).first() or ()


def look_into(pk: int, asked: Mapping[View, int], tickets: Collection[Ticket]) -> Picture:
    """The version is read first: what comes in between is at worst shown twice, never missed."""
    began = time.perf_counter()
    with _own_connection():
        outline = _outline(pk)
        room = Room.objects.select_related("current", "session").filter(pk=pk).first()
        if room is None:
            return Picture(0, (), frozenset(), {}, 0.0)
        standing = _standing(room, tickets)
        events = {view: _event(room, view, outline) for view, known in asked.items() if known < room.version}
    return Picture(room.version, outline, standing, events, time.perf_counter() - began)


class _own_connection:
    """The thread keeps its connection to the database, and drops one that failed."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if error is not None:
            connection.close()


def _standing(room: Room, tickets: Collection[Ticket]) -> frozenset[Ticket]:
    """Those whose seat is still theirs: at the table, or a guest's while guests are let in; and who did not sign out."""
    if not room.session.live:
        return frozenset()
    logins = Session.objects.filter(session_key__in={one.login for one in tickets}, expire_date__gt=timezone.now())
    seats = room.session.participants.filter(pk__in={one.seat for one in tickets})
    taken = _of_the_table(room, seats) | (_of_guests(seats) if lets_guests_in(room.session) else set())
    here = set(logins.values_list("session_key", flat=True))
    return frozenset(one for one in tickets if one.seat in taken and one.login in here)


def _of_the_table(room: Room, seats: Any) -> set[int]:
    memberships = Membership.objects.reading().filter(circle=room.session.table.circle_id, user__is_active=True)
    return set(seats.filter(user__in=memberships.values("user")).values_list("pk", flat=True))


def _of_guests(seats: Any) -> set[int]:
    return set(seats.guests().with_a_seat().values_list("pk", flat=True))


def _event(room: Room, view: View, outline: tuple[Any, ...]) -> bytes:
    step = room.current if view.step == FOLLOW else room.steps.filter(pk=view.step).first()
    with translation.override(view.language):
        shown = json.dumps(_shown(room, step, outline), ensure_ascii=False)
    return f"id: {room.version}\ndata: {shown}\n\n".encode()


def _shown(room: Room, step: Step | None, outline: tuple[Any, ...]) -> dict[str, Any]:
    """``led`` is another one when the leader may have other buttons than before."""
    moment = timezone.now()
    has_texts = step is not None and step.contributions.exists()  # type: ignore[attr-defined]
    alike, personal = is_same_for_all(step, moment), is_personal(step)
    shown: dict[str, Any] = {
        "version": room.version,
        "step": step.pk if step else NOWHERE,
        "current": room.current_id or NOWHERE,
        "leader": room.facilitator_id,
        "led": zlib.crc32(repr((outline, has_texts)).encode()),
        "clock": clock_of(step, moment),
        "refresh": not alike or personal,
    }
    if alike:
        shown["stage"] = render_stage(room, step, moment=moment)
    if alike and not personal and not has_texts and step is not None and _is_untouched(step):
        shown["own"] = render_blank_own(room, step)
    return shown


def _is_untouched(step: Step) -> bool:
    """Nobody has anything of their own there yet, so that one blank form does for all."""
    return step.revealed_at is None and not step.ready.exists()  # type: ignore[attr-defined]
