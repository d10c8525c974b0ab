"""Steps 7, 9 and 10: the lesson is published, found and tried elsewhere, and read by a visitor."""

import re

from django.utils import timezone
from playwright.sync_api import expect

from lessons.states import Kind, SourceKind, UptakeStatus

from .case import HIDDEN, SAID_AGAIN, SITUATION
from .case import TITLE as CASE
from .somebody import Somebody
from .table import LESSON
from .visitation import REPORT
from .visitation import TITLE as VISITATION
from .world import OTHER_LESSON, Round

NOTE = "We beginnen met twee aanbieders in Middelburg."
OF_THE_CASE = [CASE, SITUATION, *HIDDEN, *SAID_AGAIN.values()]
THEME, TAG = "Wachttijden en wachtlijsten", "wachtlijst"


# --- step 7 -----------------------------------------------------------------------------------------------------------


def publish_lesson(the: Round) -> None:
    the["outsider"].go("/lessen/")
    the["outsider"].sees_nothing_of(LESSON)
    facilitator = the["facilitator-visser"]
    facilitator.go(the.found["lesson draft"])
    facilitator.press("We agree")
    facilitator.choose("Who may read it?", "Everyone")
    facilitator.press("Publish the lesson")
    facilitator.follow("See the page")
    the.found["lesson"] = facilitator.path


def lesson_is_open_and_the_case_is_not(the: Round) -> None:
    outsider = the["outsider"]
    outsider.visit("Lessons")
    outsider.follow(LESSON)
    outsider.sees(THEME, TAG, f"{outsider.say(SourceKind.REFLECTION.label)}, Food Valley, {timezone.localdate().year}")
    outsider.sees_nothing_of(*OF_THE_CASE)
    outsider.go(the.found["case"], status=404)
    outsider.go(the.found["reflection"], status=404)


# --- step 9 -----------------------------------------------------------------------------------------------------------


def find_from_zeeland(the: Round) -> None:
    coordinator = the["coordinator-zeeland"]
    coordinator.visit("Search")
    coordinator.write("What are you looking for?", "aanbieders wachtlijst")
    send(coordinator, "Search")
    assert set(titles(coordinator)) == {LESSON, OTHER_LESSON, VISITATION, REPORT}
    year = timezone.localdate().year
    narrow(coordinator, ("Food Valley", 1), ("Twente", 2), left={LESSON, VISITATION, REPORT})
    narrow(coordinator, (THEME, 3), left={LESSON, VISITATION, REPORT})
    kinds = (coordinator.say(Kind.LESSON.label), 1), (coordinator.say(Kind.REPORT.label), 1)
    narrow(coordinator, *kinds, left={LESSON, REPORT})
    narrow(coordinator, (str(year), 2), left={LESSON, REPORT})
    coordinator.sees_nothing_of(*OF_THE_CASE)
    for word in OF_THE_CASE:
        assert the.found["case"] not in coordinator.get(f"/zoeken/?q={word}")


def send(reader: Somebody, button: str) -> None:
    """The page is on its way to what was ticked by itself: what counts is the one that was asked for."""
    with reader.page.expect_navigation():
        reader.press(button)


def titles(reader: Somebody) -> list[str]:
    return reader.page.locator(".card__title").all_inner_texts()


def narrow(reader: Somebody, *choices: tuple[str, int], left: set[str]) -> None:
    """Ticks values whose counts are as said, and keeps what is left."""
    for value, count in choices:
        reader.page.locator(".facets details").evaluate_all("all => all.forEach(one => { one.open = true })")
        option = reader.page.get_by_role("checkbox", name=re.compile(rf"^{re.escape(value)}\s+{count}$"))
        option.check()
    send(reader, "Apply filters")
    found = titles(reader)
    assert set(found) == left
    assert len(found) == len(left)
    expect(reader.page.get_by_role("status").filter(has_text=re.compile(rf"\b{len(left)}\b"))).to_be_visible()


def try_it_in_zeeland(the: Round) -> None:
    coordinator = the["coordinator-zeeland"]
    coordinator.follow(LESSON)
    coordinator.follow("Say what your region does with it")
    coordinator.select("Region", "Zeeland")
    coordinator.choose("status", UptakeStatus.TRYING.label)
    coordinator.choose("May others see which region this is?", "Yes, with the region's name")
    coordinator.fill(note=NOTE)
    coordinator.press("Save")
    shows_zeeland_trying(coordinator)


def shows_zeeland_trying(reader: Somebody) -> None:
    """On the map and in the table."""
    trying = reader.say(UptakeStatus.TRYING.label)
    expect(reader.page.locator(f".tile-map svg a[aria-label='Zeeland: {trying}']")).to_be_visible()
    row = reader.page.get_by_role("row").filter(has_text=NOTE)
    expect(row).to_contain_text("Zeeland")
    expect(row).to_contain_text(trying)


# --- step 10 ----------------------------------------------------------------------------------------------------------


def read_as_visitor(the: Round) -> None:
    visitor = Somebody(the.open_as(), name="visitor")
    for language, code in (("Nederlands", "nl"), ("English", "en")):
        visitor.language = code
        visitor.go("/")
        if code == "en":
            visitor.page.get_by_role("button", name=language).click()
            visitor.page.wait_for_load_state()
        expect(visitor.page.locator("html")).to_have_attribute("lang", code)
        see_the_public_parts(visitor)
        see_nothing_else(visitor, the)


def see_the_public_parts(visitor: Somebody) -> None:
    visitor.sees("Forty-two regions learn from each other", LESSON)
    visitor.visit("Lessons")
    visitor.follow(LESSON)
    shows_zeeland_trying(visitor)
    visitor.visit("Visitations")
    visitor.follow(REPORT)
    visitor.sees("Recommendations", "Response of the visited party")
    visitor.visit("Regions")
    visitor.follow("Food Valley")
    visitor.sees("What this region learned", LESSON)


def see_nothing_else(visitor: Somebody, the: Round) -> None:
    for place in ("case", "session"):
        visitor.go(the.found[place], status=404)
        visitor.sees_nothing_of(*OF_THE_CASE)
    visitor.visit("Cases")
    visitor.sees("No cases to read here")
    assert LESSON not in visitor.get(the.found["lesson draft"])
    visitor.go("/zoeken/?q=aanbieders+wachtlijst")
    visitor.sees(LESSON)
    visitor.sees_nothing_of(*OF_THE_CASE)
