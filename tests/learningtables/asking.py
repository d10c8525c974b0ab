"""A room that asks the central question, and who looks at it."""

import uuid

from django.test import Client

from casestudies.models import Reflection
from learningtables import actions
from learningtables.models import Room, Step


def step(room: Room, title: str) -> Step:
    return room.steps.get(title=title)


def asked(room: Room, *, anonymous: bool = False) -> Reflection:
    return actions.ask(room, step=step(room, "Alleen"), anonymous=anonymous, by=room.facilitator)


def to(room: Room, title: str) -> Room:
    fresh = Room.objects.get(pk=room.pk)
    return actions.jump(fresh, step=step(room, title), seen=fresh.current_id or 0, by=room.facilitator)


def path(room: Room, more: str = "") -> str:
    return f"/leertafels/sessies/{room.session_id}/kamer/{more}"


def page(client: Client, room: Room, more: str = "") -> str:
    return client.get(path(room, more)).content.decode()


def guest_of(room: Room) -> Client:
    room = actions.let_guests_in(room, by=room.facilitator)
    client = Client()
    client.post("/leertafels/gast/", {"code": room.code, "name": "Bezoek", "uid": uuid.uuid4()})
    return client
