"""Two people in a room, or one impatient one, at the same moment."""

import datetime
import threading
import uuid
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connections, transaction
from django.utils import timezone

from casestudies.models import Reflection
from learningtables import actions
from learningtables.models import Contribution, ContributionVersion, Participant, Room
from tests.factories.casestudies import answer_all, make_case
from tests.factories.learningtables import make_method, make_room, make_session, make_table, seat
from tests.promises.test_at_once import _in_a_file, at_once, refused  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def room(foodvalley: Any, table_circle: Any, facilitator: Any, colleagues: Any) -> Room:
    make_method()
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator)
    return make_room(make_session(table, user=facilitator), user=facilitator, at=2)


def everybody(room: Room) -> list[Participant]:
    return list(room.session.participants.order_by("pk"))


def test_a_step_that_two_clicks_ask_for_comes_once(room: Room) -> None:
    move = partial(actions.go_on, room, seen=room.current_id, by=room.facilitator)
    came = at_once(move, move, move)
    assert refused(came) == 2
    room.refresh_from_db()
    assert room.current.title == "Advies"


def test_of_two_who_take_over_one_leads_and_only_that_one_moves(room: Room, colleagues: Any) -> None:
    Room.objects.filter(pk=room.pk).update(facilitator_seen_at=timezone.now() - datetime.timedelta(minutes=5))
    others = [one for one in everybody(room) if one != room.facilitator][:2]
    came = at_once(*(partial(actions.take_over, room, by=one) for one in others))
    assert refused(came) == 1
    room.refresh_from_db()
    moved = at_once(*(partial(actions.go_on, room, seen=room.current_id, by=one) for one in others))
    assert refused(moved) == 1
    room.refresh_from_db()
    assert room.facilitator in others
    assert room.current.title == "Advies"


def test_one_text_from_two_tabs_is_kept_once(room: Room) -> None:
    uid, by = uuid.uuid4(), everybody(room)[1]
    send = partial(actions.write, room.current, uid=uid, body="Wie was erbij?", by=by)
    came = at_once(send, send, send)
    assert refused(came) == 0
    assert {one.pk for one in came} == {Contribution.objects.get().pk}
    assert ContributionVersion.objects.count() == 1


def test_nothing_is_lost_while_all_write_and_the_leader_reveals_and_goes_on(room: Room) -> None:
    """What was confirmed is there; what came too late was told so."""
    step, writers = room.current, everybody(room)
    writing = [partial(actions.write, step, uid=uuid.uuid4(), body="Tegelijk", by=one) for one in writers * 2]
    moving = [
        partial(actions.reveal, room, step=step, by=room.facilitator),
        partial(actions.go_on, room, seen=step.pk, by=room.facilitator),
    ]
    came = at_once(*writing, *moving)
    assert step.contributions.count() == len(writing) - refused(came[: len(writing)])
    assert refused(came[len(writing) :]) == 0


def test_nobody_gives_more_votes_than_they_have(room: Room) -> None:
    by = everybody(room)[1]
    chosen = [actions.write(room.current, uid=uuid.uuid4(), body=f"Vraag {n}", by=by) for n in range(4)]
    actions.reveal(room, step=room.current, by=room.facilitator)
    actions.open_vote(room.current, votes_each=2, by=room.facilitator)
    at_once(*(partial(actions.vote, room.current, by=by, contribution=one, on=True) for one in chosen))
    assert room.current.votes.filter(participant=by).count() == 2


def test_who_comes_in_by_two_doors_has_one_seat(room: Room) -> None:
    Participant.objects.filter(session=room.session).exclude(pk=room.facilitator.pk).delete()
    opening = partial(actions.open_room, room.session, user=room.facilitator.user)
    at_once(opening, opening)
    assert Room.objects.count() == 1
    assert room.session.participants.count() == 1


def test_a_database_that_is_locked_for_a_second_makes_people_wait_and_loses_nothing(room: Room) -> None:
    """Somebody else's long transaction holds the room; who writes meanwhile is kept once it ends."""
    held, never, by = threading.Event(), threading.Event(), seat(room, room.facilitator.user)

    def hold() -> None:
        try:
            with transaction.atomic():
                Room.objects.select_for_update().get(pk=room.pk)
                held.set()
                never.wait(1)
        finally:
            connections.close_all()

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(10)
    written = actions.write(room.current, uid=uuid.uuid4(), body="Tijdens het slot", by=by)
    holder.join()
    assert Contribution.objects.get() == written


def test_a_guest_s_form_sent_twice_is_one_seat_and_two_guests_of_one_name_are_not_let_in(room: Room) -> None:
    code = str(actions.let_guests_in(room, by=room.facilitator).code)
    come_in = partial(actions.come_in, code=code, name="Wouter", user=AnonymousUser())
    uid = uuid.uuid4()
    came = at_once(partial(come_in, uid=uid), partial(come_in, uid=uid), partial(come_in, uid=uuid.uuid4()))
    assert room.session.participants.guests().count() == 1
    assert refused(came) in {1, 2}  # the one whose name was taken; or both, when that one was first


def test_asking_twice_at_once_asks_once(room: Room, facilitator: Any, foodvalley: Any, colleagues: Any) -> None:
    owner = colleagues[-1]
    case = make_case(
        region=foodvalley, circle=room.session.table.circle, owner=owner, points=1, locked=True, shared=True
    )
    item = room.session.agenda.create(case=case)
    step = room.current
    step.item, step.input_kind = item, "central_question"
    step.save()
    ask = partial(actions.ask, room, step=step, anonymous=False, by=room.facilitator)
    came = at_once(ask, ask)
    assert refused(came) == 1
    assert Reflection.objects.get().case_id == case.pk
    answer = partial(answer_all, Reflection.objects.get(), user=facilitator)
    opened = at_once(answer, partial(actions.reveal_answers, room, step=step, by=room.facilitator))
    assert Reflection.objects.get().answers.count() == (0 if isinstance(opened[0], Exception) else 1)
