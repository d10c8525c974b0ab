"""Who sits at a table: inviting, leaving, ending a seat."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from learningtables.models import LearningTablePage
from regions.models import Circle, Invitation, Membership, Region, User
from regions.states import MembershipStatus, Role
from tests.factories.learningtables import make_session, make_table
from tests.factories.regions import UserFactory

pytestmark = pytest.mark.once

ClientOf = Callable[[User], Client]


def test_people_with_an_account_get_a_seat_and_others_an_invitation(
    table: LearningTablePage,
    facilitator: User,
    participant: User,
    outsider: User,
    client_of: ClientOf,
    django_capture_on_commit_callbacks: Callable,
) -> None:
    emails = f"{outsider.email}\nnieuw@example.org; {participant.email}\n"
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_of(facilitator).post(
            reverse("learningtables:invite", args=[table.pk]), {"emails": emails, "role": Role.EXPERIENCE_EXPERT}
        )
    assert answer.url == reverse("learningtables:members", args=[table.pk])
    assert table.people.get(user=outsider).role == Role.EXPERIENCE_EXPERT
    assert table.people.get(user=participant).role == Role.PARTICIPANT  # sat there already: stays as is
    assert [one.email for one in Invitation.objects.all()] == ["nieuw@example.org"]
    assert sorted(message.to[0] for message in mail.outbox) == ["nieuw@example.org", outsider.email]


def test_a_wrong_address_is_named_and_kept(table: LearningTablePage, facilitator: User, client_of: ClientOf) -> None:
    data = {"emails": "geen-adres\nnieuw@example.org", "role": Role.PARTICIPANT}
    answer = client_of(facilitator).post(reverse("learningtables:invite", args=[table.pk]), data)
    assert "geen-adres" in str(answer.context["form"].errors["emails"])
    assert "nieuw@example.org" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_members_are_listed_for_each_other(
    table: LearningTablePage, facilitator: User, participant: User, outsider: User, client_of: ClientOf
) -> None:
    url = reverse("learningtables:members", args=[table.pk])
    answer = client_of(participant).get(url)
    assert {seat.user for seat in answer.context["people"]} == {facilitator, participant}
    assert client_of(outsider).get(url).status_code == 403


def test_ending_a_membership_closes_the_sessions(
    table: LearningTablePage,
    facilitator: User,
    participant: User,
    client_of: ClientOf,
    django_capture_on_commit_callbacks: Callable,
) -> None:
    session = make_session(table, user=facilitator)
    seat = table.people.get(user=participant)
    url = reverse("learningtables:end_membership", args=[seat.pk])
    client = client_of(facilitator)
    assert client.get(url).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url)
    seat.refresh_from_db()
    assert seat.status == MembershipStatus.ENDED
    assert not session.participants.filter(user=participant).exists()
    assert client_of(participant).get(session.url).status_code == 404
    assert [message.to for message in mail.outbox] == [[participant.email]]


def test_a_member_leaves(table: LearningTablePage, facilitator: User, participant: User, client_of: ClientOf) -> None:
    seat = table.people.get(user=participant)
    answer = client_of(participant).post(reverse("learningtables:end_membership", args=[seat.pk]))
    assert answer.url == reverse("learningtables:list")
    assert not table.people.filter(user=participant).exists()


def test_a_table_is_never_without_a_facilitator(
    table: LearningTablePage, facilitator: User, client_of: ClientOf
) -> None:
    seat = table.people.get(user=facilitator)
    client_of(facilitator).post(reverse("learningtables:end_membership", args=[seat.pk]))
    assert table.people.filter(user=facilitator).exists()


@pytest.mark.parametrize(("who", "status"), [("participant", 403), ("outsider", 404), ("admin", 404)])
def test_who_may_end_the_seat_of_another(
    who: str,
    status: int,
    request: pytest.FixtureRequest,
    table: LearningTablePage,
    facilitator: User,
    client_of: ClientOf,
) -> None:
    seat = table.people.get(user=facilitator)
    client = client_of(request.getfixturevalue(who))
    assert client.post(reverse("learningtables:end_membership", args=[seat.pk])).status_code == status


def test_a_seat_of_another_kind_of_circle_is_not_ended_here(
    foodvalley_coordinator: User, foodvalley: Region, client_of: ClientOf
) -> None:
    seat = Membership.objects.get(user=foodvalley_coordinator)
    url = reverse("learningtables:end_membership", args=[seat.pk])
    assert client_of(foodvalley_coordinator).post(url).status_code == 404


def test_the_door_of_a_closed_table(
    foodvalley: Region, table_circle: Circle, facilitator: User, client_of: ClientOf, visitor: Client
) -> None:
    table = make_table(region=foodvalley, circle=table_circle, audience_key=table_circle.audience_key)
    url = reverse("learningtables:table", args=[table.pk])
    assert client_of(facilitator).get(url).url == table.url
    assert client_of(UserFactory()).get(url).status_code == 404
    assert visitor.get(url).url.startswith(reverse("account_login"))
