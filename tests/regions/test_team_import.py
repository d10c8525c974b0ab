"""Figures from a file: first what each line would do, then all of it or nothing."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from regions.models import ExpertTeam, Region, TeamYear, User
from tests.factories.plans import enter_year, make_team

IMPORT = "/regios/food-valley/expertteam/invoer/"
CONFIRM = f"{IMPORT}opslaan/"
NAMES = ("jaar", "ingebrachte vragen", "beantwoord met advies", "waarvan bindend", "wat deze cijfers betekenen")


@pytest.fixture
def team(foodvalley: Region, foodvalley_coordinator: User) -> ExpertTeam:
    team = make_team(foodvalley, user=foodvalley_coordinator)
    enter_year(team, 2022, user=foodvalley_coordinator, asked=50, advised=45, meaning="Een druk jaar.")
    return team


@pytest.fixture
def leads(team: ExpertTeam, foodvalley_coordinator: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(foodvalley_coordinator)


def csv_of(*rows: tuple[object, ...], names: tuple[str, ...] = NAMES) -> SimpleUploadedFile:
    text = "\n".join(";".join(map(str, row)) for row in (names, *rows))
    return SimpleUploadedFile("cijfers.csv", text.encode())


def xlsx_of(*rows: tuple[object, ...], more_sheets: int = 0) -> SimpleUploadedFile:
    book = Workbook()
    for row in (NAMES, *rows):
        book.active.append(row)
    for _number in range(more_sheets):
        book.create_sheet().append(["iets"])
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("cijfers.xlsx", file.getvalue())


def look(client: Client, file: SimpleUploadedFile) -> Any:
    response = client.post(IMPORT, {"file": file})
    assert response.status_code == 200
    return response


def outcomes(response: Any) -> list[tuple[int, str, str]]:
    return [(line.number, line.year, line.outcome) for line in response.context["read"].lines]


def standing() -> list[tuple[int, int | None, int | None, str]]:
    return list(TeamYear.objects.order_by("year").values_list("year", "asked", "advised", "meaning"))


GOOD = ((2022, 52, 45, "", "Een druk jaar."), (2023, 60, 52, 11, "Meer scholen vonden ons."))


@pytest.mark.parametrize("kind", [csv_of, xlsx_of])
def test_a_file_is_looked_at_first_and_the_second_time_changes_nothing(
    leads: Client, team: ExpertTeam, kind: Callable[..., SimpleUploadedFile]
) -> None:
    looked = look(leads, kind(*GOOD))
    assert outcomes(looked) == [(2, "2022", "changed"), (3, "2023", "new")]
    assert "50" in looked.context["read"].lines[0].says[0]
    assert len(standing()) == 1, "nothing is written by looking"
    assert leads.post(CONFIRM, {"ticket": looked.context["read"].ticket}).status_code == 302
    written = standing()
    assert written == [(2022, 52, 45, "Een druk jaar."), (2023, 60, 52, "Meer scholen vonden ons.")]
    changed_at = list(TeamYear.objects.values_list("changed_at", flat=True))
    again = look(leads, kind(*GOOD))
    assert {line.outcome for line in again.context["read"].lines} == {"same"}
    assert CONFIRM not in again.content.decode()
    leads.post(CONFIRM, {"ticket": again.context["read"].ticket})
    assert list(TeamYear.objects.values_list("changed_at", flat=True)) == changed_at


@pytest.mark.once
@pytest.mark.parametrize(
    ("row", "word"),
    [
        (("twee duizend", 1, 1, "", "x"), "twee duizend"),
        ((2023, "veel", 1, "", "x"), "veel"),
        ((2023, -4, 1, "", "x"), "-4"),
        ((2023, 4.5, 1, "", "x"), "4.5"),
        ((2023, 10, 11, "", "x"), ""),
        ((2023, 10, 9, 10, "x"), ""),
        ((2999, 10, 9, "", "x"), ""),
        ((2023, 10, 9, "", ""), ""),
        ((2023, "", "", "", "x"), ""),
        ((2023, 10, 9, "", "Bel Sanne Jansen, 06-12345678"), ""),
        ((2022, 10, 9, "", "x"), ""),
    ],
)
def test_one_wrong_line_and_nothing_can_be_written(leads: Client, row: tuple[object, ...], word: str) -> None:
    looked = look(leads, csv_of((2022, 50, 45, "", "Een druk jaar."), row, (2021, 30, 30, "", "Een rustig jaar.")))
    assert [line.outcome for line in looked.context["read"].lines] == ["same", "wrong", "new"]
    said = " ".join(looked.context["read"].lines[1].says)
    assert said
    assert word in said
    assert CONFIRM not in looked.content.decode()
    assert len(standing()) == 1


def bomb() -> SimpleUploadedFile:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 80 * 2**20)
    return SimpleUploadedFile("bom.xlsx", file.getvalue())


@pytest.mark.once
@pytest.mark.parametrize(
    "file",
    [
        pytest.param(lambda: SimpleUploadedFile("groot.csv", b"jaar;x\n" + b"1" * 6 * 2**20), id="huge"),
        pytest.param(bomb, id="bomb"),
        pytest.param(lambda: SimpleUploadedFile("plan.pdf", b"%PDF-1.7\n\x00\x01"), id="pdf"),
        pytest.param(lambda: SimpleUploadedFile("plan.xlsx", b"PK\x03\x04geen werkboek"), id="damaged"),
        pytest.param(lambda: xlsx_of(*GOOD, more_sheets=1), id="two sheets"),
        pytest.param(lambda: csv_of(), id="no lines"),
        pytest.param(lambda: csv_of((2023, 4), names=("jaar", "ingebrachte vragen")), id="no meaning"),
        pytest.param(lambda: csv_of((2023, "x"), names=("jaar", "wat deze cijfers betekenen")), id="no figures"),
        pytest.param(lambda: csv_of(*[(year, 9, 9, "", "x") for year in range(2015, 2075)]), id="many lines"),
        pytest.param(lambda: SimpleUploadedFile("leeg.csv", b" "), id="empty"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_words(
    leads: Client, file: Callable[[], SimpleUploadedFile]
) -> None:
    refused = look(leads, file())
    assert refused.context["form"].errors["file"]
    assert "read" not in refused.context
    assert len(standing()) == 1


@pytest.mark.once
def test_a_formula_is_read_as_its_value_and_a_text_like_one_stays_text(leads: Client) -> None:
    file = xlsx_of((2023, "=40+2", 30, "", "=HYPERLINK(1)"))
    looked = look(leads, file)
    # A formula that no program worked out has no value; it is never worked out here.
    assert "B2" in looked.context["form"].errors["file"][0]
    text = look(leads, csv_of((2023, 42, 30, "", "=HYPERLINK(1)")))
    leads.post(CONFIRM, {"ticket": text.context["read"].ticket})
    book = load_workbook(io.BytesIO(b"".join(leads.get("/regios/food-valley/expertteam/?formaat=xlsx"))))
    cell = book.active.cell(row=3, column=8)
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_what_was_looked_at_is_for_that_team_and_for_what_stood_there(
    leads: Client,
    team: ExpertTeam,
    foodvalley_coordinator: User,
    coordinator: User,
    zeeland: Region,
    client_of: Callable[[User], Client],
) -> None:
    ticket = look(leads, csv_of(*GOOD)).context["read"].ticket
    make_team(zeeland, user=coordinator)
    elsewhere = client_of(coordinator)
    elsewhere.post("/regios/zeeland/expertteam/invoer/opslaan/", {"ticket": ticket})
    assert elsewhere.post(CONFIRM, {"ticket": ticket}).status_code == 403
    leads.post(CONFIRM, {"ticket": f"{ticket}x"})
    enter_year(team, 2021, user=foodvalley_coordinator, asked=9, meaning="Ondertussen ingevuld.")
    leads.post(CONFIRM, {"ticket": ticket})
    assert standing() == [(2021, 9, None, "Ondertussen ingevuld."), (2022, 50, 45, "Een druk jaar.")]


def test_what_was_taken_along_comes_back_without_a_change(
    leads: Client, team: ExpertTeam, foodvalley_coordinator: User
) -> None:
    enter_year(
        team, 2023, user=foodvalley_coordinator, asked=40, advised=37, without_answer=3, binding=2, median_days=12
    )
    before = list(TeamYear.objects.values())
    for name, language in (("csv", "nl"), ("xlsx", "nl"), ("csv", "en")):
        leads.cookies.load({settings.LANGUAGE_COOKIE_NAME: language})
        file = b"".join(leads.get(f"/regios/food-valley/expertteam/?formaat={name}"))
        leads.cookies.load({settings.LANGUAGE_COOKIE_NAME: "nl"})
        looked = look(leads, SimpleUploadedFile(f"expertteam.{name}", file))
        assert {line.outcome for line in looked.context["read"].lines} == {"same"}
    assert list(TeamYear.objects.values()) == before
