"""The central question in the room: its phases drive the reflection of the case. How answers are kept, opened and counted is
for `casestudies` to say; here is who sets it going, and when."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.actions import end_round_two
from casestudies.actions import reveal as reveal_reflection
from casestudies.models import Reflection
from casestudies.states import Round
from regions.models import User
from regions.states import IllegalMove

from .. import rules
from ..models import Participant, Room, SessionCase, Step
from ..states import InputKind
from .events import touch
from .room import led_by
from .running import open_case_reflection
from .sessions import expected


def round_of(step: Step) -> Round | None:
    """The first step that asks the central question of a case is round one, what follows is round two."""
    if step.input_kind != InputKind.CENTRAL_QUESTION or step.item_id is None:
        return None
    asking = Step.objects.filter(room=step.room_id, item=step.item_id, input_kind=InputKind.CENTRAL_QUESTION)
    return Round.TWO if asking.filter(position__lt=step.position).exists() else Round.ONE


@transaction.atomic
def ask(room: Room, *, step: Step, anonymous: bool, by: Participant) -> Reflection:
    """Open the reflection of the case with who is expected, except who wrote the case. By name or anonymously is chosen here,
    for good."""
    room, step, item = _at(room, step, by, Round.ONE)
    user: Any = by.user
    asked = open_case_reflection(item, anonymous=anonymous, respondents=_respondents(item), user=user)
    touch(room)
    return asked


def _respondents(item: SessionCase) -> list[User]:
    writers = {item.case.owner_id, *item.case.writers.values_list("user", flat=True)}
    return [person for person in expected(item.session) if person.pk not in writers]


@transaction.atomic
def reveal_answers(room: Room, *, step: Step, by: Participant) -> Reflection:
    """Open the first answers to the whole table, and outcome and NOW with them. There is no way back."""
    room, step, item = _at(room, step, by, Round.ONE)
    revealed = reveal_reflection(_reflection(item), user=by.user)
    step.revealed_at = timezone.now()
    step.save(update_fields=["revealed_at"])
    touch(room)
    return revealed


@transaction.atomic
def end_second_round(room: Room, *, step: Step, by: Participant) -> Reflection:
    """Nobody answers any more, and all second answers are open."""
    room, step, item = _at(room, step, by, Round.TWO)
    ended = end_round_two(_reflection(item), user=by.user)
    step.revealed_at = timezone.now()
    step.save(update_fields=["revealed_at"])
    touch(room)
    return ended


def _at(room: Room, step: Step, by: Participant, number: Round) -> tuple[Room, Step, SessionCase]:
    room = led_by(room, by)
    if not rules.may_ask(by, room):
        raise IllegalMove(
            _(
                "Asking the central question and opening the answers is for a facilitator of the table. Hand over to one."
            )
        )
    step = room.steps.select_related("item__case", "item__session").get(pk=step.pk)
    if round_of(step) != number or step.item is None:
        raise IllegalMove(_("This step does not ask the central question of a case."))
    return room, step, step.item


def _reflection(item: SessionCase) -> Reflection:
    if item.reflection is None:
        raise IllegalMove(_("The central question has not been asked yet."))
    return item.reflection
