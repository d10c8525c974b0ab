"""Working without a mouse: signing in, going straight to the content, and answering."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from casestudies.models import Answer
from tests.factories.casestudies import make_case, make_reflection

FOCUS_SHOWS = """
() => {
  const style = getComputedStyle(document.activeElement);
  return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
}
"""
FAR = 80


def tab_to(page: Page, wanted: Locator) -> None:
    """On from where the keyboard is, until it is there, and then it shows."""
    for _step in range(FAR):
        page.keyboard.press("Tab")
        if wanted.evaluate("(one) => one === document.activeElement"):
            assert page.evaluate(FOCUS_SHOWS), f"where the keyboard is does not show: {wanted}"
            return
    raise AssertionError(f"the keyboard does not come at {wanted}")


def skip_to_content(page: Page) -> None:
    """The first thing the keyboard meets on every page."""
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_signing_in(page: Page, participant: Any) -> None:
    page.goto("/account/login/")
    skip_to_content(page)
    tab_to(page, page.locator("main input[name=login]"))
    page.keyboard.type(participant.email)
    tab_to(page, page.locator("main input[name=password]"))
    page.keyboard.type("correct-horse-battery")
    page.keyboard.press("Enter")
    expect(page.get_by_role("banner")).to_contain_text(str(participant))


def test_a_refused_sign_in_says_so_where_the_keyboard_is(page: Page, participant: Any) -> None:
    page.goto("/account/login/")
    skip_to_content(page)
    tab_to(page, page.locator("main input[name=login]"))
    page.keyboard.type(participant.email)
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    tab_to(page, page.locator(".error-summary a"))
    page.keyboard.press("Enter")
    expect(page.locator("main input[name=password]")).to_be_focused()


def test_answering_a_question(
    open_as: Callable[..., Page],
    foodvalley: Any,
    table_circle: Any,
    case_owner: Any,
    facilitator: Any,
    participant: Any,
) -> None:
    case = make_case(region=foodvalley, circle=table_circle, owner=case_owner, locked=True, shared=True)
    reflection = make_reflection(case, respondents=[participant], user=facilitator)
    page = open_as(participant)
    page.goto(f"/casussen/reflecties/{reflection.pk}/")
    skip_to_content(page)
    tab_to(page, page.locator("#answering .button-row a"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/beslispunten/*/")
    skip_to_content(page)
    for question, steps in (("reasonable", 0), ("same_choice", 1), ("confidence", 3)):
        tab_to(page, page.locator(f"input[name={question}]").first)
        page.keyboard.press("Space")
        for _step in range(steps):
            page.keyboard.press("ArrowDown")
    for field, text in (("why", "We wisten niet beter."), ("meaning", "Eerder bellen.")):
        tab_to(page, page.locator(f"textarea[name={field}]"))
        page.keyboard.type(text)
    tab_to(page, page.locator("main form button[type=submit]"))
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).not_to_be_empty()
    answer = Answer.objects.get(reflection=reflection, user=participant)
    assert (answer.reasonable, answer.same_choice, answer.confidence) == ("reasonable", "partly", 4)
