"""Whose turn it is to lead: the order, what a new session takes from it, swapping, and what the one in turn may."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from casestudies.models import CaseStudyPage, Reflection
from learningtables import actions, rules
from learningtables.models import LearningTablePage, Method, SessionPage, SessionReport
from learningtables.states import SessionState
from regions.models import User
from regions.states import IllegalMove
from tests.factories.learningtables import make_session

pytestmark = pytest.mark.once

ClientOf = Callable[[User], Client]


@pytest.fixture
def rota(table: LearningTablePage, facilitator: User, participant: User, case_owner: User) -> list[User]:
    people = [participant, case_owner, facilitator]
    actions.join_rota(table, people, user=facilitator)
    return people


def order(table: LearningTablePage) -> list[User]:
    return [place.user for place in table.turns]


def leaders(table: LearningTablePage) -> list[User | None]:
    sessions = SessionPage.objects.child_of(table).order_by("starts_at").select_related("facilitator")
    return [one.facilitator for one in sessions]


def test_the_order_is_made_and_changed_with_buttons(
    table: LearningTablePage, facilitator: User, participant: User, case_owner: User, client_of: ClientOf
) -> None:
    client, url = client_of(facilitator), reverse("learningtables:change_rota", args=[table.pk])
    client.post(url, {"deed": "join", "person": case_owner.pk})
    client.post(url, {"deed": "join", "person": ""})
    assert order(table)[0] == case_owner
    assert set(order(table)) == {case_owner, facilitator, participant}
    up = {"deed": "up", "person": order(table)[2].pk, "seen": 2}
    last = order(table)[2]
    answer = client.post(url, up)
    assert answer["Location"].endswith(f"#beurt-{last.pk}")
    assert order(table)[1] == last
    client.post(url, up)  # a second click, or an old screen
    assert order(table)[1] == last
    client.post(url, {"deed": "down", "person": case_owner.pk, "seen": 0})
    assert order(table)[:2] == [last, case_owner]
    client.post(url, {"deed": "leave", "person": case_owner.pk})
    assert case_owner not in order(table)
    assert client.post(url, {"deed": "explode"}).status_code == 400


def test_everybody_at_the_table_sees_the_order_and_facilitators_change_it(
    table: LearningTablePage, rota: list[User], participant: User, outsider: User, client_of: ClientOf
) -> None:
    url = reverse("learningtables:rota", args=[table.pk])
    page = client_of(participant).get(url)
    assert page.context["turns"][0].user == participant
    assert 'name="deed"' not in page.content.decode()
    assert client_of(outsider).get(url).status_code == 403
    change = reverse("learningtables:change_rota", args=[table.pk])
    assert client_of(participant).post(change, {"deed": "leave", "person": participant.pk}).status_code == 403
    # The page of the table is public; who leads is not.
    assert participant.get_full_name() not in client_of(outsider).get(table.url).content.decode()


def test_sessions_go_to_the_next_in_turn(
    table: LearningTablePage, rota: list[User], facilitator: User, participant: User, case_owner: User
) -> None:
    make_session(table, user=facilitator, days=7)
    make_session(table, user=facilitator, days=14)
    make_session(table, user=facilitator, days=28, facilitator=participant)
    make_session(table, user=facilitator, days=35)
    assert leaders(table) == [participant, case_owner, participant, case_owner]
    # One that lies between takes its turn after the one before it; a cancelled one counts for nothing.
    between = make_session(table, user=facilitator, days=21)
    assert between.facilitator == facilitator
    actions.cancel_session(between, user=facilitator)
    assert make_session(table, user=facilitator, days=22).facilitator == facilitator


def test_a_turn_goes_to_who_is_expected(table: LearningTablePage, rota: list[User], facilitator: User) -> None:
    session = make_session(table, user=facilitator, participants=[facilitator])
    assert session.facilitator == facilitator


def test_without_a_rota_the_facilitators_lead(session: SessionPage) -> None:
    assert session.facilitator is None


def test_who_leads_is_chosen_in_the_form_and_is_expected(
    session: SessionPage, facilitator: User, case_owner: User, planning: Any, client_of: ClientOf
) -> None:
    url = reverse("learningtables:change_session", args=[session.pk])
    answer = client_of(facilitator).post(url, planning(version=session.latest_revision_id, facilitator=case_owner.pk))
    assert answer.status_code == 302
    session.refresh_from_db()
    assert session.facilitator == case_owner
    assert session.participants.filter(user=case_owner).exists()
    # An old revision does not bring back who led before.
    session.get_latest_revision().publish(user=facilitator, skip_permission_checks=True)
    session.refresh_from_db()
    assert session.facilitator == case_owner


def test_only_people_at_the_table_lead(
    table: LearningTablePage, session: SessionPage, facilitator: User, outsider: User
) -> None:
    with pytest.raises(IllegalMove):
        make_session(table, user=facilitator, facilitator=outsider)
    with pytest.raises(IllegalMove):
        actions.give_turn(session, outsider, seen=None, user=facilitator)
    with pytest.raises(IllegalMove):
        actions.join_rota(table, [outsider], user=facilitator)


def test_two_swap_their_turns(
    table: LearningTablePage,
    rota: list[User],
    facilitator: User,
    participant: User,
    case_owner: User,
    client_of: ClientOf,
    django_capture_on_commit_callbacks: Any,
) -> None:
    first = make_session(table, user=facilitator, days=7)
    second = make_session(table, user=facilitator, days=14)
    client, url = client_of(participant), reverse("learningtables:turn", args=[first.pk])
    swap = {"choice": f"swap-{second.pk}", "seen": participant.pk}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url, swap).status_code == 302
    assert leaders(table) == [case_owner, participant]
    assert [message.to for message in mail.outbox] == [[case_owner.email]]
    # A second click: by now somebody else leads, who alone may give the turn away.
    assert client.post(url, swap).status_code == 403
    again = client_of(facilitator).post(url, swap)
    assert again.context["form"].errors
    assert leaders(table) == [case_owner, participant]


def test_a_turn_is_given_to_somebody_else_or_to_nobody(
    table: LearningTablePage, rota: list[User], facilitator: User, participant: User, client_of: ClientOf
) -> None:
    session = make_session(table, user=facilitator, participants=[participant])
    url = reverse("learningtables:turn", args=[session.pk])
    client_of(participant).post(url, {"choice": facilitator.pk, "seen": participant.pk})
    assert leaders(table) == [facilitator]
    assert session.participants.filter(user=facilitator).exists()
    client_of(facilitator).post(url, {"choice": "nobody", "seen": facilitator.pk})
    assert leaders(table) == [None]
    actions.cancel_session(session, user=facilitator)
    assert client_of(facilitator).post(url, {"choice": facilitator.pk, "seen": ""}).context["form"].errors


def test_who_leaves_the_table_leaves_the_rota_and_the_turns_pass_on(
    table: LearningTablePage,
    rota: list[User],
    facilitator: User,
    participant: User,
    case_owner: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    for days in (7, 14, 21, 28):
        make_session(table, user=facilitator, days=days)
    assert leaders(table) == [participant, case_owner, facilitator, participant]
    with django_capture_on_commit_callbacks(execute=True):
        actions.end_membership(table, table.people.get(user=participant), user=facilitator)
    assert order(table) == [case_owner, facilitator]
    assert participant not in leaders(table)
    assert leaders(table)[1:] == [case_owner, facilitator, case_owner]
    assert any(message.to == [case_owner.email] for message in mail.outbox)
    assert not table.rota.filter(user=participant).exists()


# --- what the one in turn may ---------------------------------------------------------------------


@pytest.fixture
def led(table: LearningTablePage, facilitator: User, participant: User, case: CaseStudyPage) -> SessionPage:
    """Yesterday's session, with a case, led by somebody who is no facilitator of the table."""
    return make_session(table, user=facilitator, days=-1, facilitator=participant, cases=[case])


