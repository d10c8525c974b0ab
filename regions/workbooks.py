"""Workbooks (XLSX) of one table, written row by row."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

LONGEST_CELL = 32_767  # characters; a spreadsheet program refuses a file with more
NARROWEST, WIDEST = 12, 60
# The sheet with what did not fit: the first cell of its row, the heading of its column, and the rest of its text.
OVERFLOW = "leertafel-vervolg"
LIKE_A_FORMULA = re.compile(r"[=+\-@]")
# Control characters, halves of characters and what stands for no character: one of them, and no program opens the workbook.
UNKNOWN_TO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_workbook(file: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """``rows`` hold texts, numbers, days, moments, yes or no, and None. A text is never taken for a formula."""
    book = Workbook(write_only=True)
    sheet, overflow = book.create_sheet(_("List")), []
    sheet.freeze_panes = "A2"
    for number, heading in enumerate(headings, start=1):
        width = min(max(len(heading) + 4, NARROWEST, 40 if number == 2 else 0), WIDEST)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_heading(sheet, heading) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        overflow += [
            (row[0], heading, *_rest(value)) for heading, value in zip(headings, row, strict=True) if _rest(value)
        ]
    if overflow:
        _write_overflow(book, overflow)
    book.save(file)


def _write_overflow(book: Workbook, rows: list[tuple[Any, ...]]) -> None:
    sheet = book.create_sheet(OVERFLOW)
    sheet.sheet_state = "hidden"
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _rest(value: Any) -> list[str]:
    text = without_unknown(value) if isinstance(value, str) else ""
    return [text[start : start + LONGEST_CELL] for start in range(LONGEST_CELL, len(text), LONGEST_CELL)]


def _heading(sheet: Any, text: str) -> WriteOnlyCell:
    cell = _cell(sheet, text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, str):
        return _text_cell(sheet, without_unknown(value)[:LONGEST_CELL])
    if isinstance(value, datetime):
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        return _dated(sheet, moment.replace(tzinfo=None, microsecond=0), "yyyy-mm-dd hh:mm")
    return _dated(sheet, value, "yyyy-mm-dd") if isinstance(value, date) else value


def _text_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # a text that looks like a formula stays a text
    cell.quotePrefix = bool(LIKE_A_FORMULA.match(text))  # also for who edits the cell afterwards
    return cell


def _dated(sheet: Any, value: Any, number_format: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = number_format
    return cell


def without_unknown(text: str) -> str:
    """Without the characters that XML does not know, and with one way of ending lines, as XML has it: what is left of a text in a
    workbook."""
    return UNKNOWN_TO_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
