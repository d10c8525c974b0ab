"""The room's screen in a browser: it follows by itself, and takes nothing out of anybody's hands."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from learningtables import actions
from learningtables.models import Contribution, ContributionGroup, Room
from regions.models import Circle, Region, User
from tests.browser.test_screens import tab_to
from tests.factories.learningtables import make_room, make_session, make_table, seat, write

FOLLOWS = 15_000  # screens look now and then, and a machine may be busy
WRONG_CLOCK = """
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) { given.length ? super(...given) : super(0); }
  static now() { return 0; }
};
"""


@pytest.fixture
def room(site: str, foodvalley: Region, table_circle: Circle, facilitator: User, participant: User) -> Room:
    """At the questions, which everybody writes alone first."""
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator)
    return make_room(make_session(table, user=facilitator), user=facilitator, at=2)


@pytest.fixture
def enter(room: Room, open_as: Callable[..., Page]) -> Callable[..., Page]:
    def come_in(user: User, *, script: str = "", **options: Any) -> Page:
        page = open_as(user, **options)
        if script:
            page.add_init_script(script)
        page.goto(f"/leertafels/sessies/{room.session_id}/kamer/")
        return page

    return come_in


def body(page: Page) -> Any:
    return page.locator("#room-own > form[data-write] textarea")


def send(page: Page) -> None:
    page.locator("#room-own > form[data-write] button[type=submit]").click()


def test_screens_follow_and_leave_alone_what_is_being_typed(
    enter: Callable[..., Page], room: Room, facilitator: User, participant: User, axe: Any
) -> None:
    sits, leads = enter(participant), enter(facilitator)
    body(sits).fill("Wie belde er?")
    send(sits)
    expect(sits.locator(".own__text")).to_contain_text("Wie belde er?")
    expect(leads.locator(".now__counts")).to_contain_text("1", timeout=FOLLOWS)
    expect(leads.locator("main")).not_to_contain_text("Wie belde er?")
    body(leads).press_sequentially("En wat")
    body(sits).fill("Half getypt")
    leads.locator("#lead-reveal").click()
    expect(leads.locator("#room-board")).to_contain_text("Wie belde er?")
    expect(sits.locator("#room-board")).to_contain_text("Wie belde er?", timeout=FOLLOWS)
    assert [body(page).input_value() for page in (sits, leads)] == ["Half getypt", "En wat"]
    sits.reload()
    expect(body(sits)).to_have_value("Half getypt")
    leads.locator("#lead-next").dblclick()
    expect(sits.locator("#room-now h2")).to_have_text("Advies", timeout=FOLLOWS)
    expect(body(sits)).to_have_value("Half getypt")
    expect(sits.locator("#room-message")).to_be_visible()
    sits.locator("[data-go-along]").click()
    expect(sits.locator("#room-own")).to_have_attribute("data-step", str(Room.objects.get().current_id))
    sits.locator("#room-outbox button").first.click()
    expect(body(sits)).to_have_value("Half getypt")
    for page in (sits, leads):
        axe(page)


def test_texts_are_put_together_by_keyboard_alone_and_by_dragging(
    enter: Callable[..., Page], room: Room, facilitator: User, participant: User, axe: Any
) -> None:
    for text in ("Een", "Twee", "Drie"):
        write(room, text, by=seat(room, participant))
    actions.reveal(room, step=room.current, by=room.facilitator)
    page = enter(participant)
    tab_to(page, page.locator("#board-arrange"))
    page.keyboard.press("Space")
    tab_to(page, page.locator(".note__tick input").first)
    page.keyboard.press("Space")
    tab_to(page, page.locator("#board-make-title"))
    page.keyboard.type("School")
    page.keyboard.press("Enter")
    pile = page.locator(".pile")
    expect(pile.locator("h3")).to_have_text("School")
    expect(page.locator("#room-says")).to_contain_text("School")
    second = page.locator(".note", has_text="Twee")
    tab_to(page, second.locator("select"))
    page.keyboard.press("ArrowDown")
    tab_to(page, second.locator(".note__move button"))
    page.keyboard.press("Enter")
    expect(pile.locator(".note")).to_have_count(2)
    expect(page.locator("#room-says")).to_contain_text("Twee")
    axe(page)
    third = page.locator(".note", has_text="Drie")
    third.scroll_into_view_if_needed()
    third.drag_to(pile, source_position={"x": 60, "y": 70}, target_position={"x": 30, "y": 20})
    expect(pile.locator(".note")).to_have_count(3)
    assert ContributionGroup.objects.get().contributions.count() == 3
    actions.open_vote(room.current, votes_each=1, by=room.facilitator)
    vote = page.locator(".note__vote button")
    expect(vote).to_have_attribute("aria-pressed", "false", timeout=FOLLOWS)
    vote.click()
    expect(vote).to_have_attribute("aria-pressed", "true")
    axe(page)


def test_without_a_connection_a_text_waits_and_is_sent_once(
    enter: Callable[..., Page], room: Room, participant: User
) -> None:
    page = enter(participant)
    page.context.set_offline(True)
    body(page).fill("Zonder verbinding geschreven.")
    send(page)
    expect(page.locator("#room-outbox")).to_contain_text("Zonder verbinding geschreven.")
    expect(body(page)).to_have_value("")
    page.context.set_offline(False)
    expect(page.locator(".own__text")).to_contain_text("Zonder verbinding geschreven.", timeout=FOLLOWS)
    expect(page.locator("#room-outbox")).to_be_hidden()
    assert Contribution.objects.count() == 1


def test_a_yes_that_is_lost_on_its_way_does_not_double_the_text(
    enter: Callable[..., Page], room: Room, participant: User
) -> None:
    """The network is cut in the middle: the text was kept, but its writer's screen never hears so and sends it again."""
    page = enter(participant)
    cut: list[int] = []

    def lose_first(route: Route) -> None:
        if cut:
            route.continue_()
        else:
            cut.append(route.fetch().status)
            route.abort("internetdisconnected")

    page.route("**/kamer/schrijven/", lose_first)
    body(page).fill("Halverwege afgebroken.")
    send(page)
    expect(page.locator(".own__text")).to_contain_text("Halverwege afgebroken.", timeout=FOLLOWS)
    expect(page.locator("#room-outbox")).to_be_hidden(timeout=FOLLOWS)
    assert cut == [200]
    assert Contribution.objects.get().versions.count() == 1


