"""By the end of a file's name: how its text is read, and how its metadata is taken out."""

from collections.abc import Callable
from pathlib import PurePath
from typing import TypeVar

from . import images, office, pdf
from .errors import Unreadable

__all__ = ["IMAGES", "READABLE", "Unreadable", "clean", "read_text"]

T = TypeVar("T")

OFFICE = frozenset({"docx", "xlsx", "pptx", "odt", "ods", "odp"})
PLAIN = frozenset({"txt", "csv"})
READABLE = OFFICE | PLAIN | {"pdf"}
IMAGES = frozenset({"jpg", "jpeg", "png", "gif", "webp", "avif"})


def read_text(name: str, content: bytes) -> str:
    """What the document says, with its remarks and what was crossed out; "" when there are no words in it to read."""
    return _by_kind(name, read_plain, office.read_text, pdf.read_text)(content)


def clean(name: str, content: bytes) -> bytes:
    """The same file without what it tells of who made it, when, where and with what."""
    if extension(name) in IMAGES:
        return images.clean(content)
    return _by_kind(name, lambda said: said, office.clean, pdf.clean)(content)


def extension(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")


def _by_kind(
    name: str, plain: Callable[[bytes], T], packed: Callable[[bytes], T], printed: Callable[[bytes], T]
) -> Callable[[bytes], T]:
    kind = extension(name)
    if kind in OFFICE:
        return packed
    if kind in PLAIN:
        return plain
    if kind == "pdf":
        return printed
    raise Unreadable


def read_plain(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
