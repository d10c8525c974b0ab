"""A form that is sent twice is done once, and whoever sent it lands where the first one led."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from regions.models import Invitation


@pytest.fixture
def with_csrf(facilitator: Any) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(facilitator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def token_in(page: Any) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def test_a_double_click_invites_once(
    with_csrf: Client, table_circle: Any, django_capture_on_commit_callbacks: Any
) -> None:
    path = f"/kringen/{table_circle.pk}/"
    data = {"csrfmiddlewaretoken": token_in(with_csrf.get(path)), "email": "nieuw@example.org", "role": "participant"}
    with django_capture_on_commit_callbacks(execute=True):
        first, second = with_csrf.post(path, data), with_csrf.post(path, data)
    assert (first.status_code, second.status_code, second.url) == (302, 302, first.url)
    assert (Invitation.objects.count(), len(mail.outbox)) == (1, 1)


def test_what_was_refused_can_be_sent_again(with_csrf: Client, table_circle: Any) -> None:
    path = f"/kringen/{table_circle.pk}/"
    wrong = {"csrfmiddlewaretoken": token_in(with_csrf.get(path)), "email": "geen adres", "role": "participant"}
    assert [with_csrf.post(path, wrong).status_code for _time in range(2)] == [200, 200]


def test_the_same_words_in_a_form_opened_anew_are_a_new_wish(with_csrf: Client, table_circle: Any) -> None:
    path = f"/kringen/{table_circle.pk}/"
    data = {"email": "nieuw@example.org", "role": "participant"}
    for _time in range(2):
        with_csrf.post(path, {**data, "csrfmiddlewaretoken": token_in(with_csrf.get(path))})
    assert Invitation.objects.count() == 2
