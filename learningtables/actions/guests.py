"""Guests: a code lets them in for one session, under a name for that session alone."""

import secrets
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from regions.audit import record
from regions.states import IllegalMove

from .. import rules
from ..lookalikes import look_alike
from ..models import Participant, Room
from .events import touch
from .room import led_by, locked_room

# No vowels, so that no code is a word; nothing that looks like something else when it is written down.
ALPHABET = "CDFGHJKMNPRTVWXY3479"
CODE_LENGTH = 8
MOST_GUESTS = 40


class WrongCode(IllegalMove):
    """No room is open to guests with this code; whether there ever was one is not told."""

    def __init__(self) -> None:
        super().__init__(_("This code does not open a room now. Check it, or ask who leads the session for a new one."))


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))


def plain(code: str) -> str:
    """As it is kept: people write it in groups, in small letters, with dashes."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def in_groups(code: str) -> str:
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


# --- by who leads ----------------------------------------------------------------------------------------------


@transaction.atomic
def let_guests_in(room: Room, *, by: Participant) -> Room:
    """A code for guests. Where there is one already, a new one takes its place, and who came in with the old one is out."""
    room = led_by(room, by)
    _end_seats(room)
    room.code = new_code()
    room.save(update_fields=["code"])
    record(room.session, "learningtables.let_guests_in", user=by.user)
    touch(room)
    return room


@transaction.atomic
def let_nobody_in(room: Room, *, by: Participant) -> Room:
    """The code is taken away; the guests are out, and what they wrote stays."""
    room = led_by(room, by)
    _end_seats(room)
    room.code = None
    room.save(update_fields=["code"])
    record(room.session, "learningtables.let_nobody_in", user=by.user)
    touch(room)
    return room


@transaction.atomic
def show_out(room: Room, *, guest: Participant, by: Participant) -> Room:
    """One guest has to leave. The code still opens the door: take it away, or renew it, when they should not come back."""
    room = led_by(room, by)
    if guest.session_id != room.session_id or not guest.is_guest:
        raise IllegalMove(_("Only a guest of this session can be shown out."))
    if room.session.participants.with_a_seat().filter(pk=guest.pk).update(left_at=timezone.now()):
        record(room.session, "learningtables.show_out", user=by.user, guest=guest.pk)
        touch(room)
    return room


def _end_seats(room: Room) -> None:
    room.session.participants.guests().with_a_seat().update(left_at=timezone.now())


# --- by the guest ----------------------------------------------------------------------------------------------


@transaction.atomic
def come_in(*, code: str, name: str, uid: uuid.UUID, user: Any) -> Participant:
    """A seat for a guest; the same ``uid`` again gives the same seat. Who sits at the table has a seat already."""
    room = _room_with(plain(code))
    if rules.sits_at(user, room.session.table):
        return room.session.participants.get_or_create(user=user)[0]
    uid = uuid.uuid5(uid, str(room.session_id))  # the form may come back, filled in for another session
    if seat := room.session.participants.guests().filter(uid=uid).first():
        if seat.left_at:
            raise WrongCode
        return seat
    _check_name(room, name)
    guest = Participant.objects.create(session=room.session, guest_name=name, uid=uid, joined_at=timezone.now())
    record(room.session, "learningtables.come_in", user=None, guest=guest.pk)
    touch(room)
    return guest


def _room_with(code: str) -> Room:
    """Locked, so that two guests with one name come in one after the other. Every code is held against the one that was given,
    so that the time it takes tells nothing of how much was right."""
    with_code = Room.objects.filter(closed_at=None, code__isnull=False).only("pk", "code").order_by("pk")
    matching = [room for room in with_code if constant_time_compare(str(room.code), code)]
    room = locked_room(matching[0]) if matching else None
    if room is None or room.code != code or not rules.lets_guests_in(room.session):
        raise WrongCode
    return room


def _check_name(room: Room, name: str) -> None:
    """Nobody else in the room, nor at the table, goes by it or by one that looks the same: who is who has to be clear."""
    here = room.session.participants.with_a_seat().select_related("user")
    people = [seat.user for seat in room.session.table.people]
    if any(look_alike(name, str(one)) for one in (*here, *people)):
        raise IllegalMove(
            _("Somebody in this room has this name already. Add something to yours, so that you are told apart.")
        )
    if sum(one.is_guest for one in here) >= MOST_GUESTS:
        raise IllegalMove(_("There is no room for more guests in this session."))
