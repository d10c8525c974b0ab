"""The room's page: who comes in, what each may read there, and that it costs the same however many write."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from casestudies.models import CaseStudyPage
from learningtables import actions
from learningtables.models import Method, Participant, Room, SessionPage
from learningtables.seats import GUEST_SEATS
from regions.models import User
from tests.factories.learningtables import make_room, make_session, seat, write

ClientOf = Callable[[User], Client]
# The page and how it stands, for who leads and for who takes part.
QUERIES = [24, 18, 21, 16]


@pytest.fixture
def room(session: SessionPage, facilitator: User) -> Room:
    """At the questions, which everybody writes alone first."""
    return make_room(session, user=facilitator, guests=["Wouter"], at=2)


@pytest.fixture
def guest(room: Room) -> Client:
    """Wouter's browser."""
    Room.objects.filter(pk=room.pk).update(code="ABCD2345")
    client = Client()
    store = client.session
    store[GUEST_SEATS] = {str(room.session_id): room.session.participants.guests().get().pk}
    store.save()
    return client


def address(session: SessionPage, door: str = "") -> str:
    return f"/leertafels/sessies/{session.pk}/kamer/{door}"


def in_english(client: Client) -> Client:
    client.cookies["taal"] = "en"
    return client


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.once
@pytest.mark.parametrize(
    ("who", "status"),
    [("facilitator", 200), ("participant", 200), ("coordinator", 404), ("outsider", 404), ("admin", 404)],
)
def test_only_the_table_comes_in(who: str, status: int, room: Room, request: Any, client_of: ClientOf) -> None:
    client = client_of(request.getfixturevalue(who))
    doors = [address(room.session), address(room.session, "stand/"), f"/leertafels/sessies/{room.session_id}/kaarten/"]
    assert [client.get(door).status_code for door in doors] == [status] * 3


@pytest.mark.once
def test_to_outsiders_no_door_is_there_and_who_is_unknown_signs_in(
    room: Room, client_of: ClientOf, outsider: User, visitor: Client
) -> None:
    client = client_of(outsider)
    for door in (
        "openen/",
        "schrijven/",
        "klaar/",
        "leiden/",
        "overnemen/",
        "hartslag/",
        "groep/",
        "stem/",
        "sluiten/",
    ):
        assert client.post(address(room.session, door)).status_code == 404
    assert visitor.get(address(room.session)).url == f"/account/login/?next={address(room.session)}"
    asked = visitor.get(address(room.session, "stand/"), headers={"Accept": "application/json"})
    assert (asked.status_code, asked.json()["signed_out"]) == (403, True)


def test_who_may_lead_opens_the_room_and_others_wait_for_it(
    session: SessionPage, client_of: ClientOf, facilitator: User, participant: User
) -> None:
    waits, leads = client_of(participant), client_of(facilitator)
    opens = address(session, "openen/")
    assert opens not in text_of(waits, address(session))
    assert waits.post(opens).status_code == 403
    assert waits.get(address(session, "stand/")).json() == {"version": 0}
    assert opens in text_of(leads, session.url)
    assert leads.post(opens).url == address(session)
    assert address(session) in text_of(waits, session.url)
    assert Room.objects.get().facilitator.user == facilitator


def test_what_is_hidden_is_nobody_else_s_until_it_is_revealed(
    room: Room, client_of: ClientOf, facilitator: User, participant: User, guest: Client
) -> None:
    write(room, "Wie belde er?", by=seat(room, participant))
    own, others = client_of(participant), [client_of(facilitator), guest]
    pages = [address(room.session), address(room.session, "?scherm=groot"), address(room.session, "stand/")]
    assert "Wie belde er?" in text_of(own, address(room.session))
    assert not any("Wie belde er?" in text_of(client, page) for client in others for page in pages)
    actions.reveal(room, step=room.current, by=room.facilitator)
    assert all("Wie belde er?" in text_of(client, page) for client in others for page in pages)


def test_nothing_changed_is_said_in_a_word(room: Room, client_of: ClientOf, participant: User, guest: Client) -> None:
    client, stand = client_of(participant), address(room.session, "stand/")
    first = client.get(stand)
    assert (first.json()["step"], first.json()["version"]) == (room.current_id, room.version)
    again = {"If-None-Match": first["ETag"]}
    assert client.get(stand, headers=again).status_code == 304
    assert client.get(stand, headers=again | {"Accept-Language": "en"}).status_code == 200
    assert guest.get(stand, headers=again).status_code == 200
    actions.pause(room, seen=room.current_id or 0, by=room.facilitator)
    changed = client.get(stand, headers=again)
    assert changed.json()["clock"]["running"] is False


def test_the_case_owner_is_told_to_listen_and_nobody_else_is(
    table: Any, case: CaseStudyPage, facilitator: User, case_owner: User, client_of: ClientOf, participant: User
) -> None:
    session = make_session(table, user=facilitator, cases=[case])
    room = make_room(session, user=facilitator, at=3)
    place = f'data-seat="{seat(room, case_owner).pk}"'
    own = text_of(client_of(case_owner), address(session))
    assert (place in own, "data-write" in own) == (True, False)
    assert place not in text_of(client_of(participant), address(session))


