from collections.abc import Callable
from typing import Any

import pytest

from regions.models import Region, User
from regions.states import Role
from tests.factories import visitations as made
from visitations import actions
from visitations.models import VisitationPage
from visitations.states import Stage


@pytest.fixture
def people(editor: User, chair: User, host: User) -> made.People:
    return made.People(editor=editor, chair=chair, host=host)


@pytest.fixture
def visitation_at(twente: Region, people: made.People) -> Callable[..., VisitationPage]:
    """A visitation of Twente at a stage."""

    def make(stage: Stage, **fields: Any) -> VisitationPage:
        return made.visitation(twente, people, stage=stage, **fields)

    return make


@pytest.fixture
def forming(visitation_at: Any, people: made.People) -> VisitationPage:
    """The chair and the secretary have declared; a member was asked."""
    visitation = visitation_at(Stage.COMMITTEE)
    actions.declare(made.seat(visitation, people.chair), user=people.chair)
    for person, role in ((people.secretary, Role.SECRETARY), (people.member, Role.MEMBER)):
        actions.propose_member(visitation, person=person, role=role, user=people.chair)
    actions.declare(made.seat(visitation, people.secretary), user=people.secretary)
    return visitation
