"""Wagtail's own lists are searched, narrowed and sorted at once, also by what is in no index."""

from typing import Any

import pytest
from django.test import Client
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from tests.factories.lessons import LessonFactory
from visitations import actions

pytestmark = pytest.mark.once


@pytest.fixture
def administrator(engine: None, tree: Any, client_of: Any, admin: Any) -> Client:
    client: Client = client_of(admin)
    return client


def shown(client: Client, address: str, **asked: Any) -> str:
    page = client.get(address, asked)
    assert page.status_code == 200, page
    return page.content.decode()


def test_pictures_by_their_words_and_how_often_they_are_used(administrator: Client) -> None:
    for title in ("Tafel met stoelen", "Tafel buiten"):
        Image.objects.create(title=title, file=get_test_image_file())
    Image.objects.create(title="Raam", file=get_test_image_file())
    for asked in (
        {},
        {"usage_count_min": 0, "usage_count_max": 3},
        {"ordering": "usage_count"},
        {"ordering": "file_size"},
    ):
        page = shown(administrator, "/admin/images/", q="tafel", **asked)
        assert ("Tafel met stoelen" in page, "Tafel buiten" in page, "Raam" in page) == (True, True, False)
    assert "Tafel buiten" not in shown(administrator, "/admin/images/", q="tafel", usage_count_min=1)
    assert "Tafel buiten" in shown(administrator, "/admin/images/chooser/results/", q="tafel")


def test_pictures_of_reports_are_in_no_answer(administrator: Client) -> None:
    Image.objects.create(title="A picture of a table", file=get_test_image_file())
    picture = Image.objects.get(pk=actions.keep_picture(get_test_image_file().file.getvalue()).pk)
    assert "picture" in picture.title.lower()
    for address, asked in (
        ("/admin/images/", "q"),
        ("/admin/images/chooser/results/", "q"),
        ("/admin/api/main/images/", "search"),
    ):
        page = shown(administrator, address, **{asked: "picture"})
        assert ("A picture of a table" in page, picture.title in page) == (True, False), address


def test_documents_by_how_often_they_are_used(administrator: Client) -> None:
    Document.objects.create(title="Werkwijze", file=get_test_image_file("werkwijze.png"))
    assert "Werkwijze" in shown(administrator, "/admin/documents/", q="werkwijze", usage_count_max=3)
    assert "Werkwijze" not in shown(administrator, "/admin/documents/", q="werkwijze", usage_count_min=2)


def test_pages_by_whether_others_lie_beneath_them(administrator: Client, foodvalley: Any) -> None:
    LessonFactory(region=foodvalley, title="Bel in Food Valley")
    address = f"/admin/pages/{foodvalley.page.get_parent().pk}/"
    with_others = shown(administrator, address, q="valley", has_child_pages="true")
    without = shown(administrator, address, q="valley", has_child_pages="false")
    assert (f"/admin/pages/{foodvalley.page.pk}/" in with_others, "Bel in Food Valley" in with_others) == (True, False)
    assert "Bel in Food Valley" in without
