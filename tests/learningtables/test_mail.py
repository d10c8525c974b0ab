"""Invitations: what is in the mail, and what calendars make of the file that comes with it."""

import email
from collections.abc import Callable
from email.message import Message
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from icalendar import Calendar, Event

from casestudies.models import CaseStudyPage
from learningtables import actions
from learningtables.models import LearningTablePage, SessionPage
from regions.models import User
from tests.factories.learningtables import make_session

pytestmark = pytest.mark.once

ClientOf = Callable[[User], Client]
Commit = Callable[..., Any]


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Commit) -> Commit:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def parsed(message: Any) -> tuple[Message, Calendar, Event]:
    """The calendar part of a mail as it goes over the line, and the one event in it."""
    whole = email.message_from_bytes(message.message().as_bytes())
    (part,) = [one for one in whole.walk() if one.get_content_type() == "text/calendar"]
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    calendar = Calendar.from_ical(payload)
    (event,) = calendar.walk("VEVENT")
    return part, calendar, event


def outbox_of(user: User) -> list[Any]:
    return [message for message in mail.outbox if message.to == [user.email]]


def test_an_invitation_comes_with_a_calendar_file(
    table: LearningTablePage, case: CaseStudyPage, facilitator: User, participant: User, committed: Commit
) -> None:
    with committed():
        session = make_session(
            table,
            user=facilitator,
            cases=[case],
            title="Over een geheim",
            link="https://overleg.example/tafel",
            preparation="Lees dit geheim.",
        )
    assert len(mail.outbox) == 3
    (message,) = outbox_of(participant)
    part, calendar, event = parsed(message)
    assert part.get_param("method") == "REQUEST"
    assert part.get_filename() == "leertafel.ics"
    assert str(calendar["METHOD"]) == "REQUEST"
    assert str(event["UID"]) == str(session.uid)
    assert int(event["SEQUENCE"]) == 0
    assert event["DTSTART"].params["TZID"] == event["DTEND"].params["TZID"] == "Europe/Amsterdam"
    assert event["DTSTART"].dt == session.starts_at
    assert event["DTEND"].dt == session.ends_at
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Amsterdam"]
    assert str(event["SUMMARY"]) == "Leertafel Passende hulp"
    assert str(event["LOCATION"]) == "Gemeentehuis, zaal 2, https://overleg.example/tafel"
    assert str(event["URL"]).endswith(reverse("learningtables:session", args=[session.pk]))
    assert str(event["ORGANIZER"]) == f"mailto:{facilitator.email}"
    assert str(event["ATTENDEE"]) == f"mailto:{participant.email}"
    assert str(event["STATUS"]) == "CONFIRMED"


def test_a_mail_carries_no_content_and_nobody_else(
    table: LearningTablePage, case: CaseStudyPage, facilitator: User, participant: User, committed: Commit
) -> None:
    with committed():
        make_session(
            table, user=facilitator, cases=[case], title="Geheime titel", preparation="Geheim", summary="Geheim"
        )
    whole = outbox_of(participant)[0].message().as_string()
    for hidden in ("Geheim", case.title, case.owner.email):
        assert hidden not in whole


def test_a_name_without_leertafel_gets_it_in_the_calendar(
    table: LearningTablePage, facilitator: User, committed: Commit
) -> None:
    table.title = "Samen om complexe vragen"
    table.save()
    with committed():
        make_session(table, user=facilitator)
    assert str(parsed(mail.outbox[0])[2]["SUMMARY"]) == "Leertafel Samen om complexe vragen"


@pytest.mark.parametrize(("language", "word"), [("nl", "leertafel"), ("en", "You are invited to a session")])
def test_the_mail_is_in_the_language_of_who_gets_it(
    language: str, word: str, table: LearningTablePage, facilitator: User, participant: User, committed: Commit
) -> None:
    participant.language = language
    participant.save()
    with committed():
        make_session(table, user=facilitator)
    message = outbox_of(participant)[0]
    assert word.lower() in message.body.lower()
    assert reverse("learningtables:session", args=[SessionPage.objects.get().pk]) in message.body


