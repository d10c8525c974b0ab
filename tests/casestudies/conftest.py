"""A case of three decisions in the circle of the learning table, with words that must not be read too early."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from casestudies import actions
from casestudies.models import CaseStudyPage, Reflection
from casestudies.states import WriterRole
from regions.models import Circle, Region, User
from tests.factories.casestudies import NOW, OUTCOME, SAID, make_case, make_reflection
from tests.factories.checks import agreed, passed
from tests.factories.regions import MembershipFactory, UserFactory


@pytest.fixture
def colleagues(table_circle: Circle, participant: User, facilitator: User) -> list[User]:
    """Four who answer: the participant, the facilitator and two more."""
    more = [MembershipFactory(circle=table_circle, user=UserFactory()).user for _ in range(2)]
    return [participant, facilitator, *more]


@pytest.fixture
def draft(foodvalley: Region, table_circle: Circle, case_owner: User) -> CaseStudyPage:
    return make_case(region=foodvalley, circle=table_circle, owner=case_owner, points=2)


@pytest.fixture
def other(draft: CaseStudyPage, table_circle: Circle, case_owner: User, client_of: Callable[[User], Client]) -> Client:
    """Somebody who writes the draft along."""
    person = MembershipFactory(circle=table_circle, user=UserFactory()).user
    actions.ask_along(draft, person=person, role=WriterRole.CO_WRITER, user=case_owner)
    return client_of(person)


@pytest.fixture
def case(foodvalley: Region, table_circle: Circle, case_owner: User) -> CaseStudyPage:
    """Shared, THEN locked, outcome and NOW written."""
    return make_case(
        region=foodvalley,
        circle=table_circle,
        owner=case_owner,
        points=3,
        locked=True,
        shared=True,
        disclosed=True,
        outcome=OUTCOME,
        now=NOW,
    )


@pytest.fixture
def for_members(case: CaseStudyPage, case_owner: User) -> CaseStudyPage:
    passed(case, case_owner)
    return actions.widen_case(case, audience_key="members", user=case_owner)


@pytest.fixture
def public(case: CaseStudyPage, case_owner: User, participant: User) -> CaseStudyPage:
    agreed(case, owner=case_owner, reader=participant)
    return actions.widen_case(case, audience_key="public", user=case_owner)


@pytest.fixture
def reflection_in(case: CaseStudyPage, colleagues: list[User], facilitator: User) -> Callable[..., Reflection]:
    """A reflection of the case in the state asked for."""

    def make(**state: Any) -> Reflection:
        return make_reflection(case, respondents=colleagues, user=facilitator, **{"why": SAID, **state})

    return make


@pytest.fixture
def everyone(
    case_owner: User,
    facilitator: User,
    participant: User,
    outsider: User,
    coordinator: User,
    foodvalley_coordinator: User,
    editor: User,
    admin: User,
    client_of: Callable[[User], Client],
    visitor: Client,
) -> dict[str, Client]:
    """Every kind of reader, signed in; the visitor is not."""
    people = {
        "case_owner": case_owner,
        "facilitator": facilitator,
        "participant": participant,
        "outsider": outsider,
        "coordinator": coordinator,
        "foodvalley_coordinator": foodvalley_coordinator,
        "editor": editor,
        "admin": admin,
    }
    return {"visitor": visitor, **{name: client_of(user) for name, user in people.items()}}
