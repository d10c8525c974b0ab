"""The central question in the room: its phases drive the reflection of the case. How answers are kept, opened and counted is
for `casestudies` to say; here is who sets it going, and when."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.actions import end_round_two, set_deadline
from casestudies.actions import reveal as reveal_reflection
from casestudies.models import Reflection
from casestudies.states import Round
from regions.models import User
from regions.states import IllegalMove

from .. import rules
from ..models import Participant, Room, SessionCase, Step
from ..states import InputKind
from .events import touch
from .room import led_by, locked_room, spread
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
    spread_until = {f"round_{Round(number).name.lower()}_until": until for number, until in _ends(room, item)}
    asked = open_case_reflection(item, anonymous=anonymous, respondents=_respondents(item), user=user, **spread_until)
    touch(room)
    return asked


def _ends(room: Room, item: SessionCase) -> list[tuple[Round, datetime.datetime]]:
    """Until when the steps of the question are open in people's own time."""
    steps = _asking(room, item).filter(open_until__gt=timezone.now())
    return [(number, step.open_until) for step in steps if (number := round_of(step))]


def _asking(room: Room, item: SessionCase) -> Any:
    return room.steps.filter(item=item, input_kind=InputKind.CENTRAL_QUESTION)


@transaction.atomic
def spread_question(room: Room, *, step: Step, until: datetime.datetime | None, by: Participant) -> Room:
    """Let people answer at ``step`` in their own time: its round of the reflection ends at that moment. None ends it by hand."""
    room, step, item = _at(room, step, by)
    room = spread(room, step=step, until=until, by=by)
    user: Any = by.user
    if item.reflection is not None:
        set_deadline(item.reflection, until=until, number=round_of(step), user=user)
    return room


@transaction.atomic
def keep_time(room: Room, reflection: Reflection) -> None:
    """What changed in the reflection reaches the room: the steps of the question are open for as long as their rounds are."""
    room = locked_room(room)
    fresh = Reflection.objects.get(pk=reflection.pk)
    for step in room.steps.filter(item__reflection=fresh, input_kind=InputKind.CENTRAL_QUESTION):
        until = fresh.until_of(round_of(step) or Round.ONE)
        if step.open_until != until:
            step.open_until = until
            step.save(update_fields=["open_until"])
    touch(room)


def _respondents(item: SessionCase) -> list[User]:
    writers = {item.case.owner_id, *item.case.writers.values_list("user", flat=True)}
    return [person for person in expected(item.session) if person.pk not in writers]


@transaction.atomic
def reveal_answers(room: Room, *, step: Step, by: Participant) -> Reflection:
    """Open the first answers to the whole table, and outcome and NOW with them. There is no way back."""
    return _end_round(room, step, by, Round.ONE, verb=reveal_reflection)


@transaction.atomic
def end_second_round(room: Room, *, step: Step, by: Participant) -> Reflection:
    """Nobody answers any more, and all second answers are open."""
    return _end_round(room, step, by, Round.TWO, verb=end_round_two)


def _end_round(room: Room, step: Step, by: Participant, number: Round, *, verb: Any) -> Reflection:
    room, step, item = _at(room, step, by, number)
    ended: Reflection = verb(_reflection(item), user=by.user)
    step.revealed_at = timezone.now()
    step.save(update_fields=["revealed_at"])
    touch(room)
    return ended


def _at(room: Room, step: Step, by: Participant, number: Round | None = None) -> tuple[Room, Step, SessionCase]:
    """The locked room, and the step with its case; ``number`` is the round that it has to be about."""
    room = led_by(room, by)
    if not rules.may_ask(by, room):
        raise IllegalMove(
            _(
                "Asking the central question and opening the answers is for a facilitator of the table. Hand over to one."
            )
        )
    step = room.steps.select_related("item__case", "item__session").get(pk=step.pk)
    asks = round_of(step)
    if asks is None or number not in (None, asks) or step.item is None:
        raise IllegalMove(_("This step does not ask the central question of a case."))
    return room, step, step.item


def _reflection(item: SessionCase) -> Reflection:
    if item.reflection is None:
        raise IllegalMove(_("The central question has not been asked yet."))
    return item.reflection
