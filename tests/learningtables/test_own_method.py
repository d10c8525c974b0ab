"""An editor builds a method in the administration, and a session is run with it: no code is written for it."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from home import rights
from home.models import HomePage
from learningtables.models import LearningTablePage, Method, Room, SessionPage
from regions.models import User
from tests.factories.learningtables import make_method

pytestmark = pytest.mark.once

ClientOf = Callable[[User], Client]
ADD = "wagtailsnippets_learningtables_method:add"
PHASES = [
    {"title": "Landen", "minutes": 5, "speaker": "facilitator"},
    {"title": "Eerst stil", "minutes": 10, "speaker": "nobody", "input_kind": "association", "written_first": "on"},
    {"title": "Meedenken", "minutes": 15, "speaker": "members", "owner_is_silent": "on", "input_kind": "advice"},
    {"title": "Uitchecken", "minutes": 5, "input_kind": "check_out"},
]


def filled(*phases: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """What the form in the administration sends."""
    data = {"name": "Stille kring", "slug": "stille-kring", "purpose": "Eerst stil, dan samen.", "source": ""}
    data |= {"group_min": 3, "group_max": 8, "phases-TOTAL_FORMS": len(phases), "phases-INITIAL_FORMS": 0, **fields}
    for number, phase in enumerate(phases):
        row = {"speaker": "everyone", "input_kind": "none", "instruction": "", **phase, "ORDER": number + 1}
        data |= {f"phases-{number}-{name}": value for name, value in row.items()}
    return data


@pytest.fixture
def editing(editor: User, tree: Any, client_of: ClientOf) -> Client:
    """The editor, with the rights that the site's own code gives to the circle of editors."""
    circle = editor.memberships.get().circle
    editor.groups.add(rights.give_national_rights(circle, home=HomePage.objects.get()))
    return client_of(editor)


@pytest.fixture
def built(editing: Client) -> Method:
    sent = editing.post(reverse(ADD), filled(*PHASES))
    assert sent.status_code == 302, sent.context["form"].errors
    return Method.objects.get(slug="stille-kring")


def test_a_session_is_run_with_a_method_of_ones_own(
    built: Method,
    table: LearningTablePage,
    planning: Callable[..., dict[str, Any]],
    facilitator: User,
    participant: User,
    client_of: ClientOf,
    visitor: Client,
) -> None:
    assert "Eerst stil" in visitor.get(f"/leertafels/methoden/{built.slug}/").content.decode()
    leader, writer = client_of(facilitator), client_of(participant)
    planned = leader.post(f"/leertafels/{table.pk}/sessies/nieuw/", planning(method=built.pk))
    assert planned.status_code == 302
    session = SessionPage.objects.get()
    path = f"/leertafels/sessies/{session.pk}/kamer/"
    leader.post(f"{path}openen/")
    seen = 0
    for title in ("Landen", "Eerst stil"):
        leader.post(f"{path}leiden/", {"do": "next", "seen": seen})
        room = Room.objects.select_related("current").get(session=session)
        assert room.current is not None
        assert room.current.title == title
        seen = room.current.pk
    shown = writer.get(path)
    assert shown.context["form"] is not None
    writer.post(f"{path}schrijven/", {"step": seen, "uid": uuid.uuid4(), "body": "stiltewoord"})
    assert "stiltewoord" in writer.get(path).content.decode()
    assert "stiltewoord" not in leader.get(path).content.decode()
    leader.post(f"{path}leiden/", {"do": "reveal", "seen": seen, "step": seen})
    assert "stiltewoord" in leader.get(path).content.decode()
    for _step in range(2):
        leader.post(f"{path}leiden/", {"do": "next", "seen": seen})
        seen = Room.objects.get(session=session).current_id or 0
    writer.post(f"{path}schrijven/", {"step": seen, "uid": uuid.uuid4(), "body": "", "score": 8})
    assert [step.contributions.count() for step in room.steps.all()] == [0, 1, 0, 1]
    leader.post(f"{path}sluiten/")
    assert not Room.objects.get(session=session).is_open


def test_a_changed_method_leaves_a_room_that_is_open_as_it_was(
    built: Method, table: LearningTablePage, facilitator: User, editing: Client
) -> None:
    from tests.factories.learningtables import make_room, make_session

    room = make_room(make_session(table, user=facilitator, method=built), user=facilitator)
    rows = [{**phase, "id": kept.pk} for phase, kept in zip(PHASES, built.phases.all(), strict=True)]
    rows[0]["title"] = "Binnenkomen"
    url = reverse("wagtailsnippets_learningtables_method:edit", args=[built.pk])
    sent = editing.post(url, filled(*rows, **{"phases-INITIAL_FORMS": len(rows)}))
    assert sent.status_code == 302
    assert built.phases.first().title == "Binnenkomen"
    assert room.steps.first().title == "Landen"


@pytest.mark.parametrize(
    ("wrong", "phases"),
    [
        ({"group_min": 9, "group_max": 4}, PHASES[:1]),
        ({"group_min": 0}, PHASES[:1]),
        ({}, []),
        ({}, [{**PHASES[0], "minutes": 0}]),
        ({}, [{**PHASES[0], "minutes": 601}]),
        ({}, [{**PHASES[0], "written_first": "on"}]),
        ({}, [{**PHASES[0], "speaker": "case_owner", "owner_is_silent": "on"}]),
        ({"name": "Proefmethode"}, PHASES[:1]),
    ],
)
def test_a_method_that_cannot_be_run_is_not_kept(
    wrong: dict[str, Any], phases: list[dict[str, Any]], editing: Client
) -> None:
    make_method()
    sent = editing.post(reverse(ADD), filled(*phases, **wrong))
    assert sent.status_code == 200
    form = sent.context["form"]
    said = [str(form.errors), *(str(one.errors) for one in form.formsets["phases"].forms)]
    assert any("errorlist" in text for text in said)
    assert not Method.objects.filter(slug="stille-kring").exists()
