"""The read API keeps to its document whatever it is asked, and gives nobody what is hidden from them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import one_of
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from home import tokens
from home.demo.world import World
from lessons.models import ContentPage, LessonPage, Uptake
from lessons.states import Kind

from .planted import Planted

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PERSONS = ("nobody", "participant", "coordinator", "editor")
EXAMPLES = 25
# A token adds to what a visitor may see, so an address answers without one, too.
NOT_CHECKED = {"ignored_auth"}


@pytest.fixture
def application() -> Iterator[Any]:
    """The site as a server calls it, but for the connection to the database, which is the test's."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def headers(demo: World, planted: Planted, settings: Any) -> Any:
    """The header by which a person is known."""
    settings.API_REQUESTS_PER_MINUTE = 0

    def of(who: str) -> dict[str, str]:
        if who == "nobody":
            return {}
        day = timezone.localdate() + timedelta(days=30)
        return {"Authorization": f"Bearer {tokens.give_token(name='Proef', expires_on=day, user=demo.person(who))}"}

    return of


def hidden_from(who: str, planted: Planted) -> list[str]:
    return [word for word, readers in planted.readers.items() if who not in readers]


@pytest.mark.parametrize("who", PERSONS)
def test_every_operation_keeps_to_the_document(application: Any, headers: Any, planted: Planted, who: str) -> None:
    load_all_checks()
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    checks = [
        check for name, check in zip(CHECKS.get_all_names(), CHECKS.get_all(), strict=True) if name not in NOT_CHECKED
    ]
    known, hidden, asked = headers(who), hidden_from(who, planted), []

    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in operations:

        @given(case=one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)))
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def ask(case: Any) -> None:
            response = case.call(headers=known)
            case.validate_response(response, checks=checks, headers=known)
            assert [word for word in hidden if word in response.text] == []
            asked.append((case.operation.label, response.status_code))

        ask()

    assert {status for _label, status in asked} >= {200, 404, 422}
    assert {label for label, _status in asked} == {operation.label for operation in operations}


def addresses() -> Iterator[tuple[str, int]]:
    for pk, kind in ContentPage.objects.values_list("pk", "kind"):
        yield f"/api/content/{pk}/", pk
        if kind == Kind.LESSON:
            yield f"/api/lessons/{pk}/", pk


@pytest.mark.parametrize("who", PERSONS)
def test_each_page_is_there_for_who_may_see_it_and_for_nobody_else(
    headers: Any, demo: World, planted: Planted, who: str
) -> None:
    client, known, hidden = Client(), headers(who), hidden_from(who, planted)
    user = client.get("/").wsgi_request.user if who == "nobody" else demo.person(who)
    visible = set(ContentPage.objects.visible_to(user).values_list("pk", flat=True))
    wrong = [
        address
        for address, pk in addresses()
        if (answer := client.get(address, headers=known)).status_code != (200 if pk in visible else 404)
        or any(word in answer.content.decode() for word in hidden)
    ]
    assert wrong == []


@pytest.mark.parametrize("who", PERSONS)
def test_a_list_holds_what_its_reader_may_see(headers: Any, demo: World, planted: Planted, who: str) -> None:
    client, known, met, said = Client(), headers(who), set(), set()
    user = client.get("/").wsgi_request.user if who == "nobody" else demo.person(who)
    for start, kept in (("/api/content/?page_size=100", met), ("/api/uptakes/?page_size=100", said)):
        address = start
        while address:
            page = client.get(address, headers=known).json()
            kept |= {row["id"] for row in page["results"]}
            address = page["next"]
    assert met == set(ContentPage.objects.visible_to(user).values_list("pk", flat=True))
    readable = LessonPage.objects.visible_to(user).values("pk")
    assert said - {None} == set(Uptake.objects.named_for(user).filter(lesson__in=readable).values_list("pk", flat=True))
