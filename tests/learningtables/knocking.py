"""At the door for guests."""

import uuid
from typing import Any

from django.test import Client

from learningtables.models import Room

DOOR = "/leertafels/gast/"


def knock(client: Client, code: str | None, name: str = "Wouter", uid: uuid.UUID | None = None) -> Any:
    return client.post(DOOR, {"code": code, "name": name, "uid": uid or uuid.uuid4()})


def address(room: Room, verb: str = "") -> str:
    return f"/leertafels/sessies/{room.session_id}/kamer/{verb}"
