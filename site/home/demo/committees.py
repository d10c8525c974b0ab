"""What happens around a committee: the visited party has its say, it is installed, a date moves, a recusal is lifted."""

import datetime
from typing import Any

from regions.models import User
from visitations import actions
from visitations.models import Declaration, VisitationPage

from .texts import read
from .world import World


def _rows(kind: str, key: str, stage: str = "") -> list[dict[str, Any]]:
    """Of one visitation, and of one stage where rows say in which they happen."""
    return [row for row in read("committees", kind) if row["visitation"] == key and row.get("in", "") == stage]


def hear_visited_party(visitation: VisitationPage, *, key: str, host: User, world: World) -> None:
    """It objects to somebody, which is decided on, or it has no objections."""
    objections = _rows("objection", key)
    for row in objections:
        seat = visitation.committee.memberships.get(user=world.person(row["person"]))
        made = actions.object_to_member(seat, reason=row["reason"], user=host)
        actions.decide_on_objection(made, decision=row["decision"], answer=row["answer"], user=world.editor)
    if not objections:
        actions.waive_objections(visitation, user=host)


def go_on(visitation: VisitationPage, *, key: str, stage: str, world: World) -> None:
    """What the rows say of this stage."""
    for row in _rows("moved", key, stage):
        now = visitation.terms.get(stage=row["stage"]).due_on + datetime.timedelta(days=row["days"])
        actions.set_terms(visitation, terms={row["stage"]: now}, reason=row["reason"], user=world.editor)
    for row in _rows("lifted", key, stage):
        seat = {"membership__circle": visitation.committee_id, "membership__user": world.person(row["person"])}
        actions.override_recusal(Declaration.objects.get(**seat), reason=row["reason"], user=world.editor)
