"""One lesson through two years, each step through the screens of who takes it: born, published, tried in two regions,
contradicted in one, revised, adopted, looked at again, superseded. What a visitor reads at each moment is what happened until
then."""

import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from lessons import due
from lessons.models import LessonPage
from lessons.states import UptakeStatus
from tests.factories.lessons import ThemeFactory
from tests.factories.regions import MembershipFactory, person

SENTENCE = "Bel elk wachtend gezin elke week"
SUCCESSOR = "Geef elk wachtend gezin één vaste naam"
EXPECTED = "Dan weten gezinnen waar zij aan toe zijn"
AGAINST = "Zonder een vaste beller belde er elke week een ander"
CONDITION = "Als steeds dezelfde collega belt"
real_now = timezone.now


class Clock:
    """Now, so many days before it really is."""

    def __init__(self) -> None:
        self.ago = 0

    def now(self) -> datetime.datetime:
        return real_now() - datetime.timedelta(days=self.ago)

    def day(self, ahead: int = 0) -> str:
        return (timezone.localdate() + datetime.timedelta(days=ahead)).isoformat()


@pytest.fixture
def clock() -> Iterator[Clock]:
    clock = Clock()
    with patch.object(timezone, "now", clock.now):
        yield clock


class Story:
    """The same lesson, in the hands of several people."""

    def __init__(self, open_as: Callable[..., Page], clock: Clock) -> None:
        self.open_as, self.clock = open_as, clock
        self.pk = 0

    def at(self, days_ago: int, who: Any) -> Page:
        self.clock.ago = days_ago
        return self.open_as(who)

    @property
    def lesson(self) -> LessonPage:
        return LessonPage.objects.get(pk=self.pk)

    def read(self, days_ago: int) -> Page:
        page = self.at(days_ago, None)
        page.goto(self.lesson.url)
        return page


def send(page: Page, action: str = "") -> None:
    """The form of a screen, or the button that leads to ``action``."""
    form = page.locator(f"main form[action$='{action}']" if action else "main form.form[method=post]").last
    with page.expect_navigation():
        form.locator("button[type=submit]").last.click()


def fill(page: Page, **typed: str) -> None:
    for name, text in typed.items():
        field = page.locator(f"main [name={name}]")
        if field.first.get_attribute("type") == "radio":
            page.locator(f"main [name={name}][value={text}]").check()
        else:
            field.fill(text)


def write(page: Page, circle: Any, title: str, why: str) -> int:
    page.goto(f"/lessen/nieuw/{circle.pk}/")
    fill(page, title=title, why=why, conditions="", review_on="")
    page.locator("main [name=themes]").first.check()
    send(page)
    send(page, "/vaststellen/")
    page.locator("main [name=audience_key][value=public]").check()
    send(page, "/publiceren/")
    return LessonPage.objects.latest("pk").pk


