"""The privacy check's look at a report that others than the table may read."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from lessons.checking import Found, blocking, find_identifiers
from regions.audience import WIDE
from regions.states import IllegalMove


def found_in_report(body: str, session: Any) -> list[Found]:
    """Nothing in a report that stays at the table."""
    if session.audience_key not in WIDE:
        return []
    return [Found("body", _("Report"), finding) for finding in find_identifiers(body)]


def refusal(found: Iterable[Found]) -> str:
    """In words for who tried, without the words that were found."""
    said = " ".join(dict.fromkeys(one.why for one in found))
    return _("Others may not read this report as it is. %(found)s Take that out first.") % {"found": said}


def demand_nobody_named(body: str, session: Any) -> list[str]:
    """Refuses what leads straight to a person; the kinds of what else was found."""
    found = found_in_report(body, session)
    if named := blocking(found):
        raise IllegalMove(refusal(named))
    return sorted({one.kind for one in found})
