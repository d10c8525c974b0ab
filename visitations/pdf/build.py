"""A report's PDF: tagged, PDF/UA-1 and PDF/A-2a in one file, whatever is in the report."""

import datetime
import json
import re
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from .contents import Report
from .signs import plain
from .tree import Printed, changed, printed

HERE = Path(__file__).parent
STANDARDS: Any = ["ua-1", "a-2a"]
_LOST = re.compile(r'the (?:text|PDF contains the codepoint) `"((?:[^"\\]|\\.)*)"`|codepoint `"((?:[^"\\]|\\.)*)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_PROBE = """#set document(title: "-", date: datetime(year: 2000, month: 1, day: 1))
#set text(font: json(bytes(sys.inputs.fonts)))
#sys.inputs.text"""
FORGETS_AFTER = 11
MAIN = "main.typ"
_BEGINS, _UNCLEAR = b">>\nstream\n", b"\r\nendstream"
FONTS = ("Libertinus Serif", "DejaVu Sans")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Those that typst brings along and ours: the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(HERE / "fonts")])


def build_pdf(report: Report) -> bytes:
    """The PDF of ``report``. Builds in any case: what cannot be drawn is said in words, and when even that fails the signs
    outside the Western alphabets and the pictures are left out. The same report gives the same bytes."""
    try:
        return _compiled(printed(report, probe=lost_signs), report.date)
    except typst.TypstError:
        bare = printed(report, probe=lost_signs, pictures=False)
        return _compiled(Printed(changed(bare.data, plain)), report.date)
    finally:
        _forget()


def _forget() -> None:
    """typst keeps what it worked out until ten documents later: of a long report 75 MB."""
    for _round in range(FORGETS_AFTER):
        typst.compile(b"", font_paths=_fonts())


def _compiled(made: Printed, day: datetime.date) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        for name, data in {MAIN: _template(), **made.files}.items():
            Path(folder, name).write_bytes(data)
        document = typst.compile(
            str(Path(folder, MAIN)),
            root=folder,
            font_paths=_fonts(),
            sys_inputs={"report": json.dumps(made.data), "fonts": json.dumps(FONTS)},
            pdf_standards=STANDARDS,
            timestamp=datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC),
        )
    return _with_clear_ends(document)


def _with_clear_ends(document: bytes) -> bytes:
    """A stream that happens to end with a carriage return, before the line feed that ends every stream, reads as one byte
    shorter than it says. Its line end becomes one of two signs, in the room of a line feed before it: nothing else moves."""
    place = document.find(_UNCLEAR)
    while place >= 0:
        begins = document.rfind(_BEGINS, 0, place)
        inside = document[begins + len(_BEGINS) : place]
        document = document[:begins] + b">>stream\n" + inside + b"\r\r\nendstream" + document[place + len(_UNCLEAR) :]
        place = document.find(_UNCLEAR, place + len(_UNCLEAR) + 1)
    return document


@lru_cache(maxsize=1)
def _template() -> bytes:
    return b"\n".join((HERE / name).read_bytes() for name in ("style.typ", "parts.typ", "report.typ"))


def lost_signs(text: str) -> set[str]:
    """The signs of ``text`` that no font can draw or that the standards forbid."""
    try:
        typst.compile(
            _PROBE.encode(),
            font_paths=_fonts(),
            sys_inputs={"text": text, "fonts": json.dumps(FONTS)},
            pdf_standards=STANDARDS,
        )
    except typst.TypstError as error:
        named = [first or second for first, second in _LOST.findall(error.diagnostic)]
        return {sign for name in named for sign in _ESCAPED.sub(lambda code: chr(int(code[1], 16)), name)}
    return set()
