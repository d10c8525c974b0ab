"""Leading a session through its steps, by the verbs that every screen calls."""

import datetime

import pytest
from django.utils import timezone

from casestudies.models import CaseStudyPage
from learningtables import actions
from learningtables.models import Participant, Room, SessionPage
from regions.models import User
from regions.states import IllegalMove
from tests.factories.learningtables import make_room, make_session, seat


@pytest.fixture
def room(session: SessionPage, facilitator: User) -> Room:
    return make_room(session, user=facilitator, at=1)


def test_the_steps_are_the_methods_phases_as_they_were(room: Room, session: SessionPage) -> None:
    session.method.phases.update(title="Anders", minutes=1)
    assert [(step.title, step.minutes) for step in room.steps.all()] == [
        ("Openen", 5),
        ("Vragen", 15),
        ("Advies", 10),
        ("Uitchecken", 5),
    ]


def test_a_room_that_is_opened_twice_is_one(room: Room, session: SessionPage, facilitator: User) -> None:
    assert actions.open_room(session, user=facilitator).pk == room.pk
    assert Room.objects.count() == 1


def test_a_cancelled_session_has_no_room(table: object, facilitator: User, method: object) -> None:
    cancelled = make_session(table, user=facilitator, cancelled=True)  # type: ignore[arg-type]
    with pytest.raises(IllegalMove):
        actions.open_room(cancelled, user=facilitator)


def test_a_double_click_moves_once(room: Room) -> None:
    seen = room.current_id or 0
    actions.go_on(room, seen=seen, by=room.facilitator)
    with pytest.raises(actions.StaleScreen):
        actions.go_on(room, seen=seen, by=room.facilitator)
    room.refresh_from_db()
    assert room.current.title == "Vragen"


def test_going_back_deletes_nothing_and_the_clock_goes_on_from_where_it_stood(room: Room) -> None:
    first = room.current
    first.runs_until = timezone.now() + datetime.timedelta(seconds=100)
    first.save()
    room = actions.go_on(room, seen=first.pk, by=room.facilitator)
    second = room.current
    kept = actions.write(second, uid=room.session.uid, body="Wie vroeg het?", by=room.facilitator)
    room = actions.go_back(room, seen=second.pk, by=room.facilitator)
    assert 95 <= room.current.seconds_left(timezone.now()) <= 100
    assert second.contributions.get() == kept


def test_the_clock_stands_while_paused_and_runs_for_longer_when_extended(room: Room) -> None:
    by, seen = room.facilitator, room.current_id
    room = actions.pause(room, seen=seen, by=by)
    later = timezone.now() + datetime.timedelta(hours=1)
    standing = room.current.seconds_left(later)
    assert 295 <= standing <= 300
    room = actions.extend(room, minutes=3, seen=seen, by=by)
    assert room.current.seconds_left(later) == standing + 180
    room = actions.resume(room, seen=seen, by=by)
    assert room.current.seconds_left(timezone.now()) <= standing + 180
    assert room.current.runs_until is not None


def test_a_clock_that_ran_out_owes_nothing(room: Room) -> None:
    room.current.runs_until = timezone.now() - datetime.timedelta(minutes=20)
    room.current.save()
    room = actions.extend(room, minutes=2, seen=room.current_id, by=room.facilitator)
    assert 115 <= room.current.seconds_left(timezone.now()) <= 120


@pytest.mark.parametrize("minutes", [0, -5, 601])
def test_nobody_extends_by_nonsense(minutes: int, room: Room) -> None:
    with pytest.raises(IllegalMove):
        actions.extend(room, minutes=minutes, seen=room.current_id, by=room.facilitator)


def test_after_the_last_step_comes_nothing(room: Room) -> None:
    room = actions.jump(room, step=room.steps.last(), seen=room.current_id, by=room.facilitator)
    with pytest.raises(IllegalMove, match=r"last step|laatste stap"):
        actions.go_on(room, seen=room.current_id, by=room.facilitator)


def test_only_who_leads_moves_the_room(room: Room, participant: User) -> None:
    with pytest.raises(IllegalMove):
        actions.go_on(room, seen=room.current_id, by=seat(room, participant))


def test_another_case_gets_steps_of_its_own_once(
    room: Room, session: SessionPage, case: CaseStudyPage, facilitator: User
) -> None:
    item = session.agenda.create(case=case)
    actions.add_case(room, item=item, by=room.facilitator)
    assert room.steps.filter(item=item).count() == room.steps.filter(item=None).count() == 4
    with pytest.raises(IllegalMove):
        actions.add_case(room, item=item, by=room.facilitator)


# --- who leads -------------------------------------------------------------------------------------------------


def silent(room: Room) -> None:
    Room.objects.filter(pk=room.pk).update(facilitator_seen_at=timezone.now() - datetime.timedelta(minutes=5))


def test_a_member_takes_over_from_a_facilitator_who_has_fallen_silent(room: Room, participant: User) -> None:
    member = seat(room, participant)
    with pytest.raises(IllegalMove):
        actions.take_over(room, by=member)
    silent(room)
    room = actions.take_over(room, by=member)
    assert room.facilitator == member
    room = actions.go_on(room, seen=room.current_id, by=member)
    with pytest.raises(IllegalMove):  # who was gone comes back and follows along
        actions.go_on(room, seen=room.current_id, by=seat(room, room.session.owner))


def test_a_sign_of_life_keeps_the_lead(room: Room, participant: User) -> None:
    silent(room)
    actions.pulse(room, by=room.facilitator)
    with pytest.raises(IllegalMove):
        actions.take_over(room, by=seat(room, participant))


def test_a_guest_never_leads(room: Room) -> None:
    guest = Participant.objects.create(session=room.session, guest_name="Noor")
    silent(room)
    with pytest.raises(IllegalMove):
        actions.take_over(room, by=guest)
    with pytest.raises(IllegalMove):
        actions.hand_over(room, to=guest, by=room.facilitator)


def test_who_gave_up_the_seat_is_not_handed_the_lead(room: Room, participant: User) -> None:
    member = seat(room, participant)
    actions.end_membership(room.session.table, participant.memberships.get(), user=participant)
    with pytest.raises(IllegalMove):
        actions.hand_over(
            room, to=Participant(pk=member.pk, user=participant, session=room.session), by=room.facilitator
        )


# --- the end ---------------------------------------------------------------------------------------------------


def test_a_closed_room_takes_nothing_more_and_shows_its_guests_out(room: Room, participant: User) -> None:
    Room.objects.filter(pk=room.pk).update(code="ABCD2345")
    room = actions.go_on(room, seen=room.current_id, by=room.facilitator)
    step = room.current
    actions.close_room(room, by=room.facilitator)
    with pytest.raises(IllegalMove):
        actions.write(step, uid=room.session.uid, body="Te laat", by=seat(room, participant))
    with pytest.raises(IllegalMove):
        actions.go_on(room, seen=step.pk, by=room.facilitator)
    room.refresh_from_db()
    assert room.code is None
