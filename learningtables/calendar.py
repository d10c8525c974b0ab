"""Sessions as iCalendar objects (RFC 5545, RFC 5546): for invitations by mail, for download, and as a feed.

They land in calendars that others look into, so they say which table, when and where; never a case or a title of a session.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, vCalAddress, vDuration, vText

from regions.models import User

from .models import SessionPage
from .states import Rsvp, SessionState

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
REQUEST = "REQUEST"
CANCEL = "CANCEL"
PUBLISH = "PUBLISH"
REFRESH_EVERY = datetime.timedelta(hours=1)

PARTSTAT = {
    Rsvp.NO_REPLY: "NEEDS-ACTION",
    Rsvp.YES: "ACCEPTED",
    Rsvp.MAYBE: "TENTATIVE",
    Rsvp.NO: "DECLINED",
}

# The rule of the European Union since 1996: two lines instead of a date for each half of each year.
CLOCKS = Timezone.from_ical(
    "BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:19960331T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
    "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nEND:DAYLIGHT\r\n"
    "BEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\n"
    "END:VTIMEZONE\r\n"
)


@dataclass(frozen=True)
class Expected:
    """The one person that a file is for, of all those expected: others are not named in it."""

    user: User
    rsvp: str = Rsvp.NO_REPLY


def session_calendar(session: SessionPage, *, method: str, url: str, to: Expected | None = None) -> bytes:
    """The message about one session. With CANCEL for a session that does take place, it takes ``to`` alone off the list."""
    calendar = _calendar()
    calendar.add("method", method)
    event = _event(session, url=url, stamp=timezone.now())
    event.add("organizer", _organizer(session))
    if to is not None:
        event.add("attendee", _attendee(to, asked=method == REQUEST))
    if method == CANCEL and session.state != SessionState.CANCELLED:
        del event["status"]  # RFC 5546, 3.2.5: only there when the whole event is off
    calendar.add_component(event)
    return calendar.to_ical()


def feed_calendar(entries: Iterable[tuple[SessionPage, str, bool]], *, name: str) -> bytes:
    """What a calendar fetches again and again: each session with its address, and whether the link to the call is told. The
    same sessions give the same bytes."""
    calendar = _calendar()
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(REFRESH_EVERY), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH_EVERY))
    for session, url, with_link in entries:
        # Without a method, the stamp is that of the last change (RFC 5545, 3.8.7.2).
        calendar.add_component(_event(session, url=url, stamp=_changed_at(session), with_link=with_link))
    return calendar.to_ical()


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Leertafel//leertafel//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(CLOCKS)
    return calendar


def _event(session: SessionPage, *, url: str, stamp: datetime.datetime, with_link: bool = True) -> Event:
    where = [session.place, session.link if with_link else ""]
    event = Event()
    event.add("uid", str(session.uid))
    event.add("sequence", session.sequence)
    event.add("dtstamp", stamp)
    event.add("last-modified", _changed_at(session))
    event.add("dtstart", session.starts_at.astimezone(AMSTERDAM))
    event.add("dtend", session.ends_at.astimezone(AMSTERDAM))
    event.add("summary", summary(session))
    event.add("location", ", ".join(filter(None, where)))
    event.add("url", url)
    event.add("status", "CANCELLED" if session.state == SessionState.CANCELLED else "CONFIRMED")
    return event


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
