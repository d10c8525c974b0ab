"""Which participant sends a request: somebody at the table, or a guest of this session."""

from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from . import rules
from .models import Participant, SessionPage

GUEST_SEATS = "guest_seats"


def seat_of(request: HttpRequest, session: SessionPage) -> Participant | None:
    """The seat in the session, made when somebody of the table comes in for the first time. None: no seat here."""
    if request.user.is_authenticated and rules.sits_at(request.user, session):
        return session.participants.get_or_create(user=request.user)[0]
    return guest_seat(request, session)


def guest_seat(request: HttpRequest, session: SessionPage) -> Participant | None:
    """A guest's browser holds the number of the seat in its session, which only a valid code puts there."""
    seats = request.session.get(GUEST_SEATS, {})
    pk = seats.get(str(session.pk))
    if pk is None or not rules.lets_guests_in(session):
        return None
    return session.participants.guests().with_a_seat().filter(pk=pk).first()


def give_seat(request: HttpRequest, guest: Participant) -> None:
    """Under a key that nobody else can know, and with another token: a page that is still open for who sat here before sends
    nothing under the new name."""
    seats = request.session.get(GUEST_SEATS, {})
    request.session.cycle_key()
    rotate_token(request)
    request.session[GUEST_SEATS] = {**seats, str(guest.session_id): guest.pk}
