"""Tables that people send in, CSV or XLSX alike: read within bounds, formulas as their values, texts as they were exported.

``sheet = read_sheet(file, name)`` gives ``sheet.headings`` and ``sheet.rows``; a row has the ``number`` that a spreadsheet
shows for it and ``cells`` by heading, each a text, number, day, moment, yes or no, or None. `SheetError` says in words for the
sender what is wrong with the file as a whole. `text_of`, `day_of`, `number_of` and `several` read cells; what is no day or no
number is a ValueError with words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from .sheet_files import MOST_COLUMNS, MOST_ROWS, SheetError, csv_rows, workbook_rows

__all__ = ["LARGEST_FILE", "Row", "Sheet", "SheetError", "day_of", "number_of", "read_sheet", "several", "text_of"]

LARGEST_FILE = 5 * 2**20
DUTCH_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


@dataclass(frozen=True)
class Row:
    number: int
    cells: dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    headings: list[str]
    rows: list[Row]
    others: tuple[str, ...] = ()  # visible sheets of the workbook that were not read


def read_sheet(file: IO[bytes], name: str) -> Sheet:
    """The first visible sheet of a workbook, or the whole of a CSV; ``name`` is the file's."""
    data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise SheetError(
            _("This file is too large: at most %(size)s MB fit here. Send it in parts.")
            % {"size": LARGEST_FILE // 2**20}
        )
    if data.startswith(b"PK"):
        rows, others = workbook_rows(data)
        return replace(_made_of(rows), others=others)
    if data.startswith(b"\xd0\xcf\x11\xe0") or name.lower().endswith((".xlsx", ".xls", ".ods")):
        raise SheetError(
            _("This is no workbook that can be read here. Save it as XLSX or CSV, without a password, and send that.")
        )
    return _made_of(csv_rows(data))


def _made_of(cells: Iterator[list[Any]]) -> Sheet:
    headings = [text_of(cell) for cell in next(cells, [])]
    while headings and not headings[-1]:
        headings.pop()
    _demand_headings(headings)
    rows = []
    for number, row in enumerate(islice(cells, MOST_ROWS + 1), start=2):
        if number > MOST_ROWS + 1 and any(map(text_of, row)):
            raise SheetError(_("This table has more than %(most)s rows. Send it in parts.") % {"most": MOST_ROWS})
        _demand_all_named(headings, row, number=number)
        filled = dict(zip(headings, [*row, *[None] * len(headings)], strict=False))
        if any(map(text_of, filled.values())):
            rows.append(Row(number, {heading: value for heading, value in filled.items() if heading}))
    return Sheet([heading for heading in headings if heading], rows)


def _demand_headings(headings: list[str]) -> None:
    named = [heading.casefold() for heading in headings if heading]
    if not named:
        raise SheetError(_("The first row is empty. Put the names of the columns there."))
    if len(headings) > MOST_COLUMNS:
        raise SheetError(_("This table has more than %(most)s columns.") % {"most": MOST_COLUMNS})
    if double := [heading for heading in headings if heading and named.count(heading.casefold()) > 1]:
        raise SheetError(_("Two columns have the same name: “%(name)s”. Give each its own.") % {"name": double[0]})


def _demand_all_named(headings: list[str], row: list[Any], *, number: int) -> None:
    """No cell is left out because nothing stands over it."""
    for place, cell in enumerate(row):
        if (place >= len(headings) or not headings[place]) and (text := text_of(cell)):
            said = _(
                "Row %(row)s: no column name stands above “%(text)s”. Give that column a name in the first row. In a CSV, also"
                " see whether a text in this row has commas or semicolons in it: put such a text between double quotes."
            )
            raise SheetError(said % {"row": number, "text": text[:60]})


def text_of(cell: Any) -> str:
    """A cell as somebody would type it; a number that a spreadsheet made of "12" is "12" again."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not any((cell.hour, cell.minute, cell.second)):
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, date) else str(cell).replace("\r\n", "\n").strip()


def number_of(cell: Any) -> int | None:
    """A whole number that is not negative; None for nothing."""
    text = text_of(cell)
    if text and not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError(_("“%(text)s” is no whole number.") % {"text": text})
    return int(text) if text else None


def day_of(cell: Any) -> date | None:
    """A day as 2026-11-22 or 22-11-2026; None for nothing."""
    if isinstance(cell, datetime):
        return cell.date()
    typed = text = text_of(cell)
    if not text:
        return None
    if dutch := DUTCH_DAY.fullmatch(text):
        text = f"{dutch[3]}-{dutch[2]:0>2}-{dutch[1]:0>2}"
    try:
        moment = None if (day := parse_date(text)) else parse_datetime(text)
    except ValueError:
        day = moment = None
    if not day and not moment:
        raise ValueError(_("“%(text)s” is no day. Write it as 2026-11-22 or 22-11-2026.") % {"text": typed})
    return day or moment.date()  # type: ignore[union-attr]


def several(cell: Any) -> list[str]:
    """Several values in one cell: one per line, or with semicolons between them."""
    text = "" if cell is None else str(cell)
    parts = text.split("\n") if "\n" in text else text.split(";")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
