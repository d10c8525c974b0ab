"""Which label takes the place of whom, so that a text in which names were replaced can still be followed.

Who is called by something is so everywhere: "moeder Fatima" makes a mother of each Fatima. Different people get different
labels: "[naam 1]", "[naam 2]".
"""

import re
from collections.abc import Iterable, Sequence

from .checking import Mark
from .states import FindingKind
from .texts import Passage

NOBODY = "[naam]"
LABEL = re.compile(r"\[([^\[\]\d\n]+?)(?: (\d{1,2}))?\]")
NAME = re.compile(r"[^\W\d_]{3,}(?:[-'’][^\W\d_]+)*")
SMALL = re.compile(r"(?:van|der|den|het|ter|ten|ben|bin|von|und)$", re.IGNORECASE)


def stand_ins(marks: Iterable[Mark], parts: Sequence[Passage]) -> dict[str, str]:
    """By `Mark.place` the label for each person; of other findings the suggestion stands."""
    people = _people([mark for mark in marks if mark.kind == FindingKind.PERSON and mark.suggestion])
    said = [_said_of(person) for person in people]
    taken = _taken(parts)
    labels = [_label(base, one_of_several=said.count(base) > 1, used=taken.setdefault(base, set())) for base in said]
    return {mark.place: label for person, label in zip(people, labels, strict=True) for mark in person}


def _people(marks: Iterable[Mark]) -> list[list[Mark]]:
    """The marks of one name together; "Fatima" is the Fatima Bouzidi that the text speaks of."""
    people: list[tuple[set[str], list[Mark]]] = []
    for mark in sorted(marks, key=lambda mark: -len(mark.text)):
        names = _names(mark.text)
        same = next((person for person in people if names and names <= person[0]), None)
        if same is None:
            people.append((names, [mark]))
        else:
            same[1].append(mark)
    return sorted((person for _names, person in people), key=lambda person: min(mark.number for mark in person))


def _names(text: str) -> set[str]:
    return {word.casefold() for word in NAME.findall(text) if not SMALL.match(word)} or {text.casefold()}


def _said_of(person: Sequence[Mark]) -> str:
    return next((mark.suggestion for mark in person if mark.suggestion != NOBODY), NOBODY)


def _taken(parts: Iterable[Passage]) -> dict[str, set[int]]:
    """Which numbers of which label stand in the texts already; 0 for a label without one."""
    taken: dict[str, set[int]] = {}
    for part in parts:
        for word, number in LABEL.findall(part.text):
            taken.setdefault(f"[{word.lower()}]", set()).add(int(number or 0))
    return taken


def _label(base: str, *, one_of_several: bool, used: set[int]) -> str:
    numbered = any(used) or one_of_several or (base == NOBODY and bool(used))
    if not numbered:
        return base
    # A label without a number was the first.
    number = next(number for number in range(2 if 0 in used else 1, 1000) if number not in used)
    used.add(number)
    return f"{base[:-1]} {number}]"
