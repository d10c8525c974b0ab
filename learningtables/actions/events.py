"""How a change in a room reaches the screens: its version rises in the same transaction, and PostgreSQL tells who listens."""

from django.db import connection
from django.db.models import F

from ..models import Room

CHANNEL = "leertafel_room"


def touch(room: Room) -> None:
    """Something on somebody's screen changed. On other databases than PostgreSQL, who listens looks at the version now and
    then."""
    Room.objects.filter(pk=room.pk).update(version=F("version") + 1)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(room.pk)])
