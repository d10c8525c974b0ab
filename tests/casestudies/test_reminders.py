"""What a clock does: reminds before a deadline, and tells the owner that the day has come to ask again."""

import datetime
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from casestudies import actions
from casestudies.actions.due import run_due, set_review_date
from casestudies.models import CaseStudyPage, Reflection
from casestudies.states import ReflectionState
from home import clock
from regions.models import User
from regions.states import IllegalMove
from tests.factories.casestudies import answer_all, later

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


@pytest.fixture
def reminded(django_capture_on_commit_callbacks: Any) -> Callable[[], list[str]]:
    """Runs what is due; who got a mail."""

    def run() -> list[str]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            run_due()
        return sorted(message.to[0] for message in mail.outbox)

    return run


def test_a_day_before_the_deadline_who_has_not_answered_is_reminded_once(
    reflection_in: Callable[..., Reflection], colleagues: list[User], reminded: Callable[[], list[str]]
) -> None:
    reflection = reflection_in()
    answer_all(reflection, user=colleagues[0])
    later(reflection, opened_at=-3 * DAY, round_one_until=DAY + HOUR)
    assert reminded() == []
    later(reflection, round_one_until=DAY - HOUR)
    assert reminded() == sorted(user.email for user in colleagues[1:])
    assert reminded() == []
    later(reflection, reminded_at=-DAY + 2 * HOUR, round_one_until=HOUR)
    assert reminded() == []


def test_a_short_round_reminds_nobody_who_was_asked_just_now(
    reflection_in: Callable[..., Reflection], reminded: Callable[[], list[str]]
) -> None:
    later(reflection_in(), round_one_until=DAY - HOUR)
    assert reminded() == []


def test_the_second_round_reminds_again(
    reflection_in: Callable[..., Reflection], colleagues: list[User], reminded: Callable[[], list[str]]
) -> None:
    reflection = reflection_in(revealed=True)
    answer_all(reflection, user=colleagues[0])
    later(reflection, reminded_at=-3 * DAY, revealed_at=-2 * DAY, round_two_until=HOUR)
    assert reminded() == sorted(user.email for user in colleagues[1:])


def test_who_leads_reminds_once_a_day_and_is_not_told_whom(
    reflection_in: Callable[..., Reflection], colleagues: list[User], facilitator: User, client_of: Any
) -> None:
    reflection, leader = reflection_in(), client_of(facilitator)
    answer_all(reflection, user=colleagues[2])
    address = f"/casussen/reflecties/{reflection.pk}/herinneren/"
    page = leader.get(address).content.decode()
    assert not [user for user in colleagues[2:] if str(user) in page or user.email in page]
    leader.post(address)
    first = later(reflection).reminded_at
    assert first is not None
    assert 'class="form"' not in leader.get(address).content.decode()
    with pytest.raises(IllegalMove):
        actions.remind(reflection, user=None)
    assert later(reflection).reminded_at == first


# --- asking again ----------------------------------------------------------------------------------------


def test_the_owner_is_reminded_once_of_the_day_they_set(
    case: CaseStudyPage, case_owner: User, client_of: Any, reminded: Callable[[], list[str]]
) -> None:
    owner = client_of(case_owner)
    day = timezone.localdate() + 30 * DAY
    owner.post(f"/casussen/{case.pk}/opnieuw/", {"review_on": day.isoformat()})
    case.refresh_from_db()
    assert (case.review_on, case.get_latest_revision_as_object().review_on) == (day, day)
    assert reminded() == []
    CaseStudyPage.objects.filter(pk=case.pk).update(review_on=timezone.localdate())
    assert reminded() == [case_owner.email]
    assert reminded() == []
    set_review_date(case, review_on=None, user=case_owner)
    assert (reminded(), CaseStudyPage.objects.get(pk=case.pk).review_on) == ([], None)


def test_the_day_to_ask_again_is_the_owners_to_set(case: CaseStudyPage, everyone: dict[str, Client]) -> None:
    for name in ("case_owner", "visitor"):
        everyone.pop(name)
    for name, client in everyone.items():
        page = client.post(f"/casussen/{case.pk}/opnieuw/", {"review_on": "2099-01-01"})
        assert page.status_code in {403, 404}, name
    assert CaseStudyPage.objects.get(pk=case.pk).review_on is None


# --- the clock -------------------------------------------------------------------------------------------


def test_the_command_does_what_is_due(reflection_in: Callable[..., Reflection]) -> None:
    reflection = later(reflection_in(answered=True), round_one_until=-HOUR)
    call_command("run_due")
    assert later(reflection).state == ReflectionState.ROUND_TWO


@pytest.mark.once
def test_what_fails_is_logged_and_keeps_nothing_else_from_running(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, reflection_in: Callable[..., Reflection]
) -> None:
    reflection = later(reflection_in(answered=True), round_one_until=-HOUR)
    monkeypatch.setattr(clock, "DUE", ["no.such.part", *clock.DUE])
    with pytest.raises(CommandError):
        call_command("run_due")
    assert later(reflection).state == ReflectionState.ROUND_TWO
    assert "no.such.part" in caplog.text


@pytest.mark.once
def test_between_its_turns_the_clock_looks_after_what_is_wanted_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    stop = threading.Event()

    def run(names: Any = None) -> None:
        asked.append(list(names or clock.DUE))
        stop.set()

    monkeypatch.setattr(clock, "run_due", run)
    monkeypatch.setattr(clock, "SOON_EVERY", 0.01)
    clock.tick(stop, every=3600)
    assert asked == [clock.SOON] and "search.pending.run_due" in clock.SOON and set(clock.SOON) <= set(clock.DUE)


@pytest.mark.once
def test_the_clock_of_a_server_ticks_until_it_is_stopped(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    ticked = threading.Event()
    monkeypatch.setattr(clock, "run_due", ticked.set)
    assert clock.start_clock() is None
    settings.RUN_DUE_EVERY = 0.01
    stop = clock.start_clock()
    assert stop is not None
    assert ticked.wait(10)
    stop.set()
