"""The rules as tables: each person, in each standing, each state."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from learningtables import rules
from learningtables.models import LearningTablePage, SessionPage
from learningtables.states import SESSION_MOVES, SessionState
from regions.states import IllegalMove, MembershipStatus
from tests.factories.learningtables import make_session

pytestmark = pytest.mark.once

PERSONS = [
    "facilitator",
    "participant",
    "case_owner",
    "foodvalley_coordinator",
    "coordinator",
    "editor",
    "outsider",
    "admin",
]
LEADS = {"facilitator"}
SITS = {"facilitator", "participant", "case_owner"}
FOUNDS = {"foodvalley_coordinator", "editor", "coordinator"}


@pytest.mark.parametrize("who", PERSONS)
def test_at_a_table(who: str, request: pytest.FixtureRequest, table: LearningTablePage) -> None:
    user = request.getfixturevalue(who)
    assert rules.leads_table(user, table) is (who in LEADS)
    assert rules.sits_at(user, table) is (who in SITS)
    assert rules.may_found_somewhere(user) is (who in FOUNDS)
    assert rules.may_edit_methods(user) is (who == "editor")


@pytest.mark.parametrize("who", PERSONS)
def test_at_a_session(who: str, request: pytest.FixtureRequest, session: SessionPage) -> None:
    user = request.getfixturevalue(who)
    assert rules.may_run(user, session) is (who in LEADS)
    assert rules.may_see_people(user, session) is (who in SITS)
    assert rules.takes_part(user, session) is (who in SITS)


def test_a_visitor_may_nothing(table: LearningTablePage, session: SessionPage) -> None:
    visitor = AnonymousUser()
    for rule in (rules.leads_table, rules.sits_at):
        assert rule(visitor, table) is False
    for rule in (rules.may_run, rules.may_see_people, rules.takes_part):
        assert rule(visitor, session) is False
    assert rules.may_found_somewhere(visitor) is False
    assert rules.may_end_seat(visitor, table.people.first()) is False
    assert rules.may_edit_methods(visitor) is False


@pytest.mark.parametrize("status", [one for one in MembershipStatus if one != MembershipStatus.ACTIVE])
def test_a_seat_that_is_not_active_opens_nothing(
    status: str, facilitator: Any, table: LearningTablePage, session: SessionPage
) -> None:
    table.circle.memberships.filter(user=facilitator).update(status=status)
    assert rules.leads_table(facilitator, table) is False
    assert rules.sits_at(facilitator, table) is False
    assert rules.may_run(facilitator, session) is False


def test_who_may_end_a_seat(
    table: LearningTablePage, facilitator: Any, participant: Any, case_owner: Any, outsider: Any
) -> None:
    seat = table.people.get(user=participant)
    may = {user for user in (facilitator, participant, case_owner, outsider) if rules.may_end_seat(user, seat)}
    assert may == {facilitator, participant}


@pytest.mark.parametrize("to", [SessionState.HELD, SessionState.CANCELLED])
@pytest.mark.parametrize("frm", list(SessionState))
def test_from_state_to_state(frm: str, to: str, table: LearningTablePage, facilitator: Any) -> None:
    from learningtables import actions

    session = make_session(
        table, user=facilitator, days=-2, held=frm == SessionState.HELD, cancelled=frm == SessionState.CANCELLED
    )

    def move() -> SessionPage:
        if to == SessionState.HELD:
            return actions.hold_session(session, present=[], user=facilitator)
        return actions.cancel_session(session, user=facilitator)

    if to in SESSION_MOVES[frm]:
        assert move().state == to
    else:
        with pytest.raises(IllegalMove):
            move()
