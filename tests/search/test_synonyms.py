"""Words that mean the same: editors keep them, and who searches with one finds the others."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from home import rights
from home.models import HomePage
from search.models import SynonymSet
from tests.factories.lessons import LessonFactory

pytestmark = pytest.mark.once

ADD = "wagtailsnippets_search_synonymset:add"


@pytest.fixture
def editing(editor: Any, tree: Any, client_of: Any) -> Client:
    """The editor, with the rights that the site's own code gives to the circle of editors."""
    circle = editor.memberships.get().circle
    editor.groups.add(rights.give_national_rights(circle, home=HomePage.objects.get()))
    return client_of(editor)


def titles(client: Client, words: str) -> list[str]:
    return [hit.title for hit in client.get("/zoeken/", {"q": words}).context["page_obj"]]


def test_the_words_of_the_field_find_each_other_from_the_start(foodvalley: Any, visitor: Any) -> None:
    for title in ("De uithuisplaatsing", "Een UHP zonder gesprek", "Een kind uit huis plaatsen", "Het huis"):
        LessonFactory(region=foodvalley, title=title)
    assert titles(visitor, "UHP")[0] == "Een UHP zonder gesprek"
    assert set(titles(visitor, "UHP")) == {
        "De uithuisplaatsing",
        "Een UHP zonder gesprek",
        "Een kind uit huis plaatsen",
    }
    assert set(titles(visitor, "uithuisplaatsing")) == set(titles(visitor, "UHP"))


def test_who_protects_finds_protection_from_the_start(foodvalley: Any, visitor: Any) -> None:
    LessonFactory(region=foodvalley, title="Later begonnen met jeugdbescherming")
    assert titles(visitor, "jeugdbeschermer") == ["Later begonnen met jeugdbescherming"]


def test_what_an_editor_writes_is_searched_with_at_once_and_marked(
    foodvalley: Any, visitor: Any, editing: Client
) -> None:
    LessonFactory(region=foodvalley, title="Les", summary="Wij spraken over het zeepaardje en zijn kopje thee.")
    assert titles(visitor, "hippocampus") == []
    sent = editing.post(reverse(ADD), {"words": " hippocampus \n\nzeepaardje\nkopje  thee", "note": "Latijn"})
    assert sent.status_code == 302
    kept = SynonymSet.objects.get(note="Latijn")
    assert kept.as_list() == ["hippocampus", "zeepaardje", "kopje  thee"]
    hit = visitor.get("/zoeken/", {"q": "hippocampus"}).context["page_obj"][0]
    assert "<mark>zeepaardje</mark>" in hit.excerpt
    assert "<mark>kopje thee</mark>" in hit.excerpt
    editing.post(reverse("wagtailsnippets_search_synonymset:delete", args=[kept.pk]))
    assert titles(visitor, "hippocampus") == []


@pytest.mark.parametrize("typed", ["zeepaardje", "zeepaardje\nZEEPAARDJE\n\n", "zeepaardje\n---", "\n \n"])
def test_a_set_that_says_nothing_is_refused_and_nothing_typed_is_lost(typed: str, editing: Client) -> None:
    before = SynonymSet.objects.count()
    sent = editing.post(reverse(ADD), {"words": typed, "note": "Bewaar dit"})
    assert sent.status_code == 200
    assert sent.context["form"].errors["words"]
    assert "Bewaar dit" in sent.content.decode()
    assert SynonymSet.objects.count() == before


@pytest.mark.parametrize("who", ["outsider", "facilitator", "admin"])
def test_who_is_no_editor_keeps_out(who: str, request: pytest.FixtureRequest, client_of: Any) -> None:
    person = request.getfixturevalue(who)
    before = SynonymSet.objects.count()
    client = client_of(person)
    kept = SynonymSet.objects.first()
    paths = [reverse(ADD), reverse("wagtailsnippets_search_synonymset:edit", args=[kept.pk])]
    answers = [client.post(path, {"words": "een\ntwee", "note": "Van mij"}) for path in paths]
    assert {answer.status_code for answer in answers} <= {302, 403}
    assert SynonymSet.objects.count() == before
    assert not SynonymSet.objects.filter(note="Van mij").exists()
