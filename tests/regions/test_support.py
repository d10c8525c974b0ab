"""A region asks the national support structure for help: three answers, a conversation, and who reads it."""

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regions.models import SupportRequest
from regions.states import SUPPORT_MOVES, SupportStatus
from tests.factories.regions import CircleFactory, MembershipFactory, person

ANSWERS = {
    "title": "Voor drie jongeren vinden we geen verblijf",
    "where_we_are": "Elke aanbieder zegt nee.",
    "where_to": "Een plek in de eigen regio.",
    "what_is_needed": "Iemand die met de aanbieders om tafel gaat.",
}
ALL = frozenset(SupportStatus)


@pytest.fixture
def adviser(db: None) -> Any:
    circle = CircleFactory(kind="support", name="Landelijke steunstructuur")
    user = person("adviser")
    MembershipFactory(circle=circle, user=user, role="adviser")
    return user


@pytest.fixture
def draft(client_of: Any, coordinator: Any, zeeland: Any) -> SupportRequest:
    client_of(coordinator).post("/steunvragen/nieuw/zeeland/", {**ANSWERS, "version": ""})
    return SupportRequest.objects.get()


@pytest.fixture
def sent(client_of: Any, coordinator: Any, draft: SupportRequest, django_capture_on_commit_callbacks: Any) -> Any:
    with django_capture_on_commit_callbacks(execute=True):
        client_of(coordinator).post(door("send", draft))
    draft.refresh_from_db()
    return draft


def door(name: str, request: SupportRequest) -> str:
    return reverse(f"regions:{name}_support" if name else "regions:support", args=[request.pk])


def test_a_draft_is_the_regions_and_what_is_sent_the_advisers_too(
    client: Any,
    client_of: Any,
    draft: Any,
    coordinator: Any,
    adviser: Any,
    foodvalley_coordinator: Any,
    editor: Any,
    zeeland: Any,
) -> None:
    colleague = person("colleague")
    MembershipFactory(circle=zeeland.circle, user=colleague, role="member")
    others = (foodvalley_coordinator, editor)
    assert client.get(door("", draft)).status_code == 302
    assert [client_of(one).get(door("", draft)).status_code for one in (coordinator, colleague)] == [200, 200]
    assert [client_of(one).get(door("", draft)).status_code for one in (adviser, *others)] == [404] * 3
    assert ANSWERS["title"] not in client_of(adviser).get("/steunvragen/").content.decode()
    client_of(coordinator).post(door("send", draft))
    assert client_of(adviser).get(door("", draft)).status_code == 200
    assert ANSWERS["title"] in client_of(adviser).get("/steunvragen/").content.decode()
    assert [client_of(one).get(door("", draft)).status_code for one in others] == [404] * 2
    assert client_of(editor).get("/steunvragen/").status_code == 403


def test_only_the_coordinator_of_a_region_asks_for_it(
    client_of: Any, foodvalley_coordinator: Any, zeeland: Any, adviser: Any
) -> None:
    for one in (foodvalley_coordinator, adviser):
        assert client_of(one).post("/steunvragen/nieuw/zeeland/", {**ANSWERS, "version": ""}).status_code == 403
    assert not SupportRequest.objects.exists()


def test_a_text_that_leads_to_somebody_is_refused_and_stays_in_the_form(client_of: Any, coordinator: Any) -> None:
    typed = {**ANSWERS, "where_we_are": "Bel ouder@voorbeeld.nl maar eens.", "version": ""}
    page = client_of(coordinator).post("/steunvragen/nieuw/zeeland/", typed).content.decode()
    assert "Bel ouder@voorbeeld.nl maar eens." in page and not SupportRequest.objects.exists()


def test_two_who_write_the_draft_at_once_lose_nothing(client_of: Any, coordinator: Any, draft: Any) -> None:
    version = client_of(coordinator).get(door("edit", draft)).context["form"]["version"].value()
    first = {**ANSWERS, "where_to": "Dichtbij huis.", "version": version}
    second = {**ANSWERS, "where_to": "Binnen een half jaar.", "version": version}
    assert client_of(coordinator).post(door("edit", draft), first).status_code == 302
    late = client_of(coordinator).post(door("edit", draft), second)
    assert late.status_code == 409
    assert "Binnen een half jaar." in late.content.decode() and "Dichtbij huis." in late.content.decode()


