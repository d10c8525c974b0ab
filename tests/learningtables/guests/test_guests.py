"""Guests: in by a code, under a name, for one session and not a door more."""

import datetime
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from casestudies.models import CaseStudyPage
from learningtables import actions
from learningtables.actions.due import run_due
from learningtables.actions.guests import ALPHABET, CODE_LENGTH
from learningtables.models import Participant, Room, SessionPage, Step
from learningtables.rules import lets_guests_in
from regions.models import User
from regions.states import IllegalMove
from tests.factories.learningtables import make_room
from tests.learningtables.knocking import DOOR, address, knock

pytestmark = pytest.mark.once

ClientOf = Callable[[User], Client]


@pytest.fixture
def guest(room: Room) -> Client:
    client = Client()
    assert knock(client, str(room.code)).url == address(room)
    return client


def test_the_leader_makes_a_code_and_a_guest_comes_in_by_it(
    session: SessionPage, facilitator: User, client_of: ClientOf, visitor: Client
) -> None:
    room = make_room(session, user=facilitator, at=1)
    leader = client_of(facilitator)
    guests = f"{address(room)}gasten/"
    assert leader.get(guests).status_code == 200
    leader.post(f"{guests}code/")
    room.refresh_from_db()
    assert len(str(room.code)) == CODE_LENGTH
    assert set(str(room.code)) <= set(ALPHABET)
    page = leader.get(guests)
    shown = page.context["code"]
    assert shown.replace(" ", "") == room.code
    assert visitor.get(f"{DOOR}?code={room.code}").context["form"]["code"].value() == shown
    assert knock(visitor, shown.lower().replace(" ", "-"), "  Wouter   de V. ").url == address(room)
    assert "Wouter de V." in leader.get(guests).content.decode()
    assert visitor.get(address(room)).status_code == 200


def test_only_who_leads_keeps_the_door(room: Room, participant: User, outsider: User, client_of: ClientOf) -> None:
    """Whoever reads the session's page is told no; to others it is not there, and a visitor is asked to sign in."""
    guests = f"{address(room)}gasten/"
    for person, told in ((participant, 403), (outsider, 404)):
        client = client_of(person)
        assert client.get(guests).status_code == told
        assert client.post(f"{guests}geen-code/").status_code == told
    assert Client().get(guests).status_code == 302
    room.refresh_from_db()
    assert room.code


def test_one_name_each(room: Room, guest: Client, participant: User) -> None:
    for name in ("wouter", str(participant)):
        again = knock(Client(), str(room.code), name)
        assert again.context["form"].non_field_errors()
    assert knock(Client(), str(room.code), "#1").context["form"].errors["name"]
    assert room.session.participants.guests().count() == 1


def test_a_form_sent_twice_is_one_seat(room: Room) -> None:
    uid = uuid.uuid4()
    first, second = Client(), Client()
    assert knock(first, str(room.code), uid=uid).url == knock(second, str(room.code), uid=uid).url
    assert room.session.participants.guests().count() == 1


def test_who_sits_at_the_table_comes_in_as_themselves(room: Room, participant: User, client_of: ClientOf) -> None:
    assert knock(client_of(participant), str(room.code)).url == address(room)
    assert not room.session.participants.guests().exists()


def test_somebody_of_elsewhere_with_an_account_is_a_guest(room: Room, outsider: User, client_of: ClientOf) -> None:
    client = client_of(outsider)
    assert client.get(address(room)).status_code == 404
    knock(client, str(room.code))
    assert client.get(address(room)).status_code == 200


# --- how a seat ends ---------------------------------------------------------------------------------------------


def renewed(room: Room) -> None:
    actions.let_guests_in(room, by=room.facilitator)


def taken_away(room: Room) -> None:
    actions.let_nobody_in(room, by=room.facilitator)


def closed(room: Room) -> None:
    actions.close_room(room, by=room.facilitator)


def shown_out(room: Room) -> None:
    actions.show_out(room, guest=room.session.participants.guests().get(), by=room.facilitator)


def long_over(room: Room, hours: float = 12.1) -> None:
    ended = timezone.now() - datetime.timedelta(hours=hours)
    SessionPage.objects.filter(pk=room.session_id).update(starts_at=ended - datetime.timedelta(hours=2), ends_at=ended)


@pytest.mark.parametrize("ending", [renewed, taken_away, closed, shown_out, long_over])
def test_a_seat_ends_and_what_was_written_stays(ending: Callable[[Room], None], room: Room, guest: Client) -> None:
    seat = room.session.participants.guests().get()
    step = room.steps.get(title="Vragen")
    room = actions.jump(room, step=step, seen=room.current_id or 0, by=room.facilitator)
    actions.write(step, uid=uuid.uuid4(), body="Wat weten we niet?", by=seat)
    assert guest.get(address(room)).status_code == 200
    ending(room)
    gone = guest.get(address(room))
    assert gone.status_code == 302
    assert gone.url.startswith("/account/login/")
    assert step.contributions.get().author == seat


def test_a_step_in_people_s_own_time_keeps_guests_in(room: Room) -> None:
    long_over(room)
    session = SessionPage.objects.get(pk=room.session_id)
    assert not lets_guests_in(session)
    room.steps.filter(title="Vragen").update(open_until=timezone.now() + datetime.timedelta(days=2))
    assert lets_guests_in(session)


