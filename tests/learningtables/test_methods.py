"""Methods are data: shipped by a command, read by everyone, kept by editors."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learningtables.models import Method, Phase
from regions.models import User
from tests.factories.learningtables import make_method

pytestmark = pytest.mark.once

ClientOf = Callable[[User], Client]


def test_the_shipped_methods_are_laid_once(db: None) -> None:
    call_command("seed_methods", verbosity=0)
    assert Method.objects.count() == 14
    phases = Phase.objects.count()
    Method.objects.filter(slug="incident").update(name="Naar onze hand gezet")
    call_command("seed_methods", verbosity=0)
    assert (Method.objects.count(), Phase.objects.count()) == (14, phases)
    assert Method.objects.get(slug="incident").name == "Naar onze hand gezet"


def test_the_method_of_the_central_question(db: None) -> None:
    call_command("seed_methods", verbosity=0)
    phases = list(Method.objects.get(slug="leertafel").phases.all())
    assert sum(phase.minutes for phase in phases) == 90
    asked = [phase for phase in phases if phase.input_kind == "central_question"]
    assert [phase.written_first for phase in asked] == [True, True]


def test_every_phase_is_valid(db: None) -> None:
    call_command("seed_methods", verbosity=0)
    for method in Method.objects.all():
        method.full_clean()
        for phase in method.phases.all():
            phase.full_clean()
            assert phase.minutes > 0
            assert not (phase.owner_is_silent and phase.speaker == "case_owner")


def test_everyone_reads_the_methods(visitor: Client, db: None) -> None:
    call_command("seed_methods", verbosity=0)
    url = reverse("learningtables:methods")
    with CaptureQueriesContext(connection) as many:
        assert len(visitor.get(url).context["methods"]) == 14
    page = visitor.get(reverse("learningtables:method", args=["roddel"])).content.decode()
    assert "Roddelen" in page
    assert visitor.get(reverse("learningtables:method", args=["onbekend"])).status_code == 404
    Method.objects.exclude(slug="roddel").delete()
    with CaptureQueriesContext(connection) as few:
        visitor.get(url)
    assert len(many) == len(few)


def test_an_empty_library_says_so(visitor: Client, db: None) -> None:
    assert visitor.get(reverse("learningtables:methods")).status_code == 200


@pytest.mark.parametrize(
    ("who", "may"), [("editor", True), ("facilitator", False), ("outsider", False), ("admin", False)]
)
def test_editors_keep_the_methods(who: str, may: bool, request: pytest.FixtureRequest, client_of: ClientOf) -> None:
    from learningtables.rules import may_edit_methods

    assert may_edit_methods(request.getfixturevalue(who), make_method()) is may


def test_a_session_keeps_its_method(client_of: ClientOf, admin: User, visitor: Client, db: None) -> None:
    """Who runs the site does not edit methods either: the administration asks the same rule."""
    method = make_method()
    url = reverse("wagtailsnippets_learningtables_method:edit", args=[method.pk])
    assert client_of(admin).get(url).status_code == 302
    assert visitor.get(url).status_code == 302
