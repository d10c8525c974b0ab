"""Changing a session, replying to it, holding it, and asking the central question there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casestudies.models import CaseStudyPage, Reflection
from learningtables import actions
from learningtables.models import LearningTablePage, SessionPage
from learningtables.states import OWN_REPLIES, Rsvp, SessionState
from regions.models import User
from regions.states import IllegalMove
from tests.factories.learningtables import make_session
from tests.factories.regions import MembershipFactory, UserFactory

pytestmark = pytest.mark.once

ClientOf = Callable[[User], Client]
Planning = Callable[..., dict[str, Any]]


def change(session: SessionPage, planning: Planning, **fields: Any) -> dict[str, Any]:
    return planning(version=session.latest_revision_id, **fields)


def test_who_saves_second_sees_both_and_decides(
    session: SessionPage, facilitator: User, planning: Planning, client_of: ClientOf
) -> None:
    url = reverse("learningtables:change_session", args=[session.pk])
    client = client_of(facilitator)
    client.post(url, change(session, planning, preparation="Van de eerste"))
    second = client.post(url, change(session, planning, preparation="Van de tweede"))
    assert second.status_code == 409
    assert dict(second.context["form"].standing).values() == {"Van de eerste"} or "Van de eerste" in str(
        second.context["form"].standing
    )
    assert "Van de tweede" in second.content.decode()
    session.refresh_from_db()
    assert session.preparation == "Van de eerste"
    version = second.context["form"]["version"].value()
    assert client.post(url, planning(version=version, preparation="Van de tweede")).status_code == 302
    session.refresh_from_db()
    assert session.preparation == "Van de tweede"


def test_a_new_time_asks_for_a_new_reply(
    session: SessionPage, facilitator: User, participant: User, planning: Planning, client_of: ClientOf
) -> None:
    actions.reply(session, rsvp=Rsvp.YES, user=participant)
    url = reverse("learningtables:change_session", args=[session.pk])
    client_of(facilitator).post(url, change(session, planning))
    assert session.participants.get(user=participant).rsvp == Rsvp.NO_REPLY


def test_a_case_with_a_reflection_stays_on_the_agenda(
    session: SessionPage, case: CaseStudyPage, facilitator: User, planning: Planning, client_of: ClientOf
) -> None:
    everybody = [one.user for one in session.participants.all()]
    session = actions.change_session(
        session, version=session.latest_revision_id, user=facilitator, cases=[case], participants=everybody
    )
    actions.open_case_reflection(session.agenda.get(), anonymous=False, user=facilitator)
    url = reverse("learningtables:change_session", args=[session.pk])
    answer = client_of(facilitator).post(url, change(session, planning))
    assert answer.context["form"].non_field_errors()
    assert session.agenda.count() == 1


def test_a_cancelled_session_says_so_and_stands_still(
    session: SessionPage, facilitator: User, participant: User, planning: Planning, client_of: ClientOf
) -> None:
    client = client_of(facilitator)
    client.post(reverse("learningtables:cancel", args=[session.pk]))
    session.refresh_from_db()
    assert session.state == SessionState.CANCELLED
    assert 'class="notice notice--critical' in client_of(participant).get(session.url).content.decode()
    url = reverse("learningtables:change_session", args=[session.pk])
    assert client.post(url, change(session, planning)).context["form"].non_field_errors()
    with pytest.raises(IllegalMove):
        actions.hold_session(session, present=[], user=facilitator)
    with pytest.raises(IllegalMove):
        actions.draft_report(session, user=facilitator)
    assert session.title in client_of(participant).get(session.table.url).content.decode()


def test_an_old_revision_brings_no_old_time_back(session: SessionPage, facilitator: User) -> None:
    old = session.get_latest_revision()
    cancelled = actions.cancel_session(session, user=facilitator)
    old.publish(skip_permission_checks=True)
    session.refresh_from_db()
    assert (session.state, session.sequence) == (SessionState.CANCELLED, cancelled.sequence)


# --- replies and attendance ---------------------------------------------------------------------------------


@pytest.mark.parametrize("rsvp", ["yes", "maybe", "no"])
def test_a_participant_replies(rsvp: str, session: SessionPage, participant: User, client_of: ClientOf) -> None:
    url = reverse("learningtables:reply", args=[session.pk])
    client = client_of(participant)
    assert client.post(url, {"rsvp": rsvp}).url == session.url
    assert session.participants.get(user=participant).rsvp == rsvp
    page = client.get(session.url)
    assert [value for value, _label in page.context["replies"]] == ["yes", "maybe", "no"]
    assert f"<strong>{OWN_REPLIES[Rsvp(rsvp)]}</strong>" in page.content.decode()


def test_a_reply_that_does_not_exist_is_refused(session: SessionPage, participant: User, client_of: ClientOf) -> None:
    url = reverse("learningtables:reply", args=[session.pk])
    assert client_of(participant).post(url, {"rsvp": "misschien"}).status_code == 400


def test_who_is_not_on_the_list_does_not_reply(session: SessionPage, client_of: ClientOf, outsider: User) -> None:
    late = MembershipFactory(circle=session.table.circle).user
    url = reverse("learningtables:reply", args=[session.pk])
    assert client_of(late).post(url, {"rsvp": "yes"}).status_code == 403
    assert client_of(outsider).post(url, {"rsvp": "yes"}).status_code == 404


def test_a_past_session_takes_no_replies(table: LearningTablePage, facilitator: User, client_of: ClientOf) -> None:
    session = make_session(table, user=facilitator, days=-3)
    url = reverse("learningtables:reply", args=[session.pk])
    client_of(facilitator).post(url, {"rsvp": "yes"})
    assert session.participants.get(user=facilitator).rsvp == Rsvp.NO_REPLY
    assert url not in client_of(facilitator).get(session.url).content.decode()


def test_holding_a_session_records_who_was_there(
    table: LearningTablePage, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    session = make_session(table, user=facilitator, days=-1)
    url = reverse("learningtables:attendance", args=[session.pk])
    client = client_of(facilitator)
    client.post(url, {"present": [participant.pk]})
    session.refresh_from_db()
    assert session.state == SessionState.HELD
    assert [one.user for one in session.participants.filter(attended=True)] == [participant]
    client.post(url, {"present": [facilitator.pk]})
    assert [one.user for one in session.participants.filter(attended=True)] == [facilitator]


def test_a_session_to_come_is_not_held_yet(session: SessionPage, facilitator: User, client_of: ClientOf) -> None:
    url = reverse("learningtables:attendance", args=[session.pk])
    answer = client_of(facilitator).post(url, {"present": [facilitator.pk]})
    assert answer.context["form"].non_field_errors()
    session.refresh_from_db()
    assert session.state == SessionState.PLANNED


# --- the central question -----------------------------------------------------------------------------------


@pytest.fixture
def item(session: SessionPage, case: CaseStudyPage, facilitator: User) -> Any:
    people = [one.user for one in session.participants.all()]
    changed = actions.change_session(
        session, version=session.latest_revision_id, user=facilitator, cases=[case], participants=people
    )
    return changed.agenda.get()


def test_the_facilitator_opens_the_reflection(
    item: Any, session: SessionPage, facilitator: User, participant: User, case_owner: User, client_of: ClientOf
) -> None:
    url = reverse("learningtables:open_reflection", args=[session.pk, item.pk])
    client = client_of(facilitator)
    form = client.get(url).context["form"]
    ticked = {option.data["value"].instance for option in form["respondents"] if option.data["selected"]}
    assert ticked == {facilitator, participant}  # not the case owner, who knows how it ended
    assert form["anonymous"].value() is None
    unsaid = client.post(url, {"respondents": [participant.pk]})
    assert unsaid.context["form"].errors.keys() == {"anonymous"}
    answer = client.post(url, {"anonymous": "no", "respondents": [participant.pk]})
    reflection = Reflection.objects.get()
    assert answer.url == reverse("casestudies:reflection", args=[reflection.pk])
    item.refresh_from_db()
    assert (item.reflection, reflection.anonymous, reflection.case) == (reflection, False, item.case)
    assert [one.user for one in reflection.respondents.all()] == [participant]
    assert answer.url in client_of(case_owner).get(session.url).content.decode()


def test_a_reflection_is_opened_once(item: Any, session: SessionPage, facilitator: User, client_of: ClientOf) -> None:
    actions.open_case_reflection(item, anonymous=False, user=facilitator)
    url = reverse("learningtables:open_reflection", args=[session.pk, item.pk])
    answer = client_of(facilitator).post(url, {"anonymous": "no", "respondents": [facilitator.pk]})
    assert answer.context["form"].non_field_errors()
    assert Reflection.objects.count() == 1


def test_too_few_for_anonymity_is_said_and_the_choice_stays(
    item: Any, session: SessionPage, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    url = reverse("learningtables:open_reflection", args=[session.pk, item.pk])
    answer = client_of(facilitator).post(url, {"anonymous": "yes", "respondents": [facilitator.pk, participant.pk]})
    assert answer.context["form"].non_field_errors()
    assert answer.context["form"]["anonymous"].value() == "yes"


@pytest.mark.parametrize(("who", "status"), [("participant", 403), ("outsider", 404), ("admin", 404)])
def test_only_the_facilitator_opens_a_reflection(
    who: str, status: int, item: Any, session: SessionPage, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    url = reverse("learningtables:open_reflection", args=[session.pk, item.pk])
    assert client_of(request.getfixturevalue(who)).post(url, {"anonymous": "no"}).status_code == status


def test_the_door_asks_to_sign_in(
    session: SessionPage, participant: User, client_of: ClientOf, visitor: Client
) -> None:
    url = reverse("learningtables:session", args=[session.pk])
    assert visitor.get(url).url.startswith(reverse("account_login"))
    assert client_of(participant).get(url).url == session.url
    assert client_of(UserFactory()).get(url).status_code == 404
