"""Whose seat is still theirs: at the table, or a guest's while guests are let in; and who did not sign out."""

from collections.abc import Collection, Mapping

from django.contrib.sessions.models import Session
from django.utils import timezone

from regions.models import Membership

from ..models import LearningTablePage, Participant, Room
from ..rules import lets_guests_in
from .tickets import Ticket

Seats = Mapping[int, list[Participant]]


def standing_in(rooms: Collection[Room], tickets: Collection[Ticket], seats: Seats) -> frozenset[Ticket]:
    """Those of ``tickets`` that are good for one of ``rooms``; ``seats`` are those of its session, all there ever were."""
    live = [room for room in rooms if room.session.live]
    taken = _at_the_tables(live, seats) | _of_guests(live, seats)
    logins = Session.objects.filter(session_key__in={one.login for one in tickets}, expire_date__gt=timezone.now())
    here = set(logins.values_list("session_key", flat=True))
    return frozenset(one for one in tickets if (one.room, one.seat) in taken and one.login in here)


def _at_the_tables(rooms: Collection[Room], seats: Seats) -> set[tuple[int, int]]:
    """Room and seat of who sits at the table now."""
    paths = {room.pk: room.session.path[: -room.session.steplen] for room in rooms}
    circles = dict(LearningTablePage.objects.filter(path__in=paths.values()).values_list("path", "circle"))
    members = set(Membership.objects.reading().filter(circle__in=circles.values()).values_list("circle", "user"))
    return {
        (room.pk, seat.pk)
        for room in rooms
        for seat in seats[room.session_id]
        if seat.user is not None and seat.user.is_active and (circles[paths[room.pk]], seat.user_id) in members
    }


def _of_guests(rooms: Collection[Room], seats: Seats) -> set[tuple[int, int]]:
    found = set()
    for room in rooms:
        guests = [seat for seat in seats[room.session_id] if seat.is_guest and seat.left_at is None]
        if guests and lets_guests_in(room.session):
            found |= {(room.pk, seat.pk) for seat in guests}
    return found
