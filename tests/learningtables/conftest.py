from collections.abc import Callable
from typing import Any

import pytest

from casestudies.models import CaseStudyPage
from learningtables.models import LearningTablePage, Method, Phase, Room, SessionPage
from regions.models import Circle, Region, User
from tests.factories.casestudies import NOW, OUTCOME, make_case
from tests.factories.learningtables import make_method, make_room, make_session, make_table
from tests.factories.regions import MembershipFactory, UserFactory


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


# --- a room that asks the central question -------------------------------------------------------------------------


@pytest.fixture
def colleagues(table_circle: Circle, participant: User, facilitator: User, case_owner: User) -> list[User]:
    """Four who are asked; the case owner sits at the table and is not."""
    more = [MembershipFactory(circle=table_circle, user=UserFactory()).user for _ in range(2)]
    return [participant, facilitator, *more]


@pytest.fixture
def asking_method(db: None) -> Method:
    method = Method(slug="vraag", name="Met de vraag", purpose="Om terug te kijken.")
    asks: dict[str, Any] = {"input_kind": "central_question", "written_first": True}
    method.phases = [
        Phase(title="Wat we wisten", minutes=5, sort_order=0),
        Phase(title="Alleen", minutes=5, sort_order=1, **asks),
        Phase(title="Samen openen", minutes=5, sort_order=2),
        Phase(title="Opnieuw", minutes=5, sort_order=3, **asks),
        Phase(title="Lessen", minutes=5, sort_order=4, input_kind="lesson"),
    ]
    method.save()
    return method


@pytest.fixture
def told_case(foodvalley: Region, table: LearningTablePage, case_owner: User) -> CaseStudyPage:
    """With words for outcome and NOW that must not be read too early."""
    shown = {"locked": True, "shared": True, "disclosed": True}
    return make_case(
        region=foodvalley, circle=table.circle, owner=case_owner, points=2, outcome=OUTCOME, now=NOW, **shown
    )


@pytest.fixture
def asking_room(
    table: LearningTablePage,
    asking_method: Method,
    told_case: CaseStudyPage,
    colleagues: list[User],
    facilitator: User,
) -> Room:
    """At the first step of the central question; a guest is in it."""
    session = make_session(table, user=facilitator, method=asking_method, cases=[told_case])
    return make_room(session, user=facilitator, guests=["Wouter"], at=2)
