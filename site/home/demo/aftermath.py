"""What rooms of the past left behind. The rooms are closed; what was said in them stays with the table."""

import uuid
from typing import Any

from learningtables import actions
from learningtables.models import Contribution, Participant, Room, SessionPage
from learningtables.states import InputKind, Voting
from regions.models import User

from .clock import at
from .sessions import leader_of
from .texts import read
from .world import World

PREFERRED = (InputKind.INSIGHT, InputKind.LESSON, InputKind.ADVICE)


def lay(world: World) -> None:
    for row in read("aftermath", "aftermath"):
        session = world.page("session", row["session"])
        if not Room.objects.filter(session=session).exists():
            _hold(world, session, row)
            world.added += 1


def _hold(world: World, session: SessionPage, row: dict[str, Any]) -> None:
    leader = leader_of(session.table)
    with at(session.starts_at):
        room = actions.open_room(session, user=leader)
        there = list(session.participants.filter(attended=True).order_by("pk"))
        for participant in there:
            actions.enter(room, participant=participant)
        _write(room, row, there)
        _check_out(room, row, there)
    with at(session.ends_at):
        actions.close_room(room, by=Room.objects.get(pk=room.pk).facilitator)
        _take_minutes(session, row, user=leader)
        if "lesson" in row:
            _quote(world, session, row, user=leader)


def _go_to(room: Room, kinds: tuple[InputKind, ...]) -> Room:
    room = Room.objects.get(pk=room.pk)
    step = next(step for kind in kinds for step in room.steps.all() if step.input_kind == kind)
    return actions.jump(room, step=step, seen=room.current_id or 0, by=room.facilitator)


def _write(room: Room, row: dict[str, Any], there: list[Participant]) -> None:
    """Each from somebody else, the leader last; then put together and voted on."""
    if "words" not in row:
        return
    room = _go_to(room, PREFERRED)
    step, leader = room.current, room.facilitator
    authors = [*(one for one in there if one != leader), leader]
    for author, words in zip(authors, row["words"], strict=False):
        actions.write(step, uid=uuid.uuid4(), body=words, by=author)
    actions.reveal(room, step=step, by=leader)
    group = actions.make_group(
        step, title=row["group"], contributions=Contribution.objects.filter(step=step), by=leader
    )
    if step.voting == Voting.NONE:
        actions.open_vote(step, votes_each=2, by=leader)
    for one in there:
        actions.vote(step, by=one, on=True, group=group)
    actions.close_vote(step, by=leader)


def _check_out(room: Room, row: dict[str, Any], there: list[Participant]) -> None:
    room = _go_to(room, (InputKind.CHECK_OUT,))
    for author, score in zip(there, row["scores"], strict=False):
        actions.write(room.current, uid=uuid.uuid4(), body="", score=score, by=author)
    actions.reveal(room, step=room.current, by=room.facilitator)


def _take_minutes(session: SessionPage, row: dict[str, Any], *, user: User) -> None:
    for body in row.get("case_minutes", ()):
        actions.save_minutes(session, session.agenda.first(), body=body, version=None, user=user)
    for body in row.get("minutes", ()):
        actions.save_minutes(session, None, body=body, version=None, user=user)


def _quote(world: World, session: SessionPage, row: dict[str, Any], *, user: User) -> None:
    """Nobody has answered yet whether their words may be used."""
    words = Contribution.objects.filter(step__room__session=session, body__in=row["words"]).order_by("pk")
    actions.quote_in_lesson(
        session.participants.get(user=user),
        contributions=words,
        region=world.region(row["lesson_region"]),
        title=row["lesson"],
        why=" ".join(row["words"]),
        user=user,
        date=session.date,
    )