def test_the_one_in_turn_leads_and_nothing_more(led: SessionPage, participant: User, client_of: ClientOf) -> None:
    assert rules.may_lead(participant, led)
    assert not rules.may_run(participant, led)
    client = client_of(participant)
    for name in ("change_session", "cancel"):
        assert client.get(reverse(f"learningtables:{name}", args=[led.pk])).status_code == 403
    page = client.get(led.url).content.decode()
    assert reverse("learningtables:attendance", args=[led.pk]) in page
    assert reverse("learningtables:cancel", args=[led.pk]) not in page


def test_the_one_in_turn_asks_the_question_and_records_it(
    led: SessionPage, participant: User, case_owner: User, client_of: ClientOf
) -> None:
    client = client_of(participant)
    asked = {"anonymous": "no", "respondents": [participant.pk]}
    url = reverse("learningtables:open_reflection", args=[led.pk, led.agenda.get().pk])
    assert client.post(url, asked).status_code == 302
    assert Reflection.objects.count() == 1
    client.post(reverse("learningtables:attendance", args=[led.pk]), {"present": [participant.pk]})
    led.refresh_from_db()
    assert led.state == SessionState.HELD
    client.post(reverse("learningtables:draft_report", args=[led.pk]))
    report = SessionReport.objects.get()
    text = {"version": report.version, "body": "Wat we zagen.", "publish": "1"}
    assert client.post(reverse("learningtables:report", args=[led.pk]), text).status_code == 302
    other = client_of(case_owner)
    assert other.get(reverse("learningtables:report", args=[led.pk])).status_code == 403


def test_who_gave_up_the_seat_leads_no_more(
    led: SessionPage, table: LearningTablePage, participant: User, facilitator: User
) -> None:
    actions.end_membership(table, table.people.get(user=participant), user=facilitator)
    assert not rules.may_lead(participant, led)


def test_the_number_of_queries_does_not_grow(
    table: LearningTablePage, rota: list[User], method: Method, facilitator: User, client_of: ClientOf, queries_of: Any
) -> None:
    client = client_of(facilitator)
    paths = [reverse("learningtables:rota", args=[table.pk]), table.url]
    make_session(table, user=facilitator, days=7)
    one = [queries_of(client, path) for path in paths]
    make_session(table, user=facilitator, days=14)
    make_session(table, user=facilitator, days=21)
    assert [queries_of(client, path) for path in paths] == one
