"""Somebody in the room, who does what is on the screen."""

import re
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

# Screens look now and then how it stands, and a machine may be busy.
FOLLOWS = 20_000


class Somebody:
    def __init__(self, page: Page, room: str) -> None:
        self.page, self.room = page, room
        page.set_default_timeout(FOLLOWS)

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def come_in(self) -> None:
        self.page.goto(self.room)
        expect(self.page.locator("#room-now")).to_be_visible()

    def sees_step(self, title: str) -> None:
        expect(self.page.locator("#room-now h2")).to_have_text(title, timeout=FOLLOWS)

    def sees(self, text: str) -> None:
        expect(self.page.locator("#room-board")).to_contain_text(text, timeout=FOLLOWS)

    def was_not_sent(self, text: str) -> None:
        """Not on the screen, nor anywhere in what the server sends."""
        assert text not in self.page.content()
        answered = self.page.request.get(f"{self.room}stand/")
        assert answered.ok
        assert text not in answered.text()

    def type(self, text: str) -> None:
        form = self.page.locator("#room-own > form[data-write]")
        form.locator("textarea[name=body]").fill(text)
        form.locator("button[type=submit]").click()

    def write(self, text: str) -> None:
        self.type(text)
        self.has_kept(text)

    def has_kept(self, text: str) -> None:
        expect(self.page.locator(".own__text").filter(has_text=text)).to_have_count(1, timeout=FOLLOWS)

    def give(self, score: int, *, words: str = "") -> None:
        form = self.page.locator("#room-own > form[data-write]")
        form.locator(f"input[name=score][value='{score}']").check()
        form.locator("textarea[name=body]").fill(words)
        form.locator("button[type=submit]").click()
        expect(self.page.locator(".own__text b")).to_have_text(str(score), timeout=FOLLOWS)

    def is_ready(self) -> None:
        self.page.locator("#own-ready").click()
        expect(self.page.locator("#own-ready")).to_have_attribute("aria-pressed", "true", timeout=FOLLOWS)

    def read_count(self, count: str) -> None:
        expect(self.page.locator(".now__counts")).to_contain_text(re.compile(count), timeout=FOLLOWS)

    # --- the central question -------------------------------------------------------------------------------

    @property
    def answer_form(self) -> Locator:
        return self.page.locator("#room-own form[data-draft-key]")

    def sees_question(self) -> None:
        expect(self.answer_form).to_be_visible(timeout=FOLLOWS)

    def fill_answer(self, **said: Any) -> None:
        for name in ("reasonable", "same_choice", "confidence"):
            self.answer_form.locator(f"input[name={name}][value='{said[name]}']").check()
        for name in ("why", "meaning"):
            self.answer_form.locator(f"textarea[name={name}]").fill(said.get(name, ""))

    def send_answer(self) -> None:
        self.answer_form.locator("button[type=submit]").click()
        expect(self.page.locator("#vraag .notice--positive")).to_be_visible(timeout=FOLLOWS)

    def is_refused(self, **said: Any) -> None:
        """In the room, at what is missing."""
        self.fill_answer(**said)
        self.answer_form.locator("button[type=submit]").click()
        expect(self.answer_form.locator(".error-summary")).to_be_focused(timeout=FOLLOWS)

    def sees_answered(self, number: int) -> None:
        expect(self.page.locator("#room-now progress")).to_have_attribute("value", str(number), timeout=FOLLOWS)

    def answer(self, **said: Any) -> None:
        self.fill_answer(**said)
        self.send_answer()

    def vote_for(self, text: str) -> None:
        button = self.one_with(text).locator(".note__vote button, .pile__head button").first
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true", timeout=FOLLOWS)

    def is_out(self) -> None:
        """The screen says so, and shows no more of what was written."""
        expect(self.page.locator("#room-message")).to_be_visible(timeout=FOLLOWS)
        expect(self.page.locator("#room-board")).to_have_count(0)

    def sees_closed(self) -> None:
        """The page has loaded itself anew: it would break off where somebody goes meanwhile."""
        expect(self.page.locator("#room[data-closed]")).to_be_visible(timeout=FOLLOWS)

    def one_with(self, text: str) -> Locator:
        return self.page.locator(".board__piles > li").filter(has_text=text)


