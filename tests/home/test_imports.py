"""What a table would do is shown row by row, and exactly that is done, once."""

import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from home.importing import kept
from home.models import RegionPage
from lessons import actions
from lessons.models import LessonPage
from lessons.states import LessonStatus
from regions.models import Region, RegionMunicipality
from regions.sheets import SheetError, read_sheet
from tests.factories.lessons import LessonFactory, ThemeFactory
from tests.home.test_exports import got

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NEW = "Les;Waarom;Regio;Thema's;Trefwoorden;Richting;Herzieningsdatum\n"


@pytest.fixture
def theme(db: None) -> Any:
    return ThemeFactory(name="Vertrouwen", name_en="Trust", slug="vertrouwen")


@pytest.fixture
def client(client_of: Any, coordinator: Any, theme: Any) -> Client:
    return client_of(coordinator)


def send(
    client: Client, data: str | bytes, *, kind: str = "lessen", circle: Any = None, name: str = "lessen.csv"
) -> Any:
    upload = SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)
    return client.post(f"/invoer/{kind}/", {"file": upload, **({"circle": circle.pk} if circle else {})})


def outcomes(page: Any) -> list[tuple[int, str]]:
    return [(line.number, str(line.outcome)) for line in page.context["plan"].lines]


def confirm(client: Client, page: Any, kind: str = "lessen") -> Any:
    (word,) = re.findall(r'name="word" value="([^"]+)"', page.content.decode())
    return client.post(f"/invoer/{kind}/bevestigen/", {"word": word}, follow=True)


def shown(lesson: LessonPage) -> LessonPage:
    """As it stands once it was published: nothing newer is kept beside it."""
    LessonPage.objects.filter(pk=lesson.pk).update(has_unpublished_changes=False)
    return lesson


def csv_of(*rows: str) -> str:
    return "title;why;region;themes;tags;direction;review_on\n" + "".join(f"{row}\n" for row in rows)


def test_who_brings_what_in(
    client_of: Any, visitor: Client, participant: Any, coordinator: Any, editor: Any, admin: Any
) -> None:
    def answers(client: Client) -> list[int]:
        return [
            client.get(f"/invoer/{kind}").status_code for kind in ("", "lessen/", "regios/", "gemeenten/", "niets/")
        ]

    assert answers(visitor) == [302] * 4 + [302]
    assert answers(client_of(participant)) == [403, 403, 403, 403, 404]
    assert answers(client_of(coordinator)) == [200, 200, 403, 403, 404]
    assert answers(client_of(editor)) == [200, 200, 200, 200, 404]
    assert answers(client_of(admin)) == [200, 403, 200, 200, 404]


def test_new_lessons_become_drafts_of_the_circle_and_only_when_confirmed(
    client: Client, zeeland: Any, coordinator: Any
) -> None:
    page = send(client, csv_of("Bel eerst;Het hielp.;Zeeland;trust;bellen; Stop ;1-2-2030"), circle=zeeland.circle)
    assert outcomes(page) == [(2, "new")]
    assert not LessonPage.objects.exists()
    confirm(client, page)
    lesson = LessonPage.objects.get()
    assert (lesson.title, lesson.why, lesson.live, lesson.status) == (
        "Bel eerst",
        "Het hielp.",
        False,
        LessonStatus.DRAFT,
    )
    assert (lesson.audience_key, lesson.owner, lesson.lead_region) == (
        zeeland.circle.audience_key,
        coordinator,
        zeeland,
    )
    assert (lesson.direction, lesson.review_on.isoformat()) == ("stop", "2030-02-01")
    assert ([str(theme) for theme in lesson.themes.all()], sorted(lesson.tags.names())) == (["Vertrouwen"], ["bellen"])


def test_the_same_file_twice_changes_nothing(client: Client, zeeland: Any) -> None:
    table = csv_of("Bel eerst;Het hielp.;Zeeland;;;;", "Bel later;Het hielp niet.;Zeeland;;;;")
    confirm(client, send(client, table, circle=zeeland.circle))
    again = send(client, table, circle=zeeland.circle)
    assert outcomes(again) == [(2, "unchanged"), (3, "unchanged")]
    assert 'name="word"' not in again.content.decode()
    assert LessonPage.objects.count() == 2


