"""Lists as files: CSV and XLSX for people, JSON for programs. What is written here is read again by `regions.sheets`.

A list says its columns once::

    COLUMNS = [
        Column("number", _("number"), "pk"),
        Column("region", _("region"), "lead_region.name"),
        Column("status", _("status"), "status", choices=LessonStatus),
        Column("themes", _("themes"), lambda page: [str(theme) for theme in page.themes.all()]),
    ]

and a ListView of it becomes `class PlanListView(ExportMixin, ListView)` (`regions.views.ExportMixin`) with ``export_name`` and
``export_columns``; its template has ``{% include "components/downloads.html" %}``. ``value`` is a path of attributes or a
function of the row. The value of the first column tells rows apart. Keys of columns are for good: programs and imports know them.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _

from .workbooks import write_workbook

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
AT_ONCE = 2000  # rows that are in memory together
IN_MEMORY = 2**20
# What a spreadsheet would take for a formula. It stands behind a quote, as do texts that begin with such a quote themselves, so
# that each can be read back as it was.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Column:
    """``choices`` are the words for the values: people get the word, programs the value."""

    key: str
    label: Any
    value: str | Callable[[Any], Any]
    choices: Any = None

    def of(self, row: Any) -> Any:
        return self.value(row) if callable(self.value) else attrgetter(self.value)(row)

    def in_words(self, row: Any) -> Any:
        """For a cell: a text, a number, a day, a moment, a yes or no, or None."""
        value = self.of(row)
        if self.choices is not None and value not in (None, ""):
            return str(dict(self.choices.choices).get(value, value))
        if isinstance(value, list | tuple):
            return joined(value)
        return value if isinstance(value, int | float | date | None) else str(value)

    def for_programs(self, row: Any) -> Any:
        value = self.of(row)
        if isinstance(value, date):  # a datetime is one, too
            return value.isoformat()
        if isinstance(value, list | tuple):
            return [one if isinstance(one, int | dict) else str(one) for one in value]
        return value if isinstance(value, int | float | dict | None) else str(value)


def joined(values: Iterable[Any]) -> str:
    """Several values in one cell; `regions.sheets.several` reads them again."""
    texts = [str(value) for value in values]
    return "".join(f"{text}\n" for text in texts) if any(";" in text for text in texts) else "; ".join(texts)


def export(rows: Iterable[Any], columns: Sequence[Column], format: str, *, name: str) -> FileResponse:  # noqa: A002
    """A download of ``rows`` under ``name`` (see `file_name`). It is written to the end before anything is sent: a mistake
    half-way is an error, and not half a file that passes for a whole one."""
    file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed with the response
    write(file, rows, columns, format)
    file.seek(0)
    response = FileResponse(file, content_type=FORMATS[format], as_attachment=True, filename=f"{name}.{format}")
    response["Cache-Control"] = "private, no-store"
    return response


def write(file: IO[bytes], rows: Iterable[Any], columns: Sequence[Column], format: str) -> None:  # noqa: A002
    {"csv": _write_csv, "xlsx": _write_xlsx, "json": _write_json}[format](file, in_parts(rows), columns)


def in_parts(rows: Iterable[Any]) -> Iterator[Any]:
    """Rows of the database, so many at a time."""
    return rows.iterator(chunk_size=AT_ONCE) if isinstance(rows, QuerySet) else iter(rows)


def heading(column: Column) -> str:
    return capfirst(str(column.label))


def file_name(name: str, chosen: Iterable[tuple[str, str]] = ()) -> str:
    """``name`` with what the list was narrowed by and the day, without what comes after the dot."""
    said = [slugify(f"{key}-{value}")[:40] for key, value in chosen if value]
    return "_".join([name, *said])[:150] + f"_{timezone.localdate().isoformat()}"


def _write_csv(file: IO[bytes], rows: Iterator[Any], columns: Sequence[Column]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    text.write(BYTE_ORDER_MARK)  # or Excel would take it for another encoding
    writer = csv.writer(text)
    writer.writerow([heading(column) for column in columns])
    writer.writerows([_csv_cell(column.in_words(row)) for column in columns] for row in rows)
    text.detach()


def _csv_cell(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return timezone.localtime(value).isoformat(timespec="seconds")
        case str():
            return no_formula(value.replace("\x00", ""))
    return value


def no_formula(text: str) -> str:
    return f"'{text}" if FORMULA.match(text) else text


def _write_xlsx(file: IO[bytes], rows: Iterator[Any], columns: Sequence[Column]) -> None:
    cells = ([column.in_words(row) for column in columns] for row in rows)
    write_workbook(file, [heading(column) for column in columns], cells)


def _write_json(file: IO[bytes], rows: Iterator[Any], columns: Sequence[Column]) -> None:
    before = b"[\n"
    for row in rows:
        named = {column.key: column.for_programs(row) for column in columns}
        file.write(before + json.dumps(named, ensure_ascii=False).encode())
        before = b",\n"
    file.write(b"\n]\n" if before == b",\n" else b"[]\n")
