"""A text becomes blocks: paragraphs of lines, and lists. Each says whether it is read from right to left."""

import re
import unicodedata
from typing import Any

from .signs import ZERO_WIDTH_SPACE as BREAK_HERE
from .signs import tidy

LONGEST_WORD = 36  # a longer word may be broken anywhere; a shorter one where its language breaks it
SHORTENED = 110
LONGEST_CODE = 14  # what is no word (a number, an address) knows no language
_BLANK_LINES = re.compile(r"\n[ \n]*\n")
_LONG = re.compile(rf"[^\s\-/]{{{LONGEST_CODE + 1},}}")
_AROUND = ".,;:!?()[]'\"‘’“”"
_ITEM = re.compile(r"^ *[-*•] +")


def blocks(text: str) -> list[dict[str, Any]]:
    """``text`` as ``{"kind": "p" | "list", "lines": [...], "rtl": bool}``, none of them empty."""
    found: list[dict[str, Any]] = []
    for paragraph in _BLANK_LINES.split(tidy(text).strip("\n ")):
        for line in paragraph.split("\n"):
            if line.strip():
                _add(found, line)
        if found:
            found[-1]["open"] = False
    return [
        {"kind": part["kind"], "lines": part["lines"], "rtl": reads_right_to_left(part["lines"][0])} for part in found
    ]


def _add(found: list[dict[str, Any]], line: str) -> None:
    kind = "list" if _ITEM.match(line) else "p"
    said = _ITEM.sub("", line).strip()
    if not said:
        return
    if found and found[-1]["open"] and found[-1]["kind"] == kind:
        found[-1]["lines"].append(said)
    else:
        found.append({"kind": kind, "lines": [said], "open": True})


def reads_right_to_left(text: str) -> bool:
    """By its first letter."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False


def breakable(text: str) -> str:
    """Nothing in it is too long for the line of a page or of a narrow column."""
    return _LONG.sub(lambda word: _broken(word[0]), text) if len(text) > LONGEST_CODE else text


def _broken(word: str) -> str:
    """Never between a letter and the mark on it."""
    if len(word) <= LONGEST_WORD and word.strip(_AROUND).isalpha():
        return word
    pieces = []
    for place, sign in enumerate(word):
        if place and place % 8 == 0 and not unicodedata.category(sign).startswith("M"):
            pieces.append(BREAK_HERE)
        pieces.append(sign)
    return "".join(pieces)


def line(text: str) -> str:
    return " ".join(tidy(text).split())


def shortened(text: str) -> str:
    if len(text) <= SHORTENED:
        return text
    return text[: SHORTENED - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
