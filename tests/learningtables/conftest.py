from collections.abc import Callable
from typing import Any

import pytest

from casestudies.models import CaseStudyPage
from learningtables.models import LearningTablePage, Method, SessionPage
from regions.models import Circle, Region, User
from tests.factories.casestudies import make_case
from tests.factories.learningtables import make_method, make_session, make_table


@pytest.fixture
def method(db: None) -> Method:
    return make_method()


@pytest.fixture
def table(foodvalley: Region, table_circle: Circle, facilitator: User) -> LearningTablePage:
    return make_table(region=foodvalley, circle=table_circle, owner=facilitator)


@pytest.fixture
def case(foodvalley: Region, table: LearningTablePage, case_owner: User) -> CaseStudyPage:
    """Locked, and shared with the table."""
    return make_case(region=foodvalley, circle=table.circle, owner=case_owner, points=2, locked=True, shared=True)


@pytest.fixture
def session(
    table: LearningTablePage, method: Method, facilitator: User, participant: User, case_owner: User
) -> SessionPage:
    """Planned for next week, with everybody at the table."""
    return make_session(table, user=facilitator, method=method)


@pytest.fixture
def planning(method: Method, facilitator: User, participant: User) -> Callable[..., dict[str, Any]]:
    """What is filled in to plan a session."""

    def fill(**fields: Any) -> dict[str, Any]:
        data = {
            "title": "Wachten op passende hulp",
            "day": "2035-03-14",
            "begins": "13:30",
            "ends": "15:30",
            "place": "Gemeentehuis, zaal 2",
            "link": "",
            "method": method.pk,
            "preparation": "Lees de casus.",
            "participants": [facilitator.pk, participant.pk],
        }
        return {**data, **fields}

    return fill
