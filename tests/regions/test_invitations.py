"""The only way in: an invitation, its mail, and the account made from it."""

import re
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from regions import actions
from regions.models import Invitation, Membership, User
from regions.states import IllegalMove, MembershipStatus, Role
from tests.factories.regions import CircleFactory, MembershipFactory

ACCOUNT = {
    "first_name": "Nadia",
    "last_name": "Bakker",
    "function": "Jeugdconsulent",
    "perspective": "professional",
    "password": "een-lang-wachtwoord",
}


@pytest.fixture
def link(facilitator: Any, table_circle: Any, django_capture_on_commit_callbacks: Any) -> str:
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite(table_circle, email="Nieuw@Example.org", role=Role.PARTICIPANT, user=facilitator)
    found = re.search(r"http\S+(/uitnodiging/\S+)", mail.outbox[0].body)
    assert found
    return found[1]


def test_nobody_signs_up_without_an_invitation(visitor: Any) -> None:
    page = visitor.post(
        "/account/signup/", {"email": "x@example.org", "password1": "a-b-c-d-e-f-1", "password2": "a-b-c-d-e-f-1"}
    )
    assert (page.status_code, User.objects.count()) == (200, 0)


def test_the_invited_person_makes_an_account_and_is_in(visitor: Any, link: str, table_circle: Any) -> None:
    assert "nieuw@example.org" in visitor.get(link).content.decode()
    visitor.post(link, ACCOUNT)
    seat = Membership.objects.get(circle=table_circle, user__email="nieuw@example.org")
    assert (seat.role, seat.status) == (Role.PARTICIPANT, MembershipStatus.ACTIVE)
    assert visitor.get(f"/kringen/{table_circle.pk}/").status_code == 200


def test_a_link_works_once(visitor: Any, client_of: Any, link: str, outsider: Any) -> None:
    visitor.post(link, ACCOUNT)
    assert client_of(outsider).get(link).status_code == 410


def test_an_expired_link_says_what_to_do(visitor: Any, link: str) -> None:
    Invitation.objects.update(expires_at=timezone.now())
    page = visitor.get(link)
    assert (page.status_code, "nieuwe" in page.content.decode()) == (410, True)


def test_what_was_typed_stays_when_the_password_is_too_short(visitor: Any, link: str) -> None:
    page = visitor.post(link, {**ACCOUNT, "password": "kort"}).content.decode()
    assert ('value="Nadia"' in page, User.objects.filter(email="nieuw@example.org").exists()) == (True, False)


def test_who_has_an_account_signs_in_first(visitor: Any, client_of: Any, link: str, outsider: Any) -> None:
    User.objects.filter(pk=outsider.pk).update(email="nieuw@example.org")
    assert visitor.get(link).url == f"/account/login/?next={link}"
    client_of(outsider).post(link)
    assert outsider.memberships.reading().count() == 1


def test_the_token_is_not_kept(link: str) -> None:
    token = link.strip("/").split("/")[-1]
    assert Invitation.objects.get().token_digest != token
    assert Invitation.objects.get().token_digest == actions.token_digest(token)


def test_a_new_invitation_ends_the_one_before(link: str, facilitator: Any, table_circle: Any, visitor: Any) -> None:
    actions.invite(table_circle, email="nieuw@example.org", role=Role.PARTICIPANT, user=facilitator)
    assert visitor.get(link).status_code == 410


def test_a_role_of_another_kind_of_circle_is_refused(facilitator: Any, table_circle: Any) -> None:
    with pytest.raises(IllegalMove):
        actions.invite(table_circle, email="x@example.org", role=Role.CHAIR, user=facilitator)


def test_who_is_in_already_is_not_invited_again(
    facilitator: Any, participant: Any, table_circle: Any, client_of: Any
) -> None:
    page = client_of(facilitator).post(
        f"/kringen/{table_circle.pk}/", {"email": participant.email, "role": "participant"}
    )
    assert (page.status_code, Invitation.objects.count()) == (200, 0)
    assert participant.email in page.content.decode()


def test_mail_carries_a_link_and_the_name_of_the_circle_only(link: str, table_circle: Any) -> None:
    message = mail.outbox[0]
    assert (message.to, message.subject) == (["nieuw@example.org"], "Je bent uitgenodigd voor Leertafel")


@pytest.mark.parametrize(
    ("who", "sees", "invites"),
    [
        ("facilitator", 200, 302),
        ("participant", 200, 403),
        ("outsider", 404, 404),
        ("admin", 404, 404),
        ("editor", 404, 404),
    ],
)
def test_a_circle_is_its_members_and_inviting_its_leaders(
    request: Any, who: str, sees: int, invites: int, table_circle: Any, client_of: Any
) -> None:
    client = client_of(request.getfixturevalue(who))
    path = f"/kringen/{table_circle.pk}/"
    assert client.get(path).status_code == sees
    assert client.post(path, {"email": "x@example.org", "role": "participant"}).status_code == invites


def test_a_circle_costs_the_same_with_one_person_and_with_thirty(
    facilitator: Any, table_circle: Any, client_of: Any, django_assert_num_queries: Any
) -> None:
    client = client_of(facilitator)
    path = f"/kringen/{table_circle.pk}/"
    client.get(path)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(path)
    MembershipFactory.create_batch(30, circle=table_circle)
    with django_assert_num_queries(len(few)):
        client.get(path)


def test_leaders_edit_the_circles_pages_and_others_do_not(outsider: Any, db: None) -> None:
    from django.contrib.auth.models import Group

    group = Group.objects.create(name="Coördinatie")
    circle = CircleFactory(kind="region", editors=group)
    seat = actions.add_member(circle, member=outsider, role=Role.COORDINATOR, user=None)
    assert list(outsider.groups.all()) == [group]
    actions.set_membership_status(seat, status=MembershipStatus.ENDED, user=None)
    assert list(outsider.groups.all()) == []
