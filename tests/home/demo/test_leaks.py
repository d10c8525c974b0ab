"""Nobody comes across what is hidden from them, by any address the site links to, nor by search, feeds, API or mail."""

from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client

from home.demo.people import WHO_SIGN_IN
from home.demo.world import World

from .crawler import crawl, text_of
from .planted import Planted, plant

pytestmark = pytest.mark.django_db

START = (
    "/",
    "/account/",
    "/admin/",
    "/admin/pages/",
    "/admin/reports/site-history/",
    "/api/",
    "/api/content/?page_size=100",
    "/feeds/lessen/",
    "/feeds/lessen/food-valley/",
    "/sitemap.xml",
    "/sitemap-content.xml",
    "/zoeken/?volgorde=nieuwste",
    "/visitaties/mijn/",
    "/casussen/reflecties/",
    "/lessen/in-de-maak/",
    "/lessen/acties/",
)


@pytest.fixture
def planted(demo: World, django_capture_on_commit_callbacks: Any) -> Planted:
    with django_capture_on_commit_callbacks(execute=True):
        words = plant(demo)
    call_command("update_index", verbosity=0)
    return words


def addresses(planted: Planted) -> list[str]:
    searches = ("/zoeken/?q={}", "/api/content/?q={}", "/admin/pages/search/?q={}", "/zoeken/?tag={}")
    asked = [address.format(word) for word in planted.searched for address in searches]
    return [*START, *planted.doors, *asked]


def found_by(client: Client, planted: Planted) -> dict[str, set[str]]:
    """Each planted word that was met, and where."""
    found: dict[str, set[str]] = {}
    for address, response in crawl(client, addresses(planted)):
        text = text_of(response)
        for word in planted.readers:
            if word in text:
                found.setdefault(word, set()).add(address)
    return found


@pytest.mark.parametrize("who", ["nobody", *WHO_SIGN_IN])
def test_nobody_meets_what_is_not_theirs_to_read(demo: World, planted: Planted, client_of: Any, who: str) -> None:
    client = Client() if who == "nobody" else client_of(demo.person(who))
    found = found_by(client, planted)
    leaked = {word: sorted(where)[:5] for word, where in found.items() if who not in planted.readers[word]}
    assert leaked == {}


@pytest.mark.parametrize("who", ["facilitator", "participant", "chair", "host"])
def test_who_may_read_it_does_meet_it(demo: World, planted: Planted, client_of: Any, who: str) -> None:
    """Otherwise the test before this one would prove nothing."""
    found = found_by(client_of(demo.person(who)), planted)
    assert {word for word, readers in planted.readers.items() if who in readers} - set(found) == set()


def test_no_mail_carries_a_word_of_it(planted: Planted) -> None:
    assert mail.outbox
    letters = [letter.message().as_string() for letter in mail.outbox]
    assert [word for word in planted.readers if any(word in letter for letter in letters)] == []
