"""Nobody comes across what is hidden from them, by any address the site links to, nor by search, feeds, API or mail."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from home.demo.people import WHO_SIGN_IN
from home.demo.world import World

from .crawler import crawl, text_of
from .planted import Planted

pytestmark = [pytest.mark.django_db, pytest.mark.once]

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
    *(
        f"/{name}/?formaat=json"
        for name in ("lessen", "casussen", "leertafels", "leertafels/sessies", "visitaties", "lessen/acties")
    ),
    "/zoeken/?formaat=json",
    "/lessen/in-de-maak/?formaat=json",
)
# Who may read what was planted, each from another side.
WHO_MEET_ALL = ("facilitator", "participant", "chair")


def addresses(planted: Planted) -> list[str]:
    searches = ("/zoeken/?q={}", "/api/content/?q={}", "/admin/pages/search/?q={}", "/zoeken/?tag={}")
    asked = [address.format(word) for word in planted.searched for address in searches]
    return [*START, *planted.doors, *asked]


def found_by(client: Client, planted: Planted) -> dict[str, set[str]]:
    """Each planted word that was met, and where."""
    found: dict[str, set[str]] = {}
    for address, response in crawl(client, addresses(planted)):
        # A page that is not there repeats the address it was asked for.
        text = text_of(response).replace(urlsplit(address).path, "")
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
    # Had the one whose words they are not met them either, nothing would have been shown.
    missed = {word for word, readers in planted.readers.items() if who in readers} - set(found)
    assert missed == set() or who not in WHO_MEET_ALL


def test_no_mail_carries_a_word_of_it(planted: Planted) -> None:
    assert planted.letters
    assert [word for word in planted.readers if any(word in letter for letter in planted.letters)] == []
