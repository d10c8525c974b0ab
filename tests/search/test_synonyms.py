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


@pytest.mark.parametrize(
    "typed",
    [
        *("zeepaardje", "zeepaardje\nZEEPAARDJE\n\n", "zeepaardje\nzéépaardje", "zeepaardje\n---", "\n \n", ""),
        *(
            "zeepaardje\nOR",
            'zeepaardje\n"zee paard"',
            "zeepaardje\n-paard",
            "zeepaardje\nregio:twente",
            "zeepaardje\nzee*",
        ),
        *("zeepaardje\n(zee", "zeepaardje\n" + "zee " * 7, "zeepaardje\n" + "z" * 101),
        "\n".join(f"woord{number}" for number in range(51)),
    ],
)
def test_a_set_that_says_nothing_is_refused_and_nothing_typed_is_lost(typed: str, editing: Client) -> None:
    before = SynonymSet.objects.count()
    sent = editing.post(reverse(ADD), {"words": typed, "note": "Bewaar dit"})
    assert sent.status_code == 200
    assert sent.context["form"].errors["words"]
    assert "Bewaar dit" in sent.content.decode()
    assert SynonymSet.objects.count() == before


def test_the_sets_that_come_with_the_site_are_such_as_an_editor_may_write(editing: Client) -> None:
    for kept in SynonymSet.objects.all():
        kept.full_clean()


def test_a_set_within_another_is_refused_and_one_that_shares_a_word_is_no_circle(
    foodvalley: Any, visitor: Any, editing: Client
) -> None:
    for title in ("Hippocampus", "Zeepaardje", "Knol"):
        LessonFactory(region=foodvalley, title=title)
    for words, status in (
        ("hippocampus\nzeepaardje", 302),
        ("Zeepaardje\nhippocampus", 200),
        ("zeepaardje\nknol", 302),
        ("knol\nzeepaardje\nhippocampus", 302),
    ):
        sent = editing.post(reverse(ADD), {"words": words, "note": ""})
        assert sent.status_code == status, words
        if status == 200:
            assert "hippocampus, zeepaardje" in sent.context["form"].errors["words"][0]
        if words == "zeepaardje\nknol":
            assert set(titles(visitor, "zeepaardje")) == {"Hippocampus", "Zeepaardje", "Knol"}
            assert set(titles(visitor, "hippocampus")) == {"Hippocampus", "Zeepaardje"}


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
