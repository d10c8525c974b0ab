"""Who was there: what the room saw of it, what was said beforehand, and what was written down in the end."""

from dataclasses import dataclass
from typing import Any

from regions.models import User

from .models import SessionPage
from .states import Rsvp, SessionState


@dataclass(frozen=True)
class Present:
    """Guests are a number: who they were is nobody's matter after the session."""

    people: list[User]
    guests: int
    is_settled: bool


def present_at(session: SessionPage) -> Present:
    """As it was written down; before that, who has been in the room."""
    settled = session.state == SessionState.HELD
    there = {"attended": True} if settled else {"joined_at__isnull": False}
    seats = session.participants.invited().filter(**there).select_related("user__organisation")
    people = sorted((seat.user for seat in seats), key=lambda user: str(user).casefold())
    return Present(people, guests_in_room(session), settled)


def guests_in_room(session: SessionPage) -> int:
    return int(session.participants.guests().filter(joined_at__isnull=False).count())


def likely_there(session: SessionPage) -> dict[str, Any]:
    """Who to tick beforehand: who came into the room; without a room, who did not say no."""
    if session.participants.filter(joined_at__isnull=False).exists():
        return {"joined_at__isnull": False}
    return {"rsvp__in": set(Rsvp) - {Rsvp.NO}}
