"""What it costs to draw the rooms: read together, drawn once for all who look at the same."""

import asyncio
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from learningtables import actions
from learningtables.models import LearningTablePage, Participant, Room, SessionPage
from learningtables.stream.pictures import Picture, Question, View, look_into
from learningtables.stream.shelf import Shelf
from learningtables.stream.tickets import FOLLOW, Ticket
from learningtables.stream.together import Together
from regions.models import User
from tests.factories.learningtables import make_room, make_session, seat, write
from tests.learningtables.apart import run_apart

pytestmark = pytest.mark.once

SOON = 20.0
# The room, its seats, who sits at the table (2), who is signed in, the steps, who wrote, who is ready, the texts.
DRAWING_QUERIES = 9


@pytest.fixture
def room(session: SessionPage, facilitator: User) -> Room:
    return make_room(session, user=facilitator, at=2)


def drawn(rooms: list[Room], client: Client, shelf: Shelf | None = None) -> tuple[dict[int, Picture], int]:
    """The pictures for who sends ``client``, and how many queries they took."""
    login = client.session.session_key or ""
    asked = {}
    for room in rooms:
        seats = room.session.participants.values_list("pk", flat=True)
        tickets = [Ticket(room.session_id, room.pk, seat, FOLLOW, "nl", login) for seat in seats]
        asked[room.pk] = Question({View(FOLLOW, "nl"): 0}, tickets)
    with CaptureQueriesContext(connection) as captured:
        return look_into(asked, shelf or Shelf(None)), len(captured)


@pytest.mark.django_db
def test_many_full_rooms_cost_as_many_queries_as_one_that_is_nearly_empty(
    room: Room, table: LearningTablePage, facilitator: User, participant: User, client_of: Callable[[User], Client]
) -> None:
    rooms = [room, *(make_room(make_session(table, user=facilitator), user=facilitator, at=2) for _each in range(2))]
    for one in rooms:
        write(one, "Een", by=seat(one, participant))
        actions.reveal(one, step=one.current, by=one.facilitator)
    client = client_of(participant)
    few = drawn(rooms[:1], client)[1]
    for one in rooms:
        for number in range(8):
            guest = Participant.objects.create(
                session=one.session, guest_name=f"Gast {number}", joined_at=timezone.now()
            )
            text = write(one, f"Tekst {number} van {one.pk}", by=guest)
            actions.make_group(one.current, title=f"Groep {number}", contributions=[text], by=one.facilitator)
    hidden = make_room(make_session(table, user=facilitator), user=facilitator, at=2)
    write(hidden, "Nog verborgen", by=seat(hidden, participant))
    pictures, many = drawn([*rooms, hidden], client)

    assert few == many == DRAWING_QUERIES
    for one in rooms:
        (event,) = pictures[one.pk].events.values()
        assert "Nog verborgen" not in event.decode()
        assert all(f"Tekst {number} van {one.pk}" in event.decode() for number in range(8))
        assert event.count(b"Tekst 3") == event.count(f"Tekst 3 van {one.pk}".encode())
        assert seat(one, participant).pk in {ticket.seat for ticket in pictures[one.pk].standing}
    assert all(b"Nog verborgen" not in event and b"1 persoon" in event for event in pictures[hidden.pk].events.values())


def test_what_is_asked_meanwhile_is_answered_together_and_an_error_is_for_who_asked() -> None:
    worked: list[list[int]] = []
    first_came = threading.Event()
    goes_on = threading.Event()

    def work(asked: Mapping[int, str]) -> dict[int, Any]:
        worked.append(list(asked))
        first_came.set()
        goes_on.wait(SOON)
        return {pk: ValueError(pk) if word == "fout" else word for pk, word in asked.items()}

    async def run() -> None:
        running: list[asyncio.Task[None]] = []
        with ThreadPoolExecutor(1) as pool:
            together = Together(lambda work: running.append(asyncio.create_task(work)), pool, work)
            asked = [asyncio.create_task(together.ask(1, "een"))]
            await asyncio.to_thread(first_came.wait, SOON)
            asked += [
                asyncio.create_task(together.ask(pk, word)) for pk, word in ((2, "twee"), (3, "fout"), (4, "vier"))
            ]
            await asyncio.sleep(0)
            goes_on.set()
            found = await asyncio.gather(*asked, return_exceptions=True)
        assert worked == [[1], [2, 3, 4]]
        assert [str(one) for one in found] == ["een", "twee", "3", "vier"]
        assert isinstance(found[2], ValueError)

    run_apart(run())
