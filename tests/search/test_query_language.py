"""The query language, typed on the page: the same on the site's own engine and on the database's."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override

from regions.models import Partnership
from search.queries import NEWEST, OLDEST, Search, find
from tests.factories.casestudies import make_case
from tests.factories.lessons import LessonFactory, ThemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine", "pages"), pytest.mark.indexed_at_once]

HIDDEN = "zeepaardje"


@pytest.fixture(params=["search.backends.whoosh", "search.backends.database"], ids=["whoosh", "database"])
def engine(request: Any, settings: Any, index_dir: Any) -> None:
    own = {"PATH": str(index_dir), "LANGUAGE": "nl"} if "whoosh" in request.param else {"SEARCH_CONFIG": "dutch"}
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": request.param, **own, "AUTO_UPDATE": False}}


@pytest.fixture
def pages(engine: None, foodvalley: Any, twente: Any, zeeland: Any, table_circle: Any, case_owner: Any) -> None:
    """Named in the tests by the first word of their titles."""
    waiting = ThemeFactory(name="Wachtlijsten", name_en="Waiting lists", slug="wachtlijsten")
    crisis = ThemeFactory(name="Crisis", name_en="Emergency", slug="crisis")
    Partnership.objects.create(name="Foodnetwerk").regions.set([foodvalley])

    def lesson(region: Any, title: str, year: int, **fields: Any) -> None:
        LessonFactory(
            region=region, title=title, summary="", why="Zo ging het.", date=datetime.date(year, 3, 1), **fields
        )

    lesson(foodvalley, "Alfa: een lokaal team belt het gezin", 2023, themes=[waiting], tags=["Korte lijnen"])
    lesson(twente, "Bravo: het team werkt lokaal zonder crisis", 2024, themes=[crisis], certainty="studied")
    lesson(zeeland, "Charlie: spoed bij crisis", 2025, status="under_review")
    lesson(foodvalley, f"Delta: {HIDDEN}", 2021, tags=[HIDDEN], audience_key=table_circle.audience_key)
    make_case(region=twente, circle=table_circle, owner=case_owner, title="Echo: een casus over spoed", shared=True)
    call_command("update_index", verbosity=0)


def found(client: Client, text: str) -> str:
    """The first letters of the titles."""
    shown = client.get("/zoeken/", {"q": text})
    assert shown.status_code == 200
    return "".join(sorted(page.title[0] for page in shown.context["page_obj"].object_list))


def test_words_and_marks(visitor: Client) -> None:
    asked = {
        "team lokaal": "AB",
        '"lokaal team"': "A",
        "„lokaal team”": "A",
        '"lokaal team': "A",
        "team -crisis": "A",
        'team -"lokaal team"': "B",
        "-crisis": "A",
        '-"lokaal team"': "BC",
        "-crisis -spoed": "A",
        "spoed OF gezin": "AC",
        "team spoed OR gezin": "A",
        '(team -crisis) OF "spoed bij"': "AC",
        "team -(lokaal crisis)": "A",
        "(team": "AB",
        'het "lokaal team"': "A",
        '"lokaal team" OF': "A",
    }
    assert {text: found(visitor, text) for text in asked} == asked


def test_fields(visitor: Client) -> None:
    asked = {
        "regio:twente": "B",
        "REGIO:twen": "B",
        'regio:"food valley" OF regio:zeeland': "AC",
        "regio:foodvalley,zeeland team": "A",
        "region:twente thema:crisis": "B",
        "thema:emergency": "B",
        "-regio:twente": "AC",
        "team -thema:crisis": "A",
        "tag:korte-lijnen": "A",
        'tag:"korte lijnen"': "A",
        "soort:les soort:casus": "ABC",
        "kind:lessons": "ABC",
        "jaar:2024": "B",
        "jaar:2024-": "BC",
        "jaar:-2024": "AB",
        "jaar:2023-2024": "AB",
        "jaar:2024–2023": "AB",
        "jaar:2019": "",
        "samenwerking:food": "A",
        "zekerheid:onderzocht": "B",
        'status:"wordt herzien"': "C",
        "status:under_review": "C",
    }
    assert {text: found(visitor, text) for text in asked} == asked


def test_the_start_of_a_word(visitor: Client, outsider: Any) -> None:
    assert (found(visitor, "cris*"), found(visitor, "team -cris*")) == ("BC", "A")
    assert "bij <mark>crisishulp</mark>" in find(Search("cris* team"), user=outsider).mark("Spoed bij crisishulp")


def test_what_is_no_value_is_a_word(visitor: Client) -> None:
    asked = {"regio:spoed": "C", "jaar:spoed": "C", "-tag:crisis": "A", "thema: -spoed": ""}
    assert {text: found(visitor, text) for text in asked} == asked


def test_ticked_and_typed_values_go_together(visitor: Client) -> None:
    shown = visitor.get("/zoeken/", {"q": "regio:twente", "regio": "zeeland"}).context
    assert {page.title[0] for page in shown["page_obj"]} == {"B", "C"}
    shown = visitor.get("/zoeken/", {"q": "regio:twente", "jaar": "2025"}).context
    assert list(shown["page_obj"]) == []


# --- rights ---------------------------------------------------------------------------------------


def notes(user: Any, text: str) -> tuple[str, ...]:
    with override("en"):
        return find(Search(text), user=user).read.notes


def test_a_tag_of_what_the_reader_may_not_see_is_like_no_tag(participant: Any, outsider: Any) -> None:
    for typed in (f"tag:{HIDDEN}", "tag:zeep"):
        unknown = "“{}”: there is no such tag. It was searched for as a word.".format
        for user in (AnonymousUser(), outsider):
            assert unknown(typed) in notes(user, typed) and not any("is read as" in note for note in notes(user, typed))
            assert unknown("tag:olifant") in notes(user, "tag:olifant")
        assert notes(participant, typed) == (f"“{typed}” is read as tag {HIDDEN}.",)


def test_counts_of_years_and_kinds_are_the_reader_s_own(participant: Any, outsider: Any) -> None:
    for user, years, kinds in ((outsider, {2023: 1}, {"lesson": 1}), (participant, {2021: 1, 2023: 1}, {"lesson": 2})):
        counts = find(Search("jaar:-2023"), user=user).counts
        assert ({year: counts["year"][year] for year in years}, counts["kind"]) == (years, kinds)
    assert 2021 not in find(Search("jaar:-2023"), user=outsider).counts["year"]


def test_what_the_engine_cannot_narrow_by_is_said(request: Any, outsider: Any) -> None:
    told = "The search engine of this site does not know of answer."
    left = "“-antwoord:different” was not read: answer can be chosen, but not left out."
    on_whoosh = "whoosh" in request.node.callspec.id
    assert (told in notes(outsider, "antwoord:different")) is not on_whoosh
    assert notes(outsider, "-antwoord:different") == (left,)


# --- one function for all ---------------------------------------------------------------------------


def test_any_of_some_words_among_pages_of_one_kind(participant: Any, outsider: Any) -> None:
    from lessons.models import LessonPage

    asked = Search(any_of=("spoed", "gezin", '"', HIDDEN))
    for user, titles in ((outsider, "AC"), (participant, "ACD")):
        hits = find(asked, user=user, among=LessonPage.objects.filter(year__gt=2000)).hits
        assert "".join(sorted(page.title[0] for page in hits)) == titles
        assert {type(page) for page in hits} == {LessonPage}
    assert len(find(Search(any_of=("***",)), user=participant).hits) == 0


def test_orders(participant: Any) -> None:
    for order, titles in ((NEWEST, ["C", "B", "A"]), (OLDEST, ["A", "B", "C"])):
        hits = find(Search("soort:les -tag:zeepaardje", order=order), user=participant).hits
        assert [page.title[0] for page in hits] == titles
