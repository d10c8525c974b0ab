"""A lesson on paper: however long its words, one page."""

import io
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from lessons import actions
from lessons.states import UptakeStatus
from tests.lessons.living import fresh, make_lesson

pytestmark = pytest.mark.once

LONG = "Bij elk gezin bleek opnieuw dat het plan pas past als het samen gemaakt is. "


def test_the_card_fits_on_one_page(
    page: Page, foodvalley: Any, twente: Any, zeeland: Any, table_circle: Any, facilitator: Any, coordinator: Any
) -> None:
    lesson = make_lesson(
        facilitator,
        foodvalley,
        table_circle,
        title=(LONG * 3)[:240].strip(),
        summary=(LONG * 9)[:600],
        why=LONG * 40,
        conditions=LONG * 30,
    )
    for region in (foodvalley, twente, zeeland):
        actions.report_uptake(lesson, region=region, status=UptakeStatus.ADAPTED, note=LONG * 20, user=coordinator)
        actions.contradict(lesson, region=region, because=LONG, is_named=True, user=coordinator)
    page.goto(f"/lessen/{lesson.pk}/kaart/")
    expect(page.locator(".lesson-card__code")).to_be_visible()
    sheet = PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = "".join(sheet.pages[0].extract_text().split())
    assert (len(sheet.pages), fresh(lesson).slug[:40] in text, "Zeeland" in text) == (1, True, True)
