"""What the committee's members think of each criterion: each alone, then side by side."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.models import Membership

from . import voices
from .models import Assessment, Criterion, Dissent, VisitationPage
from .scores import criteria_of
from .states import Score, Voice


def unanswered(visitation: VisitationPage, voice: Voice, author: Any = None) -> list[Criterion]:
    """The criteria on which ``voice`` (of ``author``, where everybody speaks for themselves) has said nothing yet."""
    rows = Assessment.objects.filter(visitation=visitation, voice=voice, author=author)
    said = set(rows.values_list("criterion", flat=True))
    return [criterion for criterion in criteria_of(visitation) if criterion.pk not in said]


@dataclass(frozen=True)
class Awaited:
    """A member who judges, and on how many criteria they have not said anything yet."""

    seat: Membership
    missing: int

    def __str__(self) -> str:
        return ngettext(
            "%(name)s: %(count)s criterion not judged", "%(name)s: %(count)s criteria not judged", self.missing
        ) % {"name": self.seat.user, "count": self.missing}


def judges_of(visitation: VisitationPage) -> list[Awaited]:
    """Everybody who judges now, with what they have still to do: nothing of what they said."""
    asked = {criterion.pk for criterion in criteria_of(visitation)}
    given = Assessment.objects.filter(visitation=visitation, voice=Voice.MEMBER, criterion__in=asked)
    done = Counter(given.values_list("author", flat=True))
    seats = voices.judging_seats(visitation).select_related("user").order_by("user__last_name", "pk")
    return [Awaited(seat, len(asked) - done[seat.user_id]) for seat in seats]


def agreement(scores: Sequence[int | None]) -> str:
    """How far the members' own scores lie apart, in words; nothing when fewer than two gave one."""
    given = [score for score in scores if score is not None]
    if len(given) < 2:
        return ""
    apart = max(given) - min(given)
    if apart == 0:
        return _("All who gave a score agree")
    reach = {"low": Score(min(given)).label, "high": Score(max(given)).label, "count": apart}
    return (
        ngettext(
            "%(count)s step apart: from “%(low)s” to “%(high)s”",
            "%(count)s steps apart: from “%(low)s” to “%(high)s”",
            apart,
        )
        % reach
    )


@dataclass(frozen=True)
class Judged:
    """One criterion: one's own judgement, those of all members once they were opened, and the one made together."""

    criterion: Criterion
    own: Assessment | None
    alone: list[Assessment]
    together: Assessment | None
    dissents: list[Dissent]

    @property
    def agreement(self) -> str:
        return agreement([one.score for one in self.alone])


def judged_for(visitation: VisitationPage, user: Any) -> list[Judged]:
    """A row for each criterion, as far as ``user`` may read it."""
    rows: dict[int, list[Assessment]] = defaultdict(list)
    readable = Assessment.objects.readable_by(user, visitation).filter(voice__in=[Voice.MEMBER, Voice.COMMITTEE])
    for row in readable.select_related("author").order_by("author__last_name", "author"):
        rows[row.criterion_id].append(row)
    dissents: dict[int, list[Dissent]] = defaultdict(list)
    for dissent in Dissent.objects.standing(visitation).select_related("author"):
        dissents[dissent.assessment_id].append(dissent)
    return [_judged(criterion, rows[criterion.pk], dissents, user) for criterion in criteria_of(visitation)]


def _judged(criterion: Criterion, rows: list[Assessment], dissents: dict[int, list[Dissent]], user: Any) -> Judged:
    together = next((row for row in rows if row.voice == Voice.COMMITTEE), None)
    own = next((row for row in rows if row.author_id == user.pk), None)
    return Judged(
        criterion=criterion,
        own=own,
        alone=[row for row in rows if row.voice == Voice.MEMBER and row.handed_in_at],
        together=together,
        dissents=dissents[together.pk] if together else [],
    )
