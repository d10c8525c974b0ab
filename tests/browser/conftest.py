"""Tests in a real Chromium. A page that calls elsewhere, breaks its own policy or throws an error fails its test."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, Request, Response

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
)
# Nothing but the site has an address. Playwright could refuse calls as well, but then nothing is kept in the browser's cache.
NOWHERE_ELSE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
AXE = Axe().axe_script
CANDIDATES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SKIPPED = (
    "NO CHROMIUM: browser tests are skipped (apt-get install chromium-headless-shell, or CHROMIUM=/path/to/chromium)"
)


def chromium() -> str | None:
    """What `make test` found, which may be nothing; or, for pytest by itself, what is on the path."""
    named = os.environ.get("CHROMIUM")
    candidates = CANDIDATES if named is None else (named,)
    return next((path for path in map(shutil.which, candidates) if path), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if chromium():
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=SKIPPED))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium(), "args": [*FLAGS.split(), NOWHERE_ELSE]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam", "service_workers": "block"}


@pytest.fixture(scope="session")
def laid_by_migrations(django_db_setup: None) -> str | None:
    return getattr(connection, "_test_serialized_contents", None)


@pytest.fixture(scope="session")
def playwright(laid_by_migrations: str | None, playwright: Playwright) -> Playwright:
    """Playwright's loop gives this thread other connections than it had: these too have to know what the migrations laid."""
    if laid_by_migrations is not None:
        connection._test_serialized_contents = laid_by_migrations
    return playwright


@pytest.fixture
def site(live_server: Any, django_db_serialized_rollback: None) -> str:
    """The address of the running site; what the migrations laid is there at the start of every test."""
    return str(live_server.url)


@dataclass
class Guard:
    """Notes what a page must never do."""

    site: str
    problems: list[str] = field(default_factory=list)
    visited: set[str] = field(default_factory=set)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self.note_call)
        context.on("page", self.watch_page)

    def watch_page(self, page: Page) -> None:
        page.on("response", self.note_visit)
        page.on("console", self.note_console)
        page.on("pageerror", lambda error: self.problems.append(f"script error on {page.url}: {error}"))

    def note_call(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site}/", "data:")):
            self.problems.append(f"call to elsewhere: {request.method} {request.url}")

    def note_visit(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.visited.add(urlsplit(response.url)._replace(fragment="").geturl())

    def note_console(self, message: ConsoleMessage) -> None:
        if "ERR_INTERNET_DISCONNECTED" in message.text:
            return  # the test itself took the connection away
        source = message.location.get("url", "")
        # A page that is meant to answer 403 or 404 is no error of the page.
        if message.type == "error" and not (message.text.startswith("Failed to load") and source in self.visited):
            self.problems.append(f"console error on {source}: {message.text}")


@pytest.fixture
def guard(site: str) -> Iterator[Guard]:
    watching = Guard(site)
    yield watching
    assert not watching.problems, "\n".join(watching.problems)


@pytest.fixture
def open_as(site: str, guard: Guard, new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """open_as(user, **context_options): a browser of that person's own, signed in; None is somebody unknown."""

    def open_browser(user: AbstractBaseUser | None = None, **options: Any) -> Page:
        context = new_context(base_url=site, **options)
        guard.watch(context)
        if user is not None:
            sign_in(context, user, site)
        return context.new_page()

    return open_browser


def sign_in(context: BrowserContext, user: AbstractBaseUser, site: str) -> None:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


@pytest.fixture
def page(open_as: Callable[..., Page]) -> Page:
    """The browser of a visitor who is not signed in."""
    return open_as()


@pytest.fixture
def axe() -> Callable[..., None]:
    """axe(page) fails with a line per accessibility fault, in words that can be acted on."""

    def check(page: Page, *, skip: tuple[str, ...] = ()) -> None:
        options = {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in skip}}
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE)
        violations = page.evaluate("(options) => axe.run(options).then((found) => found.violations)", options)
        lines = [
            f"{fault['id']} ({fault['impact']}): {fault['help']}\n    {node['target']}: {node['html'][:160]}"
            for fault in violations
            for node in fault["nodes"]
        ]
        assert not lines, f"axe on {page.url}:\n" + "\n".join(lines)

    return check
