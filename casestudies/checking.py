"""What the privacy check found in a case: each finding with the text it stands in, and whether it was kept."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from .states import FindingKind
from .texts import BETWEEN_PARTS, BETWEEN_TAGS, Passage

if TYPE_CHECKING:
    from .privacy import Finding

BLOCK = "block"
# A reason that names a name is no reason that can stand in a log.
NAMED_IN_WORDS = frozenset({FindingKind.PERSON, FindingKind.SCHOOL, FindingKind.INSTITUTION, FindingKind.PLACE})


@dataclass(frozen=True)
class Kept:
    """One entry of `PrivacyCheck.kept`: where it stands and why it stays, never what it says. ``part`` is `Passage.mark`."""

    field: str
    start: int
    end: int
    kind: str
    reason: str
    part: str = ""


@dataclass(frozen=True)
class Mark:
    """A finding in ``part``, where it stands there; numbered as on the screen."""

    number: int
    part: Passage
    start: int
    end: int
    finding: "Finding"
    reason: str = ""

    @property
    def text(self) -> str:
        return self.part.text[self.start : self.end]

    @property
    def place(self) -> str:
        """Which finding it is, fit for a form that is sent: nothing of what it says."""
        return f"{self.part.key}:{self.start}:{self.end}:{self.kind}"

    @property
    def is_combination(self) -> bool:
        return self.kind == FindingKind.COMBINATION

    def kept_because(self, reason: str) -> Kept:
        """A combination over several texts holds for these texts together: it is not carried over with one of them."""
        within = self.finding.end - self.finding.start == self.end - self.start
        return Kept(self.part.key, self.start, self.end, self.kind, reason, self.part.mark if within else "")

    @property
    def kind(self) -> str:
        return self.finding.kind

    @property
    def kind_label(self) -> str:
        return kind_labels([self.finding])

    @property
    def blocks(self) -> bool:
        return self.finding.severity == BLOCK

    @property
    def is_open(self) -> bool:
        return self.blocks or not self.reason

    @property
    def why(self) -> str:
        said = _(self.finding.why)
        return said % self.finding.facts if self.finding.facts else said

    @property
    def suggestion(self) -> str:
        return self.finding.suggestion


def find(text: str, *, known_names: Sequence[str] = ()) -> "list[Finding]":
    """`find_identifiers`, whose word lists are read when they are first asked for: most requests need none."""
    from .privacy import find_identifiers

    return find_identifiers(text, known_names=list(known_names))


def marks_in(parts: Sequence[Passage], *, known_names: Sequence[str] = (), kept: Iterable[Kept] = ()) -> list[Mark]:
    """All findings in all texts together: what singles somebody out may be spread over several of them."""
    reasons = {(one.field, one.start, one.end, one.kind): one.reason for one in kept}
    marks: list[Mark] = []
    for finding in find(BETWEEN_PARTS.join(part.text for part in parts), known_names=known_names):
        place = _place_of(finding, parts)
        if place is None:
            continue
        part, start = place
        end = min(start + finding.end - finding.start, len(part.text))
        reason = reasons.get((part.key, start, end, finding.kind), "")
        marks.append(Mark(len(marks) + 1, part, start, end, finding, reason))
    return marks


def _place_of(finding: "Finding", parts: Sequence[Passage]) -> tuple[Passage, int] | None:
    offset = 0
    for part in parts:
        if offset <= finding.start < offset + len(part.text):
            return part, finding.start - offset
        offset += len(part.text) + len(BETWEEN_PARTS)
    return None


def kind_labels(findings: "Iterable[Finding]") -> str:
    """The kinds that were found, in words, each once."""
    return ", ".join(dict.fromkeys(str(FindingKind(one.kind).label) for one in findings))


def still_open(marks: Iterable[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.is_open]


def next_open(marks: Iterable[Mark], parts: Sequence[Passage], *, key: str, start: int) -> Mark | None:
    """The first that is open from that place on; behind the last one it begins anew."""
    order = {part.key: place for place, part in enumerate(parts)}
    left = still_open(marks)
    # A text that became empty is no longer there: then from the beginning.
    here = (order.get(key, -1), start)
    return next((mark for mark in left if (order[mark.part.key], mark.start) >= here), left[0] if left else None)


def same_as(mark: Mark, marks: Iterable[Mark], parts: Iterable[Passage]) -> list[tuple[str, int, int]]:
    """Where the same words stand: found as the same, or written just so. Not where they are part of something longer that was
    found: of a full name half would stay."""
    found, longer = set(), []
    for one in marks:
        if one.text.casefold() == mark.text.casefold():
            found.add((one.part.key, one.start, one.end))
        elif not one.is_combination:
            longer.append((one.part.key, one.start, one.end))
    words = re.compile(rf"(?<!\w){re.escape(mark.text)}(?!\w)")
    written = {(part.key, *hit.span()) for part in parts for hit in words.finditer(part.text)}
    return without_overlap(found | {span for span in written if not any(_touch(span, other) for other in longer)})


def _touch(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def without_overlap(spans: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    clear: list[tuple[str, int, int]] = []
    for span in sorted(spans):
        if not clear or clear[-1][0] != span[0] or span[1] >= clear[-1][2]:
            clear.append(span)
    return clear


def whole_keywords(said: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches to cut so that each keyword that a span touches goes, with the mark between it and the next."""
    cut: list[tuple[int, int]] = []
    start = 0
    for keyword in said.split(BETWEEN_TAGS):
        end = start + len(keyword)
        if any(start < other_end and other_start < end for other_start, other_end in spans):
            joins = cut and cut[-1][1] == start
            begin = cut.pop()[0] if joins else start
            cut.append((begin, end + len(BETWEEN_TAGS)))
        start = end + len(BETWEEN_TAGS)
    if cut and cut[-1][1] > len(said):
        cut[-1] = (max(0, cut[-1][0] - len(BETWEEN_TAGS)), len(said))
    return cut


def carried_over(kept: Iterable[Kept], parts: Sequence[Passage]) -> list[Kept]:
    """What was kept in a text that still reads the same, wherever that text stands now."""
    now = {part.mark: part.key for part in parts}
    return [replace(one, field=now[one.part]) for one in kept if one.part in now]


def names_somebody(said: str, *, marks: Iterable[Mark], known_names: Sequence[str] = ()) -> bool:
    """Whether a reason, a remark or a label says itself what the check is there to keep out."""
    return any(map(_pattern(said), _words_of(marks))) or bool(find(said, known_names=known_names))


def _pattern(said: str) -> Any:
    return lambda word: re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said, re.IGNORECASE)


def _words_of(marks: Iterable[Mark]) -> set[str]:
    """What was found, and the names in it one by one."""
    words = set()
    for mark in marks:
        words.add(mark.text)
        if mark.kind in NAMED_IN_WORDS:
            words |= {word for word in re.findall(r"\w{3,}", mark.text) if word[0].isupper()}
    return words


def from_doubled(text: str, start: int, label: str) -> int:
    """Where a replacement begins so that nothing is said twice: before "moeder Fatima" when the label is "[moeder]"."""
    said = re.search(rf"(?<!\w){re.escape(label.strip().strip('[]'))}\s+\Z", text[:start], re.IGNORECASE)
    return said.start() if said else start
