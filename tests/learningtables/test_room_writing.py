"""What people write in the room: kept once, hidden until revealed, grouped and voted on."""

import datetime
import uuid

import pytest
from django.utils import timezone

from learningtables import actions
from learningtables.models import Contribution, Participant, Room, SessionPage
from learningtables.states import Voting
from regions.models import User
from regions.states import IllegalMove
from tests.factories.learningtables import make_room, make_session, seat, write

QUESTIONS, ADVICE, CHECK_OUT = 2, 3, 4


@pytest.fixture
def room(session: SessionPage, facilitator: User) -> Room:
    return make_room(session, user=facilitator, guests=["Noor"], at=QUESTIONS)


@pytest.fixture
def member(room: Room, participant: User) -> Participant:
    return seat(room, participant)


@pytest.fixture
def other(room: Room, case_owner: User) -> Participant:
    return seat(room, case_owner)


def test_the_same_text_sent_twice_is_kept_once(room: Room, member: Participant) -> None:
    uid = uuid.uuid4()
    first = write(room, "Wie was erbij?", by=member, uid=uid)
    assert write(room, "Wie was erbij?", by=member, uid=uid) == first
    assert Contribution.objects.get().versions.count() == 1


def test_what_was_confirmed_answers_the_same_after_the_step_is_over(room: Room, member: Participant) -> None:
    uid = uuid.uuid4()
    step = room.current
    first = write(room, "Wie was erbij?", by=member, uid=uid)
    actions.go_on(room, seen=step.pk, by=room.facilitator)
    assert actions.write(step, uid=uid, body="Wie was erbij?", by=member) == first
    with pytest.raises(IllegalMove):
        actions.write(step, uid=uuid.uuid4(), body="Nog iets", by=member)


def test_somebody_elses_number_is_no_key_to_their_text(room: Room, member: Participant, other: Participant) -> None:
    uid = uuid.uuid4()
    write(room, "Van mij", by=member, uid=uid)
    with pytest.raises(IllegalMove):
        write(room, "Van jou", by=other, uid=uid)
    assert Contribution.objects.get().body == "Van mij"


def test_earlier_texts_stay(room: Room, member: Participant) -> None:
    first = write(room, "Wie?", by=member)
    write(room, "Wie was erbij?", by=member, contribution=first)
    assert [version.body for version in first.versions.all()] == ["Wie?", "Wie was erbij?"]
    assert Contribution.objects.get().body == "Wie was erbij?"


def test_written_first_is_hidden_until_revealed_and_then_stays_as_it_was(
    room: Room, member: Participant, other: Participant
) -> None:
    first = write(room, "Wie was erbij?", by=member)
    assert list(Contribution.objects.readable_by(member)) == [first]
    assert not Contribution.objects.readable_by(other).exists()
    assert not Contribution.objects.readable_by(room.facilitator).exists()
    actions.reveal(room, step=room.current, by=room.facilitator)
    assert list(Contribution.objects.readable_by(other)) == [first]
    with pytest.raises(IllegalMove):
        write(room, "Toch anders", by=member, contribution=first)
    actions.withdraw(first, by=member)
    assert not Contribution.objects.readable_by(other).exists()


def test_what_was_taken_back_nobody_reads(room: Room, member: Participant, other: Participant) -> None:
    room = actions.go_on(room, seen=room.current_id, by=room.facilitator)
    first = write(room, "Bel eerst", by=member)
    assert list(Contribution.objects.readable_by(other)) == [first]
    with pytest.raises(IllegalMove):
        actions.withdraw(first, by=other)
    actions.withdraw(first, by=member)
    assert not Contribution.objects.readable_by(other).exists()
    assert not Contribution.objects.readable_by(member).exists()


def test_who_writes_until_friday_reads_the_others_once_they_have_written(
    room: Room, member: Participant, other: Participant
) -> None:
    friday = timezone.now() + datetime.timedelta(days=3)
    step = room.current
    write(room, "Aan tafel gezegd", by=member)
    actions.spread(room, step=step, until=friday, by=room.facilitator)
    actions.reveal(room, step=step, by=room.facilitator)
    room = actions.go_on(room, seen=step.pk, by=room.facilitator)
    assert not Contribution.objects.readable_by(other).exists()
    assert Contribution.objects.readable_by(room.facilitator).count() == 1  # who leads puts together what is there
    write(room, "Thuis geschreven", by=other, step=step)
    assert Contribution.objects.readable_by(other).count() == 2
    after = friday + datetime.timedelta(minutes=1)
    assert Contribution.objects.readable_by(room.facilitator, moment=after).count() == 2


