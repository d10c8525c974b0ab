"""A number that is longer than any that can be kept, in a form or an address: it names nothing, and what was typed stays."""

from typing import Any

import pytest

from lessons.models import LessonPage, Uptake
from tests.factories.learningtables import make_table
from tests.factories.lessons import LessonFactory

pytestmark = pytest.mark.once

ENDLESS = "9" * 5000  # of more than 4300 figures Python makes no number
LARGE = str(2**63)  # one more than a database keeps


@pytest.fixture(params=[ENDLESS, LARGE, "²", "٣"], ids=["endless", "large", "squared", "arabic"])
def number(request: Any) -> str:
    return str(request.param)


@pytest.fixture
def lesson(foodvalley: Any, facilitator: Any) -> LessonPage:
    return LessonFactory(region=foodvalley, owner=facilitator)


def test_what_names_nothing_is_not_there(
    number: str, lesson: LessonPage, facilitator: Any, editor: Any, client_of: Any, table_circle: Any, foodvalley: Any
) -> None:
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator)
    client = client_of(facilitator)
    met = client.get(f"/lessen/{lesson.pk}/samenvoegen/", {"met": number})
    assert met.status_code == (200 if number == "²" else 404)
    assert client.get(f"/reacties/bij/{lesson.pk}/", {"op": number}).status_code == 404
    for address, name in (
        (f"/lessen/nieuw/{table_circle.pk}/", "bron"),
        (f"/leertafels/{table.pk}/sessies/nieuw/", "casus"),
        (f"/leertafels/{table.pk}/sessies/nieuw/", "moment"),
        (f"/lessen/{lesson.pk}/versies/", "versie"),
        ("/lessen/", "page"),
        ("/volgen/nieuw/", "sinds"),
    ):
        assert client.get(address, {name: number}).status_code == 200, (address, name)


def test_a_choice_that_is_no_number_is_said_and_nothing_typed_is_lost(
    number: str, lesson: LessonPage, facilitator: Any, coordinator: Any, client_of: Any
) -> None:
    typed = {"retired_for": "superseded", "because": "Wat ik schreef.", "replaced_by": number}
    page = client_of(facilitator).post(f"/lessen/{lesson.pk}/intrekken/", typed)
    assert (page.status_code, "replaced_by" in page.context["form"].errors) == (200, True)
    assert "Wat ik schreef." in page.content.decode()

    said = {"region": number, "status": "trying", "is_named": "yes", "note": "Wij bellen."}
    page = client_of(coordinator).post(f"/lessen/{lesson.pk}/opvolgen/", said)
    assert (page.status_code, "region" in page.context["form"].errors) == (200, True)
    assert "Wij bellen." in page.content.decode() and not Uptake.objects.exists()

    words = {"title": "Anders", "why": "Daarom.", "themes": [number], "lead_region": number, "review_on": number}
    page = client_of(facilitator).post(f"/lessen/{lesson.pk}/bewerken/", words)
    assert (page.status_code, {"themes", "lead_region"} <= page.context["form"].errors.keys()) == (200, True)
    assert "Daarom." in page.content.decode()
