"""The ends of a round, at the same moment as something else: each is done once, and no answer comes to stand after its end."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from casestudies import actions
from casestudies.actions.due import run_due
from casestudies.models import Answer, Reflection
from casestudies.states import ReflectionState, Round
from regions.states import IllegalMove
from tests.factories.casestudies import ANSWER, answer_all, later, make_case, make_reflection
from tests.promises.test_at_once import _in_a_file, at_once, refused  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def opened(
    foodvalley: Any, table_circle: Any, case_owner: Any, colleagues: Any, facilitator: Any
) -> Callable[..., Reflection]:
    case = make_case(region=foodvalley, circle=table_circle, owner=case_owner, locked=True, shared=True)

    def make(**state: Any) -> Reflection:
        return make_reflection(case, respondents=colleagues, user=facilitator, **state)

    return make


def answering(reflection: Reflection, person: Any, number: Round = Round.ONE) -> Callable[[], Any]:
    point = reflection.case.decision_points.get()
    key = actions.new_pair_key() if reflection.anonymous else ""
    return lambda: actions.answer(reflection, decision_point=point, round=number, user=person, pair_key=key, **ANSWER)


@pytest.mark.parametrize("anonymous", [False, True])
def test_answers_at_the_deadline_are_in_time_or_refused(
    anonymous: bool, opened: Callable[..., Reflection], colleagues: Any
) -> None:
    """The round ends under the lock that answers wait for, and one that waited looks at the clock again."""
    reflection = opened(anonymous=anonymous)
    for person in colleagues[:3]:
        answering(reflection, person)()
    later(reflection, round_one_until=datetime.timedelta(milliseconds=30))

    def end() -> Reflection:
        while (now := timezone.now()) < Reflection.objects.get(pk=reflection.pk).round_one_until:
            pass
        return actions.end_overdue_round(reflection, moment=now)

    came = at_once(answering(reflection, colleagues[3]), end, end)
    reflection.refresh_from_db()
    assert reflection.state == ReflectionState.ROUND_TWO
    assert Answer.objects.filter(round=Round.ONE).count() == len(colleagues) - refused(came)
    assert not Answer.objects.filter(answered_at__gt=reflection.revealed_at).exists()


def test_everything_that_ends_a_round_ends_it_once(
    opened: Callable[..., Reflection], colleagues: Any, facilitator: Any
) -> None:
    """Two clocks, somebody who looks at the page, and the leader's own button."""
    reflection = later(opened(answered=True), round_one_until=-MINUTE)
    mail.outbox.clear()
    at_once(
        run_due,
        run_due,
        lambda: actions.end_overdue_round(reflection, moment=timezone.now()),
        lambda: actions.reveal(reflection, user=facilitator),
    )
    reflection.refresh_from_db()
    assert reflection.state == ReflectionState.ROUND_TWO
    assert len(mail.outbox) == len(colleagues)


def test_two_reminders_at_once_are_one(opened: Callable[..., Reflection], colleagues: Any, facilitator: Any) -> None:
    reflection = opened()
    mail.outbox.clear()
    came = at_once(*[lambda: actions.remind(reflection, user=facilitator)] * 3)
    assert (refused(came), len(mail.outbox)) == (2, len(colleagues))


def test_ending_the_second_round_meets_the_last_answer(
    opened: Callable[..., Reflection], colleagues: Any, facilitator: Any
) -> None:
    reflection = opened(revealed=True)
    came = at_once(
        *[answering(reflection, person, Round.TWO) for person in colleagues[:2]],
        lambda: actions.end_round_two(reflection, user=facilitator),
        lambda: actions.end_round_two(reflection, user=facilitator),
    )
    ended = [one for one in came[2:] if isinstance(one, Reflection)]
    answers = [one for one in came[:2] if isinstance(one, Answer)]
    assert (len(ended), Answer.objects.filter(round=Round.TWO).count()) == (1, len(answers))
    reflection.refresh_from_db()
    assert reflection.state == ReflectionState.CONCLUDING


def test_a_conclusion_comes_before_the_end_or_is_refused(
    opened: Callable[..., Reflection], colleagues: Any, facilitator: Any
) -> None:
    reflection = opened(revealed=True)
    for person in colleagues:
        answer_all(reflection, user=person)
    point = reflection.case.decision_points.get()

    def conclude() -> Any:
        return actions.conclude(reflection, decision_point=point, no_change_because="Uitzondering.", user=facilitator)

    came = at_once(conclude, lambda: actions.close(reflection, user=facilitator), conclude)
    reflection.refresh_from_db()
    assert reflection.state == ReflectionState.CLOSED
    kept = [one for one in (came[0], came[2]) if not isinstance(one, IllegalMove)]
    assert reflection.conclusions.count() == (1 if kept else 0)


def test_a_reflection_that_still_asks_for_a_conclusion_is_not_closed_by_haste(
    opened: Callable[..., Reflection], colleagues: Any, facilitator: Any
) -> None:
    reflection = opened(revealed=True, same_choice="different", meaning="Anders.")
    actions.end_round_two(reflection, user=facilitator)
    point = reflection.case.decision_points.get()
    at_once(
        lambda: actions.close(reflection, user=facilitator),
        lambda: actions.close(reflection, user=facilitator),
        lambda: actions.conclude(reflection, decision_point=point, no_change_because="Zo is het.", user=facilitator),
    )
    reflection.refresh_from_db()
    assert reflection.conclusions.count() == 1
    assert reflection.state in {ReflectionState.CONCLUDING, ReflectionState.CLOSED}
