from collections.abc import Iterator

import pytest
from django.core.cache import cache

from learningtables import actions
from learningtables.models import Room, SessionPage
from regions.models import User
from tests.factories.learningtables import make_room


@pytest.fixture(autouse=True)
def _no_tries_of_the_test_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def room(session: SessionPage, facilitator: User) -> Room:
    """With a code that lets guests in."""
    room = make_room(session, user=facilitator, at=2)
    return actions.let_guests_in(room, by=room.facilitator)
