"""A series planned in one go: on which days it falls, what is left out, and what people hear of it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar

from learningtables import actions, rhythm
from learningtables.holidays import holiday_on
from learningtables.models import LearningTablePage, Method, SessionPage
from learningtables.states import SessionState
from regions.models import User

pytestmark = pytest.mark.once

ClientOf = Callable[[User], Client]
Plan = Callable[..., dict[str, Any]]


@pytest.fixture
def series(method: Method, facilitator: User, participant: User) -> Plan:
    """What is filled in on the first screen: four sessions on Tuesdays, across the end of summer time."""

    def fill(**fields: Any) -> dict[str, Any]:
        data = {
            "title": "Samen terugkijken",
            "day": "2035-09-18",
            "begins": "10:00",
            "ends": "12:00",
            "repeat": "weeks",
            "weeks": "3",
            "number": "4",
            "until": "",
            "place": "Gemeentehuis, zaal 2",
            "link": "",
            "method": method.pk,
            "participants": [facilitator.pk, participant.pk],
        }
        return {**data, **fields}

    return fill


def ticked(*days: str) -> dict[str, str]:
    """The second screen, with everything ticked."""
    return {"plan": "1"} | {
        f"{name}_{number}": value for number, day in enumerate(days) for name, value in (("keep", "on"), ("day", day))
    }


FOUR = ("2035-09-18", "2035-10-09", "2035-10-30", "2035-11-20")


def starts(table: LearningTablePage) -> list[str]:
    sessions = SessionPage.objects.child_of(table).order_by("starts_at")
    return [f"{timezone.localtime(one.starts_at):%Y-%m-%d %H:%M}" for one in sessions]


def test_the_days_are_shown_before_anything_is_planned(
    table: LearningTablePage, facilitator: User, series: Plan, client_of: ClientOf
) -> None:
    page = client_of(facilitator).post(reverse("learningtables:series", args=[table.pk]), series())
    assert [f"{row['day']}" for row in page.context["days"].rows] == list(FOUR)
    assert not SessionPage.objects.exists()
    assert mail.outbox == []


def test_a_series_is_planned_with_one_left_out_and_one_on_another_day(
    table: LearningTablePage,
    facilitator: User,
    participant: User,
    series: Plan,
    client_of: ClientOf,
    django_capture_on_commit_callbacks: Any,
) -> None:
    url = reverse("learningtables:series", args=[table.pk])
    second = {**series(), **ticked(*FOUR), "day_2": "2035-11-01"}
    del second["keep_1"]
    with django_capture_on_commit_callbacks(execute=True):
        client_of(facilitator).post(url, second, headers={"accept-language": "en"})
    # By the clock on the wall: ten o'clock stays ten o'clock when winter time begins on 28 October.
    assert starts(table) == ["2035-09-18 10:00", "2035-11-01 10:00", "2035-11-20 10:00"]
    moments = SessionPage.objects.order_by("starts_at").values_list("starts_at", flat=True)
    assert [moment.astimezone(datetime.UTC).hour for moment in moments] == [8, 9, 9]
    table.refresh_from_db()
    with translation.override("nl"):  # the language of the site's content, whatever language the planner reads
        assert table.rhythm == rhythm.in_words(day(FOUR[0]), 3)
    mine = [message for message in mail.outbox if message.to == [participant.email]]
    assert len(mine) == 3
    assert [message.subject[-5:] for message in mine] == ["(1/3)", "(2/3)", "(3/3)"]
    # One appointment in each mail, with its own identity.
    events = [event for one in mine for event in Calendar.from_ical(one.attachments[0][1]).walk("VEVENT")]
    assert {str(event["UID"]) for event in events} == {str(one.uid) for one in SessionPage.objects.all()}
    assert len(events) == 3


def test_one_of_a_series_is_cancelled_alone(
    table: LearningTablePage, facilitator: User, series: Plan, client_of: ClientOf
) -> None:
    client_of(facilitator).post(reverse("learningtables:series", args=[table.pk]), {**series(), **ticked(*FOUR)})
    first, *others = SessionPage.objects.order_by("starts_at")
    actions.cancel_session(first, user=facilitator)
    assert {one.state for one in SessionPage.objects.filter(pk__in=[one.pk for one in others])} == {
        SessionState.PLANNED
    }


def test_a_series_that_is_sent_twice_is_planned_once(
    table: LearningTablePage, facilitator: User, series: Plan, client_of: ClientOf
) -> None:
    client, url = client_of(facilitator), reverse("learningtables:series", args=[table.pk])
    data = {**series(), **ticked(*FOUR)}
    assert client.post(url, data).status_code == 302
    again = client.post(url, data)
    assert again.context["form"].non_field_errors()
    assert len(starts(table)) == 4
    assert [row["taken"] for row in again.context["days"].rows] == [True] * 4


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": "", "until": ""}, "number"),
        ({"until": "2036-01-01"}, "number"),
        ({"number": "13"}, "number"),
        ({"number": "", "until": "2035-09-20"}, "until"),
        ({"weeks": ""}, "weeks"),
        ({"day": "2020-01-01"}, "day"),
        ({"place": ""}, "place"),
        ({"ends": "09:00"}, "ends"),
    ],
)
def test_what_is_wrong_on_the_first_screen(
    wrong: dict[str, str],
    field: str,
    table: LearningTablePage,
    facilitator: User,
    series: Plan,
    client_of: ClientOf,
) -> None:
    page = client_of(facilitator).post(reverse("learningtables:series", args=[table.pk]), series(**wrong))
    assert field in page.context["form"].errors
    assert page.context.get("days") is None


def test_what_is_wrong_on_the_second_screen(
    table: LearningTablePage, facilitator: User, series: Plan, client_of: ClientOf
) -> None:
    client, url = client_of(facilitator), reverse("learningtables:series", args=[table.pk])
    twice = client.post(url, {**series(), **ticked(FOUR[0], FOUR[0], "", "2020-01-01")})
    assert set(twice.context["days"].errors) == {"day_1", "day_2", "day_3"}
    assert client.post(url, {**series(), "plan": "1"}).context["days"].non_field_errors()
    back = client.post(url, {**series(), **ticked(*FOUR), "back": "1"})
    assert back.context["form"]["title"].value() == "Samen terugkijken"
    assert not SessionPage.objects.exists()


def test_until_a_day(table: LearningTablePage, facilitator: User, series: Plan, client_of: ClientOf) -> None:
    page = client_of(facilitator).post(
        reverse("learningtables:series", args=[table.pk]), series(number="", until="2035-10-30")
    )
    assert [f"{row['day']}" for row in page.context["days"].rows] == list(FOUR[:3])


@pytest.mark.parametrize("who", ["participant", "case_owner", "foodvalley_coordinator", "outsider", "admin"])
def test_only_facilitators_plan_a_series(
    who: str, request: pytest.FixtureRequest, table: LearningTablePage, client_of: ClientOf
) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(reverse("learningtables:series", args=[table.pk])).status_code == 403


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("first", "follow"),
    [
        ("2035-03-13", ["2035-04-10", "2035-05-08", "2035-06-12"]),  # second Tuesday
        ("2035-01-31", ["2035-02-28", "2035-03-28", "2035-04-25"]),  # fifth Wednesday: the last
        ("2035-11-01", ["2035-12-06", "2036-01-03", "2036-02-07"]),  # first Thursday, over the year
    ],
)
def test_the_same_day_of_the_month(first: str, follow: list[str]) -> None:
    days = rhythm.every_month(day(first))
    assert [next(days) for _number in range(4)] == [day(first), *map(day, follow)]


def test_a_rhythm_in_words() -> None:
    with translation.override("en"):
        assert rhythm.in_words(day("2035-03-13"), None) == "Every month on the second Tuesday"
        assert rhythm.in_words(day("2035-01-31"), None) == "Every month on the last Wednesday"
        assert rhythm.in_words(day("2035-03-13"), 1) == "Every week on Tuesday"
        assert rhythm.in_words(day("2035-03-13"), 6) == "Every 6 weeks on Tuesday"


def test_a_public_holiday_is_named_and_left_out(
    table: LearningTablePage, facilitator: User, series: Plan, client_of: ClientOf
) -> None:
    """Whoever wants it all the same ticks it."""
    client, url = client_of(facilitator), reverse("learningtables:series", args=[table.pk])
    client.cookies["taal"] = "en"
    sent = series(day="2035-03-19", weeks="1", number="5")
    rows = client.post(url, sent).context["days"].rows
    holidays = {f"{row['day']}": row["holiday"] for row in rows if not row["keep"].value()}
    assert holidays == {"2035-03-26": "Easter Monday"}
    assert "Easter Monday: not ticked" in client.post(url, sent).content.decode()
    days = [f"{row['day']}" for row in rows]
    client.post(url, sent | ticked(*days))
    assert [day.split()[0] for day in starts(table)] == days


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ((2027, 3, 26), "Good Friday"),
        ((2027, 5, 6), "Ascension Day"),
        ((2027, 5, 17), "Whit Monday"),
        ((2027, 4, 27), "King’s Day"),
        ((2031, 4, 26), "King’s Day"),  # the 27th is a Sunday
        ((2031, 4, 27), ""),
        ((2038, 4, 25), "Easter Sunday"),  # as late as it can be
        ((2027, 12, 26), "Second Christmas Day"),
        ((2027, 12, 5), ""),
    ],
)
def test_public_holidays(day: tuple[int, int, int], name: str) -> None:
    with translation.override("en"):
        assert holiday_on(datetime.date(*day)) == name
