"""Nothing found: it is asked more widely, in words of pages that the reader may read. Typing: what may follow."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from casestudies.models import CaseStudyPage
from lessons.models import LessonPage
from search.queries import Search, find
from search.suggestions import complete
from tests.factories.casestudies import make_case
from tests.factories.lessons import LessonFactory

pytestmark = pytest.mark.once


def asked_of(client: Any, words: str) -> tuple[list[str], str]:
    """The titles found, and what is said of how the words were read."""
    page = client.get("/zoeken/", {"q": words})
    return [hit.title for hit in page.context["page_obj"]], " ".join(page.context["notes"])


def test_a_misspelt_word_is_taken_for_the_one_it_is_like_and_that_is_said(foodvalley: Any, visitor: Any) -> None:
    LessonFactory(region=foodvalley, title="Bel wie op de wachtlijst staat")
    titles, said = asked_of(visitor, "wachtlyjst")
    assert titles == ["Bel wie op de wachtlijst staat"]
    assert "wachtlyjst" in said
    assert "wachtlijst" in said
    assert asked_of(visitor, "wachtlijst") == (titles, "")
    assert asked_of(visitor, "bel -wachtlyjst") == (titles, "")
    assert asked_of(visitor, "-wachtlyjst zzzz")[0] == []


def test_most_of_the_words_will_do_where_nothing_has_them_all_and_that_is_said(foodvalley: Any, visitor: Any) -> None:
    for title in ("Bel de ouders", "Ouders en school praten", "De wijk"):
        LessonFactory(region=foodvalley, title=title)
    titles, said = asked_of(visitor, "ouders school tandarts")
    assert titles == ["Ouders en school praten"]
    assert said
    assert asked_of(visitor, "ouders bel") == (["Bel de ouders"], "")


def test_no_word_of_what_the_reader_may_not_read(
    foodvalley: Any, table_circle: Any, visitor: Any, participant: Any, client_of: Any
) -> None:
    LessonFactory(region=foodvalley, title="Zeepaardje", tags=["orchidee"], audience_key=table_circle.audience_key)
    for asked in ("zeepaardjje", "orchideee"):
        assert asked_of(visitor, asked) == ([], "")
        titles, said = asked_of(client_of(participant), asked)
        assert titles == ["Zeepaardje"]
        assert asked in said


def test_another_engine_offers_the_other_spelling_as_a_link(foodvalley: Any, visitor: Any, settings: Any) -> None:
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
    LessonFactory(region=foodvalley, title="Bel wie op de wachtlijst staat")
    call_command("update_index", verbosity=0)
    link = visitor.get("/zoeken/", {"q": "wachtlyjst"}).context["suggestion"]
    assert link["text"] == "wachtlijst"
    assert visitor.get(f"/zoeken/{link['url']}").context["page_obj"].paginator.count == 1


def test_a_perspective_is_quoted_where_it_is_found(
    foodvalley: Any, table_circle: Any, case_owner: Any, participant: Any, client_of: Any
) -> None:
    case: CaseStudyPage = make_case(
        region=foodvalley,
        circle=table_circle,
        owner=case_owner,
        shared=True,
        perspectives=[("parent", "Niemand vroeg ons naar het zeepaardje in de gang.")],
    )
    hits = list(client_of(participant).get("/zoeken/", {"q": "zeepaardje"}).context["page_obj"])
    assert [hit.pk for hit in hits] == [case.pk]
    assert "<mark>zeepaardje</mark>" in hits[0].excerpt


def test_what_is_typed_goes_on_in_words_and_titles_that_the_reader_may_read(
    foodvalley: Any, table_circle: Any, participant: Any
) -> None:
    LessonFactory(region=foodvalley, title="Zeehonden wachten", why="De zeehondencrèche en de zeehond op de Wadden.")
    LessonFactory(region=foodvalley, title="De zeehond", why="Zeedijken", audience_key="public")
    LessonFactory(region=foodvalley, title="Zeepaardje", tags=["orchidee"], audience_key=table_circle.audience_key)
    told = complete("Bel de ZEE", user=AnonymousUser())
    assert [said.text for said in told] == ["Bel de zeehond", "Bel de zeedijk", "Bel de zeehondencrèche"]
    assert [(said.text, bool(said.url)) for said in complete("de zee", user=AnonymousUser())][-1] == (
        "De zeehond",
        True,
    )
    assert "zeepaardje" in [said.text for said in complete("zeep", user=participant)]
    for nothing in ("", "z", "zeep", "orch", "-zeeh", "regio:zee", "zee ", '"'):
        assert complete(nothing, user=AnonymousUser()) == []


def test_a_bent_and_misspelt_word_of_the_text_is_mended(foodvalley: Any, visitor: Any) -> None:
    LessonFactory(region=foodvalley, why="Drie stalmeesters en een stalmeester.")
    titles, said = asked_of(visitor, "stalmeesterts")
    assert len(titles) == 1
    assert "stalmeester”" in said


def test_words_are_told_as_they_are_written_where_the_reader_may_read_them(
    foodvalley: Any, table_circle: Any, visitor: Any, participant: Any, client_of: Any
) -> None:
    """A hidden page writes it otherwise, and more often."""
    LessonFactory(region=foodvalley, title="Praten met de coördinator", why="De coördinator en de zorgcoördinator.")
    LessonFactory(region=foodvalley, title="Coordinator", why="Of zorgcoordinator.")
    written = "coòrdinator " * 9
    LessonFactory(region=foodvalley, title="Zeepaardje", why=written, audience_key=table_circle.audience_key)
    assert complete("de coord", user=AnonymousUser())[0].text == "de coördinator"
    assert complete("de coord", user=participant)[0].text == "de coòrdinator"
    assert "zorgcoördinator" in [said.text for said in complete("zorgc", user=AnonymousUser())]
    assert "“coördinator”" in asked_of(visitor, "coordinatr")[1]
    assert "“coòrdinator”" in asked_of(client_of(participant), "coordinatr")[1]


def test_a_misspelt_word_is_mended_among_pages_of_one_kind_too(foodvalley: Any) -> None:
    LessonFactory(region=foodvalley, title="Praten met de coördinator")
    found = find(Search(text="coordinatr"), user=AnonymousUser(), among=LessonPage.objects.all())
    assert [hit.title for hit in found.hits] == ["Praten met de coördinator"]
    assert any("coördinator" in note for note in found.read.notes)
