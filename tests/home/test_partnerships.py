"""Regions that organise something together: where they lie, and what of theirs a reader may see."""

from typing import Any

import pytest

from regions.audience import MEMBERS
from regions.models import Partnership
from tests.factories.lessons import LessonFactory


@pytest.fixture
def partnership(foodvalley: Any, twente: Any) -> Partnership:
    made = Partnership.objects.create(name="Oostelijke jeugdregio's", purpose="Samen verblijf inkopen.")
    made.regions.set([foodvalley, twente])
    return made


def test_everyone_reads_which_regions_and_what_is_theirs_to_read(
    client: Any, client_of: Any, outsider: Any, partnership: Any, foodvalley: Any, zeeland: Any
) -> None:
    LessonFactory(region=foodvalley, title="Bel vandaag nog")
    LessonFactory(region=foodvalley, title="Alleen voor leden", audience_key=MEMBERS)
    LessonFactory(region=zeeland, title="Van een andere regio")
    address = f"/samenwerkingsverbanden/{partnership.pk}/"
    as_visitor, as_member = (one.get(address).content.decode() for one in (client, client_of(outsider)))
    assert "Samen verblijf inkopen." in as_visitor and "Bel vandaag nog" in as_visitor
    assert "Van een andere regio" not in as_member
    assert "Alleen voor leden" in as_member and "Alleen voor leden" not in as_visitor
    assert address in client.get("/samenwerkingsverbanden/").content.decode()
    assert address in client.get("/regios/twente/").content.decode()
    assert address not in client.get("/regios/zeeland/").content.decode()


def test_a_partnership_that_is_not_there_is_not_found(client: Any, partnership: Any) -> None:
    assert client.get(f"/samenwerkingsverbanden/{partnership.pk + 1}/").status_code == 404


def test_it_costs_the_same_with_many_pages(
    client: Any, queries_of: Any, partnership: Any, foodvalley: Any, twente: Any
) -> None:
    address = f"/samenwerkingsverbanden/{partnership.pk}/"
    LessonFactory(region=foodvalley)
    few = queries_of(client, address)
    for _number in range(4):
        LessonFactory(region=twente)
    assert queries_of(client, address) == few