def test_both_sides_talk_and_hear_of_it_without_a_word_in_the_mail(
    client_of: Any, coordinator: Any, adviser: Any, sent: Any, django_capture_on_commit_callbacks: Any
) -> None:
    assert [message.to for message in mail.outbox] == [[adviser.email]]
    for one, text in ((adviser, "Wij komen dinsdag langs."), (coordinator, "Dan zitten wij klaar.")):
        key = client_of(one).get(door("", sent)).context["form"]["key"].value()
        with django_capture_on_commit_callbacks(execute=True):
            for _twice in range(2):
                client_of(one).post(door("", sent), {"text": text, "key": key})
    assert [message.to for message in mail.outbox[1:]] == [[coordinator.email], [adviser.email]]
    assert not any("dinsdag" in message.body or "klaar" in message.body for message in mail.outbox)
    sent.refresh_from_db()
    assert sent.status == SupportStatus.IN_CONVERSATION
    assert list(sent.messages.values_list("text", "of_region")) == [
        ("Wij komen dinsdag langs.", False),
        ("Dan zitten wij klaar.", True),
    ]


def test_what_waits_is_on_the_home_page_of_whom_it_waits_for(
    client_of: Any, coordinator: Any, adviser: Any, sent: Any
) -> None:
    assert ANSWERS["title"] in client_of(adviser).get("/").content.decode()
    assert ANSWERS["title"] not in client_of(coordinator).get("/").content.decode()
    client_of(adviser).post(door("", sent), {"text": "Wij komen dinsdag langs.", "key": "een"})
    assert ANSWERS["title"] not in client_of(adviser).get("/").content.decode()
    assert ANSWERS["title"] in client_of(coordinator).get("/").content.decode()


@pytest.mark.parametrize("status", sorted(ALL))
@pytest.mark.parametrize(
    ("name", "to", "by"),
    [
        ("send", SupportStatus.SENT, "coordinator"),
        ("withdraw", SupportStatus.WITHDRAWN, "coordinator"),
        ("agree", SupportStatus.AGREED, "adviser"),
        ("close", SupportStatus.CLOSED, "adviser"),
        ("reopen", SupportStatus.IN_CONVERSATION, "coordinator"),
    ],
)
def test_each_door_makes_the_moves_of_the_table_and_no_other(
    request: Any, client_of: Any, adviser: Any, sent: Any, status: str, name: str, to: str, by: str
) -> None:
    done = "Er is een plek gevonden."
    SupportRequest.objects.filter(pk=sent.pk).update(status=status, outcome=done if status == "closed" else "")
    client_of(request.getfixturevalue(by)).post(door(name, sent), {"outcome": done})
    sent.refresh_from_db()
    assert sent.status == (to if to in SUPPORT_MOVES[status] else status)


def test_a_request_is_closed_with_what_came_of_it(client_of: Any, adviser: Any, sent: Any) -> None:
    client_of(adviser).post(door("", sent), {"text": "Wij komen dinsdag langs.", "key": "een"})
    page = client_of(adviser).post(door("close", sent), {"outcome": "   "})
    assert page.status_code == 200 and page.context["form"].errors
    client_of(adviser).post(door("close", sent), {"outcome": "Er is een plek gevonden."})
    assert "Er is een plek gevonden." in client_of(adviser).get(door("", sent)).content.decode()


def test_the_list_costs_the_same_with_many(
    client_of: Any, adviser: Any, sent: Any, foodvalley: Any, django_assert_num_queries: Any
) -> None:
    client = client_of(adviser)
    client.get("/steunvragen/")
    with CaptureQueriesContext(connection) as first:
        client.get("/steunvragen/")
    for number in range(6):
        SupportRequest.objects.create(
            region=foodvalley, status="sent", sent_at=sent.sent_at, **{**ANSWERS, "title": f"Vraag {number}"}
        )
    with django_assert_num_queries(len(first)):
        client.get("/steunvragen/")


def test_what_is_closed_comes_after_what_is_open(client_of: Any, adviser: Any, sent: Any, foodvalley: Any) -> None:
    closed = {"status": "closed", "sent_at": sent.sent_at, "closed_at": timezone.now(), "outcome": "Klaar."}
    SupportRequest.objects.create(region=foodvalley, **closed, **{**ANSWERS, "title": "Van later, en gesloten"})
    shown = client_of(adviser).get("/steunvragen/").context["object_list"]
    assert [request.status for request in shown] == ["sent", "closed"]
