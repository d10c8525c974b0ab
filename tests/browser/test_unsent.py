"""What was sent after its writer had been signed out is back in the form once they have signed in, and for nobody else."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.lessons.living import make_lesson

PASSWORD = "een-lang-wachtwoord"
TYPED = "Dit werkte bij ons ook, sinds mei."


@pytest.fixture
def writing(site: str, facilitator: Any, foodvalley: Any, table_circle: Any, participant: Any, open_as: Any) -> Page:
    """Somebody who has written a comment, and whose session has ended meanwhile."""
    lesson = make_lesson(facilitator, foodvalley, table_circle)
    page = open_as(participant)
    page.goto(f"/reacties/bij/{lesson.pk}/")
    page.locator("main textarea[name=text]").fill(TYPED)
    page.context.clear_cookies(name="sessionid")
    return page


def send(page: Page) -> None:
    page.locator("main form:has(textarea) button[type=submit]").last.click()


def sign_in(page: Page, user: Any) -> None:
    user.set_password(PASSWORD)
    user.save()
    page.locator("main input[name=login]").fill(user.email)
    page.locator("main input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()


def test_what_was_typed_is_back_after_signing_in(writing: Page, participant: Any, axe: Any) -> None:
    send(writing)
    expect(writing.locator(".notice--caution")).to_be_visible()
    sign_in(writing, participant)
    expect(writing.locator("main textarea[name=text]")).to_have_value(TYPED)
    expect(writing.locator("[data-unsent-note]")).to_be_visible()
    axe(writing)
    send(writing)
    expect(writing.locator("main")).to_contain_text(TYPED)
    expect(writing.locator("[data-unsent-note]")).to_be_hidden()
    assert writing.evaluate("() => sessionStorage.getItem('unsent')") is None


def test_somebody_else_at_the_same_screen_does_not_get_it(writing: Page, facilitator: Any) -> None:
    send(writing)
    sign_in(writing, facilitator)
    expect(writing.locator("main textarea[name=text]")).to_have_value("")
    assert writing.evaluate("() => sessionStorage.getItem('unsent')") is None


def test_a_form_from_before_signing_in_elsewhere_comes_back_too(writing: Page, participant: Any, guard: Any) -> None:
    other = writing.context.new_page()
    other.goto("/account/login/")
    sign_in(other, participant)
    expect(other.locator("[data-person]")).to_be_attached()
    guard.visited.add(writing.url)  # which answers 403
    send(writing)
    expect(writing.locator("[data-not-sent]")).to_be_visible()
    writing.locator("[data-not-sent] a").click()
    expect(writing.locator("main textarea[name=text]")).to_have_value(TYPED)
