"""Feeds by secret address: what is in them, for whom, and that the right programs can read them."""

import datetime
from collections.abc import Callable

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from icalendar import Calendar, Event
from wagtail.models import ModelLogEntry

from casestudies.models import CaseStudyPage
from learningtables import actions
from learningtables.calendar import AMSTERDAM
from learningtables.models import CalendarFeed, LearningTablePage, SessionPage
from regions.models import Region, User
from tests.factories.learningtables import make_session

pytestmark = pytest.mark.once

ClientOf = Callable[[User], Client]


@pytest.fixture
def feed(participant: User) -> CalendarFeed:
    return actions.give_feed(user=participant)


def personal(feed: CalendarFeed) -> str:
    return reverse("learningtables:feed", args=[feed.key])


def of_table(feed: CalendarFeed, table: LearningTablePage) -> str:
    return reverse("learningtables:table_feed", args=[feed.key, table.pk])


def of_region(feed: CalendarFeed, region: Region) -> str:
    return reverse("learningtables:region_feed", args=[feed.key, region.slug])


def events(visitor: Client, address: str) -> list[Event]:
    """As the one parser reads them, once the other has found the same."""
    answer = visitor.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    found = list(Calendar.from_ical(answer.content).walk("VEVENT"))
    second = vobject.readOne(answer.content.decode())
    again = {one.uid.value: one for one in getattr(second, "vevent_list", [])}
    assert set(again) == {str(event["UID"]) for event in found}
    for event in found:
        other = again[str(event["UID"])]
        assert other.dtstart.value.astimezone(AMSTERDAM) == event["DTSTART"].dt
        assert other.dtend.value == event["DTEND"].dt
        assert (other.summary.value, other.status.value) == (str(event["SUMMARY"]), str(event["STATUS"]))
    return found


def uids(visitor: Client, address: str) -> set[str]:
    return {str(event["UID"]) for event in events(visitor, address)}


def test_every_feed_tells_table_time_and_place_and_nothing_of_what_it_is_about(
    feed: CalendarFeed,
    table: LearningTablePage,
    case: CaseStudyPage,
    facilitator: User,
    foodvalley: Region,
    visitor: Client,
) -> None:
    session = make_session(table, user=facilitator, cases=[case], title="Geheim", link="https://overleg.example/x")
    off = make_session(table, user=facilitator, days=8, cancelled=True)
    for address in (personal(feed), of_table(feed, table), of_region(feed, foodvalley)):
        on, cancelled = events(visitor, address)
        assert (str(on["UID"]), str(cancelled["UID"])) == (str(session.uid), str(off.uid))
        assert on["DTSTART"].dt == session.starts_at
        assert on["DTSTART"].params["TZID"] == "Europe/Amsterdam"
        assert str(on["SUMMARY"]) == "Leertafel Passende hulp"
        assert str(on["LOCATION"]) == "Gemeentehuis, zaal 2, https://overleg.example/x"
        assert (str(on["STATUS"]), str(cancelled["STATUS"])) == ("CONFIRMED", "CANCELLED")
        assert (int(on["SEQUENCE"]), int(cancelled["SEQUENCE"])) == (0, 1)
        content = visitor.get(address).content.decode()
        assert not any(hidden in content for hidden in ("Geheim", case.title, facilitator.email, "METHOD", "ATTENDEE"))


def test_a_feed_shows_what_its_person_may_see_when_it_is_fetched(
    feed: CalendarFeed,
    session: SessionPage,
    table: LearningTablePage,
    outsider: User,
    facilitator: User,
    foodvalley: Region,
    visitor: Client,
) -> None:
    theirs = actions.give_feed(user=outsider)
    public = make_session(
        table,
        user=facilitator,
        days=9,
        audience_key="public",
        participants=[facilitator],
        link="https://overleg.example/x",
    )
    both = {str(session.uid), str(public.uid)}
    assert uids(visitor, personal(feed)) == uids(visitor, of_table(feed, table)) == both
    assert uids(visitor, personal(theirs)) == set()
    (seen,) = events(visitor, of_region(theirs, foodvalley))
    assert (str(seen["UID"]), str(seen["LOCATION"])) == (str(public.uid), "Gemeentehuis, zaal 2")
    seat = table.circle.memberships.get(user=feed.user)
    actions.end_membership(table, seat, user=feed.user)
    assert uids(visitor, personal(feed)) == set()
    assert uids(visitor, of_table(feed, table)) == uids(visitor, of_region(feed, foodvalley)) == {str(public.uid)}
    table.audience_key = table.circle.audience_key
    table.save()
    assert visitor.get(of_table(feed, table)).status_code == 404


