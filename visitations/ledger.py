"""What was remarked in the fact check and what came of it, and what the visited party left unanswered."""

import datetime
from dataclasses import dataclass
from typing import Any

from regions.differences import Piece, pieces

from .models import FactCheckRemark, VisitationPage
from .states import Stage
from .versions import contents_of_report, label_of


@dataclass(frozen=True)
class Row:
    """One remark, without anybody's name. ``label`` says which text of the report it is about, ``anchor`` where that stands."""

    remark: FactCheckRemark
    label: str
    anchor: str = ""

    @property
    def pieces(self) -> list[Piece]:
        return pieces(self.remark.before, self.remark.after) if self.remark.after else []


def ledger(visitation: VisitationPage) -> list[Row]:
    """In the order in which they were made."""
    remarks = list(FactCheckRemark.objects.filter(visitation=visitation))
    texts = contents_of_report(visitation) if remarks else {}
    return [Row(remark, label_of(remark.key, texts), _anchor(remark.key, texts)) for remark in remarks]


def _anchor(key: str, texts: dict[str, str]) -> str:
    head, _colon, rest = key.partition(":")
    names = {"finding": "bevinding", "recommendation": "aanbeveling"}
    if head in names:
        return f"{names[head]}-{texts.get(f'{key}:number', '')}"
    return f"deel-{rest.partition(':')[0]}" if head == "body" else ""


@dataclass(frozen=True)
class Unanswered:
    """Recommendations without a response when the report came out, and the day until which there was time."""

    numbers: list[int]
    term: datetime.date | None
    is_all: bool


def unanswered(visitation: VisitationPage, contents: Any) -> Unanswered | None:
    """None when every recommendation has its response."""
    term = visitation.terms.filter(stage=Stage.RESPONSE).first()
    numbers = [one.number for one in contents.recommendations if not hasattr(one, "response")]
    if not numbers:
        return None
    return Unanswered(numbers, term and term.due_on, len(numbers) == len(contents.recommendations))
