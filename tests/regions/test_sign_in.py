"""One door, with its second lock: whichever address somebody tries."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

pytestmark = pytest.mark.once

PASSWORD = "correct-horse-battery"


@pytest.fixture
def with_second_factor(editor: Any) -> Any:
    TOTP.activate(editor, generate_totp_secret())
    return editor


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_person_signs_in_with_e_mail_in_any_case(visitor: Client, participant: Any) -> None:
    visitor.post("/account/login/", {"login": participant.email.upper(), "password": PASSWORD})
    assert is_signed_in(visitor)


def test_a_wrong_password_tells_nothing_about_the_account(visitor: Client, participant: Any) -> None:
    def refusal(login: str) -> str:
        page = visitor.post("/account/login/", {"login": login, "password": "verkeerd"}).content.decode()
        return page.partition("<main")[2].replace(login, "")

    known, unknown = refusal(participant.email), refusal("niemand@example.org")
    assert ("csrfmiddlewaretoken" in known, len(known)) == ("csrfmiddlewaretoken" in unknown, len(unknown))


@pytest.mark.parametrize("door", ["/account/login/", "/admin/login/"])
def test_the_second_factor_is_asked_at_every_door(visitor: Client, with_second_factor: Any, door: str) -> None:
    credentials = {"login": with_second_factor.email, "username": with_second_factor.email, "password": PASSWORD}
    visitor.post(door, credentials)
    assert not is_signed_in(visitor)


def test_signing_in_with_a_second_factor_leads_to_the_code(visitor: Client, with_second_factor: Any) -> None:
    page = visitor.post("/account/login/", {"login": with_second_factor.email, "password": PASSWORD})
    assert page.url.startswith("/account/2fa/authenticate/")
    assert Authenticator.objects.filter(user=with_second_factor).exists()


@pytest.mark.parametrize(
    ("wagtails", "ours"),
    [
        ("/admin/login/?next=/admin/", "/account/login/?next=/admin/"),
        ("/admin/password_reset/", "/account/password/reset/"),
    ],
)
def test_wagtails_own_doors_lead_to_ours(visitor: Client, wagtails: str, ours: str) -> None:
    assert visitor.get(wagtails).url == ours


def test_wagtails_admin_sends_a_visitor_to_our_door(visitor: Client) -> None:
    assert visitor.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/account/login/?next=")


@pytest.mark.parametrize(("who", "status"), [("participant", 403), ("outsider", 403), ("admin", 200)])
def test_who_has_no_right_in_the_admin_is_told_so(
    request: Any, who: str, status: int, client_of: Any, tree: Any
) -> None:
    assert client_of(request.getfixturevalue(who)).get("/admin/", follow=True).status_code == status


@pytest.mark.parametrize("path", ["/account/login/", "/regios/", "/bestaat-niet/", "/lessen/"])
def test_every_page_of_the_site_carries_a_strict_policy(visitor: Client, tree: Any, path: str) -> None:
    policy = visitor.get(path).headers["Content-Security-Policy"]
    assert ("default-src 'none'" in policy, "unsafe" in policy) == (True, False)


def test_somebody_can_turn_on_a_second_factor(client_of: Any, participant: Any) -> None:
    page = client_of(participant).get("/account/2fa/")
    assert (page.status_code, "/account/2fa/totp/activate/" in page.content.decode()) == (200, True)