def test_a_wrong_row_says_why_and_nothing_is_written(client: Client, zeeland: Any, twente: Any) -> None:
    page = send(
        client,
        csv_of(
            "Bel eerst;Het hielp.;Zeeland;Onbekend;;;",
            ";Het hielp.;Zeeland;;;;",
            "Goed;Het hielp.;Twente;;;;",
            "Goed;Het hielp.;Zeeland;;;opzij;",
            "Goed;Het hielp.;Zeeland;;;;31-2-2030",
            "Goed;Mail j.de.vries@example.org maar.;Zeeland;;;;",
            "Beter;Het hielp.;Zeeland;;;;",
        ),
        circle=zeeland.circle,
    )
    assert outcomes(page) == [(number, "wrong") for number in range(2, 8)] + [(8, "new")]
    said = [" ".join(line.problems) for line in page.context["plan"].lines]
    for number, word in enumerate(["Onbekend", "Les", "Twente", "opzij", "31-2-2030"]):
        assert word in said[number]
    assert "example.org" not in said[5] and said[5]
    assert 'name="word"' not in page.content.decode()
    assert not LessonPage.objects.exists()


def test_what_differs_is_shown_from_and_to_and_only_that_is_changed(
    client: Client, client_of: Any, zeeland: Any, twente: Any, coordinator: Any
) -> None:
    mine = shown(LessonFactory(region=zeeland, title="Oud", owner=coordinator, tags=["School"]))
    other = LessonFactory(region=twente, title="Van een ander")
    table = "number;title;conditions\n{};Nieuw;\n{};{};\n"
    page = send(client, table.format(mine.pk, other.pk, "Van een ander"), circle=zeeland.circle)
    assert outcomes(page) == [(2, "changed"), (3, "unchanged")]
    assert "missing" not in page.context["plan"].missing
    (change,) = page.context["plan"].lines[0].changes
    assert (change.key, change.before, change.after) == ("title", "Oud", "Nieuw")
    refused = send(client, table.format(mine.pk, other.pk, "Gekaapt"), circle=zeeland.circle)
    assert outcomes(refused) == [(2, "changed"), (3, "wrong")]
    assert LessonPage.objects.get(pk=other.pk).title == "Van een ander"


def test_what_others_may_not_read_is_not_found_by_its_number(
    client: Client, zeeland: Any, table_circle: Any, twente: Any
) -> None:
    hidden = LessonFactory(region=twente, title="Van de kring", audience_key=table_circle.audience_key)
    page = send(
        client, f"number;title;why;region\n{hidden.pk};Raad;x;Zeeland\n999999;Daad;x;Zeeland\n", circle=zeeland.circle
    )
    first, second = (" ".join(line.problems).replace(str(hidden.pk), "999999") for line in page.context["plan"].lines)
    assert first == second != ""


def test_a_change_in_between_is_told_and_nothing_is_written(client: Client, zeeland: Any, coordinator: Any) -> None:
    lesson = shown(LessonFactory(region=zeeland, title="Oud", owner=coordinator))
    page = send(
        client,
        f"number;title;why;region\n{lesson.pk};Nieuw;Twee keer bleek het plan niet te passen.;Zeeland\n",
        circle=zeeland.circle,
    )
    latest = LessonPage.objects.get(pk=lesson.pk)
    latest.conditions = "Tussendoor"
    actions.change_lesson(latest, version=latest.latest_revision_id, user=coordinator)
    answer = confirm(client, page)
    assert answer.status_code == 409
    assert LessonPage.objects.get(pk=lesson.pk).title == "Oud"
    assert outcomes(answer) == [(2, "changed")]
    confirm(client, answer)
    lesson = LessonPage.objects.get(pk=lesson.pk)
    assert (lesson.title, lesson.conditions) == ("Nieuw", "Tussendoor")


def test_what_is_confirmed_too_late_or_by_another_is_gone(
    client: Client, client_of: Any, editor: Any, zeeland: Any, monkeypatch: Any
) -> None:
    table = csv_of("Bel eerst;Het hielp.;Zeeland;;;;")
    page = send(client, table, circle=zeeland.circle)
    assert [message.level_tag for message in confirm(client_of(editor), page).context["messages"]] == ["error"]
    kept.run_due()
    assert storages["private"].listdir(kept.FOLDER)[1] != []
    monkeypatch.setattr(kept, "KEPT_FOR", timedelta(seconds=-1))
    kept.run_due()
    assert storages["private"].listdir(kept.FOLDER)[1] == []
    assert not LessonPage.objects.exists()
    confirm(client, page)
    assert not LessonPage.objects.exists()


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_what_was_exported_comes_in_again_without_a_difference(
    client: Client, zeeland: Any, twente: Any, theme: Any, coordinator: Any, format_: str
) -> None:
    lesson = LessonFactory(
        region=zeeland, title="=1+1 telt", themes=[theme, ThemeFactory()], tags=["School", "a;b"], owner=coordinator
    )
    lesson.further_regions = [twente]
    lesson.save()
    LessonFactory(region=twente, why="Regel een\r\nregel twee\n", conditions="x" * 40_000, review_on="2030-01-01")
    page = send(client, got(client, f"/lessen/?formaat={format_}"), circle=zeeland.circle, name=f"lessen.{format_}")
    assert outcomes(page) == [(2, "unchanged"), (3, "unchanged")]


