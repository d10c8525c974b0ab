"""Invitation, update and cancellation as two parsers read them from the mail that goes over the line."""

import datetime
import email
from collections.abc import Callable
from typing import Any

import pytest
import vobject
from django.core import mail
from django.utils import timezone
from icalendar import Calendar, Event

from learningtables import actions
from learningtables.calendar import AMSTERDAM
from learningtables.models import LearningTablePage, SessionPage
from learningtables.states import Rsvp
from regions.models import User
from tests.factories.learningtables import make_session

pytestmark = pytest.mark.once


@pytest.fixture
def sent(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[..., tuple[str, Event]]:
    """What ``do`` sends to somebody: the method, and the event, on which both parsers agree."""

    def send(to: User, do: Callable[[], Any]) -> tuple[str, Event]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            do()
        (message,) = [one for one in mail.outbox if one.to == [to.email]]
        whole = email.message_from_bytes(message.message().as_bytes())
        (part,) = [one for one in whole.walk() if one.get_content_type() == "text/calendar"]
        assert part.get_content_charset() == "utf-8"
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        assert all(len(line) <= 75 for line in content.splitlines())
        calendar = Calendar.from_ical(content)
        (event,) = calendar.walk("VEVENT")
        assert part.get_param("method") == str(calendar["METHOD"])
        _agree(event, vobject.readOne(content.decode()))
        return str(calendar["METHOD"]), event

    return send


def _agree(event: Event, second: Any) -> None:
    """The second parser takes the file's own rules for the clocks."""
    other = second.vevent
    assert (other.uid.value, int(other.sequence.value)) == (str(event["UID"]), int(event["SEQUENCE"]))
    for start in (event["DTSTART"].dt, other.dtstart.value):
        assert start.astimezone(AMSTERDAM).replace(tzinfo=None) == start.replace(tzinfo=None)
    assert other.dtstart.value == event["DTSTART"].dt
    assert other.dtend.value == event["DTEND"].dt
    assert other.attendee.value == str(event["ATTENDEE"])


def change(session: SessionPage, *, user: User, **fields: Any) -> Callable[[], SessionPage]:
    session.refresh_from_db()
    people = [one.user for one in session.participants.invited()]
    named = {"cases": [], "participants": people, "version": session.latest_revision_id, **fields}
    return lambda: actions.change_session(session, user=user, **named)


def test_from_invitation_to_cancellation_the_sequence_rises_and_a_reply_is_kept(
    table: LearningTablePage, facilitator: User, participant: User, sent: Callable[..., tuple[str, Event]]
) -> None:
    before = timezone.now() - datetime.timedelta(seconds=1)
    method, invitation = sent(participant, lambda: make_session(table, user=facilitator, title="Eén"))
    session = SessionPage.objects.get()
    assert (method, str(invitation["UID"]), int(invitation["SEQUENCE"])) == ("REQUEST", str(session.uid), 0)
    assert invitation["DTSTAMP"].dt >= before <= invitation["LAST-MODIFIED"].dt
    assert invitation["DTSTART"].dt == session.starts_at
    assert invitation["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert invitation["ATTENDEE"].params["RSVP"] == "TRUE"

    actions.reply(session, rsvp=Rsvp.YES, user=participant)
    method, update = sent(participant, change(session, user=facilitator, place="Zaal 3"))
    assert (method, str(update["UID"]), int(update["SEQUENCE"])) == ("REQUEST", str(session.uid), 1)
    assert update["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert update["ATTENDEE"].params["RSVP"] == "FALSE"
    assert update["LAST-MODIFIED"].dt >= invitation["LAST-MODIFIED"].dt

    later = session.ends_at + datetime.timedelta(hours=1)
    method, moved = sent(participant, change(session, user=facilitator, ends_at=later))
    assert (int(moved["SEQUENCE"]), moved["DTEND"].dt) == (2, later)
    assert moved["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"

    method, off = sent(participant, lambda: actions.cancel_session(session, user=facilitator))
    assert (method, str(off["UID"]), int(off["SEQUENCE"])) == ("CANCEL", str(session.uid), 3)
    assert str(off["STATUS"]) == "CANCELLED"


def test_who_gives_up_the_seat_is_taken_off_and_the_session_goes_on(
    session: SessionPage, participant: User, sent: Callable[..., tuple[str, Event]]
) -> None:
    seat = session.table.circle.memberships.get(user=participant)
    method, event = sent(participant, lambda: actions.end_membership(session.table, seat, user=participant))
    assert (method, str(event["UID"]), int(event["SEQUENCE"])) == ("CANCEL", str(session.uid), 1)
    assert str(event["ATTENDEE"]) == f"mailto:{participant.email}"
    assert "STATUS" not in event
    session.refresh_from_db()
    assert session.sequence == 1


@pytest.mark.parametrize(("month", "day", "hours"), [(3, 28, 1), (10, 31, 2)])
def test_the_hour_on_the_wall_is_right_on_the_day_the_clocks_change(
    month: int,
    day: int,
    hours: int,
    table: LearningTablePage,
    facilitator: User,
    participant: User,
    sent: Callable[..., tuple[str, Event]],
) -> None:
    """From before the change, at night, till after it."""
    starts_at = datetime.datetime(2027, month, day, 0, 30, tzinfo=AMSTERDAM)
    ends_at = datetime.datetime(2027, month, day, 9, 30, tzinfo=AMSTERDAM)
    _method, event = sent(
        participant, lambda: make_session(table, user=facilitator, starts_at=starts_at, ends_at=ends_at)
    )
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (starts_at, ends_at)
    assert starts_at.utcoffset() == datetime.timedelta(hours=hours)
    assert ends_at.utcoffset() == datetime.timedelta(hours=3 - hours)
