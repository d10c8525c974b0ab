"""What the check finds, and which finding stays when two lie on the same words."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

BLOCKING = frozenset({"bsn", "email", "phone", "iban", "licence_plate", "postcode_address", "birthdate", "file_number"})
WARNING = frozenset({"person", "school", "institution", "place", "exact_age", "date", "url_handle", "combination"})
KINDS = BLOCKING | WARNING
RANK = {
    "birthdate": 3,
    "iban": 3,
    "bsn": 2,
    "file_number": 2,
    "phone": 1,
    "school": 3,
    "institution": 2,
    "place": 1,
}  # on the same words


@dataclass(frozen=True)
class Finding:
    """A stretch of text that may say who somebody is; offsets count Unicode code points.

    `why` is a source text for translation; `facts` fills its placeholders. `suggestion` takes the place of the words.
    """

    start: int
    end: int
    text: str
    kind: str
    severity: str
    why: str
    suggestion: str
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def explanation(self) -> str:
        return self.why % self.facts if self.facts else self.why


@dataclass(frozen=True, slots=True)
class Span:
    """What a detector says: from here to there lies something of this kind. `hint` helps to choose a neutral label."""

    start: int
    end: int
    kind: str
    hint: str = ""
    sure: bool = False  # what stands around it says so too: wins from an equal stretch of another kind

    @property
    def blocks(self) -> bool:
        return self.kind in BLOCKING


def _weight(span: Span) -> tuple[bool, int, bool, int, str, bool, int, str]:
    said = (not span.blocks, span.start - span.end, not span.sure, -RANK.get(span.kind, 0), span.kind)
    return *said, not span.hint, span.start, span.hint


def without_overlap(spans: Iterable[Span]) -> list[Span]:
    """What blocks wins from what warns, then the longer, then what came first."""
    kept: list[Span] = []
    starts: list[int] = []
    for span in sorted(set(spans), key=_weight):
        # Of those that lie apart only the last that begins before its end can touch it: a long text has thousands.
        at = bisect_left(starts, span.end)
        if not at or kept[at - 1].end <= span.start:
            kept.insert(at, span)
            starts.insert(at, span.start)
    return kept


def outside(spans: Iterable[Span], holes: Sequence[tuple[int, int]]) -> list[Span]:
    """The spans that touch none of the stretches that were replaced already; what leads straight to a person is no label."""
    return [
        span
        for span in spans
        if span.kind in BLOCKING or not any(span.start < end and start < span.end for start, end in holes)
    ]
