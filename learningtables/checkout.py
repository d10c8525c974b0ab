"""What people gave a session at its end: an average and how many gave which, from so many on that nobody is told by it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Contribution, SessionPage
from .models.contributions import HIGHEST_SCORE, LOWEST_SCORE
from .states import InputKind

SHOWN = 8
BANDS = [(f"s{n}", low, low + 1) for n, low in enumerate(range(LOWEST_SCORE, HIGHEST_SCORE, 2), 1)]


@dataclass(frozen=True)
class CheckOut:
    """``scores`` are all that were given; those of too few are nobody's to see."""

    session: SessionPage
    scores: list[int]
    people: int

    @property
    def is_shown(self) -> bool:
        return self.people >= settings.SMALL_NUMBERS_K

    @property
    def average(self) -> str:
        return number_format(round(sum(self.scores) / len(self.scores), 1), decimal_pos=1)

    def row(self) -> dict[str, Any]:
        """For a chart of several sessions."""
        day = format_date(timezone.localtime(self.session.starts_at), "j F Y")
        counts = [(key, low, high, sum(low <= score <= high for score in self.scores)) for key, low, high in BANDS]
        return {
            "label": _("%(day)s: on average %(average)s") % {"day": day, "average": self.average},
            "total": len(self.scores),
            "parts": [
                {"key": key, "label": _("%(low)d or %(high)d") % {"low": low, "high": high}, "count": count}
                for key, low, high, count in counts
            ],
        }


def check_outs(sessions: Iterable[SessionPage]) -> list[CheckOut]:
    """Of those sessions in which a score was given and may be seen, in the order of ``sessions``; in one query."""
    sessions = list(sessions)
    seen = Q(step__written_first=False) | Q(step__revealed_at__isnull=False) | Q(step__room__closed_at__isnull=False)
    given = Contribution.objects.standing().filter(
        seen, kind=InputKind.CHECK_OUT, score__isnull=False, step__room__session__in=[one.pk for one in sessions]
    )
    steps: defaultdict[int, defaultdict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for session, step, author, score in given.values_list("step__room__session", "step", "author", "score"):
        steps[session][step][author] = int(score or 0)
    return [_taken_together(one, list(steps[one.pk].values())) for one in sessions if one.pk in steps]


def _taken_together(session: SessionPage, steps: list[dict[int, int]]) -> CheckOut:
    """Each person's score by step. A step at which too few gave one counts along with none: what it adds would be theirs."""
    enough = [step for step in steps if len(step) >= settings.SMALL_NUMBERS_K] or steps[:1]
    scores = [score for step in enough for score in step.values()]
    return CheckOut(session, scores, len({author for step in enough for author in step}))


def over_time(session: SessionPage, user: Any) -> dict[str, Any]:
    """Of ``session``, and of it and those before it at the same table, oldest first."""
    before = session.table.sessions_for(user).filter(starts_at__lte=session.starts_at).order_by("-starts_at", "-pk")
    found = check_outs(reversed(before[:SHOWN]))
    here = next((one for one in found if one.session.pk == session.pk), None)
    return {"here": here, "rows": [one.row() for one in found if one.is_shown], "least": settings.SMALL_NUMBERS_K}


def in_words(check_out: CheckOut) -> str:
    """ "On average 7.4 (5 people): 2 × 7, 3 × 8." """
    counts = [(score, check_out.scores.count(score)) for score in sorted(set(check_out.scores))]
    said = ngettext(
        "On average %(average)s, given by %(n)d person: %(counts)s.",
        "On average %(average)s, given by %(n)d people: %(counts)s.",
        check_out.people,
    )
    return said % {
        "average": check_out.average,
        "n": check_out.people,
        "counts": ", ".join(f"{count} × {score}" for score, count in counts),
    }
