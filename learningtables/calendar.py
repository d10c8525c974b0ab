"""A session as an iCalendar object (RFC 5545, RFC 5546): for invitations by mail and for download.

It lands in calendars that others look into, so it says which table, when and where; never a case or a title of a session.
"""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText

from regions.models import User

from .models import SessionPage
from .states import SessionState

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
REQUEST = "REQUEST"
CANCEL = "CANCEL"
PUBLISH = "PUBLISH"


def session_calendar(session: SessionPage, *, method: str, url: str, to: User | None = None) -> bytes:
    """The file for one reader: of those invited it names ``to`` alone."""
    calendar = Calendar()
    calendar.add("prodid", "-//Leertafel//leertafel//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(session, method=method, url=url, to=to))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(session: SessionPage, *, method: str, url: str, to: User | None) -> Event:
    cancelled = method == CANCEL or session.state == SessionState.CANCELLED
    event = Event()
    event.add("uid", str(session.uid))
    event.add("sequence", session.sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", session.starts_at.astimezone(AMSTERDAM))
    event.add("dtend", session.ends_at.astimezone(AMSTERDAM))
    event.add("summary", summary(session))
    event.add("location", ", ".join(filter(None, [session.place, session.link])))
    event.add("url", url)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("organizer", _organizer(session))
    if to is not None:
        event.add("attendee", _attendee(to))
    return event


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


def _attendee(user: User) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{user.email}")
    attendee.params["CN"] = vText(str(user))
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    attendee.params["RSVP"] = vText("TRUE")
    return attendee
