"""What can be done with the actions people take on."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import Circle, User
from regions.states import IllegalMove, check_move

from ..models import Action, ContentPage
from ..states import (
    ACTION_MOVES,
    ActionStatus,
)


@transaction.atomic
def agree_action(
    *,
    circle: Circle,
    page: ContentPage | None,
    what: str,
    owner: User,
    due_on: datetime.date,
    user: User,
    noticed_by: str = "",
) -> Action:
    """Somebody of ``circle`` will change something by ``due_on``."""
    if not owner.memberships.reading().filter(circle=circle).exists():
        raise IllegalMove(_("Only somebody in the circle can take an action on."))
    action = Action.objects.create(
        circle=circle, page=page, what=what, owner=owner, due_on=due_on, noticed_by=noticed_by
    )
    record(action, "lessons.agree_action", user=user, circle=circle.pk)
    return action


@transaction.atomic
def finish_action(action: Action, *, status: ActionStatus, result: str, user: User) -> Action:
    """Done, dropped, or open again; ``result`` says what came of it, and why when it is dropped."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    check_move(ACTION_MOVES, frm=action.status, to=status, labels=ActionStatus)
    if status == ActionStatus.DROPPED and not result.strip():
        raise IllegalMove(_("Say why the action is dropped."))
    action.status, action.result = status, result.strip()
    action.finished_at = None if status == ActionStatus.OPEN else timezone.now()
    action.save(update_fields=["status", "result", "finished_at"])
    record(action, "lessons.finish_action", user=user, status=status)
    return action