def test_a_step_that_is_open_in_ones_own_time_is_written_while_the_room_is_elsewhere(
    room: Room, client_of: ClientOf, participant: User
) -> None:
    step = room.current
    until = timezone.now() + datetime.timedelta(days=3)
    actions.spread(room, step=step, until=until, by=room.facilitator)
    actions.go_on(room, seen=step.pk, by=room.facilitator)
    client = client_of(participant)
    page = text_of(client, f"{address(room.session)}?stap={step.pk}")
    assert f"{timezone.localtime(until):%H:%M}" in page
    sent = {"step": step.pk, "shown": step.pk, "uid": uuid.uuid4(), "body": "Later bedacht."}
    response = client.post(address(room.session, "schrijven/"), sent)
    assert response.url == f"{address(room.session)}?stap={step.pk}"
    assert "Later bedacht." in text_of(client, response.url)


def test_after_silence_somebody_at_the_table_takes_over_and_a_guest_does_not(
    room: Room, client_of: ClientOf, participant: User, guest: Client
) -> None:
    client, door = client_of(participant), address(room.session, "overnemen/")
    assert door not in text_of(client, address(room.session))
    Room.objects.update(facilitator_seen_at=timezone.now() - datetime.timedelta(minutes=2))
    assert door in text_of(client, address(room.session))
    assert door not in text_of(guest, address(room.session))
    client.post(door)
    assert Room.objects.get().facilitator.user == participant


@pytest.mark.once
def test_a_closed_room_is_read_by_the_table_and_by_no_guest(
    room: Room, client_of: ClientOf, facilitator: User, participant: User, guest: Client
) -> None:
    leads = client_of(facilitator)
    assert client_of(participant).get(address(room.session, "sluiten/")).status_code == 403
    assert leads.get(address(room.session, "sluiten/")).status_code == 200
    leads.post(address(room.session, "sluiten/"))
    assert "data-closed" in text_of(client_of(participant), address(room.session))
    assert guest.get(address(room.session)).status_code == 302


@pytest.mark.once
def test_there_is_a_card_for_each_step(session: SessionPage, method: Method, client_of: Any, participant: User) -> None:
    of_session = text_of(client_of(participant), f"/leertafels/sessies/{session.pk}/kaarten/")
    of_method = text_of(Client(), f"/leertafels/methoden/{method.slug}/kaarten/")
    assert [page.count('class="step-card"') for page in (of_session, of_method)] == [4, 4]


def test_a_full_room_costs_as_many_queries_as_an_empty_one(
    room: Room, client_of: ClientOf, facilitator: User, participant: User, queries_of: Any
) -> None:
    write(room, "Een", by=seat(room, participant))
    actions.reveal(room, step=room.current, by=room.facilitator)
    pages = [(client_of(user), page) for user in (facilitator, participant) for page in ("", "stand/")]
    few = [queries_of(client, address(room.session, page)) for client, page in pages]
    for number in range(12):
        guest = Participant.objects.create(session=room.session, guest_name=f"Gast {number}", joined_at=timezone.now())
        text = write(room, f"Tekst {number}", by=guest)
        if number % 2:
            actions.make_group(room.current, title=f"Groep {number}", contributions=[text], by=room.facilitator)
    assert [queries_of(client, address(room.session, page)) for client, page in pages] == few
    assert few == QUERIES


@pytest.mark.once
def test_an_open_room_shows_on_the_lists_to_who_may_enter_it(
    room: Room, participant: User, coordinator: User, client_of: ClientOf
) -> None:
    session = room.session
    session.audience_key = session.table.audience_key = "members"
    session.save_revision().publish()
    session.table.save_revision().publish()
    lists = (session.url, session.table.url, "/leertafels/sessies/")
    for person, told in ((participant, True), (coordinator, False)):
        client = in_english(client_of(person))
        for url in lists:
            assert ("The room is open" in text_of(client, url)) == told, url
    actions.close_room(room, by=room.facilitator)
    for url in lists:
        assert "The room is open" not in text_of(in_english(client_of(participant)), url), url


@pytest.mark.once
def test_who_leads_is_said_as_it_is_now(room: Room, facilitator: User, participant: User, client_of: ClientOf) -> None:
    """Whose turn it was gives way to who leads in the room, and to who led there once it is closed."""
    session, client = room.session, in_english(client_of(participant))
    session.facilitator = facilitator
    session.save_revision().publish()
    room = actions.hand_over(room, to=seat(room, participant), by=room.facilitator)
    for label in ("Leads now", "Led by"):
        assert f"<dt>{label}</dt><dd>{participant}" in text_of(client, session.url)
        assert f"{label}: {participant}" in text_of(client, session.table.url)
        if room.is_open:
            room = actions.close_room(room, by=room.facilitator)


def test_the_way_to_the_room_goes_past_its_table(
    session: SessionPage, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    """And before it begins, only who leads has something to do."""
    make_room(session, user=facilitator)
    for person, waits in ((facilitator, False), (participant, True)):
        shown = text_of(in_english(client_of(person)), address(session))
        assert f'<a href="{session.table.url}">' in shown
        assert ("Sit back" in shown) == waits
