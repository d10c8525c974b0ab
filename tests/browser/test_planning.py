"""Planning without a mouse, on a small telephone: a series, whose turn it is, and a date that suits."""

import datetime
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from learningtables import actions
from learningtables.models import DateReply, LearningTablePage, SessionPage
from tests.browser.test_axe import NARROW, STICKING_OUT
from tests.browser.test_screens import skip_to_content, tab_to
from tests.factories.learningtables import make_method, make_table

Axe = Callable[[Page], None]


def judge(page: Page, axe: Axe) -> None:
    axe(page)
    assert not page.evaluate(STICKING_OUT)


def press(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("button", name=name, exact=True))
    page.keyboard.press("Enter")


def test_planning_by_keyboard(
    site: str,
    open_as: Callable[..., Page],
    axe: Axe,
    foodvalley: Any,
    table_circle: Any,
    facilitator: Any,
    participant: Any,
) -> None:
    make_method()
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator)
    page = open_as(facilitator, viewport=NARROW)
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": site}])
    take_turns(page, table, axe)
    plan_a_series(page, table, axe)
    assert [one.facilitator for one in SessionPage.objects.order_by("starts_at")] == [participant, facilitator]
    reply_to_a_poll(page, table, axe, facilitator)


def take_turns(page: Page, table: LearningTablePage, axe: Axe) -> None:
    page.goto(reverse("learningtables:rota", args=[table.pk]))
    skip_to_content(page)
    press(page, "Add at the end")
    places = page.locator("main ol > li")
    expect(places).to_have_count(2)
    lower = places.nth(1).locator("span").first.inner_text()
    skip_to_content(page)
    tab_to(page, places.nth(1).locator("button[value=up]"))
    page.keyboard.press("Enter")
    expect(places.nth(0)).to_contain_text(lower)
    judge(page, axe)


def plan_a_series(page: Page, table: LearningTablePage, axe: Axe) -> None:
    page.goto(reverse("learningtables:series", args=[table.pk]))
    day = timezone.localdate() + datetime.timedelta(days=10)
    filled = {"title": "Samen terugkijken", "day": str(day), "begins": "10:00", "ends": "12:00", "number": "3"}
    for name, text in {**filled, "place": "Zaal 2"}.items():
        page.locator(f"main [name={name}]").fill(text)
    page.locator("main [name=method]").select_option(index=1)
    press(page, "Show the days")
    expect(page.locator("main tbody tr")).to_have_count(3)
    judge(page, axe)
    tab_to(page, page.locator("main [name=keep_1]"))
    page.keyboard.press("Space")
    press(page, "Plan and invite")
    expect(page.locator(".messages")).to_contain_text("2")


def reply_to_a_poll(page: Page, table: LearningTablePage, axe: Axe, facilitator: Any) -> None:
    soon = timezone.now() + datetime.timedelta(days=30)
    hour = datetime.timedelta(hours=1)
    moments = [(soon, soon + hour), (soon + 2 * hour, soon + 3 * hour)]
    poll = actions.propose_moments(table, title="Terugkijken", moments=moments, user=facilitator)
    page.goto(reverse("learningtables:poll", args=[poll.pk]))
    judge(page, axe)
    skip_to_content(page)
    for option, steps in zip(poll.options.all(), (0, 2), strict=True):
        tab_to(page, page.locator(f"input[name=moment_{option.pk}]").first)
        page.keyboard.press("Space")
        for _step in range(steps):
            page.keyboard.press("ArrowDown")
    press(page, "Send my reply")
    expect(page.locator(".messages")).not_to_be_empty()
    assert list(DateReply.objects.order_by("option").values_list("fits", flat=True)) == ["yes", "no"]
    judge(page, axe)
