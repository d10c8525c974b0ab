"""Who may listen: an address with a signed ticket in it, which the room's page holds."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from ..models import Participant, Room, Step

# A server that has the door for streams says so of each request.
OFFERED = "leertafel.streams"
ENDING = "kamer/stroom/"
FOLLOW = 0
_SALT = "learningtables.stream"
_GOOD_FOR = 4 * 60 * 60


class Ticket(NamedTuple):
    """``step`` is the one that the screen stays at, or FOLLOW. ``login`` is the browser's session."""

    session: int
    room: int
    seat: int
    step: int
    language: str
    login: str


def stream_url(request: HttpRequest, room: Room, participant: Participant, step: Step | None = None) -> str:
    """Empty where the server has no streams. ``room`` as it was read before the page was drawn from it."""
    if not request.META.get(OFFERED):
        return ""
    login = request.session.session_key or ""
    step_pk = step.pk if step else FOLLOW
    written = [room.session_id, room.pk, participant.pk, step_pk, get_language() or settings.LANGUAGE_CODE]
    query = {"kaartje": signing.dumps(written, salt=_SALT + login), "versie": room.version}
    return f"{reverse('learningtables:session', args=[room.session_id])}{ENDING}?{urlencode(query)}"


def read_ticket(written: str, login: str) -> Ticket | None:
    """It is worth nothing without the cookie of who it was made for: addresses end up in logs."""
    try:
        return Ticket._make([*signing.loads(written, salt=_SALT + login, max_age=_GOOD_FOR), login])
    except (signing.BadSignature, TypeError, ValueError):
        return None
