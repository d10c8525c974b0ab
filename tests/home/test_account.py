"""One's own workplace."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import ModelLogEntry

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PROFILE = {
    "first_name": "Samira",
    "last_name": "de Boer",
    "function": "Jeugdconsulent",
    "perspective": "policy",
    "language": "en",
}


def test_a_visitor_is_asked_to_sign_in(visitor: Client) -> None:
    assert visitor.get("/account/").headers["Location"].startswith("/account/login/?next=")


def test_it_shows_ones_circles(client_of: Any, participant: Any, table_circle: Any, zeeland: Any) -> None:
    seats = client_of(participant).get("/account/").context["seats"]
    assert [seat.circle for seat in seats] == [table_circle]


def test_a_profile_is_changed_by_its_person(client_of: Any, participant: Any) -> None:
    client = client_of(participant)
    response = client.post("/account/", PROFILE, follow=True)
    participant.refresh_from_db()
    assert {name: getattr(participant, name) for name in PROFILE} == PROFILE
    assert response.wsgi_request.LANGUAGE_CODE == "en"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert ModelLogEntry.objects.filter(action="home.change_profile", user=participant).count() == 1


def test_what_a_form_does_not_hold_stays(client_of: Any, participant: Any) -> None:
    before = participant.email
    client_of(participant).post("/account/", {**PROFILE, "email": "ander@example.org", "is_superuser": "on"})
    participant.refresh_from_db()
    assert (participant.email, participant.is_superuser) == (before, False)


def test_an_impossible_value_is_refused_in_place(client_of: Any, participant: Any) -> None:
    response = client_of(participant).post("/account/", {**PROFILE, "perspective": "wizard"})
    participant.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors)) == (200, ["perspective"])
    assert participant.perspective == "professional"


def test_the_style_guide_is_the_editors(visitor: Client, client_of: Any, editor: Any, participant: Any) -> None:
    statuses = [
        client.get("/stijlgids/").status_code for client in (visitor, client_of(participant), client_of(editor))
    ]
    assert statuses == [302, 403, 200]
