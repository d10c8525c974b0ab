"""What is typed and not sent is still there after a slip, on this device; gone once sent, thrown away or signed out."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from casestudies.models import Answer, AnswerDraft, Reflection
from tests.factories.casestudies import make_case, make_reflection
from tests.factories.regions import MembershipFactory, UserFactory

KEPT = "() => Object.keys(localStorage).filter((name) => name.startsWith('draft:')).length"


@pytest.fixture
def reflection_of(
    site: str, foodvalley: Any, table_circle: Any, case_owner: Any, facilitator: Any, participant: Any
) -> Callable[[bool], Reflection]:
    def make(anonymous: bool) -> Reflection:
        case = make_case(region=foodvalley, circle=table_circle, owner=case_owner, locked=True, shared=True)
        more = [MembershipFactory(circle=table_circle, user=UserFactory()).user for _ in range(2)]
        return make_reflection(case, respondents=[participant, *more], user=facilitator, anonymous=anonymous)

    return make


def type_in(page: Page, reflection: Reflection, text: str) -> None:
    point = reflection.case.decision_points.get()
    page.goto(f"/casussen/reflecties/{reflection.pk}/beslispunten/{point.pk}/")
    page.locator("input[name=same_choice][value=partly]").check()
    page.locator("textarea[name=why]").fill(text)


def leave_without_sending(page: Page) -> None:
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("/")


@pytest.mark.parametrize("anonymous", [True, False])
def test_what_is_typed_survives_a_slip_and_is_gone_once_sent(
    anonymous: bool, open_as: Callable[..., Page], axe: Any, participant: Any, reflection_of: Any
) -> None:
    reflection, page = reflection_of(anonymous), open_as(participant)
    type_in(page, reflection, "Nog niet af")
    leave_without_sending(page)
    assert page.evaluate(KEPT) == 1
    page.go_back()
    expect(page.locator("textarea[name=why]")).to_have_value("Nog niet af")
    page.reload()
    expect(page.locator("textarea[name=why]")).to_have_value("Nog niet af")
    expect(page.locator("input[name=same_choice][value=partly]")).to_be_checked()
    axe(page)
    if anonymous:
        expect(page.locator("[data-draft-note]")).to_be_visible()
        assert not AnswerDraft.objects.exists()
    for field, value in (("reasonable", "doubtful"), ("confidence", "3")):
        page.locator(f"input[name={field}][value='{value}']").check()
    page.locator("textarea[name=meaning]").fill("Eerder bellen.")
    page.locator("form[data-draft-key] button[type=submit]").click()
    expect(page.locator("[data-drafts-settle]")).to_be_attached()
    assert (page.evaluate(KEPT), Answer.objects.get().why) == (0, "Nog niet af")


def test_what_is_refused_stays(open_as: Callable[..., Page], participant: Any, reflection_of: Any) -> None:
    reflection, page = reflection_of(True), open_as(participant)
    type_in(page, reflection, "Onvolledig")
    page.locator("form[data-draft-key] button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    leave_without_sending(page)
    page.goto(f"/casussen/reflecties/{reflection.pk}/")
    assert page.evaluate(KEPT) == 1


def test_it_can_be_thrown_away_and_nobody_finds_it_after_signing_out(
    open_as: Callable[..., Page], participant: Any, reflection_of: Any
) -> None:
    reflection, page = reflection_of(True), open_as(participant)
    type_in(page, reflection, "Weg ermee")
    leave_without_sending(page)
    page.go_back()
    page.reload()
    page.locator("[data-draft-note] summary").click()
    page.locator("[data-draft-discard]").click()
    expect(page.locator("textarea[name=why]")).to_have_value("")
    expect(page.locator("[data-draft-note]")).to_be_hidden()
    assert page.evaluate(KEPT) == 0
    type_in(page, reflection, "Niet voor een ander")
    leave_without_sending(page)
    assert page.evaluate(KEPT) == 1
    page.goto("/account/logout/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/")
    assert page.evaluate(KEPT) == 0


def test_signing_out_while_typing_sends_what_was_typed_first(
    open_as: Callable[..., Page], participant: Any, reflection_of: Any
) -> None:
    reflection, page = reflection_of(False), open_as(participant)
    type_in(page, reflection, "Tot het laatste woord")
    page.locator("header summary", has_text=str(participant)).click()
    page.locator("header form[action='/account/logout/'] button").click()
    page.wait_for_url("**/")
    expect(page.locator("header a[href^='/account/login/']")).to_be_attached()
    assert AnswerDraft.objects.get().said["why"] == "Tot het laatste woord"


def test_another_language_while_typing_loses_nothing(
    open_as: Callable[..., Page], participant: Any, reflection_of: Any
) -> None:
    reflection, page = reflection_of(True), open_as(participant)
    type_in(page, reflection, "Nog bezig")
    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.locator("form.language button[lang=en]").first.click(no_wait_after=True)
    assert asked.value.type == "beforeunload"
    expect(page.locator("textarea[name=why]")).to_have_value("Nog bezig")
