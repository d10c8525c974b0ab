"""The home page tells a visitor what this is, and a member what waits for them."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.actions import add_respondents, end_round_two, reveal
from learningtables.actions import close_room
from lessons import actions
from lessons.actions import agree_action
from lessons.models import Follow
from regions.actions import add_member
from regions.states import MembershipStatus, Role
from tests.factories.casestudies import answer_all, make_case, make_reflection
from tests.factories.learningtables import make_room, make_session, make_table
from tests.factories.lessons import LessonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def reflection(foodvalley: Any, table_circle: Any, case_owner: Any, facilitator: Any, participant: Any) -> Any:
    case = make_case(region=foodvalley, circle=table_circle, owner=case_owner, locked=True, shared=True)
    return make_reflection(case, respondents=[participant, facilitator], user=facilitator)


def waiting(client: Client) -> list[tuple[str, str]]:
    return [(one.kind, one.title) for one in client.get("/").context["waiting"]]


def test_a_visitor_sees_the_newest_public_lessons(visitor: Client, foodvalley: Any, table_circle: Any) -> None:
    public = LessonFactory(region=foodvalley)
    LessonFactory(region=foodvalley, audience_key=table_circle.audience_key)
    assert [page.title for page in visitor.get("/").context["lessons"]] == [public.title]


def test_a_reflection_waits_until_it_is_answered(client_of: Any, reflection: Any, participant: Any) -> None:
    client = client_of(participant)
    assert waiting(client) == [("reflection", reflection.case.title)]
    answer_all(reflection, user=participant)
    assert waiting(client) == []


def test_who_leads_hears_that_nobody_is_awaited_any_more(
    client_of: Any, reflection: Any, participant: Any, facilitator: Any, table_circle: Any
) -> None:
    def tasks(user: Any) -> list[str]:
        return [str(one.task) for one in client_of(user).get("/").context["waiting"]]

    answer_all(reflection, user=facilitator)
    assert tasks(facilitator) == []
    answer_all(reflection, user=participant)
    assert (tasks(facilitator), tasks(participant)) == ([_("Everybody has answered: reveal the answers")], [])
    reveal(reflection, user=facilitator)
    for user in (participant, facilitator):
        answer_all(reflection, user=user)
    assert tasks(facilitator) == [_("Everybody has answered again: draw conclusions, then close")]
    end_round_two(reflection, user=facilitator)
    assert tasks(facilitator) == [_("The second round has ended: draw conclusions, then close")]
    table_circle.memberships.filter(user=facilitator).update(role=Role.PARTICIPANT)
    assert tasks(facilitator) == []


def test_nothing_waits_for_who_left_the_circle(
    client_of: Any, reflection: Any, participant: Any, table_circle: Any
) -> None:
    table_circle.memberships.filter(user=participant).update(status=MembershipStatus.ENDED)
    assert waiting(client_of(participant)) == []


def test_an_open_action_waits_with_its_day(
    client_of: Any, participant: Any, table_circle: Any, facilitator: Any
) -> None:
    day = timezone.localdate() + datetime.timedelta(days=9)
    agree_action(circle=table_circle, page=None, what="Bel de school", owner=participant, due_on=day, user=facilitator)
    assert [(one.title, one.due) for one in client_of(participant).get("/").context["waiting"]] == [
        ("Bel de school", day)
    ]
    assert waiting(client_of(facilitator)) == []


def test_who_has_nothing_to_do_is_told_where_to_go(client_of: Any, outsider: Any, tree: Any) -> None:
    response = client_of(outsider).get("/")
    assert waiting(client_of(outsider)) == []
    assert '<a class="button" href="/lessen/">' in response.content.decode()


def test_the_home_page_costs_the_same_however_much_waits(
    client_of: Any, reflection: Any, participant: Any, table_circle: Any, facilitator: Any, foodvalley: Any
) -> None:
    client = client_of(participant)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/")
        return len(captured)

    def more() -> None:
        LessonFactory(region=foodvalley)
        agree_action(
            circle=table_circle, page=None, what="Bel", owner=participant, due_on=timezone.localdate(), user=facilitator
        )

    more()
    cost()
    with_one = cost()
    for _number in range(4):
        more()
    assert cost() == with_one


def test_respondents_asked_later_find_it_too(
    client_of: Any, reflection: Any, table_circle: Any, outsider: Any, facilitator: Any
) -> None:
    add_member(table_circle, member=outsider, role=Role.PARTICIPANT, user=facilitator)
    add_respondents(reflection, respondents=[outsider], user=facilitator)
    assert waiting(client_of(outsider)) == [("reflection", reflection.case.title)]


def test_what_is_new_comes_before_what_is_planned_furthest_away(
    client_of: Any, participant: Any, facilitator: Any, foodvalley: Any, table_circle: Any
) -> None:
    table = make_table(region=foodvalley, circle=table_circle)
    far, near = (make_session(table, user=facilitator, days=days, title=f"Over {days}") for days in (60, 7))
    later = make_session(table, user=facilitator, days=90, title="Over 90")
    lesson = LessonFactory(region=foodvalley, title="Nieuwe les", first_published_at=timezone.now())
    newest = client_of(participant).get("/").context["newest"]
    titles = [page.title for page in newest if page.pk != table.pk]
    assert titles == [lesson.title, near.title, far.title, later.title]


def test_the_profile_warns_before_what_was_typed_is_left(client_of: Any, participant: Any) -> None:
    assert "data-guard" in client_of(participant).get("/account/").content.decode()


def test_an_open_room_waits_for_who_is_expected_there(
    foodvalley: Any, table_circle: Any, facilitator: Any, participant: Any, outsider: Any, client_of: Any
) -> None:
    table = make_table(region=foodvalley, circle=table_circle)
    begun = timezone.now() - datetime.timedelta(minutes=1)
    session = make_session(table, user=facilitator, starts_at=begun, ends_at=begun + datetime.timedelta(minutes=90))
    room = make_room(session, user=facilitator)
    assert ("session", session.title) in waiting(client_of(participant))
    assert waiting(client_of(outsider)) == []
    close_room(room, by=room.facilitator)
    assert waiting(client_of(participant)) == []


def test_a_member_sees_what_is_new_in_what_they_follow_and_may_read(
    client_of: Any, outsider: Any, foodvalley: Any, table_circle: Any, queries_of: Any
) -> None:
    Follow.objects.create(user=outsider, region=foodvalley)
    client = client_of(outsider)
    LessonFactory(region=foodvalley, audience_key=table_circle.audience_key, first_published_at=timezone.now())
    assert client.get("/").context["news"] == []
    few = queries_of(client, "/")
    for _number in range(3):
        actions.publish_page(LessonFactory(region=foodvalley), user=None)
    [(news, name)] = client.get("/").context["news"]
    assert (news.counts, "Food Valley" in name) == ({"page": 3}, True)
    assert name in client.get("/").content.decode()
    assert queries_of(client, "/") <= few + 3
