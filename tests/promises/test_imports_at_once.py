"""Tables that are confirmed at the same moment: what one of them does is done once, and the other is told."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from lessons.models import LessonPage
from regions.models import Region
from tests.home.test_imports import confirm, csv_of, send
from tests.promises.test_at_once import _in_a_file, at_once  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def told(answers: list[Any]) -> list[str]:
    # Not from `answer.context`: the test client takes what is drawn in either thread for its own.
    return sorted(message.level_tag for answer in answers for message in get_messages(answer.wsgi_request))


def test_one_table_confirmed_twice_is_carried_out_once(client_of: Any, coordinator: Any, zeeland: Any) -> None:
    first, second = client_of(coordinator), client_of(coordinator)
    page = send(first, csv_of("Bel eerst;Het hielp.;Zeeland;;;;"), circle=zeeland.circle)
    assert told(at_once(lambda: confirm(first, page), lambda: confirm(second, page))) == ["info", "success"]
    assert LessonPage.objects.count() == 1


def test_of_two_tables_with_the_same_region_one_is_carried_out(
    client_of: Any, editor: Any, admin: Any, zeeland: Any
) -> None:
    table = "cbs_code,code,name,province,tile_row,tile_column\nJZ98,NW,Nieuwe regio,Flevoland,1,1\n"

    def sent(client: Client) -> Any:
        page = send(client, table, kind="regios")
        return lambda: confirm(client, page, "regios")

    answers = at_once(sent(client_of(editor)), sent(client_of(admin)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert told(answers) == ["success", "warning"]
    assert Region.objects.filter(cbs_code="JZ98").count() == 1
