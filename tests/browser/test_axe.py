"""Every kind of screen, in both languages: axe finds nothing, and nothing sticks out of a small telephone."""

from collections.abc import Callable
from functools import cache

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Page

from regions.models import User
from tests.browser.conftest import AXE
from tests.browser.screens import Screen, screens

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}
COLOURS = ("color-contrast",)  # the same in either language, and the dearest to look at
ALSO_DARK = ("/", "/regios/", "/lessen/", "/zoeken/", "/stijlgids/", "/account/login/", "/casussen/reflecties/")
STICKING_OUT = """
() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > room + 1);
  return wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 120));
}
"""


def test_every_screen_is_accessible_and_fits(
    site: str, open_as: Callable[..., Page], axe: Callable[..., None], subtests: pytest.Subtests
) -> None:
    call_command("seed_demo", verbosity=0)
    everything = list(screens())

    @cache
    def browser_of(person: User | None, language: str) -> Page:
        page = open_as(person, viewport=WIDE)
        page.context.add_init_script(AXE)  # once, and not again for each of hundreds of pages
        page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site}])
        return page

    for language in ("nl", "en"):
        for screen in everything:
            with subtests.test(str(screen), language=language):
                page = browser_of(screen.person, language)
                look_at(page, screen, language=language)
                axe(page, skip=() if language == "nl" else COLOURS)
                fits(page)
                if screen.path in ALSO_DARK and language == "nl":
                    in_the_dark(page, axe)


def look_at(page: Page, screen: Screen, *, language: str) -> None:
    response = page.goto(screen.path)
    assert response is not None
    assert response.status == screen.status
    assert page.locator("html").get_attribute("lang") == language


def fits(page: Page) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    sticking_out = page.evaluate(STICKING_OUT)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    assert not sticking_out, "\n".join(sticking_out)


def in_the_dark(page: Page, axe: Callable[..., None]) -> None:
    """Loaded anew: colours that are still changing are no colours to judge."""
    page.emulate_media(color_scheme="dark")
    page.reload()
    try:
        axe(page)
    finally:
        page.emulate_media(color_scheme="light")
