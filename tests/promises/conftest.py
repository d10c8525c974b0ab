"""A world with a word in every hidden place, for those who try to get behind a door that is closed to them."""

from collections.abc import Callable
from typing import Any

import pytest

from home import rights
from home.models import HomePage
from regions.actions import add_member
from regions.models import Circle, Region, User
from regions.states import Role
from tests.factories.regions import MembershipFactory, UserFactory


@pytest.fixture
def colleagues(table_circle: Circle, participant: User, facilitator: User) -> list[User]:
    """Four who answer: the participant, the facilitator and two more."""
    more = [MembershipFactory(circle=table_circle, user=UserFactory()).user for _ in range(2)]
    return [participant, facilitator, *more]


@pytest.fixture
def coordinating(foodvalley: Region, foodvalley_coordinator: User) -> User:
    """The coordinator of the region where the work is done, with the rights in the admin that belong to it."""
    rights.give_region_rights(foodvalley.page)
    foodvalley.circle.refresh_from_db()
    add_member(foodvalley.circle, member=foodvalley_coordinator, role=Role.COORDINATOR, user=None)
    return foodvalley_coordinator


@pytest.fixture
def editing(editor: User, tree: Any) -> User:
    """A national editor, with the rights in the admin."""
    circle = editor.circles.get()
    rights.give_national_rights(circle, home=HomePage.objects.get())
    circle.refresh_from_db()
    add_member(circle, member=editor, role=Role.EDITOR, user=None)
    return editor


@pytest.fixture
def admin_clients(admin: User, editing: User, coordinating: User, client_of: Callable[[User], Any]) -> dict[str, Any]:
    return {"admin": client_of(admin), "editor": client_of(editing), "coordinator": client_of(coordinating)}
