"""Wagtail's admin works within its content security policy: the guard counts each breach as a fault."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from tests.factories.lessons import LessonFactory, ThemeFactory


@pytest.fixture
def page(open_as: Any, admin: Any) -> Page:
    return open_as(admin, viewport={"width": 1400, "height": 900})


def test_writing_and_previewing_a_page(page: Page, foodvalley: Any) -> None:
    lesson = LessonFactory(region=foodvalley, title="Bel op tijd", themes=[ThemeFactory()], tags=["bellen"])
    page.goto("/admin/")
    page.goto(f"/admin/pages/{lesson.pk}/edit/")
    page.locator("[data-side-panel-toggle='preview']").first.click()
    preview = page.frame_locator("#w-preview-iframe, iframe[data-w-preview-target='iframe']").first
    expect(preview.locator("h1")).to_have_text("Bel op tijd")
    page.goto(f"/admin/pages/{foodvalley.page.pk}/edit/")
    page.locator("[contenteditable=true]").first.click()
    page.keyboard.type("Wij bellen.")
    expect(page.locator("[contenteditable=true]").first).to_contain_text("Wij bellen.")
    page.goto("/admin/snippets/lessons/theme/")
    page.goto("/admin/reports/site-history/")


def test_a_picture_that_was_uploaded_is_seen(page: Page, tree: Any, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    Image.objects.create(title="Tafel", file=get_test_image_file("tafel.png"))
    page.goto("/admin/images/")
    picture = page.locator("img[src^='/media/images/']").first
    expect(picture).to_be_visible()
    assert picture.evaluate("element => element.naturalWidth") > 0
    page.goto("/admin/images/add/")
