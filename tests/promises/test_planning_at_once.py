"""Two facilitators plan, two people reply, two turns are swapped: at the same moment."""

import datetime
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from learningtables import actions
from learningtables.models import DatePoll, DateReply, LearningTablePage, Method, SessionPage
from learningtables.states import Fits
from tests.factories.learningtables import make_method, make_session, make_table
from tests.promises.test_at_once import _in_a_file, at_once, refused  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def table(foodvalley: Any, table_circle: Any, facilitator: Any, colleagues: Any) -> LearningTablePage:
    make_method()
    return make_table(region=foodvalley, circle=table_circle, owner=facilitator)


@pytest.fixture
def poll(table: LearningTablePage, facilitator: Any) -> DatePoll:
    soon = timezone.now() + datetime.timedelta(days=7)
    moments = [(soon, soon + HOUR), (soon + 2 * HOUR, soon + 3 * HOUR)]
    return actions.propose_moments(table, title="Terugkijken", moments=moments, user=facilitator)


def test_of_two_who_plan_from_one_poll_one_does(poll: DatePoll, facilitator: Any, participant: Any) -> None:
    option = poll.options.all()[0]
    fields: dict[str, Any] = {"title": "Terugkijken", "place": "Zaal 2", "method": Method.objects.get()}
    times: dict[str, Any] = {"starts_at": option.starts_at, "ends_at": option.ends_at}
    plan = partial(actions.plan_from_poll, option, user=facilitator, participants=[participant], **fields, **times)
    assert refused(at_once(plan, plan)) == 1
    poll.refresh_from_db()
    assert poll.session == SessionPage.objects.get()


def test_replies_of_several_and_of_one_twice_are_all_kept_once(poll: DatePoll, colleagues: Any) -> None:
    fits = {option.pk: Fits.YES for option in poll.options.all()}
    people = [*colleagues[:3], colleagues[0]]
    assert refused(at_once(*(partial(actions.reply_to_poll, poll, fits=fits, user=one) for one in people))) == 0
    assert DateReply.objects.count() == 6


def test_a_swap_from_both_sides_is_made_once(table: LearningTablePage, facilitator: Any, participant: Any) -> None:
    first = make_session(table, user=facilitator, days=7, facilitator=facilitator)
    second = make_session(table, user=facilitator, days=14, facilitator=participant)
    came = at_once(
        partial(actions.swap_turns, first, second, seen=facilitator.pk, user=facilitator),
        partial(actions.swap_turns, second, first, seen=participant.pk, user=participant),
    )
    assert refused(came) == 1
    assert [SessionPage.objects.get(pk=one.pk).facilitator for one in (first, second)] == [participant, facilitator]
