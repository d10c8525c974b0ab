"""Documents that are packed XML: those of Office and of OpenDocument."""

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from . import images
from .errors import Unreadable

MOST_FILES = 5_000
LARGEST = 200_000_000  # bytes, unpacked
XML = (".xml", ".rels")
PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp")
# Another document inside, a macro, or a list of who opened it: nothing that can be read through.
INSIDE = re.compile(r"/embeddings/|vbaProject|\.bin$|^Object |^Thumbnails/(?!thumbnail\.png)", re.IGNORECASE)
LOOSE = re.compile(r"^docProps/thumbnail|^Thumbnails/|/people\.xml$|printerSettings", re.IGNORECASE)
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
        return "\n".join(filter(None, (_words(packed.read(one)) for one in _xml(packed))))


def clean(content: bytes) -> bytes:
    out = BytesIO()
    with _opened(content) as packed, ZipFile(out, "w", ZIP_DEFLATED) as written:
        for one in packed.infolist():
            fresh = ZipInfo(one.filename)  # without the moment it was packed
            fresh.compress_type = one.compress_type
            written.writestr(fresh, _cleaned(one.filename, packed.read(one)))
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
        if one.filename.endswith(".xml") and not one.filename.startswith(("docProps/", "META-INF/")):
            yield one


def _words(content: bytes) -> str:
    try:
        return "".join(_said(fromstring(content, forbid_dtd=True))).strip()
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Unreadable from error


def _said(element: Element) -> Iterator[str]:
    """A word may lie in pieces within a paragraph; paragraphs and cells stand apart."""
    yield element.text or ""
    for below in element:
        yield from _said(below)
        yield below.tail or ""
    if element.tag.rpartition("}")[2] in BREAKS:
        yield "\n"


def _cleaned(name: str, content: bytes) -> bytes:
    if name in EMPTIED:
        return EMPTIED[name]
    if name.lower().endswith(PICTURES):
        return images.clean(content)
    if not name.endswith(XML):
        return content
    if name in {"meta.xml", "docProps/app.xml"}:
        return MAKERS.sub(b"", content)
    return _without_makers(content)


def _without_makers(content: bytes) -> bytes:
    """In the text itself: the names of who remarked or changed, and not their words."""
    content = BY_WHOM.sub(rb'\1=""', content)
    return re.sub(rb"<((?:dc|office|meta):creator(?:-initials)?)(\s[^>]*)?>[^<]*</\1>", rb"<\1></\1>", content)
