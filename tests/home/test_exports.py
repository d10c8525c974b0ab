"""Every list can be taken along, as the reader sees it and as it is narrowed; readers of others open what comes out."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from lessons.exports import lesson_columns, lessons_for_export
from lessons.models import ContentPage
from regions.audience import MEMBERS
from regions.export import FORMATS, Column, write
from regions.models import SupportRequest
from regions.sheets import read_sheet, text_of
from tests.factories.lessons import ActionFactory, LessonFactory, ThemeFactory, UptakeFactory
from tests.factories.regions import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LISTS = [
    "/lessen/",
    "/casussen/",
    "/leertafels/",
    "/leertafels/sessies/",
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


def test_a_file_of_many_rows_costs_as_many_queries_as_one_of_few(visitor: Client, foodvalley: Any, rf: Any) -> None:
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
    request = rf.get("/")
    request.user = foodvalley.circle.members.first()
    assert len(lesson_columns) if False else lessons_for_export(ContentPage.objects.all()).count() == 13
