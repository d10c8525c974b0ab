"""The screen of a circle: its people, and the page it belongs to."""

from typing import Any

from tests.factories.learningtables import make_table


def test_a_circle_leads_on_to_its_page(foodvalley: Any, table_circle: Any, participant: Any, client_of: Any) -> None:
    client = client_of(participant)
    path = f"/kringen/{table_circle.pk}/"
    assert client.get(path).status_code == 200
    table = make_table(region=foodvalley, circle=table_circle)
    assert f'<a href="{table.url}">' in client.get(path).content.decode()
