"""iCalendar (RFC 5545, RFC 5546): what every calendar of the site has in common.

Files land in calendars that others look into, so an entry says what kind of meeting, when and where; never what it is about.
"""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vDuration

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
REQUEST = "REQUEST"
CANCEL = "CANCEL"
PUBLISH = "PUBLISH"
REFRESH_EVERY = datetime.timedelta(hours=1)

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
class Entry:
    """One meeting. ``uid`` stays the same through all its changes, of which ``sequence`` counts those of time and place."""

    uid: uuid.UUID
    sequence: int
    changed_at: datetime.datetime
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    summary: str
    location: str
    url: str
    cancelled: bool = False


def new_calendar(name: str = "") -> Calendar:
    """Empty, with the clocks of the Netherlands; with a ``name`` it is one that a calendar program fetches again and again."""
    calendar = Calendar()
    calendar.add("prodid", "-//Leertafel//leertafel//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", vDuration(REFRESH_EVERY), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH_EVERY))
    calendar.add_component(CLOCKS)
    return calendar


def event_of(entry: Entry, *, stamp: datetime.datetime) -> Event:
    event = Event()
    event.add("uid", str(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamp)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", entry.starts_at.astimezone(AMSTERDAM))
    event.add("dtend", entry.ends_at.astimezone(AMSTERDAM))
    event.add("summary", entry.summary)
    event.add("location", entry.location)
    event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event


def feed(entries: Iterable[Entry], *, name: str) -> bytes:
    """The same entries give the same bytes."""
    calendar = new_calendar(name)
    for entry in entries:
        # Without a method, the stamp is that of the last change (RFC 5545, 3.8.7.2).
        calendar.add_component(event_of(entry, stamp=entry.changed_at))
    return calendar.to_ical()
