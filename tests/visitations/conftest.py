from collections.abc import Callable
from typing import Any

import pytest

from regions.models import Region, User
from tests.factories import visitations as made
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