def test_the_address_ends_with_its_key_and_its_person(
    feed: CalendarFeed, session: SessionPage, participant: User, outsider: User, client_of: ClientOf, visitor: Client
) -> None:
    old = [personal(feed), of_table(feed, session.table), of_region(feed, session.lead_region)]
    screen = reverse("learningtables:feeds")
    assert old[0] in client_of(participant).get(screen).content.decode()
    assert visitor.get(screen).status_code == 302
    assert client_of(participant).get(reverse("learningtables:renew_feed")).status_code == 200
    assert client_of(outsider).post(reverse("learningtables:renew_feed")).status_code == 404
    client_of(participant).post(reverse("learningtables:renew_feed"))
    assert [visitor.get(address).status_code for address in old] == [404, 404, 404]
    fresh = CalendarFeed.objects.get(user=participant)
    answer = client_of(participant).get(screen)
    assert personal(fresh) in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert uids(visitor, personal(fresh)) == {str(session.uid)}
    logged = ModelLogEntry.objects.filter(action__startswith="learningtables.").values_list("action", "label", "data")
    assert {action for action, _label, _data in logged} >= {"learningtables.give_feed", "learningtables.renew_feed"}
    assert not any(key in str(list(logged)) for key in (feed.key, fresh.key))
    participant.is_active = False
    participant.save()
    assert visitor.get(personal(fresh)).status_code == 404


def test_a_feed_is_made_when_asked_for_and_once(participant: User, client_of: ClientOf) -> None:
    client, screen = client_of(participant), reverse("learningtables:feeds")
    assert CalendarFeed.objects.count() == 0 == len(client.get(screen).context["addresses"])
    client.post(screen)
    client.post(screen)
    assert CalendarFeed.objects.count() == 1


def test_what_has_not_changed_is_not_sent_again(
    feed: CalendarFeed, session: SessionPage, facilitator: User, visitor: Client
) -> None:
    address = personal(feed)
    first = visitor.get(address)
    assert first["Cache-Control"] == "private, no-cache"
    assert "noindex" in first["X-Robots-Tag"]
    known = {"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}
    assert [visitor.get(address, headers=one).status_code for one in known] == [304, 304]
    assert visitor.head(address)["ETag"] == first["ETag"]
    actions.cancel_session(session, user=facilitator)
    changed = visitor.get(address, headers=known[0])
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_a_feed_costs_the_same_for_many_sessions(
    feed: CalendarFeed,
    session: SessionPage,
    facilitator: User,
    foodvalley: Region,
    visitor: Client,
    queries_of: Callable[[Client, str], int],
) -> None:
    table = session.table
    addresses = [personal(feed), of_table(feed, table), of_region(feed, foodvalley)]
    few = [queries_of(visitor, address) for address in addresses]
    for days in range(10, 14):
        make_session(table, user=facilitator, days=days)
    assert [queries_of(visitor, address) for address in addresses] == few
    assert max(few) <= 8


def test_the_clocks_of_the_file_are_those_of_amsterdam(
    feed: CalendarFeed, table: LearningTablePage, facilitator: User, visitor: Client
) -> None:
    """Read by a parser that works out the time from the file's own rules, around the changes of many years."""
    days = [
        datetime.date(year, month, day) for year in (2027, 2031, 2044) for month in (3, 10) for day in range(24, 32)
    ]
    session = make_session(table, user=facilitator)
    for day in days:
        starts_at = datetime.datetime.combine(day, datetime.time(9, 30), AMSTERDAM)
        ends_at = starts_at + datetime.timedelta(hours=1)
        SessionPage.objects.filter(pk=session.pk).update(starts_at=starts_at, ends_at=ends_at)
        text = visitor.get(personal(feed)).content.decode()
        start = vobject.readOne(text).vevent.dtstart.value
        assert start.timestamp() == starts_at.timestamp(), day
        assert (start.hour, start.minute) == (9, 30)
    assert len(text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE")]) < 500
