"""What was written at a step, as far as it may be read: in groups, with the votes once they are counted."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Count

from ..models import Contribution, ContributionGroup, Participant, Step
from ..models.contributions import HIGHEST_SCORE, LOWEST_SCORE
from ..states import InputKind, Voting


@dataclass
class Pile:
    """A group, or one text that stands alone: what can be voted on. ``votes`` stays None until they are counted."""

    group: ContributionGroup | None = None
    contributions: list[Contribution] = field(default_factory=list)
    votes: int | None = None
    is_chosen: bool = False

    @property
    def key(self) -> tuple[str, int]:
        return ("group", self.group.pk) if self.group else ("contribution", self.contributions[0].pk)


def is_same_for_all(step: Step | None, moment: datetime.datetime) -> bool:
    """Not while votes are being cast, nor while a revealed step opens to who has written in it."""
    if step is None:
        return True
    spread = step.open_until is not None and step.open_until > moment
    return step.voting != Voting.OPEN and not (step.written_first and step.revealed_at and spread)


def board_of(
    step: Step, texts: Iterable[Contribution], reader: Participant | None, moment: datetime.datetime
) -> dict[str, Any]:
    """``texts`` are those that ``reader`` may read; None is whoever is in the room."""
    piles = [] if step.hides else _piles(texts)
    counts = _counts(step)
    chosen = _chosen(step, reader)
    for pile in piles:
        pile.votes = counts[pile.key] if counts is not None else None
        pile.is_chosen = pile.key in chosen
    if counts is not None:
        piles.sort(key=lambda pile: -(pile.votes or 0))
    return {
        "piles": piles,
        "groups": [pile.group for pile in piles if pile.group],
        "is_voting": step.voting == Voting.OPEN,
        "is_counted": step.voting == Voting.CLOSED,
        "votes_left": step.votes_each - len(chosen),
        "scores": _scores(step),
        "is_same": is_same_for_all(step, moment),
        "can_arrange": step.room.is_open and not step.hides and step.voting == Voting.NONE,
    }


def _piles(texts: Iterable[Contribution]) -> list[Pile]:
    grouped: dict[int, Pile] = {}
    loose = []
    for text in texts:
        if text.group_id is None:
            loose.append(Pile(contributions=[text]))
        else:
            grouped.setdefault(text.group_id, Pile(group=text.group)).contributions.append(text)
    return [*(grouped[pk] for pk in sorted(grouped)), *loose]


def _counts(step: Step) -> Counter[tuple[str, int]] | None:
    """Nobody's until the vote is closed."""
    if step.voting != Voting.CLOSED:
        return None
    votes = step.votes.values_list("group", "contribution").annotate(n=Count("pk"))  # type: ignore[attr-defined]
    return Counter({_key(group, contribution): n for group, contribution, n in votes})


def _chosen(step: Step, reader: Participant | None) -> set[tuple[str, int]]:
    if step.voting != Voting.OPEN or reader is None:
        return set()
    own = step.votes.filter(participant=reader)  # type: ignore[attr-defined]
    return {_key(group, contribution) for group, contribution in own.values_list("group", "contribution")}


def _key(group: int | None, contribution: int | None) -> tuple[str, int]:
    return ("contribution", contribution or 0) if group is None else ("group", group)


def _scores(step: Step) -> dict[str, Any] | None:
    """How many gave which, when they are enough for nobody to be told by it."""
    if step.input_kind != InputKind.CHECK_OUT or step.hides:
        return None
    given = Contribution.objects.standing().filter(step=step, score__isnull=False).values_list("score", flat=True)
    counts = Counter(given)
    total = counts.total()
    if total < settings.SMALL_NUMBERS_K:
        return {"total": total, "least": settings.SMALL_NUMBERS_K}
    rows = [(score, counts[score]) for score in range(LOWEST_SCORE, HIGHEST_SCORE + 1)]
    mean = sum(score * n for score, n in rows) / total
    return {"total": total, "rows": rows, "most": max(counts.values()), "mean": mean}