def test_a_lesson_lives_for_two_years(
    open_as: Callable[..., Page], clock: Clock, foodvalley: Any, twente: Any, zeeland: Any, coordinator: Any,
    facilitator: Any, table_circle: Any, mailoutbox: list[Any],
) -> None:  # fmt: skip
    ThemeFactory(name="Wachten", slug="wachten")
    other = person("twente-coordinator")
    MembershipFactory(circle=twente.circle, user=other, role="coordinator")
    facilitator.home_region = foodvalley
    facilitator.save()
    story = Story(open_as, clock)

    # Born and published.
    page = story.at(730, facilitator)
    story.pk = write(page, table_circle, SENTENCE, "Zes gezinnen wachtten en hoorden niets.")
    page = story.read(729)
    expect(page.locator("h1")).to_have_text(SENTENCE)
    expect(page.locator("#regios tbody tr").filter(has_text="Zeeland")).to_contain_text("–")

    # Tried in two regions, in one of them small first.
    page = story.at(700, coordinator)
    page.goto(f"/lessen/{story.pk}/proef/")
    fill(page, hypothesis=EXPECTED, where="Eén team", noticed_by="We vragen het na vier weken.", is_named="yes")
    fill(page, starts_on=clock.day(), ends_on=clock.day(60))
    send(page)
    page = story.at(690, other)
    page.goto(f"/lessen/{story.pk}/opvolgen/")
    fill(page, status="trying", date=clock.day(), is_named="yes")
    send(page)
    page = story.read(680)
    expect(page.locator("#regios table").filter(has_text="Twente").first).to_contain_text("Zeeland")
    expect(page.locator("#regios")).to_contain_text(EXPECTED)

    # The trial ends: adopted. In the other region it did not hold.
    page = story.at(630, coordinator)
    page.goto("/")
    page.locator("main").get_by_role("link", name=SENTENCE).first.click()
    fill(page, noticed="Gezinnen belden zelf minder vaak.", decision="scale_up", because="Nu doet elk team het.")
    send(page)
    page = story.at(600, other)
    page.goto(f"/lessen/{story.pk}/opvolgen/")
    fill(page, status="stopped", date=clock.day(), note=AGAINST, is_named="yes")
    page.locator("main [name=reason]").select_option("did_not_work")
    send(page)
    page = story.read(599)
    expect(page.locator("#tegenspraak")).to_contain_text(AGAINST)
    assert [message.to for message in mailoutbox][-1] == [facilitator.email]

    # Revised: a condition answers what was said against it.
    page = story.at(580, facilitator)
    page.goto(f"/lessen/{story.pk}/bewerken/")
    fill(page, conditions=CONDITION, what_changed="In Twente belde er elke week een ander.", review_on=clock.day(200))
    send(page)
    page.goto(f"/lessen/tegenspraak/{story.lesson.contradictions.get().pk}/")
    fill(page, kind="condition", answer="Dat stond er niet bij, en nu wel.")
    send(page)
    page = story.read(579)
    expect(page.locator("main")).to_contain_text(CONDITION)
    page.locator("#tegenspraak a[href*='versie=2']").click()
    expect(page.locator("ins")).to_contain_text([CONDITION])

    # Taken up after all, in its own way.
    page = story.at(500, other)
    page.goto(f"/lessen/{story.pk}/opvolgen/")
    fill(page, status="adapted", date=clock.day(), note="Met twee vaste bellers.", is_named="yes")
    send(page)

    # Its day has come: asked again, answered alone, opened, concluded.
    clock.ago = 370
    due.run_due()
    assert mailoutbox[-1].to == [facilitator.email]
    expect(story.read(370).locator("main")).to_contain_text(
        gettext("Was to be looked at again on %(day)s.").split("%")[0]
    )
    page = story.at(365, facilitator)
    page.goto(f"/lessen/{story.pk}/")
    send(page, "/opnieuw-vragen/")
    review = page.url
    fill(page, same_choice="same", why="Het werkt nog steeds.")
    send(page)
    answering = story.at(360, coordinator)
    answering.goto(review)
    expect(answering.locator("main")).not_to_contain_text("Het werkt nog steeds.")
    fill(answering, same_choice="partly", why="Bellen alleen is niet genoeg.", what_now="Er hoort een vaste naam bij.")
    send(answering)
    page = story.at(350, facilitator)
    page.goto(review)
    page.locator("details:has(form[action$='/openen/']) > summary").click()
    send(page, "/openen/")
    expect(page.locator("main")).to_contain_text("Bellen alleen is niet genoeg.")
    page.goto(f"{review}afronden/")
    fill(page, outcome="holds", conclusion="Het klopt, en er is meer nodig.", review_on=clock.day(400))
    send(page)
    page = story.read(349)
    expect(page.locator("#terugblik")).to_contain_text("Het klopt, en er is meer nodig.")

    # Superseded by what was learned from it.
    page = story.at(30, facilitator)
    successor = LessonPage.objects.get(pk=write(page, table_circle, SUCCESSOR, "Bellen bleek de helft van het werk."))
    page.goto(f"/lessen/{story.pk}/intrekken/")
    fill(page, retired_for="superseded", because="Een vaste naam doet meer dan een telefoontje.", words="vaste naam")
    with page.expect_navigation():
        page.locator("main [name=find]").click()
    page.locator(f"main [name=replaced_by][value='{successor.pk}']").check()
    send(page)

    # And today every screen tells it.
    page = story.read(0)
    main = page.locator("main")
    expect(main).to_contain_text("Een vaste naam doet meer dan een telefoontje.")
    expect(main.get_by_role("link", name=SUCCESSOR).first).to_be_visible()
    page.locator("#regios summary").first.click()
    course = page.get_by_role("region", name=gettext("How it went over time, as a table"))
    said = {"Twente": ("trying", "stopped", "adapted"), "Zeeland": ("trying", "adopted")}
    for region, statuses in said.items():
        row = course.get_by_role("row").filter(has_text=region)
        expect(row).to_have_text(re.compile(".*".join(re.escape(str(UptakeStatus(one).label)) for one in statuses)))
    page.goto(f"/lessen/{story.pk}/versies/")
    expect(page.locator("main table tbody tr")).to_have_count(2)
    page.goto("/regios/zeeland/")
    expect(page.locator("main")).to_contain_text(EXPECTED)
    page.goto("/themas/wachten/")
    expect(page.locator("main")).to_contain_text(SUCCESSOR)
