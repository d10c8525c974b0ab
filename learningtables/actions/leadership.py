"""Who leads in the room: handed over, or taken over from somebody whose screen has fallen silent."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audit import record
from regions.states import IllegalMove

from .. import rules
from ..models import Participant, Room
from .events import touch
from .room import led_by, open_room_locked


@transaction.atomic
def hand_over(room: Room, *, to: Participant, by: Participant) -> Room:
    room = led_by(room, by)
    if to.session_id != room.session_id or not rules.may_be_handed(to, room):
        raise IllegalMove(_("Hand over to somebody who sits at the table."))
    return _lead(room, to, by=by)


@transaction.atomic
def take_over(room: Room, *, by: Participant) -> Room:
    """The facilitator has been silent, or another of the table's facilitators goes on."""
    room = open_room_locked(room)
    if rules.leads_room(by, room):
        return room
    if not rules.may_take_over(by, room, timezone.now()):
        raise IllegalMove(
            _("%(name)s is still leading. You can take over when their screen has been silent for %(n)s seconds.")
            % {"name": room.facilitator, "n": settings.ROOM_SILENT_AFTER}
        )
    return _lead(room, by, by=by)


def _lead(room: Room, leader: Participant, *, by: Participant) -> Room:
    room.facilitator = leader
    room.facilitator_seen_at = timezone.now()
    room.save(update_fields=["facilitator", "facilitator_seen_at"])
    record(room.session, "learningtables.lead_room", user=by.user, facilitator=leader.pk)
    touch(room)
    return room


def pulse(room: Room, *, by: Participant) -> None:
    """The leader's screen is alive. Nothing on anybody's screen changes by it."""
    Room.objects.filter(pk=room.pk, facilitator=by).update(facilitator_seen_at=timezone.now())
