"""Minutes: everybody at the table writes them, and nobody's text is lost to another's."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from casestudies.models import CaseStudyPage
from learningtables import actions
from learningtables.models import LearningTablePage, Minutes, MinutesVersion, SessionPage
from lessons.models import Action
from regions.models import User
from tests.factories.learningtables import make_room, make_session, seat, write

ClientOf = Callable[[User], Client]


@pytest.fixture
def session(
    table: LearningTablePage, case: CaseStudyPage, facilitator: User, participant: User, case_owner: User
) -> SessionPage:
    return make_session(table, user=facilitator, cases=[case], days=0)


def url_of(name: str, session: SessionPage, *args: int) -> str:
    return reverse(f"learningtables:{name}", args=[session.pk, *args])


def texts(session: SessionPage) -> list[str]:
    return [version.body for version in MinutesVersion.objects.filter(minutes__session=session)]


@pytest.mark.once
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("participant", 200),
        ("facilitator", 200),
        ("case_owner", 200),
        ("foodvalley_coordinator", 404),
        ("editor", 404),
        ("admin", 404),
    ],
)
def test_the_table_reads_and_writes_and_nobody_else(
    request: pytest.FixtureRequest, who: str, status: int, session: SessionPage, facilitator: User, client_of: ClientOf
) -> None:
    actions.save_minutes(session, None, body="Het besprokene", version="", user=facilitator)
    client = client_of(request.getfixturevalue(who))
    version = MinutesVersion.objects.get()
    for path in (
        url_of("minutes", session),
        url_of("earlier_minutes", session, 0),
        url_of("earlier_text", session, 0, version.pk),
    ):
        answer = client.get(path)
        assert answer.status_code == status
    assert ("Het besprokene" in answer.content.decode()) == (status == 200)
    data = {"what": "Bellen", "owner": facilitator.pk, "due_on": "2035-01-01"}
    assert client.post(url_of("record_action", session), data).status_code == (302 if status == 200 else 404)


def test_each_case_has_its_own_and_what_was_written_first_is_taken_back(
    session: SessionPage, participant: User, facilitator: User, client_of: ClientOf
) -> None:
    item = session.agenda.get()
    client = client_of(participant)
    client.post(url_of("write_minutes", session, item.pk), {"body": "Van de casus", "version": ""})
    client.post(url_of("write_minutes", session, 0), {"body": "Van allemaal", "version": ""})
    general = Minutes.objects.get(item=None)
    page = client_of(facilitator).get(url_of("minutes", session))
    version = page.context["forms"][1]["version"].value()
    client_of(facilitator).post(url_of("write_minutes", session, 0), {"body": "Anders", "version": version})
    assert texts(session)[:2] == ["Anders", "Van allemaal"]
    earlier = general.versions.last()
    client.post(url_of("take_back_text", session, 0, earlier.pk))
    general.refresh_from_db()
    assert (general.body, general.updated_by) == ("Van allemaal", participant)
    assert [version.body for version in general.versions.all()] == ["Van allemaal", "Anders", "Van allemaal"]
    assert Minutes.objects.get(item=item).body == "Van de casus"
    assert PageLogEntry.objects.filter(page=session.pk, action="learningtables.save_minutes").count() == 4


def test_who_saves_second_sees_both_texts(
    session: SessionPage, participant: User, facilitator: User, client_of: ClientOf
) -> None:
    path = url_of("write_minutes", session, 0)
    client_of(participant).post(path, {"body": "Van de eerste", "version": ""})
    second = client_of(facilitator).post(path, {"body": "Van de tweede", "version": ""})
    assert second.status_code == 409
    assert ("Van de eerste" in second.content.decode(), "Van de tweede" in second.content.decode()) == (True, True)
    assert texts(session) == ["Van de eerste"]
    by_itself = client_of(facilitator).post(path, {"body": "Van de tweede", "version": ""}, headers={"X-Autosave": "1"})
    assert (by_itself.status_code, list(by_itself.json())) == (409, ["conflict"])
    version = second.context["form"]["version"].value()
    client_of(facilitator).post(path, {"body": "Van allebei", "version": version})
    assert texts(session) == ["Van allebei", "Van de eerste"]


def test_what_is_typed_is_kept_as_one_text_until_something_is_taken_out(
    session: SessionPage, participant: User, facilitator: User, client_of: ClientOf
) -> None:
    path, version = url_of("write_minutes", session, 0), ""

    def keep(body: str, user: User = participant) -> str:
        answer = client_of(user).post(path, {"body": body, "version": version}, headers={"X-Autosave": "1"})
        return str(answer.json()["version"])

    for body in ("We beg", "We begonnen", "We begonnen met"):
        version = keep(body)
    assert texts(session) == ["We begonnen met"]
    version = keep("We begonnen met de casus", user=facilitator)
    version = keep("De casus", user=facilitator)
    assert texts(session) == ["De casus", "We begonnen met de casus", "We begonnen met"]
    MinutesVersion.objects.update(written_at=timezone.now() - datetime.timedelta(minutes=6))
    keep("De casus van vandaag", user=facilitator)
    assert len(texts(session)) == 4


def test_an_action_is_recorded_where_it_is_said(
    session: SessionPage, participant: User, outsider: User, client_of: ClientOf
) -> None:
    client = client_of(participant)
    data: dict[str, Any] = {"what": "De school bellen", "owner": outsider.pk, "due_on": "2035-01-01"}
    refused = client.post(url_of("record_action", session), data)
    assert (refused.status_code, Action.objects.count()) == (200, 0)
    client.post(url_of("record_action", session), {**data, "owner": participant.pk, "noticed_by": "Er is gebeld"})
    action = Action.objects.get()
    assert (action.circle, action.page_id, action.owner) == (session.table.circle, session.pk, participant)
    assert "De school bellen" in client.get(url_of("minutes", session)).content.decode()


def test_who_was_in_the_room_is_ticked_and_guests_are_a_number(
    session: SessionPage, facilitator: User, participant: User, case_owner: User, client_of: ClientOf
) -> None:
    room = actions.open_room(session, user=facilitator)
    session.participants.create(guest_name="Oma Willemsen")
    for one in session.participants.exclude(user=case_owner):
        actions.enter(room, participant=one)
    page = client_of(facilitator).get(url_of("attendance", session))
    assert set(page.context["form"].initial["present"]) == {facilitator.pk, participant.pk}
    for path in (url_of("attendance", session), url_of("minutes", session)):
        shown = client_of(facilitator).get(path).content.decode()
        assert ("1 gast" in shown or "1 guest" in shown, "Willemsen" in shown) == (True, False)


def test_check_out_scores_are_shown_once_they_are_enough(
    session: SessionPage,
    table: LearningTablePage,
    facilitator: User,
    participant: User,
    case_owner: User,
    client_of: ClientOf,
    queries_of: Any,
) -> None:
    room = make_room(session, user=facilitator, at=4)
    people = [seat(room, user) for user in (facilitator, participant, case_owner)]
    for score, person in zip((7, 8), people, strict=False):
        write(room, "", by=person, score=score)
    client = client_of(participant)
    client.cookies["taal"] = "en"
    assert "On average" not in client.get(url_of("minutes", session)).content.decode()
    write(room, "", by=people[2], score=9)
    assert "On average" not in client.get(url_of("minutes", session)).content.decode()  # not revealed yet
    actions.reveal(room, step=room.current, by=people[0])
    page = client.get(url_of("minutes", session)).content.decode()
    assert ("On average 8.0" in page, "given by 3 people" in page) == (True, True)
    cost = queries_of(client, url_of("minutes", session))
    for _n in range(4):
        earlier = make_session(table, user=facilitator, days=-9, held=True)
        write(make_room(earlier, user=facilitator, at=4), "", by=earlier.participants.first(), score=4)
    assert queries_of(client, url_of("minutes", session)) == cost
