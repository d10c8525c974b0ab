"""Documents that are packed XML: those of Office and of OpenDocument."""

import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.etree.ElementTree import ParseError
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from . import images
from .errors import Unreadable

MOST_FILES = 5_000
LARGEST = 200_000_000  # bytes, unpacked
XML = (".xml", ".rels")
PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp")
# Another document inside, a macro, or a list of who opened it: nothing that can be read through.
INSIDE = re.compile(
    r"/embeddings/|vbaProject|\.(?:bin|x?html?|mht|mhtml|txt|rtf|doc\w?|xls\w?|ppt\w?|od[tsp]|pdf|zip)$|^Object |"
    r"^Thumbnails/(?!thumbnail\.png)",
    re.IGNORECASE,
)
LOOSE = re.compile(r"^docProps/thumbnail|^Thumbnails/|/people\.xml$|printerSettings", re.IGNORECASE)
# Words that stand in an attribute: what a picture is called and shows; and where a link leads.
SPOKEN = frozenset({"descr", "title", "alt", "tooltip"})
LEADS = frozenset({"href", "Target"})  # without a colon it leads to another file in the same document
# A damaged or locked file inside, or one packed in a way that is not known here.
BROKEN = (BadZipFile, zlib.error, EOFError, RuntimeError, OSError)
BREAKS = frozenset({"p", "h", "br", "cr", "tab", "c", "row", "table-cell", "line-break", "si", "t-break"})

CORE = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>"""
CUSTOM = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>"""
EMPTIED = {"docProps/core.xml": CORE, "docProps/custom.xml": CUSTOM}
# Who remarked or changed something, and when: in Word, PowerPoint and Excel.
BY_WHOM = re.compile(
    rb"""(\s(?:\w+:)?(?:author|initials|userId|providerId|lastModifiedBy|userName|personId))=("[^"]*"|'[^']*')"""
)
MAKERS = re.compile(
    rb"<((?:\w+:)?(?:creator|initial-creator|printed-by|lastModifiedBy|Company|Manager|HyperlinkBase|author|"
    rb"creator-initials|sender-initials|description|keyword|subject|user-defined))(\s[^>]*)?>.*?</\1>",
    re.DOTALL,
)


def read_text(content: bytes) -> str:
    with _opened(content) as packed:
        return "\n".join(filter(None, (_words(_read(packed, one)) for one in _xml(packed))))


def _read(packed: ZipFile, one: ZipInfo) -> bytes:
    try:
        return packed.read(one)
    except BROKEN as error:
        raise Unreadable from error


def clean(content: bytes) -> bytes:
    out = BytesIO()
    with _opened(content) as packed, ZipFile(out, "w", ZIP_DEFLATED) as written:
        for one in packed.infolist():
            fresh = ZipInfo(one.filename)  # without the moment it was packed
            fresh.compress_type = one.compress_type
            written.writestr(fresh, _cleaned(one.filename, _read(packed, one)))
    return out.getvalue()


def _opened(content: bytes) -> ZipFile:
    try:
        packed = ZipFile(BytesIO(content))
    except BadZipFile as error:
        raise Unreadable from error
    files = packed.infolist()
    too_much = len(files) > MOST_FILES or sum(one.file_size for one in files) > LARGEST
    if too_much or any(INSIDE.search(one.filename) and not LOOSE.search(one.filename) for one in files):
        packed.close()
        raise Unreadable
    return packed


def _xml(packed: ZipFile) -> Iterator[ZipInfo]:
    for one in packed.infolist():
        if one.filename.lower().endswith(XML) and not one.filename.startswith(("docProps/", "META-INF/", "_rels/")):
            yield one


def _words(content: bytes) -> str:
    said = _Said()
    try:
        parser = DefusedXMLParser(target=said, forbid_dtd=True)
        parser.feed(content)
        parser.close()
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Unreadable from error
    return "".join(said.pieces).strip()


class _Said:
    """Hears a document without keeping it: a small file can unpack to a tree that no memory holds. A word may lie in pieces
    within a paragraph; paragraphs and cells stand apart."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        for name, value in attributes.items():
            short = name.rpartition("}")[2]
            if short in SPOKEN or (short in LEADS and ":" in value):
                self.pieces.append(f"\n{value}\n")

    def data(self, text: str) -> None:
        self.pieces.append(text)

    def end(self, tag: str) -> None:
        if tag.rpartition("}")[2] in BREAKS:
            self.pieces.append("\n")

    def close(self) -> None:
        """Asked of whatever listens to a parser."""


def _cleaned(name: str, content: bytes) -> bytes:
    if name in EMPTIED:
        return EMPTIED[name]
    if name.lower().endswith(PICTURES):
        return images.clean(content)
    if not name.lower().endswith(XML):
        return content
    if name in {"meta.xml", "docProps/app.xml"}:
        return MAKERS.sub(b"", content)
    return _without_makers(content)


def _without_makers(content: bytes) -> bytes:
    """In the text itself: the names of who remarked or changed, and not their words."""
    content = BY_WHOM.sub(rb'\1=""', content)
    return re.sub(rb"<((?:dc|office|meta):creator(?:-initials)?)(\s[^>]*)?>[^<]*</\1>", rb"<\1></\1>", content)
