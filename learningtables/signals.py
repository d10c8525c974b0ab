"""What rooms hear of elsewhere."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from casestudies.models import Reflection
from casestudies.signals import moved_on

from .actions.events import touch
from .models import Room


@receiver(moved_on, sender=Reflection)
def tell_the_room(reflection: Reflection, **kwargs: Any) -> None:
    """Afterwards, and not in the same transaction: who leads locks the room first and the reflection then."""
    rooms = Room.objects.filter(session__agenda__reflection=reflection, closed_at=None)
    for room in rooms:
        transaction.on_commit(lambda room=room: touch(room))  # type: ignore[misc]
