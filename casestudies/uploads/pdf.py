"""PDF: its words, and a copy without who made it, when and with what."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import IndirectObject

from .errors import Unreadable
from .images import without_remarks

MOST_PAGES = 1_000
BY_WHOM = ("/T", "/Subj")  # of a remark


def read_text(content: bytes) -> str:
    reader = _opened(content)
    try:
        return "\n".join(_page_text(page) for page in reader.pages).strip()
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


def _page_text(page: Any) -> str:
    remarks = [_resolved(one).get("/Contents", "") for one in page.get("/Annots") or []]
    return "\n".join([page.extract_text(), *map(str, filter(None, remarks))])


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


def _resolved(one: Any) -> Any:
    return one.get_object() if isinstance(one, IndirectObject) else one
