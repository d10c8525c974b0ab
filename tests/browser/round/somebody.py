"""A person at a browser of their own. They do what a person can do there, by the words on the screen."""

import re
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from playwright.sync_api import Locator, Page, expect

PASSWORD = "een-lang-wachtwoord"
PATIENCE = 15_000


class Somebody:
    """Screens are named by their English texts, and read in ``language``; content is named as it was written."""

    def __init__(self, page: Page, *, name: str = "", language: str = "nl") -> None:
        self.page, self.name, self.language = page, name, language
        page.set_default_timeout(PATIENCE)

    def say(self, text: Any, **values: Any) -> str:
        with override(self.language):
            said = str(text) if isinstance(text, Promise) else gettext(text)
        return said % values if values else said

    # --- going somewhere --------------------------------------------------------------------------------------------

    def sign_in(self, email: str) -> None:
        self.go("/account/login/")
        self.page.locator("main input[name=login]").fill(email)
        self.page.locator("main input[name=password]").fill(PASSWORD)
        self.press("Sign in")
        expect(self.page.get_by_role("banner").get_by_text(self.name)).to_be_visible()

    def go(self, path: str, *, status: int = 200) -> None:
        response = self.page.goto(path)
        assert response is not None
        assert response.status == status, f"{self.name} at {path}: {response.status}"

    def visit(self, section: str) -> None:
        """Over the main navigation."""
        self._click(self.page.get_by_role("navigation", name=self.say("Main"), exact=True), "link", section)

    def follow(self, text: Any, *, about: str = "") -> None:
        """A link in the page; ``about`` is what it adds, out of sight, to tell it from others."""
        if about:
            name = re.compile(rf"^{re.escape(self.say(text))}\s*:?\s*{re.escape(about)}$")
            self._main.get_by_role("link", name=name).click()
            self.page.wait_for_load_state()
        else:
            self._click(self._main, "link", text)

    def press(self, text: Any) -> None:
        self._click(self._main, "button", text)
        faults = self.page.locator(".error-summary, .notice--critical")
        assert not faults.count(), f"{self.name} at {self.path}: {faults.first.inner_text()}"

    def _click(self, within: Locator, role: Any, text: Any) -> None:
        within.get_by_role(role, name=self.say(text), exact=True).first.click()
        self.page.wait_for_load_state()

    def open(self, text: Any) -> None:
        """What is folded away."""
        self._main.locator("summary").filter(has_text=self.say(text)).click()

    # --- filling in -------------------------------------------------------------------------------------------------

    def fill(self, **fields: Any) -> None:
        """Fields by their labels, with underscores for spaces."""
        for label, value in fields.items():
            self.write(label.replace("_", " "), value)

    def write(self, label: Any, value: str) -> None:
        self._field(label).fill(value)

    def select(self, label: Any, option: str) -> None:
        self._field(label).select_option(label=option)

    def choose(self, question: Any, answer: Any) -> None:
        """One of the answers to a question, or one more."""
        self._group(question).get_by_label(self.say(answer), exact=True).check()

    def leave_out(self, question: Any, answer: str) -> None:
        self._group(question).get_by_label(re.compile(re.escape(answer))).uncheck()

    def _field(self, label: Any) -> Locator:
        return self._main.get_by_label(self._labelled(label))

    def _group(self, question: Any) -> Locator:
        return self._main.get_by_role("group", name=self._labelled(question))

    def _labelled(self, label: Any) -> re.Pattern[str]:
        """A label by itself, or followed by what says between brackets whether it may be left empty."""
        return re.compile(rf"^\s*{re.escape(self.say(label))}\s*(\([^()]+\))?\s*$", re.IGNORECASE)

    # --- reading ----------------------------------------------------------------------------------------------------

    @property
    def _main(self) -> Locator:
        return self.page.locator("main")

    @property
    def path(self) -> str:
        return str(self.page.evaluate("location.pathname"))

    def sees(self, *texts: Any) -> None:
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(self.say(text))

    def sees_nothing_of(self, *words: str) -> None:
        """Not in what is shown, nor folded away or hidden in the page."""
        source = self.page.content()
        for word in words:
            assert word not in source, f"{self.name} reads “{word}” at {self.path}"

    def get(self, path: str) -> str:
        """What this person is sent for an address, whatever the answer is."""
        answer = self.page.request.get(path)
        return f"{answer.status} {answer.text()}"

    def row(self, table: Any, header: str) -> Locator:
        """The row of a table that begins with this header."""
        found = self._main.get_by_role("table", name=self.say(table), exact=True).get_by_role("row")
        return found.filter(has=self.page.get_by_role("rowheader", name=header, exact=True))