class Leading(Somebody):
    """Whoever leads: the facilitator, or who took over."""

    def go_on_to(self, title: str) -> None:
        self.page.locator("#lead-next").click()
        self.sees_step(title)

    def reveal(self) -> None:
        self.page.locator("#lead-reveal").click()
        expect(self.page.locator("#lead-reveal")).to_have_count(0, timeout=FOLLOWS)

    def more(self) -> None:
        if self.page.locator("#lead-more").get_attribute("open") is None:
            self.page.locator("#lead-more > summary").click()

    def group(self, title: str, *texts: str) -> None:
        self.page.locator("#board-arrange").check()
        for text in texts:
            self.one_with(text).locator("input[name=contributions]").check()
        self.page.locator("#board-make-title").fill(title)
        self.page.locator("#board-make button").click()
        expect(self.page.locator(".pile__head")).to_contain_text(title, timeout=FOLLOWS)

    def open_vote(self) -> None:
        self.more()
        self.page.locator("#lead-open_vote-button").click()
        expect(self.page.locator("#lead-vote")).to_be_visible(timeout=FOLLOWS)

    def count(self) -> None:
        self.page.locator("#lead-vote").click()
        expect(self.page.locator(".votes").first).to_be_visible(timeout=FOLLOWS)

    def close(self) -> None:
        self.page.goto(f"{self.room}sluiten/")
        self.page.locator("main form button").click()
        self.page.goto(self.room)
        expect(self.page.locator("main .notice").first).to_be_visible()

    def take_over(self) -> None:
        self.page.goto(self.room)
        self.page.locator("#lead-take").click()
        expect(self.page.locator("#lead-next")).to_be_visible(timeout=FOLLOWS)

    # --- the central question -------------------------------------------------------------------------------

    def ask_by_name(self) -> None:
        self.page.goto(self.room)
        form = self.page.locator("#vraag form")
        form.locator("input[name=anonymous]").first.check()
        form.locator("button[type=submit]").click()
        expect(self.page.locator("#room-now progress")).to_be_visible(timeout=FOLLOWS)

    def reveal_answers(self) -> None:
        self.press_for_good("vraag/openen/")

    def end_second_round(self) -> None:
        self.press_for_good("vraag/beeindigen/")

    def press_for_good(self, action: str) -> None:
        """Folded away, because there is no way back."""
        self.page.goto(self.room)
        form = self.page.locator(f"#vraag form[action$='{action}']")
        fold = self.page.locator("#vraag details").filter(has=self.page.locator(f"form[action$='{action}']"))
        fold.locator("summary").click()
        form.locator("button").click()
        expect(form).to_have_count(0, timeout=FOLLOWS)

    def record_action(self, what: str, *, owner: Any) -> None:
        self.page.goto(self.room.replace("/kamer/", "/notulen/"))
        form = self.page.locator("form[action$='/notulen/actie/']")
        for fold in self.page.locator("details:not([open])").filter(has=form).all():
            fold.locator("summary").first.click()
        form.locator("input[name=what]").fill(what)
        form.locator("select[name=owner]").select_option(str(owner.pk))
        form.locator("input[name=due_on]").fill("2035-03-01")
        form.locator("button[type=submit]").click()
        expect(self.page.locator("main")).to_contain_text(what)


class Facilitator(Leading):
    def open(self, session_url: str) -> None:
        self.page.goto(self.room)
        self.page.locator("main form button").click()
        expect(self.page.locator("#lead-next")).to_be_visible()

    def make_code(self) -> str:
        self.page.goto(f"{self.room}gasten/")
        self.page.locator("#code form button").first.click()
        code = self.page.locator(".session-code").inner_text()
        self.come_in()
        return code


class Guest(Somebody):
    def come_in_with(self, code: str, name: str) -> None:
        self.page.goto("/leertafels/gast/")
        self.page.locator("input[name=code]").fill(code)
        self.page.locator("main input[type=text]").nth(1).fill(name)
        self.page.locator("main form button[type=submit]").click()
        self.page.wait_for_url(f"**{self.room}*")
        expect(self.page.locator("#room-now")).to_be_visible()
