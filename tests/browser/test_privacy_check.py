"""The privacy check by keyboard alone: from mark to finding and back, replace, keep, pass; and it reads without colours."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from casestudies import actions
from casestudies.models import CaseStudyPage, PrivacyCheck
from regions.models import Circle, Region, User
from tests.browser.test_screens import tab_to
from tests.factories.casestudies import make_case
from tests.factories.checks import passed

SITUATION = "Fatima ging naar basisschool De Regenboog. Bel 06-12345678. Volgens Fatima ging het goed."


@pytest.fixture
def found(site: str, foodvalley: Region, table_circle: Circle, case_owner: User) -> CaseStudyPage:
    return make_case(region=foodvalley, circle=table_circle, owner=case_owner, situation=SITUATION)


def press(page: Page, wanted: Locator) -> None:
    """Enter on a link within the page, or on a button."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def finding(page: Page, kind: str) -> Locator:
    return page.locator(".finding").filter(has_text=kind).first


def situation_of(case: CaseStudyPage) -> str:
    return CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object().situation


def test_by_keyboard_alone(
    open_as: Callable[..., Page], axe: Callable[..., None], found: CaseStudyPage, case_owner: User
) -> None:
    page = open_as(case_owner)
    page.goto(f"/casussen/{found.pk}/privacy/")
    axe(page)
    number = page.locator("mark .mark__number").first
    press(page, number)
    expect(page.locator(".finding").first).to_be_focused()
    press(page, page.locator(".finding").first.locator("a[href^='#mark-']"))
    expect(page.locator("mark").first).to_be_focused()

    person = finding(page, "Fatima")
    label = person.locator("[name=label]")
    tab_to(page, label)
    label.select_text()
    page.keyboard.type("[moeder]")
    press(page, person.locator("button[name=all]"))
    expect(page.locator(".check__words", has_text="[moeder] ging naar")).to_be_visible()
    assert "Fatima" not in situation_of(found)

    phone = finding(page, "06-12345678")
    expect(phone.locator("[name=reason]")).to_have_count(0)
    press(page, phone.locator("button").first)
    expect(page.locator(".check__words", has_text="[telefoonnummer]")).to_be_visible()

    school = finding(page, "Regenboog")
    tab_to(page, school.locator("[name=reason]"))
    page.keyboard.type("Zo heten er honderden.")
    page.keyboard.press("Enter")
    expect(finding(page, "Zo heten er honderden.")).to_be_visible()
    axe(page)
    press(page, page.locator("#pass button"))
    expect(page.locator("#pass a.button")).to_be_visible()
    assert PrivacyCheck.objects.passed().count() == 1


def test_it_fits_a_telephone_and_needs_no_colour(
    open_as: Callable[..., Page], found: CaseStudyPage, case_owner: User
) -> None:
    page = open_as(case_owner, viewport={"width": 320, "height": 700}, forced_colors="active")
    page.goto(f"/casussen/{found.pk}/privacy/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    styles = {
        line: page.locator(f".mark--{line}").first.evaluate("mark => getComputedStyle(mark).textDecorationStyle")
        for line in ("block", "warn")
    }
    assert styles == {"block": "double", "warn": "dashed"}
    for mark in page.locator("mark").all():
        assert any(char.isalpha() for char in mark.locator("a").inner_text())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_second_reader_agrees_and_everyone_reads(
    language: str,
    open_as: Callable[..., Page],
    axe: Callable[..., None],
    found: CaseStudyPage,
    case_owner: User,
    participant: User,
) -> None:
    for person in (case_owner, participant):
        person.language = language
        person.save()
    actions.edit_case_part(found, part="situation", user=case_owner, situation="Het kind ging naar De Regenboog.")
    actions.lock_then(found, user=case_owner)
    actions.share_case(found, user=case_owner)
    passed(found, case_owner)
    owner, reader = open_as(case_owner), open_as(participant)
    owner.goto(f"/casussen/{found.pk}/lezers/")
    axe(owner)
    owner.select_option("[name=reader]", str(participant.pk))
    owner.locator("#second-reader button").click()
    reader.goto(f"/casussen/{found.pk}/privacy/tweede-lezing/")
    axe(reader)
    expect(reader.locator(".finding")).to_contain_text("Komt vaak voor.")
    reader.locator("#say button").first.click()
    owner.reload()
    owner.locator("[name=audience][value=public]").check()
    owner.locator("#publish button").click()
    axe(owner)
    visitor = open_as()
    visitor.goto(CaseStudyPage.objects.get(pk=found.pk).url)
    expect(visitor.locator("main")).to_contain_text("Het kind ging naar De Regenboog.")
