"""What one process draws of a room serves the others on the same machine, for as long as it is true, and nobody else."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from learningtables import actions
from learningtables.models import Room, SessionPage
from learningtables.stream.pictures import NOT_YET
from learningtables.stream.shelf import FRESH, Key, Shelf
from regions.models import User
from tests.factories.learningtables import make_room, seat, write
from tests.learningtables.test_drawing import DRAWING_QUERIES, drawn

pytestmark = pytest.mark.once

TEXT = "Wie was erbij?"
# The steps, who wrote, who is ready and the texts are left to who drew it.
QUERIES_TO_HAND_OUT = DRAWING_QUERIES - 4


@pytest.fixture
def room(session: SessionPage, facilitator: User, participant: User) -> Room:
    room = make_room(session, user=facilitator, at=2)
    write(room, TEXT, by=seat(room, participant))
    actions.reveal(room, step=room.current, by=room.facilitator)
    return Room.objects.get(pk=room.pk)


@pytest.fixture
def shelves(tmp_path: Path) -> tuple[Shelf, Shelf]:
    """Of two processes."""
    return Shelf(tmp_path), Shelf(tmp_path)


def make_older(folder: Path) -> None:
    """As they lie there when nothing came of it for a while."""
    then = time.time() - 2 * FRESH
    for path in folder.iterdir():
        os.utime(path, (then, then))


@pytest.mark.django_db
def test_the_other_process_hands_out_what_the_first_drew(
    room: Room, shelves: tuple[Shelf, Shelf], participant: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(participant)
    first, queries = drawn([room], client, shelves[0])
    assert queries == DRAWING_QUERIES
    second, queries = drawn([room], client, shelves[1])
    assert second == first and queries == QUERIES_TO_HAND_OUT
    assert any(TEXT in event.decode() for event in second[room.pk].events.values())


@pytest.mark.django_db
def test_who_has_no_seat_hears_nothing_of_what_another_process_drew(
    room: Room, shelves: tuple[Shelf, Shelf], participant: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(participant)
    drawn([room], client, shelves[0])
    client.session.delete()
    assert not drawn([room], client, shelves[1])[0][room.pk].standing


@pytest.mark.django_db
def test_what_changed_is_drawn_anew(
    room: Room, shelves: tuple[Shelf, Shelf], participant: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(participant)
    before = drawn([room], client, shelves[0])[0][room.pk]
    write(room, "Een tweede", by=seat(room, participant))
    after = drawn([room], client, shelves[1])[0][room.pk]
    assert after.version > before.version
    assert all("Een tweede" in event.decode() for event in after.events.values())


@pytest.mark.django_db
def test_what_another_process_is_drawing_is_waited_for_unless_it_takes_too_long(
    room: Room, shelves: tuple[Shelf, Shelf], tmp_path: Path, participant: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(participant)
    assert shelves[0].claim(Key(room.pk, room.version, 0, "nl"))
    assert drawn([room], client, shelves[1])[0][room.pk] is NOT_YET
    make_older(tmp_path)  # it was killed
    picture = drawn([room], client, shelves[1])[0][room.pk]
    assert any(TEXT in event.decode() for event in picture.events.values())


@pytest.mark.django_db
def test_the_clock_in_a_drawing_is_not_handed_out_late(
    room: Room, shelves: tuple[Shelf, Shelf], tmp_path: Path, participant: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(participant)
    drawn([room], client, shelves[0])
    make_older(tmp_path)
    assert drawn([room], client, shelves[1])[1] == DRAWING_QUERIES
    make_older(tmp_path)
    shelves[0].sweep()
    assert not list(tmp_path.iterdir())


def test_the_folder_is_for_this_site_and_its_owner_alone(settings: Any, tmp_path: Path) -> None:
    settings.ROOM_DRAWINGS = str(tmp_path)
    folder = Shelf.of_this_site().folder
    assert folder is not None and folder.parent == tmp_path and folder.stat().st_mode & 0o777 == 0o700

    folder.chmod(0o755)
    assert Shelf.of_this_site().folder is None
    folder.rmdir()
    folder.symlink_to(tmp_path)
    assert Shelf.of_this_site().folder is None

    settings.SECRET_KEY = "of another site"
    other = Shelf.of_this_site().folder
    assert other is not None and other != folder
    settings.ROOM_DRAWINGS = str(tmp_path / "none")
    assert Shelf.of_this_site().folder is None
