"""How a change in a room reaches the screens: its version rises in the same transaction, and PostgreSQL tells who listens."""

from django.db import connection
from django.db.models import F

from ..models import Room

CHANNEL = "leertafel_room"


RISE = "UPDATE learningtables_room SET version = version + 1 WHERE id = %s RETURNING pg_notify(%s, %s)"


def touch(room: Room) -> None:
    """Something on somebody's screen changed. On other databases than PostgreSQL, who listens looks at the version now and
    then."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(RISE, [room.pk, CHANNEL, str(room.pk)])
    else:
        Room.objects.filter(pk=room.pk).update(version=F("version") + 1)
