"""The search page: what is found, by whom, and what each filter promises."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from learningtables.models import SessionReport
from lessons.models import ContentPage, LessonPage
from lessons.states import Kind
from regions.audience import MEMBERS
from search.passages import add_passages
from tests.factories import visitations
from tests.factories.learningtables import make_report, make_session, make_table
from tests.factories.lessons import LessonFactory, ThemeFactory
from tests.factories.regions import UserFactory
from visitations.models import VisitationPage
from visitations.states import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]

HIDDEN, INSIDE = "zeepaardje", "orchidee"


@pytest.fixture
def waiting() -> Any:
    return ThemeFactory(name="Wachtlijsten", slug="wachtlijsten")


@pytest.fixture
def lesson(foodvalley: Any, waiting: Any) -> LessonPage:
    return LessonFactory(
        region=foodvalley,
        title="Spreek met aanbieders af wie een gezin op de wachtlijst belt",
        why="Gezinnen hoorden maanden niets. De wachtlijst van de aanbieders groeide.",
        themes=[waiting],
        tags=["aanbieders", "korte lijnen"],
        date=datetime.date(2025, 3, 1),
    )


@pytest.fixture
def other(twente: Any) -> LessonPage:
    return LessonFactory(
        region=twente, title="Zet de wachtlijst elke week op tafel", tags=["wachtlijst"], date=datetime.date(2024, 3, 1)
    )


@pytest.fixture
def hidden(foodvalley: Any, table_circle: Any, waiting: Any) -> LessonPage:
    return LessonFactory(
        region=foodvalley,
        title=f"Wachtlijst en {HIDDEN} met {INSIDE}",
        why=f"Een {HIDDEN} en een {INSIDE} in de kring.",
        audience_key=table_circle.audience_key,
        themes=[waiting],
        tags=[HIDDEN, f"{HIDDEN} {INSIDE}"],
        date=datetime.date(2021, 1, 1),
    )


def found(client: Client, address: str) -> list[str]:
    return [page.title for page in client.get(f"/zoeken/{address}").context["page_obj"].object_list]


def counts(client: Client, address: str, facet: str) -> dict[str, int]:
    facets = {shown["name"]: shown["options"] for shown in client.get(f"/zoeken/{address}").context["facets"]}
    return {option["value"]: option["count"] for option in facets[facet]}


def test_a_visitor_finds_a_public_lesson_by_its_words(visitor: Client, lesson: LessonPage, other: LessonPage) -> None:
    assert found(visitor, "?q=aanbieders+wachtlijst") == [lesson.title]


def test_without_words_everything_is_there_newest_first(visitor: Client, lesson: LessonPage, other: LessonPage) -> None:
    assert found(visitor, "") == [lesson.title, other.title]


def test_passages_mark_the_words(visitor: Client, lesson: LessonPage) -> None:
    page = visitor.get("/zoeken/?q=wachtlijst").content.decode()
    assert "<mark>wachtlijst</mark>" in page


def test_markup_in_a_text_is_shown_as_text(visitor: Client, foodvalley: Any) -> None:
    LessonFactory(region=foodvalley, why="Wachtlijst <script>alert(1)</script>")
    assert "<script>alert" not in visitor.get("/zoeken/?q=wachtlijst").content.decode()


# --- what a page holds in other tables ---------------------------------------------------------------


@pytest.fixture
def visited(twente: Any, editor: Any, host: Any) -> Callable[[Stage], VisitationPage]:
    """Each by a committee of its own."""

    def visit(stage: Stage) -> VisitationPage:
        people = visitations.People(editor=editor, chair=UserFactory(), host=host)
        return visitations.visitation(twente, people, stage=stage)

    return visit


@pytest.fixture
def reported(foodvalley: Any, table_circle: Any, facilitator: Any) -> Callable[..., SessionReport]:
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator)

    def report(*, published: bool) -> SessionReport:
        session = make_session(table, user=facilitator, held=True)
        return make_report(session, user=facilitator, body=f"De {HIDDEN} is terug bij de oever.", published=published)

    return report


def passages(client: Client, query: str, kind: Kind) -> list[str]:
    hits = client.get(f"/zoeken/?q={query}").context["page_obj"].object_list
    return [str(page.excerpt) for page in hits if page.kind == kind]


def test_a_report_is_quoted_by_its_findings_and_recommendations(visitor: Client, visited: Any) -> None:
    visited(Stage.PUBLISHED)
    for statement in ("<mark>Gezinnen</mark> wachten lang.", "Bel ieder <mark>gezin</mark> elke maand."):
        word = statement.partition("<mark>")[2].partition("</mark>")[0]
        (passage,) = passages(visitor, word, Kind.REPORT)
        assert statement in passage


def test_findings_are_in_no_passage_before_they_are_published(client_of: Any, visited: Any, host: Any) -> None:
    visited(Stage.RESPONSE)
    assert passages(client_of(host), "gezinnen", Kind.REPORT) == []


def test_a_session_is_quoted_by_its_published_report(client_of: Any, facilitator: Any, reported: Any) -> None:
    reported(published=True)
    assert f"De <mark>{HIDDEN}</mark> is terug" in passages(client_of(facilitator), HIDDEN, Kind.SESSION)[0]


def test_a_report_that_is_a_draft_is_quoted_to_nobody(client_of: Any, facilitator: Any, reported: Any) -> None:
    session = reported(published=False).session
    session.summary = "Over de beek."
    session.save()
    (passage,) = passages(client_of(facilitator), "beek", Kind.SESSION)
    assert HIDDEN not in passage


# --- who finds what -----------------------------------------------------------------------------


@pytest.mark.parametrize("query", [HIDDEN, "wachtlijst", "", f"?tag={HIDDEN}", f"?tag={HIDDEN}+or", "?jaar=2021"])
def test_what_is_inside_a_circle_is_in_no_hit_count_or_passage(
    visitor: Client,
    client_of: Any,
    outsider: Any,
    coordinator: Any,
    admin: Any,
    hidden: LessonPage,
    lesson: LessonPage,
    query: str,
) -> None:
    address = query if query.startswith("?") else f"?q={query}"
    for client in (visitor, *map(client_of, (outsider, coordinator, admin))):
        response = client.get(f"/zoeken/{address}")
        assert hidden not in response.context["page_obj"].object_list
        assert INSIDE not in response.content.decode()


def test_counts_do_not_know_what_the_reader_may_not(visitor: Client, hidden: LessonPage, lesson: LessonPage) -> None:
    assert counts(visitor, "?q=wachtlijst", "thema") == {"wachtlijsten": 1}
    assert counts(visitor, "?q=wachtlijst", "regio") == {"food-valley": 1}
    assert counts(visitor, "", "jaar") == {"2025": 1}


def test_who_sits_in_the_circle_finds_it(client_of: Any, participant: Any, hidden: LessonPage) -> None:
    assert found(client_of(participant), f"?q={HIDDEN}") == [hidden.title]


def test_who_is_signed_in_finds_what_is_for_members(
    visitor: Client, client_of: Any, outsider: Any, foodvalley: Any
) -> None:
    LessonFactory(region=foodvalley, title="Voor wie meedoet", audience_key=MEMBERS)
    assert (found(visitor, "?q=meedoet"), found(client_of(outsider), "?q=meedoet")) == ([], ["Voor wie meedoet"])


def test_a_draft_is_not_found(visitor: Client, foodvalley: Any) -> None:
    LessonFactory(region=foodvalley, title="Nog een concept", draft=True)
    assert found(visitor, "?q=concept") == []


# --- filters --------------------------------------------------------------------------------------


def test_several_values_in_one_filter_mean_or(visitor: Client, lesson: LessonPage, other: LessonPage) -> None:
    assert len(found(visitor, "?q=wachtlijst&regio=twente")) == 1
    assert len(found(visitor, "?q=wachtlijst&regio=twente&regio=food-valley")) == 2


def test_filters_combine_with_and(visitor: Client, lesson: LessonPage, other: LessonPage) -> None:
    assert found(visitor, "?regio=twente&jaar=2025") == []
    assert found(visitor, "?regio=twente&jaar=2024&soort=lesson") == [other.title]


@pytest.mark.parametrize(
    "chosen", ["", "&regio=twente", "&jaar=2025", "&thema=wachtlijsten", "&regio=food-valley&jaar=2024"]
)
def test_a_count_says_what_a_click_gives(visitor: Client, lesson: LessonPage, other: LessonPage, chosen: str) -> None:
    for shown in visitor.get(f"/zoeken/?q=wachtlijst{chosen}").context["facets"]:
        for option in shown["options"]:
            others = "".join(part for part in chosen.split("&") if part and not part.startswith(shown["name"]))
            address = f"?q=wachtlijst&{others}&{shown['name']}={option['value']}"
            assert len(found(visitor, address)) == option["count"], address


def test_a_tag_may_stand_in_an_address_by_its_name(visitor: Client, lesson: LessonPage, other: LessonPage) -> None:
    assert found(visitor, "?tag=korte+lijnen") == [lesson.title]


def test_a_filter_in_use_can_be_removed(visitor: Client, lesson: LessonPage, other: LessonPage) -> None:
    chips = visitor.get("/zoeken/?q=wachtlijst&regio=twente&jaar=2024&page=1").context["chips"]
    assert [chip["url"] for chip in chips] == ["?q=wachtlijst&jaar=2024", "?q=wachtlijst&regio=twente"]


def test_newest_first(visitor: Client, lesson: LessonPage, other: LessonPage) -> None:
    assert found(visitor, "?q=wachtlijst&volgorde=nieuwste") == [lesson.title, other.title]


ODD = (
    "?q=%22", "?q=-", "?q=%22%22+-%22", "?q=a+AND+%28b+OR", "?q=%00%01", "?q=" + "x" * 3000, "?q=*&regio=*", "?jaar=x",
    "?jaar=99999", "?soort=onbekend", "?thema=weg", "?tag=%27", "?page=9999", "?page=x", "?volgorde=x", "?q=NOT+NEAR%2F3",
    "?samenwerking=99999999999999999999", "?samenwerking=7", "?antwoord=%00&zekerheid=%27", "?q=regio:&q=x", "?status=%ff",
)  # fmt: skip


def test_no_address_is_an_error(visitor: Client, lesson: LessonPage) -> None:
    assert {address: visitor.get(f"/zoeken/{address}").status_code for address in ODD} == dict.fromkeys(ODD, 200)


def test_nothing_found_says_what_to_try(visitor: Client, lesson: LessonPage) -> None:
    page = visitor.get("/zoeken/?q=olifant&regio=twente").content.decode()
    assert "Haal een filter weg" in page and "Alles bekijken" in page


# --- size -------------------------------------------------------------------------------------------


def test_pages_of_twenty(visitor: Client, foodvalley: Any) -> None:
    for _number in range(21):
        LessonFactory(region=foodvalley)
    assert (len(found(visitor, "")), len(found(visitor, "?page=2"))) == (20, 1)


def test_a_page_costs_the_same_with_one_and_with_many_hits(
    client_of: Any, outsider: Any, foodvalley: Any, waiting: Any
) -> None:
    client = client_of(outsider)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/zoeken/?q=bel")
        return len(captured)

    LessonFactory(region=foodvalley, themes=[waiting], tags=["een"])
    cost()
    with_one = cost()
    for number in range(12):
        LessonFactory(region=foodvalley, themes=[waiting], tags=["een", f"tag {number}"])
    assert cost() == with_one


def test_passages_cost_the_same_for_one_page_of_a_kind_and_for_more(
    visited: Any, reported: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(2):
        visited(Stage.PUBLISHED)
        reported(published=True)
    kinds = [ContentPage.objects.filter(kind=kind).order_by("pk") for kind in (Kind.REPORT, Kind.SESSION)]
    one, more = ([page for pages in kinds for page in pages[:number]] for number in (1, 2))
    with CaptureQueriesContext(connection) as captured:
        add_passages(one, str)
    with django_assert_num_queries(len(captured)):
        add_passages(more, str)
    assert all("Gezinnen wachten lang." in page.excerpt or HIDDEN in page.excerpt for page in more)
