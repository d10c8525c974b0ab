"""Two wordings side by side: what went, what came, and what stayed."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["same", "out", "in"]
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 3_000  # of both together; comparing takes time that grows with the square
MOST_LINES = 6_000


def plain(text: object) -> str:
    """For comparing: a browser ends lines otherwise than a file does, and blanks around a text say nothing."""
    return str(text or "").replace("\r\n", "\n").strip()


@dataclass(frozen=True)
class Piece:
    op: Op
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """Line by line, and word by word within lines that changed."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if len(old) + len(new) > MOST_LINES and before != after:
        return _joined([Piece("out", before), Piece("in", after)])
    found: list[Piece] = []
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        found += [Piece("same", gone)] if op == "equal" else _within(gone, come)
    return _joined(found)


def _within(before: str, after: str) -> list[Piece]:
    """A blank between two words that went, or came, goes along with them."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return [Piece("out", before), Piece("in", after)]
    found: list[Piece] = []
    gone = come = ""
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = "".join(old[a:b]), "".join(new[c:d])
        if op == "equal" and (left.strip() or not (gone or come)):
            found += [*_changed(gone, come), Piece("same", left)]
            gone = come = ""
        else:
            gone, come = gone + left, come + right
    return [*found, *_changed(gone, come)]


def _changed(gone: str, come: str) -> list[Piece]:
    """A blank at the end of both stays."""
    blank = gone[len(gone.rstrip()) :]
    if not (blank and come.endswith(blank)):
        return [Piece("out", gone), Piece("in", come)]
    return [Piece("out", gone.removesuffix(blank)), Piece("in", come.removesuffix(blank)), Piece("same", blank)]


def _joined(found: list[Piece]) -> list[Piece]:
    """Without empty pieces, and with those of one kind together."""
    joined: list[Piece] = []
    for piece in found:
        if not piece.text:
            continue
        if joined and joined[-1].op == piece.op:
            piece = Piece(piece.op, joined.pop().text + piece.text)
        joined.append(piece)
    return joined


@dataclass(frozen=True)
class Change:
    """One text that is another one now. ``before`` or ``after`` is "" when it was not there, or is not there any more."""

    key: str
    label: str
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        return pieces(self.before, self.after)