def everybody(session: SessionPage) -> list[User]:
    return [one.user for one in session.participants.all()]


def test_a_change_keeps_the_uid_and_raises_the_sequence(
    session: SessionPage, facilitator: User, participant: User, committed: Commit
) -> None:
    for expected in (1, 2):
        mail.outbox.clear()
        with committed():
            session = actions.change_session(
                session,
                version=session.latest_revision_id,
                user=facilitator,
                place=f"Zaal {expected}",
                cases=[],
                participants=everybody(session),
            )
        _part, calendar, event = parsed(outbox_of(participant)[0])
        assert str(calendar["METHOD"]) == "REQUEST"
        assert (str(event["UID"]), int(event["SEQUENCE"])) == (str(session.uid), expected)
        assert str(event["LOCATION"]) == f"Zaal {expected}"


def test_a_change_of_words_sends_nothing(session: SessionPage, facilitator: User, committed: Commit) -> None:
    with committed():
        changed = actions.change_session(
            session,
            version=session.latest_revision_id,
            user=facilitator,
            preparation="Lees de casus nog eens.",
            cases=[],
            participants=everybody(session),
        )
    assert (changed.sequence, mail.outbox) == (0, [])


def test_who_goes_off_the_list_gets_a_cancellation_and_who_comes_on_an_invitation(
    session: SessionPage, facilitator: User, participant: User, case_owner: User, committed: Commit
) -> None:
    session.participants.filter(user=case_owner).delete()
    with committed():
        changed = actions.change_session(
            session,
            version=session.latest_revision_id,
            user=facilitator,
            cases=[],
            participants=[facilitator, case_owner],
        )
    _part, withdrawn, event = parsed(outbox_of(participant)[0])
    assert (str(withdrawn["METHOD"]), str(event["UID"])) == ("CANCEL", str(changed.uid))
    assert int(event["SEQUENCE"]) == 1
    assert "STATUS" not in event  # the session itself goes on
    assert str(event["ATTENDEE"]) == f"mailto:{participant.email}"
    _part, invited, event = parsed(outbox_of(case_owner)[0])
    assert (str(invited["METHOD"]), int(event["SEQUENCE"])) == ("REQUEST", 1)
    assert outbox_of(facilitator) == []


def test_cancelling_takes_it_out_of_every_calendar(
    session: SessionPage, facilitator: User, participant: User, case_owner: User, committed: Commit
) -> None:
    with committed():
        actions.cancel_session(session, user=facilitator)
    assert {message.to[0] for message in mail.outbox} == {facilitator.email, participant.email, case_owner.email}
    for message in mail.outbox:
        part, calendar, event = parsed(message)
        assert part.get_param("method") == str(calendar["METHOD"]) == "CANCEL"
        assert (str(event["UID"]), int(event["SEQUENCE"])) == (str(session.uid), 1)
        assert str(event["STATUS"]) == "CANCELLED"


def test_who_left_the_table_hears_nothing_more(
    session: SessionPage, facilitator: User, participant: User, committed: Commit
) -> None:
    session.table.circle.memberships.filter(user=participant).update(status="ended")
    with committed():
        actions.cancel_session(session, user=facilitator)
    assert outbox_of(participant) == []


def test_a_session_that_is_over_invites_nobody(table: LearningTablePage, facilitator: User, committed: Commit) -> None:
    with committed():
        make_session(table, user=facilitator, days=-30)
    assert mail.outbox == []


def test_a_participant_downloads_the_session(
    session: SessionPage, participant: User, outsider: User, admin: User, client_of: ClientOf, visitor: Client
) -> None:
    url = reverse("learningtables:calendar", args=[session.pk])
    answer = client_of(participant).get(url)
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    assert answer["Content-Type"].startswith("text/calendar")
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert str(event["UID"]) == str(session.uid)
    assert "ATTENDEE" not in event
    assert [client_of(user).get(url).status_code for user in (outsider, admin)] == [404, 404]
    assert visitor.get(url).status_code == 302
