"""PDF: its words, and a copy without who made it, when and with what."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import TextStringObject

from .errors import Unreadable
from .images import without_remarks

MOST_PAGES = 1_000
BY_WHOM = ("/T", "/Subj")  # of a remark
# Words outside the text of a page: of a remark, a filled-in form, a heading in the contents, a picture and a link.
BESIDE = ("/Contents", "/RC", "/V", "/Title", "/Alt", "/ActualText", "/URI")


def read_text(content: bytes) -> str:
    reader = _opened(content)
    try:
        pages = [page.extract_text() for page in reader.pages]
        return "\n".join([*pages, *_beside(reader)]).strip()
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable from error


def clean(content: bytes) -> bytes:
    """Written anew: of earlier versions, which a PDF may carry along, nothing is left either."""
    try:
        writer = PdfWriter(clone_from=_opened(content))
        writer.metadata = None
        for one in list(writer._objects):
            _forget(one)
        writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
        out = BytesIO()
        writer.write(out)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable from error
    return out.getvalue()


def _opened(content: bytes) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(content))
        locked_or_long = reader.is_encrypted or len(reader.pages) > MOST_PAGES
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable from error
    if locked_or_long or reader.attachments:
        raise Unreadable
    return reader


def _beside(reader: PdfReader) -> Iterator[str]:
    for one in PdfWriter(clone_from=reader)._objects:
        for held in _dictionaries(one):
            yield from (str(held[name]) for name in BESIDE if isinstance(held.get(name), TextStringObject))


def _dictionaries(one: Any, depth: int = 5) -> Iterator[dict[Any, Any]]:
    """A dictionary, and those that stand in it rather than beside it."""
    if isinstance(one, dict):
        yield one
    if depth and isinstance(one, dict | list):
        for below in one.values() if isinstance(one, dict) else one:
            yield from _dictionaries(below, depth - 1)


def _forget(one: Any) -> None:
    """XMP may hang on any object; who remarked, on a remark."""
    if not isinstance(one, dict):
        return
    for name in ("/Metadata", "/PieceInfo", "/LastModified"):
        one.pop(name, None)
    if one.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
        one._data = without_remarks(one._data)  # type: ignore[attr-defined]
    if "/Rect" in one and one.get("/Subtype") != "/Widget":
        for name in BY_WHOM:
            one.pop(name, None)
