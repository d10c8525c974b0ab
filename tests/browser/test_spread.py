"""The map of a lesson and its course over time: read in the dark, in colours of one's own, by keyboard, on a narrow screen and
on paper."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lessons.models import LessonPage
from lessons.states import NEGATIVE_UPTAKE, UptakeReason, UptakeStatus
from regions.models import Region
from tests.browser.test_print import A4, is_whole
from tests.factories.lessons import LessonFactory, UptakeFactory

pytestmark = pytest.mark.once

# How far the ink of an element's words stands from what the page is written on, as WCAG counts it.
CONTRAST = """
(one) => {
  const light = (colour) => {
    const shares = colour.match(/[0-9.]+/g).slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * shares[0] + 0.7152 * shares[1] + 0.0722 * shares[2];
  };
  const under = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return colour.startsWith("rgba(0, 0, 0, 0") && element.parentElement ? under(element.parentElement) : colour;
  };
  const [dark, bright] = [light(getComputedStyle(one).fill), light(under(one.closest("figure")))].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}
"""
OPEN = "() => document.querySelectorAll('details').forEach((one) => { one.open = true })"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def lesson(foodvalley: Any, twente: Any, zeeland: Any, make_region: Any) -> LessonPage:
    """In each of its states, over two years."""
    lesson = LessonFactory(region=foodvalley)
    regions = [foodvalley, twente, zeeland, *(make_region(f"Regio {name}", f"regio-{name.lower()}") for name in "ABC")]
    for number, (region, status) in enumerate(zip(regions, UptakeStatus, strict=True)):
        # As wide as the country is.
        Region.objects.filter(pk=region.pk).update(tile_row=number + 1, tile_column=number + 2)
        began = timezone.localdate() - datetime.timedelta(days=700 - 100 * number)
        reason = UptakeReason.OTHER if status in NEGATIVE_UPTAKE else ""
        UptakeFactory(lesson=lesson, region=region, status=status, reason=reason, date=began)
    return lesson


@pytest.mark.parametrize(
    "colours",
    [{"color_scheme": "dark"}, {"color_scheme": "light"}, {"color_scheme": "dark", "forced_colors": "active"}],
    ids=["dark", "light", "forced"],
)
def test_words_beside_the_pictures_are_read(
    open_as: Callable[..., Page], lesson: LessonPage, outsider: Any, colours: dict[str, str]
) -> None:
    page = open_as(outsider, **colours)
    page.goto(lesson.url)
    page.evaluate(OPEN)
    words = page.locator(".course__name, .course__year, .tile-map .on-none").all()
    assert len(words) >= 6 + 2
    for one in words:
        assert one.evaluate(CONTRAST) >= 4.5, one.text_content()


def test_no_state_is_told_by_colour_alone(open_as: Callable[..., Page], lesson: LessonPage, outsider: Any) -> None:
    page = open_as(outsider)
    page.goto(lesson.url)
    entries = page.locator(".chart__legend").first.locator("li")
    assert entries.count() == len(UptakeStatus)
    told = []
    for one in entries.all():
        texture = one.locator(".chart__texture")
        told.append(
            (texture.get_attribute("fill") if texture.count() else "plain", one.locator(".muted").text_content())
        )
    assert len({pattern for pattern, _mark in told}) == len({mark for _pattern, mark in told}) == len(UptakeStatus)
    for tile in page.locator(".tile-map svg a:has(.tile-map__mark)").all():
        assert ": " in (tile.get_attribute("aria-label") or "")


def test_by_keyboard_the_map_can_be_walked_and_passed(
    open_as: Callable[..., Page], lesson: LessonPage, outsider: Any
) -> None:
    page = open_as(outsider)
    page.goto(lesson.url)
    past = page.locator(".tile-map__past")
    past.focus()
    expect(past).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(".tile-map svg a").first).to_be_focused()
    past.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".tile-map__table a").first).to_be_focused()


def test_it_fits_a_narrow_screen_and_paper(open_as: Callable[..., Page], lesson: LessonPage, outsider: Any) -> None:
    narrow = open_as(outsider, viewport={"width": 320, "height": 640})
    narrow.goto(lesson.url)
    narrow.evaluate(OPEN)
    assert narrow.evaluate(TOO_WIDE) == 0
    for tile in narrow.locator(".tile-map svg a").all():
        box = tile.bounding_box()
        assert box is not None and min(box["width"], box["height"]) >= 24
    page = open_as(outsider, viewport=A4, color_scheme="dark")
    page.goto(lesson.url)
    page.emulate_media(media="print", color_scheme="dark")
    is_whole(page.locator("#regios .tile-map > svg"))
    is_whole(page.locator("#regios .course"))
    assert page.locator(".course__name").first.evaluate(CONTRAST) >= 4.5
    expect(page.locator(".tile-map__past")).to_be_hidden()
    expect(page.locator(".tile-map__table a", has_text="Zeeland")).to_be_visible()