def test_a_wrong_code_and_an_old_one_get_the_same_answer(room: Room, guest: Client) -> None:
    old = str(room.code)
    taken_away(room)
    answers = {knock(Client(), code).context["form"].non_field_errors()[0] for code in (old, "CCCCCCCC", "é?")}
    assert len(answers) == 1


def test_guessing_is_stopped_and_coming_in_is_not(room: Room, settings: Any) -> None:
    settings.GUEST_TRIES = 3
    for number in range(5):
        assert knock(Client(), str(room.code), f"Gast {number} van ver").status_code == 302
    for _try in range(3):
        assert knock(Client(), "CCCCCCCC").status_code == 200
    shut = knock(Client(), str(room.code), "Te laat")
    assert shut.status_code == 429
    assert shut.context["form"].non_field_errors()
    assert not room.session.participants.filter(guest_name="Te laat").exists()


# --- every other door stays closed -------------------------------------------------------------------------------


def addresses(numbers: dict[str, Any]) -> Iterator[str]:
    """Every named address of ours that these numbers can fill."""
    for app in ("learningtables", "casestudies", "lessons", "visitations", "regions", "search", "home"):
        resolver = next((one for one in resolvers(get_resolver()) if one.app_name == app), None)
        for name, converters in sorted(named(resolver)) if resolver else ():
            kwargs = {converter: numbers.get(converter, 1) for converter in converters}
            yield reverse(f"{app}:{name}", kwargs=kwargs)


def resolvers(resolver: Any) -> Iterator[URLResolver]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield one
            yield from resolvers(one)


def named(resolver: Any) -> set[tuple[str, tuple[str, ...]]]:
    found: set[tuple[str, tuple[str, ...]]] = set()
    for name in (key for key in resolver.reverse_dict if isinstance(key, str)):
        possibilities, *_rest = resolver.reverse_dict[name]
        found.add((name, tuple(possibilities[0][1])))
    return found


def test_a_guest_sees_this_session_and_no_more_than_a_visitor(
    room: Room, guest: Client, case: CaseStudyPage, table: Any
) -> None:
    room.session.agenda.create(case=case)
    visitor, tried = Client(), 0
    own = (address(room), f"/leertafels/sessies/{room.session_id}/kaarten/")
    for pk in {room.session_id, case.pk, table.pk}:
        for path in addresses({"pk": pk, "slug": "proef", "token": "x", "code": "FV", "part_id": uuid.uuid4()}):
            seen, open_to_all = guest.get(path), visitor.get(path)
            if path.startswith(own):
                assert case.title not in seen.content.decode(), path
                continue
            tried += 1
            assert seen.status_code == open_to_all.status_code, path
            if seen.status_code == 302:
                assert seen.url == open_to_all.url, path
    assert tried > 150
    for page in (case.url, table.url):
        assert guest.get(page).status_code == visitor.get(page).status_code


def test_a_guest_reads_names_in_the_room_and_nothing_behind_them(
    room: Room, guest: Client, case: CaseStudyPage, participant: User
) -> None:
    room.session.agenda.create(case=case)
    page = guest.get(address(room)).content.decode()
    assert case.title not in page
    assert participant.email not in page
    assert f'href="{reverse("learningtables:session", args=[room.session_id])}' not in page
    for path in ("gasten/", "sluiten/"):
        assert guest.get(f"{address(room)}{path}").status_code in {302, 403}


def test_a_seat_in_one_session_is_no_seat_in_another(
    room: Room, guest: Client, table: Any, facilitator: User, method: Any
) -> None:
    from tests.factories.learningtables import make_session

    other = make_room(make_session(table, user=facilitator, method=method, days=9), user=facilitator, at=1)
    actions.let_guests_in(other, by=other.facilitator)
    assert guest.get(address(other)).status_code == 302


# --- in the end --------------------------------------------------------------------------------------------------


def test_a_month_later_the_name_is_gone_and_the_words_are_not(room: Room, guest: Client, settings: Any) -> None:
    seat = room.session.participants.guests().get()
    long_over(room, hours=24 * (settings.GUEST_NAMES_KEPT_DAYS - 1))
    run_due()
    seat.refresh_from_db()
    assert str(seat) == "Wouter"
    long_over(room, hours=24 * (settings.GUEST_NAMES_KEPT_DAYS + 1))
    run_due()
    run_due()
    seat.refresh_from_db()
    assert (seat.guest_name, str(seat)[-2:]) == ("#1", " 1")
    assert not Participant.objects.filter(guest_name__icontains="wouter").exists()


def test_a_hidden_step_opens_when_its_time_is_over(room: Room) -> None:
    step: Step = room.steps.get(title="Vragen")
    Step.objects.filter(pk=step.pk).update(open_until=timezone.now() + datetime.timedelta(hours=1))
    run_due()
    step.refresh_from_db()
    assert step.revealed_at is None
    Step.objects.filter(pk=step.pk).update(open_until=timezone.now() - datetime.timedelta(minutes=1))
    before = Room.objects.get(pk=room.pk).version
    run_due()
    run_due()
    step.refresh_from_db()
    assert step.revealed_at is not None
    assert Room.objects.get(pk=room.pk).version == before + 1


def test_a_member_is_not_shown_out(room: Room, participant: User) -> None:
    seat = room.session.participants.get(user=participant)
    with pytest.raises(IllegalMove):
        actions.show_out(room, guest=seat, by=room.facilitator)
