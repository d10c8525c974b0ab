"""What editors put first for a word: shown to who may read it, chosen by editors alone."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion

from home import rights
from home.models import HomePage
from lessons.models import LessonPage
from regions.actions import add_member
from regions.models import User
from regions.states import Role
from tests.factories.lessons import LessonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ADD, INDEX = "/admin/searchpicks/add/", "/admin/searchpicks/"


def promote(words: str, page: Any = None, **fields: Any) -> SearchPromotion:
    return SearchPromotion.objects.create(query=Query.get(words), page=page, **fields)


def first(client: Client, query: str) -> list[str]:
    return [one.title for one in client.get(f"/zoeken/?q={query}").context["promoted"]]


@pytest.fixture
def lesson(foodvalley: Any) -> LessonPage:
    return LessonFactory(region=foodvalley, title="Bel wie wacht")


@pytest.fixture
def hidden(foodvalley: Any, table_circle: Any) -> LessonPage:
    return LessonFactory(region=foodvalley, title="Zeepaardje in de kring", audience_key=table_circle.audience_key)


@pytest.mark.parametrize("query", ["wachtlijst", "WACHTLIJST", "%22wachtlijst%22+twente", "wachtlíjst"])
def test_it_stands_first_for_its_word_however_it_is_typed(visitor: Client, lesson: LessonPage, query: str) -> None:
    promote("Wachtlijst", lesson, description="Lees <dit> eerst")
    page = visitor.get(f"/zoeken/?q={query}").content.decode()
    assert lesson.title in page and "Lees &lt;dit&gt; eerst" in page
    assert page.index('id="search-promoted-title"') < page.index('id="search-results"')


def test_for_other_words_filters_and_further_pages_it_does_not(visitor: Client, lesson: LessonPage) -> None:
    promote("lange wachtlijst", lesson)
    assert first(visitor, "lange+wachtlijst+nu") == [lesson.title]
    for query in ("wachtlijst", "wachtlijsten+lang", "", "-lange+-wachtlijst", "lange+wachtlijst&regio=twente"):
        assert first(visitor, query) == []
    assert "search-promoted-title" not in visitor.get("/zoeken/?q=wachtlijst").content.decode()


def test_only_who_may_read_a_page_sees_it_first(
    visitor: Client, client_of: Any, outsider: Any, admin: Any, participant: Any, lesson: LessonPage, hidden: LessonPage
) -> None:
    draft = LessonFactory(region=lesson.lead_region, title="Ontwerp", draft=True)
    for page in (hidden, draft, lesson):
        promote("wachtlijst", page)
    for client in (visitor, *map(client_of, (outsider, admin))):
        assert first(client, "wachtlijst") == [lesson.title]
        assert hidden.title not in client.get("/zoeken/?q=wachtlijst").content.decode()
    assert first(client_of(participant), "wachtlijst") == [hidden.title, lesson.title]


def test_a_region_s_page_and_another_site_can_stand_first(visitor: Client, twente: Any) -> None:
    promote("wachtlijst", twente.page)
    promote("wachtlijst", external_link_url="https://example.org/a", external_link_text="Elders")
    assert first(visitor, "wachtlijst") == ["Twente", "Elders"]
    assert 'href="https://example.org/a"' in visitor.get("/zoeken/?q=wachtlijst").content.decode()


def test_what_stands_first_does_not_stand_among_the_hits_again(
    visitor: Client, lesson: LessonPage, twente: Any
) -> None:
    """It counts as a hit all the same, also when it is the only one."""
    promote("wacht", lesson)
    page = visitor.get("/zoeken/?q=wacht")
    assert (first(visitor, "wacht"), page.context["page_obj"].paginator.count) == ([lesson.title], 1)
    assert page.content.decode().count(f'href="{lesson.url}"') == 1
    assert "empty-state" not in page.content.decode()
    other = LessonFactory(region=twente, title="Wie wacht, wacht te lang")
    assert [hit.pk for hit in visitor.get("/zoeken/?q=wacht").context["page_obj"]] == [other.pk]


def test_searching_counts_nobody_s_words(client_of: Any, outsider: Any, lesson: LessonPage) -> None:
    promote("wachtlijst", lesson)
    for query in ("wachtlijst", "Jan+Jansen"):
        client_of(outsider).get(f"/zoeken/?q={query}")
    assert Query.objects.count() == 1 and not QueryDailyHits.objects.exists()


def test_it_costs_the_same_for_one_page_and_for_more(visitor: Client, foodvalley: Any, lesson: LessonPage) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            visitor.get("/zoeken/?q=olifant")
        return len(captured)

    promote("olifant", lesson)
    cost()
    with_one = cost()
    for number in range(4):
        promote("olifant", LessonFactory(region=foodvalley, title=f"Meer {number}"))
    assert (cost(), len(first(visitor, "olifant"))) == (with_one, 5)


# --- in the admin -------------------------------------------------------------------------------------------


@pytest.fixture
def editors_client(tree: Any, editor: User, client_of: Any) -> Client:
    circle = editor.circles.get()
    rights.give_national_rights(circle, home=HomePage.objects.get())
    circle.refresh_from_db()
    add_member(circle, member=editor, role=Role.EDITOR, user=None)
    return client_of(editor)


def form_for(page: Any, words: str = "wachtlijst") -> dict[str, Any]:
    row = {
        "id": "",
        "page": page.pk,
        "ORDER": "1",
        "external_link_url": "",
        "external_link_text": "",
        "description": "",
    }
    totals = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    rows = {f"editors_picks-0-{name}": value for name, value in row.items()}
    return {"query_string": words, **{f"editors_picks-{name}": value for name, value in totals.items()}, **rows}


def test_an_editor_puts_a_page_first_and_takes_it_away(
    visitor: Client, editors_client: Client, lesson: LessonPage
) -> None:
    assert INDEX in editors_client.get("/admin/").content.decode()
    assert editors_client.post(ADD, form_for(lesson)).status_code == 302
    assert first(visitor, "wachtlijst") == [lesson.title]
    query = Query.objects.get()
    assert lesson.title in editors_client.get(INDEX).content.decode()
    assert editors_client.get(f"{INDEX}{query.pk}/").status_code == 200
    editors_client.post(f"{INDEX}{query.pk}/delete/")
    assert first(visitor, "wachtlijst") == []


def test_an_editor_meets_no_page_there_that_is_hidden_from_them(editors_client: Client, hidden: LessonPage) -> None:
    assert editors_client.post(ADD, form_for(hidden)).status_code == 404
    assert not SearchPromotion.objects.exists()
    pick = promote("wachtlijst", hidden)
    assert editors_client.post(f"{INDEX}{pick.query_id}/", form_for(hidden)).status_code == 404
    for path in (INDEX, f"{INDEX}results/", f"{INDEX}{pick.query_id}/"):
        assert hidden.title not in editors_client.get(path).content.decode()


def test_nobody_else_puts_anything_first(
    visitor: Client, client_of: Any, outsider: Any, participant: Any, coordinator: Any, lesson: LessonPage
) -> None:
    for client in (visitor, *map(client_of, (outsider, participant, coordinator))):
        assert client.get(INDEX).status_code == 302
        assert client.post(ADD, form_for(lesson)).status_code == 302
    assert not SearchPromotion.objects.exists()


@pytest.mark.parametrize("query", ["wachtlijst+-kind", 'wachtlijst+-"elke+week"', "wachtlijst+-soort:case"])
def test_it_does_not_come_back_in_by_what_was_left_out(visitor: Client, lesson: LessonPage, query: str) -> None:
    promote("Wachtlijst", lesson)
    assert first(visitor, "wachtlijst") == [lesson.title]
    assert first(visitor, query) == []


def test_what_is_no_page_s_number_is_not_there_to_be_chosen(editors_client: Client, lesson: LessonPage) -> None:
    for given, status in (("abc", 404), ("99999999999999999999", 200)):
        form = {**form_for(lesson), "editors_picks-0-page": given}
        assert editors_client.post(ADD, form).status_code == status
    assert not SearchPromotion.objects.exists()
