"""A newcomer writes up a case: by keyboard alone, and on a telephone; what is typed is kept."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Locator, Page, expect

from casestudies.models import CaseStudyPage
from tests.browser.test_screens import skip_to_content, tab_to
from tests.factories.casestudies import make_case

SENT = "Een gezin wachtte zes maanden op passende hulp."
POINT = {
    "title": "Thuis laten wonen",
    "month": "4",
    "decided_by": "regisseur van het lokale team",
    "known": "Het ging op school iets beter.",
    "options": "Thuis met begeleiding, of een plek elders.",
    "chosen": "Thuis met begeleiding, omdat het gezin dat wilde.",
    "expected": "Rust binnen drie maanden.",
}

pytestmark = pytest.mark.usefixtures("table_circle")


class Keyboard:
    """Goes by Tab, and types."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def type(self, name: str, text: str) -> None:
        tab_to(self.page, self.page.locator(f"main [name={name}]"))
        self.page.keyboard.type(text)

    def choose(self, name: str, steps: int) -> None:
        tab_to(self.page, self.page.locator(f"main input[name={name}]").first)
        self.page.keyboard.press("Space")
        for _step in range(steps):
            self.page.keyboard.press("ArrowDown")

    def enter(self, wanted: Locator, arrives: str) -> None:
        tab_to(self.page, wanted)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{arrives}*")
        if "#main" not in self.page.url:  # what a form hands on from a page where one skipped to the content
            skip_to_content(self.page)


class Finger:
    """Taps, and types."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def type(self, name: str, text: str) -> None:
        self.page.locator(f"main [name={name}]").tap()
        self.page.keyboard.type(text)

    def choose(self, name: str, steps: int) -> None:
        self.page.locator(f"main input[name={name}]").nth(steps).tap()

    def enter(self, wanted: Locator, arrives: str) -> None:
        wanted.tap()
        self.page.wait_for_url(arrives)


@pytest.fixture(params=["keyboard", "telephone"])
def hand(request: Any, open_as: Callable[..., Page], case_owner: Any, axe: Any) -> Iterator[Any]:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    wide = {"viewport": {"width": 1280, "height": 900}}
    page = open_as(case_owner, **(wide if request.param == "keyboard" else phone))
    yield (Keyboard if request.param == "keyboard" else Finger)(page)


def button(page: Page) -> Locator:
    return page.locator("main form .button[type=submit]:not(.button--small):not(.button--quiet)").first


def says_who_reads(page: Page) -> None:
    with override(str(page.locator("html").get_attribute("lang"))):
        heading = gettext("Who can read this now")
    expect(page.locator(".notice").filter(has_text=heading)).to_be_visible()
    room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert room[0] <= room[1], f"{page.url} sticks out"


def test_a_newcomer_writes_and_shares_a_case(hand: Any, axe: Any) -> None:
    page = hand.page
    page.goto("/casussen/nieuw/")
    if isinstance(hand, Keyboard):
        skip_to_content(page)
    hand.type("title", "Wachten op hulp")
    hand.enter(button(page), "**/schrijven/situatie/")
    says_who_reads(page)
    hand.type("situation", SENT)
    hand.enter(button(page), "**/schrijven/perspectieven/")
    says_who_reads(page)
    hand.type("parent", "Wij belden elke week.")
    hand.enter(button(page), "**/schrijven/tijdlijn/")
    says_who_reads(page)
    hand.type("rows-0-month", "0")
    hand.type("rows-0-text", "Aanmelding")
    hand.enter(button(page), "**/schrijven/beslispunten/")
    says_who_reads(page)
    write_a_decision(hand)
    hand.enter(page.locator("main a[href$='/schrijven/kenmerken/']").first, "**/schrijven/kenmerken/")
    says_who_reads(page)
    hand.type("summary", "Een gezin wacht.")
    hand.enter(button(page), "**/schrijven/afloop/")
    says_who_reads(page)
    hand.enter(page.locator("main a[href$='/afloop/']:not([href*=schrijven])"), "**/casussen/*/afloop/")
    says_who_reads(page)
    hand.type("text", "Er kwam een plek.")
    hand.enter(button(page), "**/schrijven/afloop/")
    case = CaseStudyPage.objects.get()
    hand.enter(page.locator(f"main a[href$='/casussen/{case.pk}/']").first, f"**/casussen/{case.pk}/")
    says_who_reads(page)
    axe(page)
    hand.enter(page.locator("main a[href$='/vastzetten/']"), "**/vastzetten/")
    hand.enter(button(page), f"**/casussen/{case.pk}/")
    hand.enter(page.locator("main a[href$='/delen/']"), "**/delen/")
    hand.enter(button(page), f"**/casussen/{case.pk}/")
    expect(page.locator("main")).to_contain_text("Leertafel Passende hulp")
    case.refresh_from_db()
    assert (case.live, case.is_locked, case.situation) == (True, True, SENT)


def write_a_decision(hand: Any) -> None:
    page = hand.page
    hand.enter(page.locator("main a[href$='/beslispunten/nieuw/']"), "**/beslispunten/nieuw/")
    says_who_reads(page)
    for name, text in POINT.items():
        hand.type(name, text)
    hand.choose("confidence", 2)
    hand.enter(button(page), "**/schrijven/beslispunten/")
    expect(page.locator("main")).to_contain_text(POINT["title"])


def test_what_is_typed_is_kept_and_comes_back(open_as: Callable[..., Page], case_owner: Any, foodvalley: Any) -> None:
    case = make_case(region=foodvalley, circle=case_owner.memberships.get().circle, owner=case_owner)
    page = open_as(case_owner)
    page.goto(f"/casussen/{case.pk}/schrijven/situatie/")
    text = page.locator("textarea[name=situation]")
    text.press("Control+End")
    page.keyboard.type(" En toen.")
    expect(page.locator("[data-autosave-status]")).not_to_be_empty(timeout=10_000)
    page.keyboard.press("Control+z")
    expect(text).not_to_have_value("Een gezin wachtte lang op passende hulp. En toen.")
    page.keyboard.press("Control+Shift+z")
    expect(text).to_have_value("Een gezin wachtte lang op passende hulp. En toen.")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.type(" Ja.")
    page.reload()
    expect(text).to_have_value("Een gezin wachtte lang op passende hulp. En toen. Ja.")
    # Saving right away after typing is no conflict with what is kept by itself.
    text.press("Control+End")
    page.keyboard.type(" Klaar.")
    button(page).click()
    page.wait_for_url("**/schrijven/perspectieven/")


def test_without_a_connection_it_says_so_and_tries_again(
    open_as: Callable[..., Page], case_owner: Any, foodvalley: Any
) -> None:
    case = make_case(region=foodvalley, circle=case_owner.memberships.get().circle, owner=case_owner)
    page = open_as(case_owner)
    page.goto(f"/casussen/{case.pk}/schrijven/situatie/")
    form, status = page.locator("form[data-autosave]"), page.locator("[data-autosave-status]")
    offline = str(form.get_attribute("data-autosave-offline"))
    page.context.set_offline(True)
    page.locator("textarea[name=situation]").fill("Zonder verbinding getypt.")
    expect(status).to_have_text(offline, timeout=10_000)
    page.context.set_offline(False)
    expect(status).not_to_have_text(offline, timeout=15_000)
    page.reload()
    expect(page.locator("textarea[name=situation]")).to_have_value("Zonder verbinding getypt.")
