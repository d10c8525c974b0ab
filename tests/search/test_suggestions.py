"""Nothing found: another spelling is offered, in words of pages that the reader may read."""

from typing import Any

import pytest

from casestudies.models import CaseStudyPage
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
