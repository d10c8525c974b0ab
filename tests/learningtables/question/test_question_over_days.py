"""The central question in people's own time: its step and its round of the reflection end together."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from casestudies.actions import set_deadline
from learningtables import actions
from learningtables.models import Room, Step
from regions.models import User
from regions.states import IllegalMove
from tests.factories.casestudies import answer_all
from tests.learningtables.asking import asked, path, step, to

ClientOf = Callable[[User], Client]


def test_a_question_that_is_spread_over_days_ends_with_its_step(
    room: Room, participant: User, facilitator: User, client_of: ClientOf
) -> None:
    """Asked before or after it was spread; ended, moved or lapsed in the reflection, the step follows."""
    leader, first, second = client_of(facilitator), step(room, "Alleen"), step(room, "Opnieuw")
    friday, sunday = (timezone.now().replace(second=0, microsecond=0) + datetime.timedelta(days=n) for n in (3, 5))

    def spread(at: Step, until: datetime.datetime | None) -> None:
        moment = timezone.localtime(until).strftime("%Y-%m-%dT%H:%M") if until else ""
        leader.post(path(room, "leiden/"), {"do": "spread", "step": at.pk, "until": moment})

    spread(first, friday)
    reflection = asked(room)
    assert reflection.round_one_until == friday
    spread(second, sunday)
    reflection.refresh_from_db()
    assert (reflection.round_one_until, reflection.round_two_until) == (friday, sunday)
    room = to(room, "Samen openen")
    shown = client_of(participant).get(f"{path(room)}?stap={first.pk}")
    assert shown.context["room_question"]["form"]
    spread(first, None)
    reflection.refresh_from_db()
    assert reflection.round_one_until is None


def test_a_deadline_of_the_reflection_is_one_of_its_step(
    room: Room, participant: User, facilitator: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    reflection, friday = asked(room), timezone.now() + datetime.timedelta(days=3)
    with django_capture_on_commit_callbacks(execute=True):
        set_deadline(reflection, until=friday, user=facilitator)
    assert step(room, "Alleen").open_until == friday
    answer_all(reflection, user=participant)
    with django_capture_on_commit_callbacks(execute=True):
        actions.reveal_answers(room, step=step(room, "Alleen"), by=room.facilitator)
    assert step(room, "Alleen").open_until is None


def test_who_may_not_ask_does_not_spread_the_question(room: Room, participant: User) -> None:
    reflection = asked(room)
    seat = room.session.participants.get(user=participant)
    room = actions.hand_over(room, to=seat, by=room.facilitator)
    with pytest.raises(IllegalMove):
        actions.spread_question(
            room, step=step(room, "Alleen"), until=timezone.now() + datetime.timedelta(days=1), by=seat
        )
    reflection.refresh_from_db()
    assert (reflection.round_one_until, step(room, "Alleen").open_until) == (None, None)
