"""Tables that people send in, CSV or XLSX alike: read within bounds, formulas as their values, texts as they were exported.

``sheet = read_sheet(file, name)`` gives ``sheet.headings`` and ``sheet.rows``; a row has the ``number`` that a spreadsheet
shows for it and ``cells`` by heading, each a text, number, day, moment, yes or no, or None. `SheetError` says in words for the
sender what is wrong with the file as a whole. `text_of`, `day_of`, `number_of` and `several` read cells; what is no day or no
number is a ValueError with words.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from .export import BYTE_ORDER_MARK, FORMULA
from .workbooks import OVERFLOW

LARGEST_FILE = 5 * 2**20
LARGEST_UNPACKED = 60 * 2**20  # of all that is packed in a workbook together
MOST_PARTS = 500
MOST_ROWS = 5000
MOST_COLUMNS = 100
DELIMITERS = (",", ";", "\t")
DUTCH_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


class SheetError(Exception):
    """The file cannot be read as a table; the message is fit for the sender."""


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
        return _from_workbook(data)
    if data.startswith(b"\xd0\xcf\x11\xe0") or name.lower().endswith((".xlsx", ".xls", ".ods")):
        raise SheetError(
            _("This is no workbook that can be read here. Save it as XLSX or CSV, without a password, and send that.")
        )
    return _made_of(_csv_rows(data))


def _csv_rows(data: bytes) -> Iterator[list[Any]]:
    text = _decoded(data)
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [_unquoted(cell) for cell in cells]
    except csv.Error as error:
        raise SheetError(
            _("This is no table that can be read here. Save it as CSV (UTF-8) or XLSX, and send that.")
        ) from error


def _decoded(data: bytes) -> str:
    """As the standard says, or as an older spreadsheet program on Windows writes."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise SheetError(_("This is no table that can be read here. Save it as CSV (UTF-8) or XLSX, and send that."))
    return text.removeprefix(BYTE_ORDER_MARK)


def _unquoted(cell: str) -> str:
    """Without the quote that an export puts before what looks like a formula."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def _from_workbook(data: bytes) -> Sheet:
    _demand_harmless(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        table = list(_sheet_rows(shown[0])) if shown else []
        overflow = list(_sheet_rows(book[OVERFLOW])) if OVERFLOW in book.sheetnames else []
    except Exception as error:  # what a damaged or crafted file makes the reader stumble over is of many kinds
        raise SheetError(
            _("This workbook is damaged, or is none. Save it again as XLSX or CSV, and send that.")
        ) from error
    return replace(_made_of(_with_overflow(table, overflow)), others=tuple(sheet.title for sheet in shown[1:]))


def _demand_harmless(data: bytes) -> None:
    """What is packed says how large it becomes, and is read no further than that."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile as error:
        raise SheetError(
            _("This workbook is damaged, or is none. Save it again as XLSX or CSV, and send that.")
        ) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise SheetError(
            _(
                "Much more is packed into this workbook than a table needs. Copy the table into a new one, and send that."
            )
        )


def _sheet_rows(sheet: Any) -> Iterator[list[Any]]:
    sheet.reset_dimensions()  # the file may say anything
    for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True):
        yield list(row)


def _with_overflow(table: list[list[Any]], overflow: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """With what an export had to lay aside of texts that are too long for a cell."""
    headings = table[0] if table else []
    rows = {row[0]: row for row in table[1:] if row}
    for key, heading, *rest in overflow:
        if key is not None and key in rows and heading in headings:
            place = headings.index(heading)
            rows[key][place] = f"{rows[key][place] or ''}{''.join(filter(None, rest))}"
    yield from table


def _made_of(cells: Iterator[list[Any]]) -> Sheet:
    headings = [text_of(cell) for cell in next(cells, [])]
    while headings and not headings[-1]:
        headings.pop()
    _demand_headings(headings)
    rows = []
    for number, row in enumerate(islice(cells, MOST_ROWS + 1), start=2):
        if number > MOST_ROWS + 1 and any(map(text_of, row)):
            raise SheetError(_("This table has more than %(most)s rows. Send it in parts.") % {"most": MOST_ROWS})
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
    text = text_of(cell)
    if not text:
        return None
    if dutch := DUTCH_DAY.fullmatch(text):
        text = f"{dutch[3]}-{dutch[2]:0>2}-{dutch[1]:0>2}"
    try:
        moment = None if (day := parse_date(text)) else parse_datetime(text)
    except ValueError:
        day = moment = None
    if not day and not moment:
        raise ValueError(_("“%(text)s” is no day. Write it as 2026-11-22 or 22-11-2026.") % {"text": text})
    return day or moment.date()  # type: ignore[union-attr]


def several(cell: Any) -> list[str]:
    """Several values in one cell: one per line, or with semicolons between them."""
    text = "" if cell is None else str(cell)
    parts = text.split("\n") if "\n" in text else text.split(";")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
