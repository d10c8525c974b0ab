"""Whose a session is, how it stands and who leads it, as pages tell it; what its room adds is for who may enter that."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from regions.models import Membership

from ..states import SessionState

if TYPE_CHECKING:
    from .sessions import SessionPage


def circle_of(session: "SessionPage") -> int:
    """Of its table, which is the page above it: it does not move to another. Without reading the whole page."""
    from .tables import LearningTablePage

    table = vars(session).get("table")
    tables = LearningTablePage.objects.filter(path=session.path[: -session.steplen])
    circle: int = table.circle_id if table else tables.values_list("circle", flat=True).get()
    return circle


def standing_of(session: "SessionPage") -> dict[str, Any]:
    """In a word and a tone."""
    if session.state == SessionState.CANCELLED:
        return {"label": _("Cancelled"), "tone": "critical"}
    if session.has_room_open_to_reader:
        return {"label": _("The room is open"), "tone": "positive"}
    if session.state == SessionState.HELD:
        return {"label": _("Held"), "tone": "positive"}
    return {"label": _("Is over"), "tone": "neutral"} if session.is_past else {"label": _("Planned"), "tone": "info"}


def leader_of(session: "SessionPage") -> dict[str, Any] | None:
    """Who leads it now, who led it when its room is closed, and before that whose turn it is."""
    room = getattr(session, "room", None)
    if room is not None and room.facilitator is not None:
        return {"who": room.facilitator, "label": _("Leads now") if room.is_open else _("Led by")}
    return {"who": session.facilitator, "label": _("Leads")} if session.facilitator else None


def tell_open_rooms(sessions: Iterable["SessionPage"], *, user: Any) -> list["SessionPage"]:
    """The sessions, each knowing whether its room stands open to ``user``, who enters it as one of the table. Their rooms are
    read in one query, for a hundred as for one."""
    from .room import Room
    from .sessions import with_tables

    found = with_tables(sessions)
    if not user.is_authenticated:
        return found
    seats = set(Membership.objects.reading().filter(user=user).values_list("circle", flat=True))
    opened = set(Room.objects.filter(session__in=found, closed_at=None).values_list("session", flat=True))
    for session in found:
        session.has_room_open_to_reader = session.pk in opened and session.table.circle_id in seats
    return found
