"""Nothing of a file is lost unseen: what cannot be read for certain is refused with its row, and a table is written once."""

import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook
from wagtail.models import Page

from lessons.models import LessonPage
from regions.models import Region
from regions.workbooks import OVERFLOW
from tests.factories.lessons import LessonFactory
from tests.home.test_imports import client, confirm, csv_of, outcomes, send, theme, workbook  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HEAD = "title;why;region\n"


def merged() -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in (["title", "why", "region"], ["Bel eerst", "Het hielp.", "Zeeland"], [None, "Ook.", "Zeeland"]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (f"{HEAD}Bel eerst;Het hielp; echt;Zeeland\n".encode(), ["2", "Zeeland"]),
        (b"title;;why\nBel eerst;weg;Het hielp\n", ["2", "weg"]),
        (f"{HEAD}Goed;Goed;Zeeland\nBel \x81;Het hielp;Zeeland\n".encode("latin-1"), ["3"]),
        ("\ufeff".encode() + f"{HEAD}Zoë;Het hielp;Zeeland\n".encode("cp1252"), ["2"]),
        (f"{HEAD}Zoë;Het hielp;Zeeland\n".encode() + "Noë;x;Zeeland\n".encode("cp1252"), ["3"]),
        (workbook([["title", "why", "region"], ["Bel eerst", '="Het" & "hielp"', "Zeeland"]]), ["2", "B2"]),
        (workbook([["title", "why", "region"], ["=A1", None, None]]), ["2", "A2"]),
        (merged(), ["2", "A2:A3"]),
    ],
)
def test_what_would_get_lost_is_refused_with_its_row(
    client: Client,  # noqa: F811
    zeeland: Any,
    data: bytes,
    said: list[str],
) -> None:
    page = send(client, data, circle=zeeland.circle)
    (error,) = page.context["form"].errors["file"]
    assert all(word in error for word in said), error
    assert not LessonPage.objects.exists()


@pytest.mark.parametrize(
    "table",
    [
        f"sep=;\r\n{HEAD}Bel eerst, dan mailen;Het hielp;Zeeland\n",
        'sep=,\ntitle,why,region\n"Bel eerst, dan mailen",Het hielp,Zeeland\n',
        "title;why;region;kort, bondig, helder, en goed\nBel eerst, dan mailen;Het hielp;Zeeland;x\n",
        "title,why,region,tags\n" + '"Bel eerst, dan mailen",Het hielp,Zeeland,a; b; c\n',
        "title\twhy\tregion\nBel eerst, dan mailen\tHet hielp\tZeeland\n",
    ],
)
def test_the_delimiter_is_the_one_that_parts_the_rows(
    client: Client,  # noqa: F811
    zeeland: Any,
    table: str,
) -> None:
    page = send(client, table, circle=zeeland.circle)
    (line,) = page.context["plan"].lines
    assert (line.title, line.values["why"], str(line.outcome)) == ("Bel eerst, dan mailen", "Het hielp", "new")


def test_a_table_that_was_carried_out_is_not_carried_out_again(client: Client, zeeland: Any) -> None:  # noqa: F811
    page = send(client, csv_of("Bel eerst;Het hielp.;Zeeland;;;;"), circle=zeeland.circle)
    assert [message.level_tag for message in confirm(client, page).context["messages"]] == ["success"]
    LessonPage.objects.all().delete()
    (said,) = confirm(client, page).context["messages"]
    assert said.level_tag == "info"
    assert not LessonPage.objects.exists()


def test_what_cannot_stand_beside_what_is_there_is_said_with_its_row(client_of: Any, editor: Any, zeeland: Any) -> None:
    sender = client_of(editor)
    zeeland.page.get_parent().add_child(instance=Page(title="Iets anders", slug="nieuwe-regio"))
    rows = [
        "JZ98,N1,Goede regio,Flevoland,1,1,goede-regio",
        "JZ99,N2,Nieuwe regio,Flevoland,1,2,nieuwe-regio",
    ]
    table = "cbs_code,code,name,province,tile_row,tile_column,slug\n" + "\n".join(rows)
    page = send(sender, table, kind="regios")
    assert outcomes(page) == [(2, "new"), (3, "new")]
    answer = confirm(sender, page, "regios")
    assert answer.status_code == 409
    assert outcomes(answer) == [(2, "new"), (3, "wrong")]
    assert not Region.objects.filter(cbs_code__in=["JZ98", "JZ99"]).exists()


def test_further_regions_come_in_and_what_the_steps_of_a_lesson_change_does_not(
    client: Client,  # noqa: F811
    zeeland: Any,
    twente: Any,
    foodvalley: Any,
    coordinator: Any,
) -> None:
    lesson = LessonFactory(region=zeeland, owner=coordinator, draft=True, audience_key=zeeland.circle.audience_key)
    page = send(
        client,
        f"number,title,further_regions,status\n{lesson.pk},{lesson.title},TW; Food Valley,\n",
        circle=zeeland.circle,
    )
    (line,) = page.context["plan"].lines
    assert [(one.before, one.after) for one in line.changes] == [("", "Food Valley; Twente")]
    confirm(client, page)
    assert {region.name for region in LessonPage.objects.get(pk=lesson.pk).further_regions.all()} == {
        "Twente",
        "Food Valley",
    }
    table = "title,why,region,further_regions\nNieuw,Het hielp.,Zeeland,Twente\n"
    confirm(client, send(client, table, circle=zeeland.circle))
    assert [region.name for region in LessonPage.objects.get(title="Nieuw").further_regions.all()] == ["Twente"]
    for wrong in ("published,", ",public"):
        page = send(
            client,
            f"number,title,status,audience\n{lesson.pk},{lesson.title},{wrong}\n,Nieuwer,{wrong}\n",
            circle=zeeland.circle,
        )
        assert [outcome for _row, outcome in outcomes(page)] == ["wrong", "wrong"]


def test_a_draft_is_agreed_on_and_reopened_from_a_table(client: Client, zeeland: Any, coordinator: Any) -> None:  # noqa: F811
    lesson = LessonFactory(region=zeeland, owner=coordinator, draft=True, audience_key=zeeland.circle.audience_key)
    for title, status in (("Anders gezegd", "agreed"), ("Anders gezegd", "draft")):
        page = send(client, f"number,title,status\n{lesson.pk},{title},{status}\n", circle=zeeland.circle)
        assert outcomes(page) == [(2, "changed")]
        confirm(client, page)
        stands = LessonPage.objects.get(pk=lesson.pk)
        assert (stands.title, str(stands.status), stands.live) == (title, status, False)


def test_numbers_where_an_export_lays_long_texts_aside_are_read_as_text(client: Client, zeeland: Any) -> None:  # noqa: F811
    book, file = Workbook(), io.BytesIO()
    for row in (["title", "why", "region"], ["Bel eerst", "Het hielp in ", "Zeeland"]):
        book.active.append(row)
    aside = book.create_sheet(OVERFLOW)
    aside.sheet_state = "hidden"
    aside.append(["Bel eerst", "why", 7, None, " weken"])
    book.save(file)
    page = send(client, file.getvalue(), circle=zeeland.circle, name="lessen.xlsx")
    (line,) = page.context["plan"].lines
    assert line.values["why"] == "Het hielp in 7 weken"
