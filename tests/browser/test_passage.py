"""The visited party marks words of the draft: with the mouse where it reads, and by keyboard on the form."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.factories import visitations as made
from visitations.models import VisitationPage
from visitations.states import Stage

pytestmark = pytest.mark.once


@pytest.fixture
def visitation(twente: Any, editor: Any, chair: Any, host: Any) -> VisitationPage:
    people = made.People(editor=editor, chair=chair, host=host)
    return made.visitation(twente, people, stage=Stage.FACT_CHECK)


def test_words_are_marked_by_mouse_and_by_keyboard(visitation: VisitationPage, host: Any, open_as: Any) -> None:
    page: Page = open_as(host)
    page.goto(reverse("visitations:fact_check", args=[visitation.pk]))
    offered = page.locator("[data-remark-here] a")
    expect(offered).to_have_count(0)
    page.locator("#bevinding-1 [data-remark-on] p").click(click_count=3)
    expect(offered).to_be_visible()
    offered.click()
    passage = page.locator("#id_passage")
    expect(passage).to_have_value("Gezinnen wachten lang.")
    assert "Gezinnen" not in page.url
    page.locator("#wording").focus()
    page.keyboard.press("Control+Home")
    for _letter in "Gezinnen":
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("x")
    expect(page.locator("#wording")).to_have_value("Gezinnen wachten lang.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(passage).to_have_value("Gezinnen")
    page.locator("input[name=kind]").first.check()
    page.locator("[name=text]").fill("Ook jongeren zelf wachten.")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/feitencheck/")
    expect(page.locator("#bevinding-1 q")).to_have_text("Gezinnen")
