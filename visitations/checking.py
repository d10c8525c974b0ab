"""The privacy check of the case studies on what is written in a visitation: it is about groups, never about persons.

What leads straight to somebody (a number, an address, a date of birth) is refused wherever it is written; a name, a place or a
rare combination has to be looked at, and whoever writes says that nobody can be recognised.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from casestudies.checking import BLOCK, find
from casestudies.states import FindingKind
from regions.states import IllegalMove

# A visitation is about a region, its bodies and its days: these lead to nobody by themselves. Together with an age or a form of
# care they may, and that is a finding of its own.
SAID_FREELY = frozenset(
    {
        FindingKind.PLACE,
        FindingKind.INSTITUTION,
        FindingKind.SCHOOL,
        FindingKind.DATE,
        FindingKind.EXACT_AGE,
        FindingKind.URL_HANDLE,
    }
)


@dataclass(frozen=True)
class Found:
    """What the check found in the text ``where``: the kind and why, and what it says for whoever is writing it."""

    where: str
    finding: Any

    @property
    def blocks(self) -> bool:
        return bool(self.finding.severity == BLOCK)

    @property
    def kind(self) -> str:
        return str(FindingKind(self.finding.kind).label)

    @property
    def text(self) -> str:
        return str(self.finding.text)


def found_in(texts: Mapping[str, str]) -> list[Found]:
    """All findings in ``texts`` (by what each is called for people)."""
    found = [Found(where, finding) for where, text in texts.items() if text for finding in find(text)]
    return [one for one in found if one.blocks or one.finding.kind not in SAID_FREELY]


def blocking(texts: Mapping[str, str]) -> list[Found]:
    return [one for one in found_in(texts) if one.blocks]


def demand_nobody(texts: Mapping[str, str]) -> None:
    """Raise IllegalMove, in words without what was found, when one of ``texts`` leads straight to a person."""
    if found := blocking(texts):
        places = "; ".join(dict.fromkeys(f"{one.where} ({one.kind})" for one in found))
        raise IllegalMove(_("This leads straight to a person. Take it out first: %(places)s.") % {"places": places})
