""" "And if not": what follows from the answers, and the end of a reflection."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lessons.actions import agree_action
from lessons.models import Action
from regions.audit import record
from regions.models import User
from regions.states import IllegalMove

from .. import results
from ..models import Conclusion, DecisionPoint, Reflection
from ..signals import moved_on
from ..states import CONCLUDABLE, ReflectionState, Round
from .reflections import locked, move
from .small_groups import merge_small_groups


class StillOpen(IllegalMove):
    """``points`` are the decision points that ask for an action or a reasoned "no change" before the reflection can close."""

    def __init__(self, points: Sequence[DecisionPoint]) -> None:
        self.points = points
        super().__init__(
            _("Agree an action or say why nothing changes, for: %(points)s.")
            % {"points": ", ".join(f"“{point}”" for point in points)}
        )


def waiting(reflection: Reflection) -> bool:
    """Whether somebody who is asked has not answered the second round."""
    return reflection.respondents.filter(answered_round_two=False).exists()


@transaction.atomic
def conclude(
    reflection: Reflection,
    *,
    decision_point: DecisionPoint,
    user: User,
    action: Action | None = None,
    no_change_because: str = "",
) -> Conclusion:
    """An action, or a reasoned "no change". More than one may follow from a decision point; the same one twice is one."""
    reflection = locked(reflection)
    _check_concluding(reflection, decision_point)
    if (action is None) == (not no_change_because.strip()):
        raise IllegalMove(_("Agree an action, or say why nothing changes: one of the two."))
    conclusion, created = Conclusion.objects.get_or_create(
        reflection=reflection, decision_point=decision_point, action=action, no_change_because=no_change_because.strip()
    )
    if created:
        record(reflection.case, "casestudies.conclude", user=user, reflection=reflection.pk, conclusion=conclusion.pk)
    return conclusion


def _check_concluding(reflection: Reflection, point: DecisionPoint) -> None:
    if reflection.state not in CONCLUDABLE:
        raise IllegalMove(_("Conclusions are drawn after the reveal and before the reflection is closed."))
    if point.case_id != reflection.case_id:
        raise IllegalMove(_("This decision point belongs to another case."))


@transaction.atomic
def agree_on_action(
    reflection: Reflection,
    *,
    decision_point: DecisionPoint,
    what: str,
    owner: User,
    due_on: datetime.date,
    noticed_by: str,
    user: User,
) -> Conclusion:
    """Conclude with a new action of the circle."""
    reflection = locked(reflection)
    _check_concluding(reflection, decision_point)
    same: dict[str, Any] = {"what": what, "owner": owner, "due_on": due_on, "noticed_by": noticed_by}
    agreed = Action.objects.filter(
        conclusions__reflection=reflection, conclusions__decision_point=decision_point, **same
    ).first()
    action = agreed or agree_action(circle=reflection.circle, page=reflection.case, user=user, **same)
    return conclude(reflection, decision_point=decision_point, action=action, user=user)


@transaction.atomic
def close(reflection: Reflection, *, user: User) -> Reflection:
    """The end, once every majority for "partly" or "different" has led to an action or a reasoned "no change"."""
    stored = locked(reflection)
    if stored.state == ReflectionState.ROUND_TWO and waiting(stored):
        raise IllegalMove(_("Not everybody has answered again. Wait for them, or end the second round first."))
    reflection = move(stored, ReflectionState.CLOSED)
    if points := results.unsettled(reflection):
        raise StillOpen(points)
    if stored.state == ReflectionState.ROUND_TWO:
        merge_small_groups(reflection, ended=Round.TWO)
    reflection.closed_at = timezone.now()
    reflection.save(update_fields=["state", "closed_at"])
    record(reflection.case, "casestudies.close", user=user, reflection=reflection.pk)
    moved_on.send(Reflection, reflection=reflection)
    return reflection
