"""Data as a whole, in one file to take along: a ZIP with JSON for programs, CSV for spreadsheets, and a page to read."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from regions.export import Column, write

IN_MEMORY = 2**22
Rows = Sequence[Mapping[str, Any]]


class Bundle:
    """Parts are added one by one, and `packed` gives the file. ``said`` stands at the top of the page to read."""

    def __init__(self, *, title: Any, said: Iterable[Any]) -> None:
        self.title, self.said = title, list(said)
        self.file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by who gets it
        self.zip = zipfile.ZipFile(self.file, "w", zipfile.ZIP_DEFLATED)
        self.sections: list[dict[str, Any]] = []
        self.missing = 0

    def add(self, name: str, label: Any, rows: Rows) -> None:
        """``rows`` of one part, each with the same keys; an empty part is told as empty."""
        data = list(rows)
        self.zip.writestr(f"{name}.json", json.dumps(data, ensure_ascii=False, indent=1, default=str))
        self.sections.append({"name": name, "label": str(label), "count": len(data), "rows": data})

    def add_table(self, name: str, label: Any, rows: Iterable[Any], columns: Sequence[Column]) -> None:
        """The same of a list of the site, also as it would be taken along from there."""
        kept = list(rows)
        self.add(name, label, [{column.key: column.for_programs(row) for column in columns} for row in kept])
        table = io.BytesIO()
        write(table, kept, columns, "csv")
        self.zip.writestr(f"{name}.csv", table.getvalue())

    def add_file(self, name: str, file: IO[bytes]) -> None:
        with self.zip.open(name, "w") as kept:
            for block in iter(lambda: file.read(2**16), b""):
                kept.write(block)

    def misses(self, title: str) -> None:
        """A file that should be in it and was not there."""
        self.missing += 1
        self.said.append(_("Not there any more, and so not in this file: %(title)s") % {"title": title})

    def packed(self) -> IO[bytes]:
        """The whole, from its beginning; who gets it closes it."""
        page = render_to_string("home/bundle.html", {"title": self.title, "said": self.said, "sections": self.sections})
        self.zip.writestr("index.html", page)
        self.zip.close()
        self.file.seek(0)
        return self.file
