"""What a clock does at the tables. Each of these can be run by several processes at once: it looks under a lock whether there
still is something to do."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from regions.audit import record

from ..models import Participant, SessionPage, Step
from ..models.participants import FORGOTTEN
from ..rules import lets_guests_in
from ..states import ELSEWHERE
from .events import touch
from .publishing import locked_session
from .room import locked_room


def steps_to_reveal(moment: datetime.datetime) -> "list[Step]":
    """Hidden until everybody had written, and the time for that is over. The central question has a clock of its own."""
    hidden = Step.objects.filter(written_first=True, revealed_at=None, open_until__lte=moment, room__closed_at=None)
    return list(hidden.exclude(input_kind__in=ELSEWHERE).select_related("room").order_by("pk"))


@transaction.atomic
def reveal_due(step: Step, *, moment: datetime.datetime) -> Step:
    """What was written at ``step`` opens by itself when the time to write is over, unless that was put off meanwhile."""
    room = locked_room(step.room)
    step = room.steps.get(pk=step.pk)
    over = step.open_until is not None and step.open_until <= moment
    if room.is_open and step.revealed_at is None and over:
        step.revealed_at = moment
        step.save(update_fields=["revealed_at"])
        record(room.session, "learningtables.reveal_step", user=None, step=step.pk)
        touch(room)
    return step


def sessions_to_forget(moment: datetime.datetime) -> list[SessionPage]:
    """Over for long, with guests who still have their name."""
    named = Participant.objects.guests().exclude(guest_name__startswith=FORGOTTEN)
    long_ago = moment - datetime.timedelta(days=settings.GUEST_NAMES_KEPT_DAYS)
    over = SessionPage.objects.filter(ends_at__lte=long_ago, participants__in=named).distinct().order_by("pk")
    return [session for session in over.select_related("room") if not lets_guests_in(session, moment)]


@transaction.atomic
def forget_guests(session: SessionPage) -> SessionPage:
    """Guests become a number; what they wrote stays."""
    session = locked_session(session)
    if not session.participants.guests().exclude(guest_name__startswith=FORGOTTEN).exists():
        return session
    for number, guest in enumerate(session.participants.guests().order_by("pk"), 1):
        guest.guest_name = f"{FORGOTTEN}{number}"
        guest.save(update_fields=["guest_name"])
    record(session, "learningtables.forget_guests", user=None)
    return session


def run_due() -> None:
    """Everything whose time has come."""
    moment = timezone.now()
    for step in steps_to_reveal(moment):
        reveal_due(step, moment=moment)
    for session in sessions_to_forget(moment):
        forget_guests(session)
