"""A list that became shorter shows its last page to who comes from an old link; what is no number is its first."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.views import generic

from regions.models import Statement
from regions.views import ListView
from tests.factories.lessons import ActionFactory, LessonFactory

FAR = ("999", "-1", "9" * 30)
NO_NUMBER = ("abc", "", "²", "9" * 5000, "last")


@pytest.fixture
def filled(zeeland: Any, table_circle: Any, participant: Any) -> None:
    for number in range(21):
        LessonFactory(region=zeeland)
        Statement.objects.create(
            title=f"Verklaring {number}", slug=f"verklaring-{number}", text="Samen.", agreed_on=timezone.localdate()
        )
        ActionFactory(circle=table_circle, owner=participant)


def number_of(client: Client, address: str, asked: str) -> int:
    answer = client.get(address, {"page": asked})
    assert answer.status_code == 200
    return int(answer.context["page_obj"].number)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("address", ["/lessen/", "/verklaringen/", "/lessen/acties/"])
def test_a_page_that_is_not_there_is_the_last_or_the_first(client_of: Any, participant: Any, address: str) -> None:
    client = client_of(participant)
    assert [number_of(client, address, asked) for asked in FAR] == [2] * len(FAR)
    assert [number_of(client, address, asked) for asked in NO_NUMBER] == [1] * len(NO_NUMBER)
    assert number_of(client, address, "2") == 2


@pytest.mark.parametrize(
    "address", ["/casussen/", "/leertafels/", "/visitaties/", "/organisaties/", "/gemeenten/", "/leertafels/methoden/"]
)
def test_an_empty_list_and_one_of_a_single_page_too(client: Client, tree: Any, address: str) -> None:
    assert number_of(client, address, "999") == number_of(client, address, "abc") == 1


def test_every_list_of_the_site_does_so() -> None:
    lists = [view for view in views_in(get_resolver()) if issubclass(view, generic.ListView) and view.paginate_by]
    own = [view for view in lists if not view.__module__.startswith(("wagtail", "django"))]
    assert len(own) > 10
    assert [view for view in own if not issubclass(view, ListView)] == []


def views_in(resolver: URLResolver) -> Iterator[Any]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from views_in(entry)
        elif isinstance(entry, URLPattern) and hasattr(entry.callback, "view_class"):
            yield entry.callback.view_class
