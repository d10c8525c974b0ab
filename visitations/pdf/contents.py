"""What a report as a PDF is made of. Plain words come in, already in the reader's language; no HTML anywhere.

A text is paragraphs with blank lines between them; lines that start with "- " are a list. Numbers are those the reader knows:
a finding or recommendation that is named elsewhere by its number is linked to.
"""

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Labels:
    """The words that the PDF adds by itself; `{number}`, `{page}`, `{pages}` and `{sign}` are filled in."""

    contents: str = "Contents"
    draft: str = "Draft, for the fact check"
    version: str = "Version"
    date: str = "Date"
    about: str = "About"
    address: str = "Permanent address"
    committee: str = "Committee"
    page: str = "Page {page} of {pages}"
    finding: str = "Finding {number}"
    finding_link: str = "finding {number}"
    evidence: str = "Rests on"
    recommendation: str = "Recommendation {number}"
    addressee: str = "For"
    from_findings: str = "Follows from"
    response: str = "Response of the visited party"
    owner: str = "Who"
    due: str = "When"
    ledger_target: str = "Passage"
    ledger_remark: str = "Remark"
    ledger_decision: str = "Decision"
    ledger_wording: str = "Wording"
    before: str = "Before"
    after: str = "Now"
    unchanged: str = "Unchanged"
    criterion: str = "Criterion"
    visited: str = "Visited party"
    panel: str = "Panel"
    assessors: str = "Committee"
    no_score: str = "no score"
    decimal: str = "."
    picture: str = "Picture without description"
    picture_left_out: str = "A picture could not be shown here."
    emoji: str = "[emoji]"
    unknown_signs: str = "A sign that this document cannot show is printed as {sign}."
    untitled: str = "Report"


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    own: bool = True  # the report's words; otherwise the reader's, such as "Introduction"


@dataclass(frozen=True)
class Text:
    text: str
    quiet: bool = False  # smaller and softer: what explains, not what is said


@dataclass(frozen=True)
class Picture:
    data: bytes
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Table:
    """The first column is each row's own heading. A short row is filled up with empty cells."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Finding:
    number: int
    kind: str
    statement: str
    evidence: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Findings:
    """What was found on one criterion."""

    criterion: str
    items: tuple[Finding, ...]
    level: int = 2


@dataclass(frozen=True)
class Response:
    """``missing`` says in words that there is none, and then stands instead of the rest."""

    position: str = ""
    plan: str = ""
    owner: str = ""
    due: str = ""
    missing: str = ""


@dataclass(frozen=True)
class Recommendation:
    number: int
    text: str
    addressee: str = ""
    weight: str = ""
    from_findings: tuple[int, ...] = ()
    response: Response | None = None
    progress: str = ""


@dataclass(frozen=True)
class Recommendations:
    items: tuple[Recommendation, ...]
    level: int = 2


@dataclass(frozen=True)
class LedgerRow:
    """One remark of the visited party. Nobody's name is in it."""

    target: str
    remark: str
    kind: str = ""
    passage: str = ""
    decision: str = ""
    reason: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Ledger:
    caption: str
    rows: tuple[LedgerRow, ...]


@dataclass(frozen=True)
class Score:
    criterion: str
    visited: float | None = None
    panel: float | None = None
    committee: float | None = None
    missing: tuple[str, str, str] = ("", "", "")  # why there is none, of each


@dataclass(frozen=True)
class Scores:
    """Drawn as a dot plot, and the same numbers as a table."""

    caption: str
    items: tuple[Score, ...]
    lowest: int = 1
    highest: int = 5
    scale: str = ""  # what the ends mean


Part = Heading | Text | Picture | Table | Findings | Recommendations | Ledger | Scores


@dataclass(frozen=True)
class Report:
    title: str
    language: str  # the reader's, "nl" or "en": of the labels
    date: datetime.date
    date_text: str
    address: str = ""
    version: str = ""
    about: str = ""  # which region or organisation it is about
    summary: str = ""
    committee: tuple[str, ...] = ()
    draft: bool = False
    kicker: str = ""  # the word above the title
    content_language: str = "nl"  # of what the report itself says
    labels: Labels = field(default_factory=Labels)
    parts: tuple[Part, ...] = ()
