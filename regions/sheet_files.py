"""What stands in the files that people send in, row by row as lists of cells; `regions.sheets` makes tables of them.

Nothing is left out unseen: what cannot be read for certain is a `SheetError` that names the row and says what to do.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.xml.functions import iterparse

from .export import BYTE_ORDER_MARK, FORMULA
from .workbooks import OVERFLOW

LARGEST_UNPACKED = 60 * 2**20  # of all that is packed in a workbook together
MOST_PARTS = 500
MOST_ROWS = 5000
MOST_COLUMNS = 100
DELIMITERS = ("\t", ";", ",")  # the last one stands in headings and texts, too
LOOKED_AT = 50  # rows that tell which delimiter it is
SAID = re.compile(r'"?sep=([^"\r\n])"?\r?(?:\n|$)', re.IGNORECASE)
LIKE_UTF8 = re.compile(rb"[\xc2\xc3][\x80-\xbf]")
UNKNOWN = "\ufffd"


class SheetError(Exception):
    """The file cannot be read as a table; the message is fit for the sender."""


def csv_rows(data: bytes) -> Iterator[list[str]]:
    """The rows of a CSV, a line that says its delimiter (``sep=;``) not among them."""
    text, older = _decoded(data)
    if said := SAID.match(text):
        text, delimiter = text[said.end() :], said[1]
    else:
        delimiter = _delimiter_of(text)
    try:
        for number, cells in enumerate(_parsed(text, delimiter), start=1):
            if older and UNKNOWN in "".join(cells):
                raise SheetError(_not_readable(number))
            yield [_unquoted(cell) for cell in cells]
    except csv.Error as error:
        raise SheetError(
            _("This is no table that can be read here. Save it as CSV (UTF-8) or XLSX, and send that.")
        ) from error


def _not_readable(row: int) -> str:
    said = _("Row %(row)s has a character that cannot be read. Save the table as CSV (UTF-8) or XLSX, and send that.")
    return said % {"row": row}


def _parsed(text: str, delimiter: str) -> Iterator[list[str]]:
    return iter(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def _delimiter_of(text: str) -> str:
    """The one by which the rows have as many cells as there are headings."""
    return max(DELIMITERS, key=lambda delimiter: _fits(text, delimiter))


def _fits(text: str, delimiter: str) -> float:
    """Which part of the first rows is as long as the first one; less than nothing when ``delimiter`` parts no headings."""
    try:
        rows = [row for row in islice(_parsed(text, delimiter), LOOKED_AT) if any(row)]
    except csv.Error:
        return -1
    if not rows or len(rows[0]) < 2:
        return -1
    return sum(len(row) == len(rows[0]) for row in rows[1:]) / max(len(rows) - 1, 1)


def _decoded(data: bytes) -> tuple[str, bool]:
    """As the standard says, or as an older spreadsheet program on Windows writes; and whether it is the latter."""
    older = False
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        if data.startswith(BYTE_ORDER_MARK.encode()) or LIKE_UTF8.search(data):  # both in one file
            raise SheetError(_not_readable(data[: error.start].count(b"\n") + 1)) from error
        text, older = data.decode("cp1252", errors="replace"), True
    if "\x00" in text:
        raise SheetError(_("This is no table that can be read here. Save it as CSV (UTF-8) or XLSX, and send that."))
    return text.removeprefix(BYTE_ORDER_MARK), older


def _unquoted(cell: str) -> str:
    """Without the quote that an export puts before what looks like a formula."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def workbook_rows(data: bytes) -> tuple[Iterator[list[Any]], tuple[str, ...]]:
    """The rows of the first visible sheet, and the names of the other visible ones."""
    _demand_harmless(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if shown:
            _demand_all_there(shown[0])
        table = list(_sheet_rows(shown[0])) if shown else []
        overflow = list(_sheet_rows(book[OVERFLOW])) if OVERFLOW in book.sheetnames else []
    except SheetError:
        raise
    except Exception as error:  # what a damaged or crafted file makes the reader stumble over is of many kinds
        raise SheetError(
            _("This workbook is damaged, or is none. Save it again as XLSX or CSV, and send that.")
        ) from error
    return _with_overflow(table, overflow), tuple(sheet.title for sheet in shown[1:])


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


def _demand_all_there(sheet: Any) -> None:
    """Refuses cells that look empty to a reader of values, and are not: formulas without an outcome, and merged ones."""
    with sheet._get_source() as source:
        for _event, element in iterparse(source):
            name = element.tag.rpartition("}")[2]
            if name == "c":
                _demand_outcome(element)
                element.clear()
            elif name == "row":
                element.clear()
            elif name == "mergeCell":
                said = _(
                    "Row %(row)s: the cells %(cells)s are merged. Part them, fill in each, and send the file again."
                )
                raise SheetError(said % {"row": _row_of(element.get("ref")), "cells": element.get("ref")})


def _demand_outcome(cell: Any) -> None:
    parts = {part.tag.rpartition("}")[2]: part.text for part in cell}
    kept = parts.get("v") or ("v" in parts and cell.get("t") == "str")
    if "f" in parts and (not kept or cell.get("t") == "e"):
        said = _(
            "Row %(row)s: cell %(cell)s has a formula without an outcome. Put the value itself there, or open the file in a"
            " spreadsheet program, save it, and send that."
        )
        raise SheetError(said % {"row": _row_of(cell.get("r")), "cell": cell.get("r")})


def _row_of(reference: str) -> str:
    return re.sub(r"\D", "", reference.partition(":")[0])


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
            rows[key][place] = f"{rows[key][place] or ''}{''.join(str(part) for part in rest if part is not None)}"
    yield from table
