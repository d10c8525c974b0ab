"""Every list can be taken along, as the reader sees it and as it is narrowed; readers of others open what comes out."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver
from django.views.generic.list import MultipleObjectMixin
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from lessons.models import Bookmark, Comment
from regions.audience import MEMBERS
from regions.export import FORMATS, Column, write
from regions.models import SupportRequest
from regions.sheets import read_sheet, text_of
from regions.views import ExportMixin
from search.models import SavedSearch
from tests.factories.casestudies import make_case, make_reflection
from tests.factories.lessons import ActionFactory, LessonFactory, ThemeFactory, UptakeFactory
from tests.factories.regions import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LISTS = [
    "/lessen/",
    "/casussen/",
    "/leertafels/",
    "/leertafels/sessies/",
    "/leertafels/methoden/",
    "/visitaties/overzicht/",
    "/visitaties/",
    "/zoeken/",
    "/regios/",
    "/gemeenten/",
    "/themas/",
    "/verklaringen/",
    "/samenwerkingsverbanden/",
]


def got(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content)


def as_csv(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(got(client, address).decode("utf-8-sig"), newline="")))


def as_json(client: Client, address: str) -> list[dict[str, Any]]:
    return json.loads(got(client, address))


@pytest.fixture
def lessons(foodvalley: Any, twente: Any, table_circle: Any) -> dict[str, Any]:
    theme = ThemeFactory(name="Vertrouwen", name_en="Trust", slug="vertrouwen")
    return {
        "public": LessonFactory(
            region=foodvalley, title="=2+3 is geen formule", themes=[theme], tags=["school", "a;b"]
        ),
        "members": LessonFactory(region=twente, title="Voor wie meedoet", audience_key=MEMBERS),
        "circle": LessonFactory(region=foodvalley, title="Voor de kring", audience_key=table_circle.audience_key),
    }


@pytest.mark.parametrize("address", LISTS)
def test_every_list_can_be_had_in_three_formats_and_says_so(visitor: Client, lessons: Any, address: str) -> None:
    rows = {name: got(visitor, f"{address}?formaat={name}") for name in FORMATS}
    count = len(json.loads(rows["json"]))
    table = CalamineWorkbook.from_filelike(io.BytesIO(rows["xlsx"])).get_sheet_by_index(0).to_python()
    assert len(list(csv.reader(io.StringIO(rows["csv"].decode("utf-8-sig"), newline="")))) == len(table) == count + 1
    if count:
        page = visitor.get(address).content.decode()
        assert all(f"?formaat={name}" in page for name in FORMATS)


def test_a_file_holds_what_its_reader_may_see_and_what_the_list_is_narrowed_to(
    visitor: Client, client_of: Any, participant: Any, outsider: Any, lessons: Any
) -> None:
    def titles(client: Client, query: str = "") -> set[str]:
        return {row["title"] for row in as_json(client, f"/lessen/?formaat=json{query}")}

    assert titles(visitor) == {"=2+3 is geen formule"}
    assert titles(client_of(outsider)) == {"=2+3 is geen formule", "Voor wie meedoet"}
    assert titles(client_of(participant)) == {"=2+3 is geen formule", "Voor wie meedoet", "Voor de kring"}
    assert titles(client_of(participant), "&regio=twente") == {"Voor wie meedoet"}
    found = as_json(client_of(participant), "/zoeken/?q=kring&formaat=json")
    assert [row["title"] for row in found] == ["Voor de kring"]


def test_the_name_of_a_file_says_what_it_was_narrowed_by_and_when(
    visitor: Client, lessons: Any, monkeypatch: Any
) -> None:
    response = visitor.get("/lessen/?regio=food-valley&jaar=&page=1&formaat=xlsx")
    today = date.today().isoformat()
    assert response["Content-Disposition"] == f'attachment; filename="lessen_regio-food-valley_{today}.xlsx"'
    assert response["Cache-Control"] == "private, no-store"


def test_all_rows_come_and_not_only_those_of_a_page(visitor: Client, foodvalley: Any) -> None:
    for number in range(23):
        LessonFactory(region=foodvalley, title=f"Les {number}")
    assert len(as_csv(visitor, "/lessen/?formaat=csv")) == 23


def test_a_text_is_never_a_formula_and_comes_back_as_it_was(visitor: Client, lessons: Any) -> None:
    raw = got(visitor, "/lessen/?formaat=csv")
    assert raw.startswith(b"\xef\xbb\xbf") and b"'=2+3" in raw
    book = load_workbook(io.BytesIO(got(visitor, "/lessen/?formaat=xlsx")))
    row = {head.value: cell for head, cell in zip(*book.worksheets[0].iter_rows(), strict=True)}
    assert book.worksheets[0].freeze_panes == "A2"
    assert (row["Les"].data_type, row["Les"].value) == ("s", "=2+3 is geen formule")
    assert row["Datum"].is_date and row["Datum"].value.date() == lessons["public"].date
    for kind in ("csv", "xlsx"):
        (again,) = read_sheet(io.BytesIO(got(visitor, f"/lessen/?formaat={kind}")), f"x.{kind}").rows
        assert again.cells["Les"] == "=2+3 is geen formule"


HARD = [
    "'=a",
    "''+b",
    "-1",
    "@x",
    "\tregel",
    "een\nregel",
    'met "aanhaling", en komma;',
    "x" * 70_000,
    "’t",
    "a\r\nb",
    "'gewoon'",
    "",
]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_text_changes_on_its_way_out_and_in(kind: str) -> None:
    file = io.BytesIO()
    columns = [Column("n", "n", lambda row: row[0]), Column("text", "text", lambda row: row[1])]
    write(file, list(enumerate(HARD)), columns, kind)
    file.seek(0)
    rows = read_sheet(file, f"hard.{kind}").rows
    assert [str(row.cells["Text"] or "").replace("\r\n", "\n") for row in rows] == [
        text.replace("\r\n", "\n") for text in HARD
    ]
    assert [text_of(row.cells["N"]) for row in rows] == [str(number) for number in range(len(HARD))]


def test_an_uptake_that_is_not_named_has_no_name_in_any_file(
    visitor: Client, client_of: Any, coordinator: Any, zeeland: Any, twente: Any, lessons: Any
) -> None:
    UptakeFactory(lesson=lessons["public"], region=zeeland, is_named=False, date="2025-01-01", superseded=True)
    UptakeFactory(lesson=lessons["public"], region=zeeland, is_named=False, date="2026-01-02", note="Stil")
    UptakeFactory(lesson=lessons["public"], region=twente, date="2026-01-01")
    UptakeFactory(lesson=lessons["circle"], region=twente)
    address = f"/lessen/{lessons['public'].pk}/opvolging/?formaat=json"

    def regions(client: Client) -> list[str]:
        return [row["region"] for row in as_json(client, address)]

    assert regions(visitor) == ["Twente", ""]
    unnamed = as_json(visitor, address)[1]
    assert (unnamed["number"], unnamed["date"], unnamed["year"], unnamed["note"]) == (None, None, 2026, "Stil")
    assert regions(client_of(coordinator)) == ["Zeeland", "Twente", "Zeeland"]
    assert "Zeeland" not in visitor.get(address.partition("?")[0]).content.decode()
    assert as_json(visitor, "/regios/zeeland/opvolging/?formaat=json") == []
    assert [row["region"] for row in as_json(client_of(coordinator), "/regios/zeeland/opvolging/?formaat=json")] == [
        "Zeeland",
        "Zeeland",
    ]
    assert len(as_json(visitor, "/regios/twente/opvolging/?formaat=json")) == 1
    assert visitor.get(f"/lessen/{lessons['circle'].pk}/opvolging/?formaat=csv").status_code == 404


def test_actions_and_drafts_are_for_who_is_signed_in(
    visitor: Client, client_of: Any, participant: Any, outsider: Any, table_circle: Any
) -> None:
    ActionFactory(circle=table_circle, owner=participant)
    assert visitor.get("/lessen/acties/?formaat=csv").status_code == 302
    assert as_csv(client_of(outsider), "/lessen/acties/?formaat=csv") == []
    (row,) = as_csv(client_of(participant), "/lessen/acties/?formaat=csv")
    assert (row["Wat"], row["Wanneer"]) == ("De school bellen voor het plan af is", "2030-01-01")


def test_what_a_region_asks_of_the_national_structure_is_its_own(
    visitor: Client, client_of: Any, coordinator: Any, foodvalley_coordinator: Any, zeeland: Any
) -> None:
    asked = {"title": "Hoe verder?", "where_we_are": "Hier", "where_to": "Daar", "what_is_needed": "Hulp"}
    SupportRequest.objects.create(region=zeeland, asked_by=coordinator, **asked)
    address = "/steunvragen/?formaat=json"
    assert visitor.get(address).status_code == 302
    assert [row["title"] for row in as_json(client_of(coordinator), address)] == ["Hoe verder?"]
    assert as_json(client_of(foodvalley_coordinator), address) == []


def test_organisations(visitor: Client, foodvalley: Any) -> None:
    OrganisationFactory(name="Vallei Jeugd").regions.add(foodvalley)
    (row,) = as_json(visitor, "/organisaties/?formaat=json")
    assert row == {"name": "Vallei Jeugd", "kind": "provider", "regions": ["Food Valley"]}


def test_a_file_of_many_rows_costs_as_many_queries_as_one_of_few(visitor: Client, foodvalley: Any) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            got(visitor, "/lessen/?formaat=csv")
        return len(captured)

    LessonFactory(region=foodvalley, themes=[ThemeFactory()], tags=["een"])
    cost()
    one = cost()
    for number in range(12):
        LessonFactory(region=foodvalley, themes=[ThemeFactory()], tags=[f"woord {number}"])
    assert cost() == one
    assert len(as_csv(visitor, "/lessen/?formaat=csv")) == 13


# Read on the screen and taken along by nobody: names of the people at a table, earlier words of minutes, and what others said
# before somebody has looked whether it names anybody.
NOT_TAKEN_ALONG = {"MemberListView", "EarlierMinutesView", "CommentQueueView"}


def test_every_list_of_the_site_can_be_had_but_for_those_that_are_named_here() -> None:
    ours = {
        view
        for view in _views(get_resolver().url_patterns)
        if not view.__module__.startswith(("wagtail", "allauth", "django")) and _is_list(view)
    }
    assert len(ours) > 20
    assert {view.__name__ for view in ours if not issubclass(view, ExportMixin)} == NOT_TAKEN_ALONG


def _is_list(view: Any) -> bool:
    """A list by its class, or one that goes on on a next page."""
    if issubclass(view, MultipleObjectMixin):
        return True
    name = getattr(view, "template_name", None)
    return bool(name) and "{% pagination" in Path(get_template(name).origin.name).read_text()


def _views(patterns: Any) -> Iterator[type]:
    for pattern in patterns:
        if str(pattern.pattern) == "admin/":
            continue  # Wagtail's lists have a download of their own
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns)
        elif (view := getattr(pattern.callback, "view_class", None)) is not None:
            yield view


def test_reflections_and_visitations_of_ones_own_hold_what_the_screen_tells(
    client_of: Any, participant: Any, facilitator: Any, outsider: Any, foodvalley: Any, table_circle: Any
) -> None:
    case = make_case(region=foodvalley, circle=table_circle, owner=facilitator, locked=True, shared=True)
    colleagues = [participant, facilitator]
    make_reflection(case, respondents=colleagues, user=facilitator, answered=True)
    [row] = as_json(client_of(facilitator), "/casussen/reflecties/?formaat=json")
    assert (row["case"], row["asked"], row["first_given"], row["second_given"]) == (case.title, 2, 2, None)
    assert as_json(client_of(outsider), "/casussen/reflecties/?formaat=json") == []
    assert as_json(client_of(outsider), "/visitaties/mijn/?formaat=json") == []


def test_what_one_put_aside_is_taken_along_as_far_as_it_can_still_be_read(
    client_of: Any, outsider: Any, participant: Any, foodvalley: Any, table_circle: Any
) -> None:
    shown = LessonFactory(region=foodvalley)
    closed = LessonFactory(region=foodvalley, audience_key=table_circle.audience_key)
    for page, note in ((shown, "Voor later"), (closed, "Niet meer te lezen")):
        Bookmark.objects.create(user=outsider, page=page, note=note)
    Bookmark.objects.create(user=participant, page=shown, note="Van een ander")
    rows = as_json(client_of(outsider), "/bewaard/?formaat=json")
    assert [(row["title"], row["note"]) for row in rows] == [(shown.title, "Voor later")]
    SavedSearch.objects.create(owner=outsider, name="Over bellen", address="q=bellen")
    [row] = as_json(client_of(outsider), "/zoeken/bewaard/?formaat=json")
    assert (row["name"], row["search"]) == ("Over bellen", "q=bellen")
    assert as_json(client_of(participant), "/zoeken/bewaard/?formaat=json") == []


def test_ones_own_comments_are_taken_along_and_no_page_is_named_that_is_closed_by_now(
    client_of: Any, outsider: Any, participant: Any, foodvalley: Any, table_circle: Any
) -> None:
    closed = LessonFactory(region=foodvalley, title="Gesloten", audience_key=table_circle.audience_key)
    Comment.objects.create(page=LessonFactory(region=foodvalley, title="Open"), author=outsider, text="=1+1")
    Comment.objects.create(page=closed, author=outsider, text="Van toen")
    rows = as_csv(client_of(outsider), "/reacties/van-mij/?formaat=csv")
    assert [(row["Reactie"], row["Pagina"]) for row in rows] == [("Van toen", ""), ("'=1+1", "Open")]
    assert as_csv(client_of(participant), "/reacties/van-mij/?formaat=csv") == []
