"""Nothing found: another spelling is offered, in words of pages that the reader may read."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from casestudies.models import CaseStudyPage
from search.suggestions import complete
from tests.factories.casestudies import make_case
from tests.factories.lessons import LessonFactory

pytestmark = pytest.mark.once


def offered(client: Any, asked: str) -> dict[str, str] | None:
    return client.get("/zoeken/", {"q": asked}).context["suggestion"]


def test_another_spelling_is_offered_when_it_finds_something(foodvalley: Any, visitor: Any) -> None:
    LessonFactory(region=foodvalley, title="Bel wie op de wachtlijst staat")
    page = visitor.get("/zoeken/", {"q": "wachtlyjst", "regio": "food-valley"})
    link = page.context["suggestion"]
    assert link["text"] == "wachtlijst"
    assert "wachtlijst</a>" in page.content.decode()
    assert visitor.get(f"/zoeken/{link['url']}").context["page_obj"].paginator.count == 1
    assert offered(visitor, "wachtlijst") is None
    assert offered(visitor, "-wachtlyjst zzzz") is None


def test_no_word_of_what_the_reader_may_not_read(
    foodvalley: Any, table_circle: Any, visitor: Any, participant: Any, client_of: Any
) -> None:
    LessonFactory(region=foodvalley, title="Zeepaardje", tags=["orchidee"], audience_key=table_circle.audience_key)
    for asked in ("zeepaardjje", "orchideee"):
        assert offered(visitor, asked) is None
        assert offered(client_of(participant), asked) is not None


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
    assert [said.text for said in told] == ["Bel de zeehond", "Bel de zeedijk", "Bel de zeehondencreche"]
    assert [(said.text, bool(said.url)) for said in complete("de zee", user=AnonymousUser())][-1] == (
        "De zeehond",
        True,
    )
    assert "zeepaardje" in [said.text for said in complete("zeep", user=participant)]
    for nothing in ("", "z", "zeep", "orch", "-zeeh", "regio:zee", "zee ", '"'):
        assert complete(nothing, user=AnonymousUser()) == []


def test_a_bent_and_misspelt_word_of_the_text_is_mended(foodvalley: Any, visitor: Any) -> None:
    LessonFactory(region=foodvalley, why="Drie stalmeesters en een stalmeester.")
    link = offered(visitor, "stalmeesterts")
    assert link is not None
    assert link["text"] == "stalmeester"