def test_regions_come_in_again_without_a_difference_and_may_change_places(
    client_of: Any, editor: Any, zeeland: Any, twente: Any
) -> None:
    client = client_of(editor)
    table = got(client, "/regios/?formaat=xlsx")
    assert {outcome for _row, outcome in outcomes(send(client, table, kind="regios", name="r.xlsx"))} == {"unchanged"}
    zeeland, twente = Region.objects.get(pk=zeeland.pk), Region.objects.get(pk=twente.pk)
    rows = [
        f"{zeeland.cbs_code},ZL,Zeeland,{twente.tile_row},{twente.tile_column},Zeeland",
        f"{twente.cbs_code},TW,Twente en omstreken,{zeeland.tile_row},{zeeland.tile_column},Overijssel",
        "JZ98,NW,Nieuwe regio,1,1,Flevoland",
    ]
    table = "cbs_code,code,name,tile_row,tile_column,province\n" + "\n".join(rows)
    page = send(client, table, kind="regios")
    assert outcomes(page) == [(2, "changed"), (3, "changed"), (4, "new")]
    confirm(client, page, "regios")
    moved = Region.objects.get(pk=zeeland.pk)
    assert (moved.tile_row, moved.tile_column) == (twente.tile_row, twente.tile_column)
    assert RegionPage.objects.get(region=twente).title == "Twente en omstreken"
    assert RegionPage.objects.get(region__cbs_code="JZ98").url == "/regios/nieuwe-regio/"
    double = send(
        client, "cbs_code,code,name,tile_row,tile_column,province\nJZ97,NW,Nieuwe regio,1,1,Flevoland", kind="regios"
    )
    assert len(double.context["plan"].lines[0].problems) == 4


def test_a_municipality_moves_on_a_day(client_of: Any, editor: Any, zeeland: Any, twente: Any) -> None:
    client = client_of(editor)
    head = "region,cbs_code,name,province,population,valid_from,valid_to\n"
    first = send(client, f"{head}{zeeland.cbs_code},GM0001,Kust,Zeeland,12000,,", kind="gemeenten")
    confirm(client, first, "gemeenten")
    both = send(client, f"{head}{twente.cbs_code},GM0001,Kust,Zeeland,12000,2027-01-01,", kind="gemeenten")
    assert outcomes(both) == [(2, "wrong")]
    rows = [
        f"{twente.cbs_code},GM0001,Kust,Zeeland,12000,2027-01-01,",
        f"{zeeland.cbs_code},GM0001,Kust,Zeeland,12000,,2027-01-01",
    ]
    moved = send(client, head + "\n".join(rows), kind="gemeenten")
    assert outcomes(moved) == [(2, "new"), (3, "changed")]
    confirm(client, moved, "gemeenten")
    assert [link.region.name for link in RegionMunicipality.objects.filter(valid_to=None)] == ["Twente"]
    again = send(client, got(client, "/gemeenten/?formaat=csv"), kind="gemeenten")
    assert outcomes(again) == [(2, "unchanged"), (3, "unchanged")]


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(8):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 9_000_000)
    return file.getvalue()


def workbook(rows: list[list[Any]]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", bomb(), b"PK\x03\x04kapot", b"a,a\n1,2", b'a,b\n"open', b"x" * 6_000_000, workbook([["a"]] + [[1]] * 5001)],
)
def test_a_file_that_is_no_table_is_refused_in_words(client: Client, zeeland: Any, data: bytes) -> None:
    with pytest.raises(SheetError):
        read_sheet(io.BytesIO(data), "x.csv")
    if data:
        answer = send(client, data, circle=zeeland.circle)
        assert answer.status_code == 200
        assert answer.context["form"].errors["file"]


def test_a_table_of_an_older_program_is_read() -> None:
    (row,) = read_sheet(io.BytesIO("naam;wat\r\nZoë;é\r\n".encode("cp1252")), "x.csv").rows
    assert (row.number, row.cells) == (2, {"naam": "Zoë", "wat": "é"})
    (row,) = read_sheet(io.BytesIO(workbook([["a", "b"], [None, None], [12, "x"]])), "x.xlsx").rows
    assert (row.number, row.cells["a"], row.cells["b"]) == (3, 12, "x")
