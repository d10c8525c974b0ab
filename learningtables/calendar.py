"""Sessions as iCalendar objects (RFC 5545, RFC 5546): for invitations by mail, for download, and as a feed."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from icalendar import vCalAddress, vText

from regions.calendar import AMSTERDAM, CANCEL, PUBLISH, REQUEST, Entry, event_of, new_calendar
from regions.models import User

from .models import SessionPage
from .states import Rsvp, SessionState

__all__ = ["AMSTERDAM", "CANCEL", "PUBLISH", "REQUEST", "Expected", "entry_of", "session_calendar", "summary"]

PARTSTAT = {
    Rsvp.NO_REPLY: "NEEDS-ACTION",
    Rsvp.YES: "ACCEPTED",
    Rsvp.MAYBE: "TENTATIVE",
    Rsvp.NO: "DECLINED",
}


@dataclass(frozen=True)
class Expected:
    """The one person that a file is for, of all those expected: others are not named in it."""

    user: User
    rsvp: str = Rsvp.NO_REPLY


def session_calendar(session: SessionPage, *, method: str, url: str, to: Expected | None = None) -> bytes:
    """The message about one session. With CANCEL for a session that does take place, it takes ``to`` alone off the list."""
    calendar = new_calendar()
    calendar.add("method", method)
    event = event_of(entry_of(session, url=url), stamp=timezone.now())
    event.add("organizer", _organizer(session))
    if to is not None:
        event.add("attendee", _attendee(to, asked=method == REQUEST))
    if method == CANCEL and session.state != SessionState.CANCELLED:
        del event["status"]  # RFC 5546, 3.2.5: only there when the whole event is off
    calendar.add_component(event)
    return calendar.to_ical()


def entry_of(session: SessionPage, *, url: str, with_link: bool = True) -> Entry:
    """``with_link``: whether the link to the call is told."""
    where = [session.place, session.link if with_link else ""]
    return Entry(
        uid=session.uid,
        sequence=session.sequence,
        changed_at=_changed_at(session),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=summary(session),
        location=", ".join(filter(None, where)),
        url=url,
        cancelled=session.state == SessionState.CANCELLED,
    )


def _changed_at(session: SessionPage) -> datetime.datetime:
    return session.latest_revision_created_at or session.last_published_at or session.starts_at


def summary(session: SessionPage) -> str:
    """ "Leertafel" and the table's name, once."""
    name = session.table.title
    return name if "leertafel" in name.lower() else f"Leertafel {name}"


def _organizer(session: SessionPage) -> vCalAddress:
    """Replies that a calendar sends by itself go to a person: the facilitator who planned it."""
    address = session.owner.email if session.owner else settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
    organizer = vCalAddress(f"mailto:{address}")
    organizer.params["CN"] = vText(str(session.owner or summary(session)))
    return organizer


def _attendee(to: Expected, *, asked: bool) -> vCalAddress:
    """A reply given before stands; who has given one is not asked again."""
    attendee = vCalAddress(f"mailto:{to.user.email}")
    attendee.params["CN"] = vText(str(to.user))
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    if asked:
        attendee.params["PARTSTAT"] = vText(PARTSTAT[Rsvp(to.rsvp)])
        attendee.params["RSVP"] = vText("TRUE" if to.rsvp == Rsvp.NO_REPLY else "FALSE")
    return attendee
