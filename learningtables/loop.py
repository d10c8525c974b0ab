"""How a session goes on from the one before: what is still to do, and what became of the rest."""

from dataclasses import dataclass
from typing import Any

from lessons.models import Action

from .models import SessionPage
from .states import SessionState

MOST = 20


@dataclass(frozen=True)
class Loop:
    """``open`` and ``finished`` are cut off at `MOST`; all of them are in the overview of actions."""

    before: SessionPage | None
    open: list[Action]
    finished: list[Action]


def loop_of(session: SessionPage, user: Any) -> Loop:
    """What a table meant to do when ``session`` begins, for who sits there. What the session itself decides is not "before"."""
    still_open = session.table.open_actions_for(user).exclude(page=session.pk)
    before = _session_before(session)
    finished = Action.objects.none()
    if before is not None:
        own = Action.objects.filter(circle=session.table.circle_id).select_related("owner", "page")
        finished = own.finished_since(before.starts_at).order_by("finished_at", "pk")
    return Loop(before, list(still_open[:MOST]), list(finished[:MOST]))


def _session_before(session: SessionPage) -> SessionPage | None:
    earlier = SessionPage.objects.child_of(session.table).filter(starts_at__lt=session.starts_at)
    return earlier.exclude(state=SessionState.CANCELLED).order_by("-starts_at", "-pk").first()
