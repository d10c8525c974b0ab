"""Actions people took on."""

from typing import Any

import pytest

from lessons import actions
from lessons.models import Action
from lessons.states import ActionStatus
from regions.states import IllegalMove
from tests.factories.lessons import ActionFactory


@pytest.fixture
def action(participant: Any, facilitator: Any, table_circle: Any) -> Action:
    return actions.agree_action(
        circle=table_circle,
        page=None,
        what="De school bellen",
        owner=participant,
        due_on="2030-01-01",
        user=facilitator,
    )


def test_only_somebody_of_the_circle_takes_an_action_on(outsider: Any, facilitator: Any, table_circle: Any) -> None:
    with pytest.raises(IllegalMove):
        actions.agree_action(
            circle=table_circle, page=None, what="x", owner=outsider, due_on="2030-01-01", user=facilitator
        )


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("participant", 200),
        ("facilitator", 200),
        ("case_owner", 403),
        ("outsider", 404),
        ("editor", 404),
        ("admin", 404),
    ],
)
def test_who_took_it_on_or_leads_the_circle_closes_it(
    request: Any, who: str, status: int, action: Action, client_of: Any
) -> None:
    assert client_of(request.getfixturevalue(who)).get(f"/lessen/acties/{action.pk}/").status_code == status


def test_dropping_asks_why(action: Action, participant: Any, client_of: Any) -> None:
    client = client_of(participant)
    client.post(f"/lessen/acties/{action.pk}/", {"status": "dropped", "result": ""})
    assert Action.objects.get().status == ActionStatus.OPEN
    client.post(f"/lessen/acties/{action.pk}/", {"status": "dropped", "result": "De school belde zelf."})
    assert Action.objects.get().status == ActionStatus.DROPPED


def test_a_list_costs_the_same_with_one_row_and_thirty(
    action: Action, participant: Any, table_circle: Any, client_of: Any, queries_of: Any
) -> None:
    client = client_of(participant)
    few = queries_of(client, "/lessen/acties/")
    ActionFactory.create_batch(30, circle=table_circle, owner=participant)
    assert queries_of(client, "/lessen/acties/") == few


@pytest.mark.parametrize(("language", "written"), [("en", "1 January 2030"), ("nl", "1 januari 2030")])
def test_a_date_is_written_as_elsewhere(
    action: Action, participant: Any, client_of: Any, language: str, written: str
) -> None:
    client = client_of(participant)
    client.cookies["taal"] = language
    for path in ("/lessen/acties/", f"/lessen/acties/{action.pk}/"):
        assert written in client.get(path).content.decode()
