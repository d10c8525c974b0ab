"""About, privacy and accessibility, in the reader's language or with a word about it."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from home.models import StandardPage

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ADDRESSES = ["/over-leertafel/", "/privacy/", "/toegankelijkheid/"]


def body(client: Client, address: str, language: str) -> str:
    client.cookies["taal"] = language
    page = client.get(address).content.decode()
    assert f'<html lang="{language}"' in page
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def laid() -> None:
    call_command("seed_regions", verbosity=0)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_site_starts_with_both_languages(laid: None, address: str, visitor: Client) -> None:
    dutch, english = body(visitor, address, "nl"), body(visitor, address, "en")
    assert " de " in dutch and " the " in english
    assert "lang=" not in dutch and "lang=" not in english


def test_what_is_there_in_dutch_only_says_so(tree: Any, visitor: Client) -> None:
    tree.get_parent().add_child(instance=StandardPage(title="Spelregels", slug="spelregels", body="<p>Wees mild.</p>"))
    dutch, english = body(visitor, "/spelregels/", "nl"), body(visitor, "/spelregels/", "en")
    assert '<div class="prose" lang="nl"><p' in english and "This text is there in Dutch only." in english
    assert "lang=" not in dutch and "muted" not in dutch
