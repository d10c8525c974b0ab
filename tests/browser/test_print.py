"""On paper: the pictures whole and with their numbers, and nothing that only works on a screen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from casestudies import actions
from casestudies.models import CaseStudyPage, Reflection
from tests.factories.casestudies import answer_all, make_case, make_reflection
from tests.factories.regions import MembershipFactory, person

pytestmark = pytest.mark.once

A4 = {"width": 658, "height": 987}  # pixels between the margins
BEYOND = """
() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility() && !one.closest("svg, .visually-hidden"))
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((one) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`)
"""
BREAKS = "(one) => getComputedStyle(one).breakInside"
BACKGROUND = "() => getComputedStyle(document.body).backgroundColor"


@pytest.fixture
def asked(table_circle: Any, foodvalley: Any, participant: Any) -> list[Any]:
    people = [person(f"asked-{number}", home_region=foodvalley) for number in range(3)]
    for one in people:
        MembershipFactory(circle=table_circle, user=one, role="participant")
    return [participant, *people]


@pytest.fixture
def case(foodvalley: Any, table_circle: Any, case_owner: Any) -> CaseStudyPage:
    return make_case(
        region=foodvalley,
        circle=table_circle,
        owner=case_owner,
        points=2,
        locked=True,
        shared=True,
        disclosed=True,
        events=[(month, f"Wat er in maand {month} gebeurde, en wie daar toen bij was.") for month in range(6)],
        sources="Jeugdautoriteit, Stand van zaken, 2024, https://example.nl/een/heel/lang/adres/van/een/stuk/dat/ver/weg/staat",
    )


@pytest.fixture
def looked_back(case: CaseStudyPage, asked: list[Any], facilitator: Any) -> Reflection:
    """Twice: the second time some moved."""
    make_reflection(case, respondents=asked, user=facilitator, closed=True)
    again = make_reflection(case, respondents=asked, user=facilitator, revealed=True)
    for one, choice in zip(asked, ("same", "partly", "partly", "cannot_judge"), strict=True):
        answer_all(again, user=one, same_choice=choice, reasonable="doubtful", meaning="Eerder bellen.")
    actions.end_round_two(again, user=facilitator)
    for point in case.decision_points.all():
        actions.conclude(again, decision_point=point, no_change_because="Het is al anders.", user=facilitator)
    return actions.close(Reflection.objects.get(pk=again.pk), user=facilitator)


@pytest.fixture
def on_paper(open_as: Callable[..., Page], site: str, participant: Any) -> Callable[..., Page]:
    """on_paper(path): as it is printed by somebody who reads the site in the dark."""

    def show(path: str, *, who: Any = None, language: str = "nl") -> Page:
        page = open_as(who or participant, viewport=A4, color_scheme="dark")
        page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site}])
        page.goto(path)
        page.emulate_media(media="print", color_scheme="dark")
        return page

    return show


def is_fit_for_paper(page: Page) -> None:
    expect(page.locator("main")).to_be_visible()
    for gone in (".navigation", ".header__search", ".breadcrumbs", ".button", ".footer nav", ".skip-link"):
        for one in page.locator(gone).all():
            expect(one).to_be_hidden()
    assert page.evaluate(BEYOND) == []
    assert page.evaluate(BACKGROUND) == "rgb(255, 255, 255)"


def is_whole(picture: Locator) -> None:
    expect(picture).to_be_visible()
    box = picture.bounding_box()
    assert box is not None
    assert box["x"] >= 0 and box["width"] > 100 and box["height"] > 20
    assert box["x"] + box["width"] <= A4["width"]
    assert picture.evaluate(BREAKS) == "avoid"


def test_the_timeline_of_a_case(on_paper: Callable[..., Page], case: CaseStudyPage) -> None:
    page = on_paper(case.url)
    is_fit_for_paper(page)
    is_whole(page.locator("#timeline .chart__wide"))
    expect(page.locator("#timeline table")).to_be_visible()
    expect(page.locator("#timeline tbody tr")).to_have_count(8)
    expect(page.locator("#timeline thead th").first).to_be_visible()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_results_of_a_reflection(
    on_paper: Callable[..., Page], looked_back: Reflection, case: CaseStudyPage, language: str
) -> None:
    page = on_paper(f"/casussen/reflecties/{looked_back.pk}/", language=language)
    is_fit_for_paper(page)
    figures = page.locator("figure.chart:has(.bars, .quadrants, .shift)")
    assert figures.count() == 2 * 4 + 2, "bars twice, quadrants and matrix of each decision, and both over time"
    for figure in figures.all():
        is_whole(figure)
        expect(figure.locator("table")).to_be_visible()
    for picture in page.locator(".bars svg, .quadrants svg").all():
        is_whole(picture)


def test_what_is_folded_away_is_printed(on_paper: Callable[..., Page], looked_back: Reflection) -> None:
    page = on_paper(f"/casussen/reflecties/{looked_back.pk}/")
    expect(page.locator("details:not([open]) .meta-list").first).to_be_visible()


def test_colours_are_told_apart_without_colour(on_paper: Callable[..., Page], looked_back: Reflection) -> None:
    page = on_paper(f"/casussen/reflecties/{looked_back.pk}/")
    legend = page.locator(".chart__legend").first.locator("li")
    patterns = [one.locator(".chart__texture").all() for one in legend.all()]
    named = [found[0].get_attribute("fill") if found else "plain" for found in patterns]
    assert len(named) == len(set(named)) == 4


def test_a_workspace_without_its_handles(on_paper: Callable[..., Page], case: CaseStudyPage, case_owner: Any) -> None:
    page = on_paper(f"/casussen/{case.pk}/", who=case_owner)
    is_fit_for_paper(page)
    is_whole(page.locator("#text .chart__wide"))
    for link in page.locator("main .panel a[href*='/schrijven/']").all():
        if not link.evaluate("(one) => Boolean(one.closest('.stepper'))"):
            expect(link).to_be_hidden()


def test_the_map_of_the_regions(on_paper: Callable[..., Page], foodvalley: Any, twente: Any) -> None:
    page = on_paper("/regios/")
    is_fit_for_paper(page)
    is_whole(page.locator(".tile-map > svg"))
