"""The texts of a case with what was found in them, laid out for reading side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .checking import Mark, same_as
from .stand_ins import stand_ins
from .texts import TAGS, Passage


@dataclass(frozen=True)
class Stretch:
    """A piece of text, or the mark that stands there. A combination only begins somewhere: it lies over others."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True)
class Row:
    """One finding: how often the same words occur, and what was typed about it when that was refused."""

    mark: Mark
    alike: int = 1
    typed: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""
    suggestion: str = ""

    @property
    def label(self) -> str:
        return self.typed.get("label") or self.suggestion or self.mark.suggestion

    @property
    def is_keyword(self) -> bool:
        return self.mark.part.key == TAGS

    @property
    def reason(self) -> str:
        return self.typed.get("reason", "")


@dataclass(frozen=True)
class Side:
    """One text on the left, its findings on the right."""

    part: Passage
    stretches: list[Stretch]
    rows: list[Row]


def lay_out(
    parts: Sequence[Passage], marks: Sequence[Mark], *, typed: Mapping[str, Any] | None = None, refusal: str = ""
) -> list[Side]:
    typed = typed or {}
    labels = stand_ins(marks, parts)
    sides = []
    for part in parts:
        here = [mark for mark in marks if mark.part.key == part.key]
        rows = [
            replace(_row(mark, marks, parts, typed, refusal), suggestion=labels.get(mark.place, "")) for mark in here
        ]
        sides.append(Side(part, list(_stretches(part.text, here)), rows))
    return sides


def _row(mark: Mark, marks: Sequence[Mark], parts: Sequence[Passage], typed: Mapping[str, Any], refusal: str) -> Row:
    alike = 1 if mark.is_combination else len(same_as(mark, marks, parts))
    if typed.get("place") != mark.place:
        return Row(mark, alike)
    return Row(mark, alike, {name: str(typed.get(name, "")) for name in ("label", "reason")}, refusal)


def _stretches(text: str, marks: Iterable[Mark]) -> Iterable[Stretch]:
    read = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, not mark.is_combination)):
        if mark.start > read:
            yield Stretch(text[read : mark.start])
            read = mark.start
        if mark.is_combination or mark.start < read:
            yield Stretch("", mark)
        else:
            yield Stretch(text[mark.start : mark.end], mark)
            read = mark.end
    if read < len(text):
        yield Stretch(text[read:])
