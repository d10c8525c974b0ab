"""Rounds that end: by themselves, or by who leads."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from casestudies import actions
from casestudies.actions.due import run_due
from casestudies.models import CaseStudyPage, CaseWriter, Reflection
from casestudies.states import ReflectionState
from learningtables.forms import ReflectionForm
from regions.models import User
from regions.states import IllegalMove
from tests.factories.casestudies import answer_all, answer_data, later
from tests.factories.learningtables import make_method, make_session, make_table

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


@pytest.fixture
def leader(facilitator: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(facilitator)


def address_of(reflection: Reflection, part: str = "") -> str:
    return f"/casussen/reflecties/{reflection.pk}/{part}"


def as_typed(moment: datetime.datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def state_of(reflection: Reflection) -> str:
    return Reflection.objects.get(pk=reflection.pk).state


# --- setting them ---------------------------------------------------------------------------------------


def test_a_reflection_is_opened_with_deadlines_in_local_time(
    leader: Client, case: CaseStudyPage, colleagues: list[User]
) -> None:
    first = timezone.localtime(timezone.now() + 3 * DAY).replace(second=0, microsecond=0)
    data = {
        "respondents": [user.pk for user in colleagues],
        "how": "name",
        "round_one_until": as_typed(first),
        "round_two_until": as_typed(first + DAY),
    }
    leader.post(f"/casussen/{case.pk}/reflectie/", data)
    reflection = Reflection.objects.get()
    assert (reflection.round_one_until, reflection.round_two_until) == (first, first + DAY)
    assert first.strftime("%H:%M") in leader.get(address_of(reflection)).content.decode()


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        (-DAY, None, {"round_one_until"}),
        (DAY, HOUR, {"round_two_until"}),
        (None, -HOUR, {"round_two_until"}),
        (DAY, DAY, {"round_two_until"}),
    ],
)
def test_deadlines_are_still_to_come_and_in_order(
    first: Any, second: Any, wrong: set[str], leader: Client, case: CaseStudyPage, colleagues: list[User]
) -> None:
    moments = {"round_one_until": first, "round_two_until": second}
    typed = {name: as_typed(timezone.now() + distance) for name, distance in moments.items() if distance}
    data = {"respondents": [user.pk for user in colleagues], "how": "name", **typed}
    page = leader.post(f"/casussen/{case.pk}/reflectie/", data)
    assert page.context["form"].errors.keys() == wrong


def test_nothing_is_chosen_beforehand_but_who_answers_and_nobody_who_wrote_the_case(
    leader: Client, case: CaseStudyPage, participant: User, case_owner: User, foodvalley: Any, facilitator: User
) -> None:
    CaseWriter.objects.create(case=case, user=participant)
    form = leader.get(f"/casussen/{case.pk}/reflectie/").context["form"]
    assert form["how"].value() is None
    assert {participant, case_owner}.isdisjoint(form["respondents"].value())
    make_method()
    table = make_table(region=foodvalley, circle=case.circle, owner=facilitator)
    item = make_session(table, user=facilitator, cases=[case]).agenda.get()
    asked = ReflectionForm(item=item)
    assert {participant, case_owner}.isdisjoint(asked["respondents"].value())
    assert asked["anonymous"].value() is None


def test_a_reflection_opened_in_a_session_can_have_deadlines_too(
    leader: Client, case: CaseStudyPage, participant: User, foodvalley: Any, facilitator: User
) -> None:
    make_method()
    table = make_table(region=foodvalley, circle=case.circle, owner=facilitator)
    session = make_session(table, user=facilitator, cases=[case], participants=[participant, facilitator])
    until = timezone.localtime(timezone.now() + DAY).replace(second=0, microsecond=0)
    data = {"anonymous": "no", "respondents": [participant.pk], "round_one_until": as_typed(until)}
    leader.post(f"/leertafels/sessies/{session.pk}/reflectie/{session.agenda.get().pk}/", data)
    assert Reflection.objects.get().round_one_until == until


def test_who_leads_sets_changes_and_takes_a_deadline_away(
    leader: Client, reflection_in: Callable[..., Reflection]
) -> None:
    reflection = reflection_in()
    until = timezone.localtime(timezone.now() + DAY).replace(second=0, microsecond=0)
    for typed, kept in ((as_typed(until), until), ("", None)):
        leader.post(address_of(reflection, "termijn/"), {"until": typed})
        assert Reflection.objects.get(pk=reflection.pk).round_one_until == kept
    page = leader.post(address_of(reflection, "termijn/"), {"until": as_typed(until - 2 * DAY)})
    assert page.context["form"].errors.keys() == {"until"}


# --- they end by themselves ------------------------------------------------------------------------------


def test_whatever_screen_shows_a_reflection_ends_its_round_first(
    reflection_in: Callable[..., Reflection],
    colleagues: list[User],
    facilitator: User,
    case_owner: User,
    participant: User,
    foodvalley: Any,
    client_of: Callable[[User], Client],
) -> None:
    reflection = later(reflection_in(answered=True), round_one_until=-HOUR)
    make_method()
    table = make_table(region=foodvalley, circle=reflection.circle, owner=facilitator)
    session = make_session(table, user=facilitator, cases=[reflection.case])
    session.agenda.update(reflection=reflection)
    point = reflection.case.decision_points.first()
    reads, owns = client_of(participant), client_of(case_owner)
    for client, address in (
        (reads, address_of(reflection)),
        (reads, address_of(reflection, f"beslispunten/{point.pk}/")),
        (reads, "/casussen/reflecties/"),
        (reads, reflection.case.url),
        (reads, session.url),
        (reads, "/"),
        (owns, f"/casussen/{reflection.case_id}/"),
    ):
        later(reflection, round_one_until=-HOUR)
        Reflection.objects.filter(pk=reflection.pk).update(state="round_one", revealed_at=None)
        client.get(address)
        assert state_of(reflection) == ReflectionState.ROUND_TWO, address


def test_a_deadline_opens_the_answers_and_later_ends_the_second_round(
    reflection_in: Callable[..., Reflection], colleagues: list[User], django_capture_on_commit_callbacks: Any
) -> None:
    reflection = later(reflection_in(answered=True), round_one_until=HOUR, round_two_until=DAY)
    run_due()
    assert state_of(reflection) == ReflectionState.ROUND_ONE
    later(reflection, round_one_until=-HOUR)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        run_due()
        run_due()
    assert state_of(reflection) == ReflectionState.ROUND_TWO
    assert len(mail.outbox) == len(colleagues)
    later(reflection, round_two_until=-HOUR)
    run_due()
    assert state_of(reflection) == ReflectionState.CONCLUDING
    entry = PageLogEntry.objects.get(action="casestudies.end_round_two")
    assert entry.user is None


def test_a_deadline_that_passed_unseen_leaves_time_for_the_second_round(
    reflection_in: Callable[..., Reflection],
) -> None:
    reflection = later(reflection_in(answered=True), round_one_until=-3 * DAY, round_two_until=-DAY)
    run_due()
    run_due()
    assert (state_of(reflection), later(reflection).round_two_until) == (ReflectionState.ROUND_TWO, None)


@pytest.mark.parametrize(("anonymous", "answered"), [(False, 0), (True, 2)])
def test_too_few_answers_stay_closed_whatever_the_clock_says(
    anonymous: bool,
    answered: int,
    reflection_in: Callable[..., Reflection],
    colleagues: list[User],
    facilitator: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    reflection = reflection_in(anonymous=anonymous)
    for user in colleagues[:answered]:
        answer_all(reflection, user=user)
    later(reflection, round_one_until=-HOUR)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        run_due()
        run_due()
    assert (state_of(reflection), later(reflection).round_one_until) == (ReflectionState.ROUND_ONE, None)
    assert [message.to for message in mail.outbox] == [[facilitator.email]]


def test_after_the_deadline_no_answer_is_taken_even_before_anything_has_ended_the_round(
    reflection_in: Callable[..., Reflection], colleagues: list[User]
) -> None:
    reflection = later(reflection_in(), round_one_until=-HOUR)
    with pytest.raises(IllegalMove):
        answer_all(reflection, user=colleagues[0])


# --- ending and closing ----------------------------------------------------------------------------------


def test_the_second_round_is_ended_before_closing_when_not_everybody_answered(
    leader: Client, reflection_in: Callable[..., Reflection], colleagues: list[User], participant: User, client_of: Any
) -> None:
    reflection = reflection_in(revealed=True)
    leader.post(address_of(reflection, "sluiten/"))
    assert state_of(reflection) == ReflectionState.ROUND_TWO
    assert 'class="form"' in leader.get(address_of(reflection, "ronde-2-beeindigen/")).content.decode()
    leader.post(address_of(reflection, "ronde-2-beeindigen/"))
    assert state_of(reflection) == ReflectionState.CONCLUDING
    late, point = client_of(participant), reflection.case.decision_points.first()
    page = late.post(address_of(reflection, f"beslispunten/{point.pk}/"), answer_data(2, why="Te laat getypt."))
    assert "Te laat getypt." in page.content.decode()
    assert not reflection.answers.filter(round=2).exists()
    assert late.get(address_of(reflection)).status_code == 200
    leader.post(address_of(reflection, "sluiten/"))
    assert state_of(reflection) == ReflectionState.CLOSED


def test_what_is_open_is_told_when_closing_is_refused(
    reflection_in: Callable[..., Reflection], facilitator: User, leader: Client
) -> None:
    reflection = reflection_in(revealed=True, same_choice="different", meaning="Anders.")
    actions.end_round_two(reflection, user=facilitator)
    points = list(reflection.case.decision_points.all())
    actions.conclude(reflection, decision_point=points[0], no_change_because="Uitzondering.", user=facilitator)
    with pytest.raises(actions.StillOpen) as refusal:
        actions.close(reflection, user=facilitator)
    assert refusal.value.points == points[1:]
    page = leader.get(address_of(reflection, "sluiten/")).content.decode()
    assert all(address_of(reflection, f"beslispunten/{point.pk}/conclusie/") in page for point in points[1:])
    assert 'class="form"' not in page


def test_only_who_leads_comes_at_these_screens(
    everyone: dict[str, Client], reflection_in: Callable[..., Reflection]
) -> None:
    reflection = reflection_in(revealed=True)
    for name in ("facilitator", "visitor"):
        everyone.pop(name)
    for part in ("termijn/", "herinneren/", "ronde-2-beeindigen/"):
        for name, client in everyone.items():
            expected = 403 if name in {"case_owner", "participant"} else 404
            assert client.post(address_of(reflection, part)).status_code == expected, (name, part)
    kept = later(reflection)
    assert (kept.state, kept.reminded_at, kept.round_two_until) == (ReflectionState.ROUND_TWO, None, None)