def test_another_sessions_people_read_and_write_nothing(
    room: Room, member: Participant, table: object, facilitator: User, method: object
) -> None:
    elsewhere = make_room(make_session(table, user=facilitator, title="Andere"), user=facilitator)  # type: ignore[arg-type]
    actions.reveal(room, step=room.current, by=room.facilitator)
    write(room, "Hier", by=member)
    assert not Contribution.objects.readable_by(elsewhere.facilitator).exists()
    with pytest.raises(IllegalMove):
        write(room, "Daar", by=elsewhere.facilitator)


@pytest.mark.parametrize("body", ["", "   ", "x" * 5001])
def test_a_text_that_says_nothing_or_too_much_is_refused(body: str, room: Room, member: Participant) -> None:
    with pytest.raises(IllegalMove):
        write(room, body, by=member)


def test_everybody_has_one_score_that_only_they_see(room: Room, member: Participant, other: Participant) -> None:
    room = actions.jump(room, step=room.steps.last(), seen=room.current_id, by=room.facilitator)
    for wrong in (None, 0, 11):
        with pytest.raises(IllegalMove):
            write(room, "", by=member, score=wrong)
    first = write(room, "Moe", by=member, score=5)
    again = write(room, "Toch goed", by=member, score=8)
    assert again.pk == first.pk
    assert first.versions.count() == 2
    actions.reveal(room, step=room.current, by=room.facilitator)
    assert not Contribution.objects.readable_by(other).exists()


# --- grouping and voting ---------------------------------------------------------------------------------------


@pytest.fixture
def board(room: Room, member: Participant, other: Participant) -> Room:
    """At a step that hides nothing, with three texts."""
    room = actions.go_on(room, seen=room.current_id, by=room.facilitator)
    for text in ("Bel eerst", "Ga langs", "Schrijf een brief"):
        write(room, text, by=member)
    return room


def texts(room: Room) -> list[Contribution]:
    return list(room.current.contributions.order_by("pk"))


def test_what_is_hidden_is_not_arranged(room: Room, member: Participant) -> None:
    hidden = write(room, "Wie was erbij?", by=member)
    with pytest.raises(IllegalMove):
        actions.make_group(room.current, title="Wie", contributions=[hidden], by=room.facilitator)


def test_a_group_that_is_left_by_all_is_gone(board: Room, member: Participant) -> None:
    call, visit, letter = texts(board)
    group = actions.make_group(board.current, title="Contact", contributions=[call, visit], by=member)
    actions.put(letter, group=group, by=member)
    assert group.contributions.count() == 3
    for one in texts(board):
        actions.put(one, group=None, by=member)
    assert not board.current.groups.exists()


def test_a_guest_writes_but_does_not_arrange(board: Room) -> None:
    guest = board.session.participants.guests().get()
    mine = write(board, "Vraag het de jongere", by=guest)
    with pytest.raises(IllegalMove):
        actions.make_group(board.current, title="Jongere", contributions=[mine], by=guest)


def test_votes_are_as_many_as_were_given_and_can_be_taken_back(board: Room, member: Participant) -> None:
    call, visit, letter = texts(board)
    group = actions.make_group(board.current, title="Contact", contributions=[call], by=member)
    actions.open_vote(board.current, votes_each=2, by=board.facilitator)
    assert actions.vote(board.current, by=member, group=group, on=True) == 1
    assert actions.vote(board.current, by=member, group=group, on=True) == 1
    with pytest.raises(IllegalMove):  # it votes with its group
        actions.vote(board.current, by=member, contribution=call, on=True)
    assert actions.vote(board.current, by=member, contribution=visit, on=True) == 0
    with pytest.raises(IllegalMove):
        actions.vote(board.current, by=member, contribution=letter, on=True)
    assert actions.vote(board.current, by=member, contribution=visit, on=False) == 1
    step = actions.close_vote(board.current, by=board.facilitator)
    assert step.voting == Voting.CLOSED
    with pytest.raises(IllegalMove):
        actions.vote(step, by=member, contribution=letter, on=True)
