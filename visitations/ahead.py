"""What lies before a visitation: who may move it on, by when, and what must be there first."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from . import rules
from .actions.requirements import missing_for
from .models import VisitationPage
from .overview import goes_back
from .states import STAGE_MOVERS, STAGE_MOVES, Stage


@dataclass
class Ahead:
    """A stage that may follow. ``url`` is for who may move it there; ``due_on`` ends the stage it stands in now."""

    to: Stage
    movers: list[str]
    due_on: datetime.date | None
    missing: list[str]
    url: str

    @property
    def label(self) -> str:
        return str(self.to.label)


def ahead_of(visitation: VisitationPage, user: Any, *, to: Stage) -> Ahead:
    term = next((term for term in visitation.terms.all() if term.stage == visitation.stage), None)
    may = rules.may_move(user, visitation)
    return Ahead(
        to=to,
        movers=[str(mover.label) for mover in STAGE_MOVERS[visitation.stage]],
        due_on=term and term.due_on,
        missing=missing_for(visitation, to=to),
        url=reverse("visitations:move", args=[visitation.pk, to]) if may else "",
    )


def next_stage(visitation: VisitationPage, user: Any) -> Ahead | None:
    """The way forward; None when it is closed."""
    following = [Stage(to) for to in STAGE_MOVES[visitation.stage] if not goes_back(visitation, to)]
    return ahead_of(visitation, user, to=following[0]) if following else None