def test_the_clock_is_right_on_a_device_whose_clock_is_wrong(
    enter: Callable[..., Page], room: Room, participant: User
) -> None:
    page = enter(participant, script=WRONG_CLOCK)
    clock = page.locator("#room-clock .clock__time")
    seen = str(clock.text_content())
    expect(clock).not_to_have_text(seen)
    minutes, seconds = map(int, str(clock.text_content()).split(":"))
    assert 14 * 60 <= minutes * 60 + seconds < 15 * 60
    assert page.evaluate("Date.now()") == 0
    actions.pause(room, seen=room.current_id or 0, by=room.facilitator)
    paused = str(page.locator("#room-clock").get_attribute("data-words-paused"))
    expect(page.locator("#room-clock .clock__words")).to_have_text(paused, timeout=FOLLOWS)


def test_without_scripts_the_room_works_by_reloading(
    enter: Callable[..., Page], room: Room, facilitator: User, participant: User
) -> None:
    sits = enter(participant, java_script_enabled=False, viewport={"width": 360, "height": 740})
    leads = enter(facilitator, java_script_enabled=False)
    body(sits).fill("Zonder script.")
    send(sits)
    expect(sits.locator(".own__text")).to_contain_text("Zonder script.")
    leads.locator("#lead-reveal").click()
    expect(leads.locator("#room-board")).to_contain_text("Zonder script.")
    leads.locator("#lead-next").click()
    sits.locator("[data-reload]").click()
    expect(sits.locator("#room-now h2")).to_have_text("Advies")
