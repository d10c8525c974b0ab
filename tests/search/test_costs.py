"""What the search page asks of the database does not follow the hits: neither their number nor their kinds."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from lessons.states import Kind
from regions.models import Region, User
from tests.factories.everything import Everything
from tests.factories.lessons import LessonFactory, ThemeFactory
from tests.factories.visitations import People

pytestmark = pytest.mark.indexed_at_once

ADDRESSES = [
    "?volgorde=",
    "?q=bel+ouders",
    "?q=bel+ouders&soort=lesson&regio=food-valley&tag=bellen",
    "?q=bel*+(ouders+OF+kind)+tag:bel+-regio:zee+jaar:2020-+thema:onbekend+soort:les",
]


def kinds_on(client: Client, path: str) -> set[str]:
    return {page.kind for page in client.get(path).context["page_obj"].object_list}


def test_a_page_costs_no_more_with_thirty_hits_of_all_kinds_than_with_one(
    engine: None, queries_of: Any, client_of: Any, foodvalley: Region, table_circle: Any, participant: User,
    facilitator: User, editor: User, chair: User, host: User,
) -> None:  # fmt: skip
    client = client_of(participant)
    theme = ThemeFactory(parent=ThemeFactory())
    LessonFactory(region=foodvalley, title="Bel de ouders", tags=["bellen"], themes=[theme])
    call_command("update_index", verbosity=0)
    one = {address: queries_of(client, f"/zoeken/{address}") for address in ADDRESSES}
    Everything(foodvalley, table_circle, participant, facilitator, People(editor=editor, chair=chair, host=host)).add(5)
    call_command("update_index", verbosity=0)
    found = [f"/zoeken/{ADDRESSES[1]}&page={number}" for number in (1, 2)]
    assert set().union(*(kinds_on(client, path) for path in found)) == set(Kind)
    costs = {
        address: max(queries_of(client, f"/zoeken/{address}&page={page}") for page in (1, 2)) for address in ADDRESSES
    }
    assert {address: cost for address, cost in costs.items() if cost > one[address]} == {}
