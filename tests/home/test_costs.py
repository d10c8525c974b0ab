"""No page asks the database more because there is more to show."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from lessons.states import LessonStatus
from regions.models import Region, User
from tests.factories.everything import Everything
from tests.factories.lessons import LessonFactory, UptakeFactory
from tests.factories.visitations import People

pytestmark = [pytest.mark.once, pytest.mark.indexed_at_once]

ROWS = 30
LISTS = [
    "/",
    "/lessen/",
    "/casussen/",
    "/leertafels/",
    "/leertafels/sessies/",
    "/leertafels/methoden/",
    "/visitaties/",
    "/regios/",
    "/landelijk/",
    "/themas/",
    "/regios/food-valley/",
    "/regios/food-valley/leertafel-passende-hulp/",
    "/feeds/lessen/",
    "/sitemap-content.xml",
    "/api/content/",
    "/api/regions/",
]
OWN_LISTS = ["/account/", "/lessen/acties/", "/lessen/in-de-maak/", "/casussen/reflecties/", "/visitaties/mijn/"]


@pytest.fixture
def everything(
    queries_of: Any, settings: Any, foodvalley: Region, table_circle: Any, participant: User, facilitator: User,
    editor: User, chair: User, host: User,
) -> Everything:  # fmt: skip
    # In production the cache is a table: what is asked of it for each row counts, too.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
    call_command("createcachetable")
    people = People(editor=editor, chair=chair, host=host)
    return Everything(foodvalley, table_circle, participant, facilitator, people)


def test_no_page_costs_more_with_thirty_rows_than_with_one(
    everything: Everything, visitor: Client, client_of: Any, queries_of: Any, editor: User
) -> None:
    readers = {"visitor": visitor, "participant": client_of(everything.reader), "editor": client_of(editor)}
    inside = [f"/kringen/{everything.circle.pk}/", f"/leertafels/{everything.table.pk}/leden/"]
    own = {"visitor": [], "participant": [*OWN_LISTS, *inside], "editor": OWN_LISTS}

    def costs() -> dict[tuple[str, str], int]:
        call_command("update_index", verbosity=0)
        return {
            (name, path): queries_of(client, path) for name, client in readers.items() for path in [*LISTS, *own[name]]
        }

    everything.add(1)
    few = costs()
    everything.add(ROWS - 1)
    assert {where: (few[where], now) for where, now in costs().items() if now > few[where]} == {}


def test_what_a_region_takes_up_costs_as_much_with_thirty_rows_as_with_three(
    client_of: Any, coordinator: Any, foodvalley: Any, zeeland: Any, queries_of: Any, settings: Any
) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
    call_command("createcachetable")
    reader = client_of(coordinator)
    here = "/regios/zeeland/lessen/"
    addresses = [here, f"{here}?formaat=json", "/regios/food-valley/lessen/?bij=anderen", "/account/"]

    def add(number: int) -> None:
        for status in (LessonStatus.PUBLISHED, LessonStatus.RETIRED, LessonStatus.UNDER_REVIEW) * number:
            lesson = LessonFactory(region=foodvalley, status=status, retired_on=timezone.localdate())
            UptakeFactory(lesson=lesson, region=zeeland)

    def cost() -> list[int]:
        return [queries_of(reader, address) for address in addresses]

    add(1)
    cost()
    few = cost()
    add(9)
    assert cost() == few
