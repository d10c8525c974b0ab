"""Searching: the page follows the keyboard as it goes, and does the same without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.lessons import LessonFactory, ThemeFactory

pytestmark = pytest.mark.once

CHOSEN = ".facets input:checked"


@pytest.fixture
def lessons(foodvalley: Any, zeeland: Any) -> None:
    main = ThemeFactory(name="Toegang", slug="toegang")
    waiting = ThemeFactory(name="Wachten", slug="wachten", parent=main)
    for region in (foodvalley, zeeland):
        LessonFactory(
            region=region, title=f"Bel wie op de wachtlijst staat, {region}", themes=[waiting], why="Bel op tijd."
        )
    LessonFactory(region=zeeland, title="Een huis met een tuin")


def test_typing_narrowing_and_going_back_by_keyboard(page: Page, axe: Any, lessons: None) -> None:
    page.goto("/zoeken/")
    cards, status, box = page.locator(".card"), page.locator("#search-status"), page.get_by_role("combobox").first
    expect(cards).to_have_count(3)
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("wachtl")
    expect(page.get_by_role("option").first).to_have_text("wachtlijst")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "search-suggestion-0")
    expect(page).to_have_url("/zoeken/?q=wachtl")
    expect(page.locator("#search-results[aria-busy]")).to_have_count(0)
    axe(page)
    page.keyboard.press("Enter")
    expect(box).to_have_value("wachtlijst")
    expect(status).to_have_text("2 resultaten")
    expect(page).to_have_url("/zoeken/?q=wachtlijst")

    zeeland = page.locator(".facets input[value=zeeland]")
    zeeland.focus()
    page.keyboard.press("Space")
    expect(cards).to_have_count(1)
    expect(status).to_have_text("1 resultaat")
    expect(zeeland).to_be_focused()
    expect(page).to_have_url("/zoeken/?q=wachtlijst&regio=zeeland")
    page.locator(".chip").first.focus()
    page.keyboard.press("Enter")
    expect(cards).to_have_count(2)
    expect(page.locator("#search-results")).to_be_focused()
    page.go_back()
    expect(zeeland).to_be_checked()
    expect(cards).to_have_count(1)
    page.go_back()
    expect(cards).to_have_count(2)
    expect(page.locator(CHOSEN)).to_have_count(0)

    box.fill("olifant")
    expect(page.locator("#search-order")).to_be_hidden()
    box.fill("wachtlijst")
    expect(page.locator("#search-order")).to_be_visible()
    expect(cards).to_have_count(2)

    page.context.set_offline(True)
    zeeland.check()
    expect(page.locator("#search-failed")).not_to_be_empty()
    expect(cards).to_have_count(2)
    page.context.set_offline(False)
    page.locator("#search-form button[type=submit]").click()
    expect(cards).to_have_count(1)
    expect(page.locator("#search-failed")).to_be_empty()
    expect(zeeland).to_be_checked()


def test_a_tile_narrows_and_takes_back(page: Page, axe: Any, lessons: None) -> None:
    page.goto("/zoeken/?q=wachtlijst+soort:les+-jaar:1999")
    page.locator("[data-keep=map] > summary").click()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    axe(page)
    page.locator(".tile-map svg a[href$='regio=zeeland']").press("Enter")
    expect(page.locator(".card")).to_have_count(1)
    chosen = page.locator(".tile-map svg a[aria-label^=Zeeland]")
    expect(chosen).to_be_focused()
    chosen.press("Enter")
    expect(page.locator(".card")).to_have_count(2)


def test_the_same_without_scripts(open_as: Callable[..., Page], lessons: None) -> None:
    page = open_as(java_script_enabled=False)
    page.goto("/zoeken/?q=bel")
    page.locator(".facets input[value=zeeland]").check()
    page.locator("#id_q").fill("wachtlijst")
    page.locator(".facets button[type=submit]").click()
    expect(page.locator(".card__title")).to_have_text(["Bel wie op de wachtlijst staat, Zeeland"])
    expect(page.locator("#id_q")).to_have_value("wachtlijst")
    page.locator(".chip").first.click()
    expect(page.locator(".card")).to_have_count(2)


def test_earlier_searches_are_kept_only_when_asked_and_go_at_signing_out(
    open_as: Callable[..., Page], participant: Any, lessons: None
) -> None:
    page = open_as(participant)
    panel = page.locator("#search-recent")
    page.goto("/zoeken/?q=wachtlijst")
    page.goto("/zoeken/?q=huis")
    panel.locator("summary").click()
    expect(panel.locator("li")).to_have_count(0)
    panel.locator("[data-on]").click()
    page.goto("/zoeken/?q=bel&regio=zeeland")
    page.goto("/zoeken/")
    panel.locator("summary").click()
    expect(panel.locator("li")).to_have_text(["bel · Regio: Zeeland", "huis"])
    page.goto("/account/logout/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("/")
    assert page.evaluate("Object.keys(localStorage)") == []
