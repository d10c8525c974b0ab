"""Persons x states: who may do what when."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from casestudies import rules
from casestudies.models import CaseStudyPage, Reflection
from regions.models import Circle, Region, User
from tests.factories.casestudies import make_case

pytestmark = pytest.mark.once

PEOPLE = ("case_owner", "facilitator", "participant", "coordinator", "outsider", "editor", "admin", "visitor")


@pytest.fixture
def who_may(
    case_owner: User,
    facilitator: User,
    participant: User,
    coordinator: User,
    outsider: User,
    editor: User,
    admin: User,
) -> Callable[[Any, Any], set[str]]:
    users = [case_owner, facilitator, participant, coordinator, outsider, editor, admin, AnonymousUser()]

    def names(rule: Callable[[Any, Any], bool], obj: Any) -> set[str]:
        return {name for name, user in zip(PEOPLE, users, strict=True) if rule(user, obj)}

    return names


OWNER, LEADER = {"case_owner"}, {"facilitator"}
CASE_RULES = {
    # rule: (draft, locked draft, shared, shared and locked)
    "owns_case": (OWNER, OWNER, OWNER, OWNER),
    "may_read_draft": (OWNER, OWNER, OWNER, OWNER),
    "may_edit_case": (OWNER, OWNER, OWNER, OWNER),
    "may_change_then": (OWNER, set(), OWNER, set()),
    "may_lock_then": (OWNER, set(), OWNER, set()),
    "may_delete_point": (OWNER, set(), OWNER, set()),
    "may_ask_along": (OWNER, OWNER, OWNER, OWNER),
    "may_add_addendum": (set(), OWNER, set(), OWNER),
    "may_share_case": (OWNER, OWNER, set(), set()),
    "may_open_reflection": (set(), set(), set(), LEADER),
}


@pytest.mark.parametrize("rule", CASE_RULES)
@pytest.mark.parametrize("state", range(4))
def test_cases(
    rule: str,
    state: int,
    who_may: Callable[[Any, Any], set[str]],
    foodvalley: Region,
    table_circle: Circle,
    case_owner: User,
) -> None:
    case = make_case(
        region=foodvalley, circle=table_circle, owner=case_owner, locked=state in (1, 3), shared=state in (2, 3)
    )
    assert who_may(getattr(rules, rule), case) == CASE_RULES[rule][state]


def test_who_sits_at_a_table_or_in_a_region_may_write(who_may: Callable[[Any, Any], set[str]]) -> None:
    assert who_may(rules.may_write_case, None) == {"case_owner", "facilitator", "participant", "coordinator"}


CIRCLE, ASKED = {"case_owner", "facilitator", "participant"}, {"facilitator", "participant"}
STATES: list[dict[str, bool]] = [{}, {"revealed": True}, {"closed": True}]
REFLECTION_RULES = {
    # rule: (round one, round two, closed)
    "may_follow": (CIRCLE, CIRCLE, CIRCLE),
    "is_asked": (ASKED, ASKED, ASKED),
    "may_answer": (ASKED, ASKED, set()),
    "leads": (LEADER, LEADER, LEADER),
    "may_conclude": (set(), LEADER, set()),
    "may_close": (set(), LEADER, set()),
}


@pytest.mark.parametrize("rule", REFLECTION_RULES)
@pytest.mark.parametrize("state", range(3))
def test_reflections(
    rule: str,
    state: int,
    who_may: Callable[[Any, Any], set[str]],
    reflection_in: Callable[..., Reflection],
) -> None:
    assert who_may(getattr(rules, rule), reflection_in(**STATES[state])) == REFLECTION_RULES[rule][state]


def test_who_left_the_circle_may_nothing_more(
    case: CaseStudyPage, reflection_in: Callable[..., Reflection], participant: User
) -> None:
    reflection = reflection_in()
    participant.memberships.update(status="ended")
    assert not rules.may_follow(participant, reflection)
    assert not rules.may_answer(participant, reflection)
