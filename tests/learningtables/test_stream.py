"""What is told of a room to its screens: who may listen, what they hear, and when it ends."""

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from config.bridge import Bridge
from learningtables import actions
from learningtables.models import Room, SessionPage
from learningtables.stream import OFFERED
from learningtables.stream.door import StreamDoor
from regions.models import Membership, User
from regions.states import MembershipStatus
from tests.factories.learningtables import make_room, seat, write
from tests.learningtables.apart import run_apart

SOON = 20.0
# The rooms are drawn in threads, which see what was committed.
WITH_DATABASE = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def room(session: SessionPage, facilitator: User) -> Room:
    return make_room(session, user=facilitator, at=2)


class Screen:
    """A browser's stream, without the network between."""

    def __init__(self, door: StreamDoor, client: Client, address: str, *, room_for: int = 0, **headers: str) -> None:
        parts = urlsplit(address)
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        sent = {"cookie": cookies, **headers}
        self.scope = {
            "type": "http",
            "method": "GET",
            "path": parts.path,
            "query_string": parts.query.encode(),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in sent.items()],
        }
        self.sent: asyncio.Queue[Any] = asyncio.Queue(room_for)
        self.left = asyncio.Event()
        self.task = asyncio.create_task(door(self.scope, self._receive, self.sent.put))  # type: ignore[arg-type]

    async def _receive(self) -> dict[str, Any]:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def status(self) -> int:
        async with asyncio.timeout(SOON):
            return int((await self.sent.get())["status"])

    async def hear(self, *, until: Callable[[dict[str, Any]], bool] = bool) -> dict[str, Any]:
        """The next picture of which ``until`` is true."""
        async with asyncio.timeout(SOON):
            while True:
                for line in (await self.sent.get()).get("body", b"").decode().split("\n"):
                    if line.startswith("data: ") and until(shown := json.loads(line.removeprefix("data: "))):
                        return dict(shown)

    async def end(self) -> bytes:
        """What was said last."""
        async with asyncio.timeout(SOON):
            message = await self.sent.get()
            while message["type"] == "http.response.start" or message.get("more_body"):
                message = await self.sent.get()
            return bytes(message["body"])

    async def leave(self) -> None:
        self.left.set()
        await self.task


def address_of(client: Client, room: Room) -> str:
    """From the room's page, as a server with streams gives it."""
    page = client.get(f"/leertafels/sessies/{room.session_id}/kamer/", **{OFFERED: True})
    return str(page.context["stream"])


def in_loop(story: Callable[[StreamDoor], Any]) -> None:
    """``story`` with a door of its own; what it asks of the database runs in a thread."""

    async def run() -> None:
        door = StreamDoor()
        try:
            await story(door)
        finally:
            door.close()

    run_apart(run())


@WITH_DATABASE
def test_what_happens_in_a_room_reaches_its_screens(
    room: Room, participant: User, facilitator: User, client_of: Callable[[User], Client]
) -> None:
    clients = [client_of(participant), client_of(facilitator)]
    addresses = [address_of(client, room) for client in clients]
    text = write(room, "Wie was erbij?", by=seat(room, participant))

    async def story(door: StreamDoor) -> None:
        screens = [Screen(door, *one) for one in zip(clients, addresses, strict=True)]
        assert [await screen.status() for screen in screens] == [200, 200]
        assert text.body not in (await screens[0].hear())["stage"]

        await asyncio.to_thread(actions.reveal, room, step=room.current, by=room.facilitator)
        for screen in screens:
            shown = await screen.hear(until=lambda one: text.body in one["stage"])
            assert shown["step"] == room.current_id and not shown["refresh"]
        await screens[0].leave()

        moved = await asyncio.to_thread(actions.go_on, room, seen=room.current_id, by=room.facilitator)
        shown = await screens[1].hear(until=lambda one: one["step"] == moved.current_id)
        assert f'name="step" value="{moved.current_id}"' in shown["own"]  # new to everybody: the form comes along
        assert "csrfmiddlewaretoken" not in shown["own"]

        back = Screen(door, clients[0], addresses[0], last_event_id=str(shown["version"] - 1))
        assert (await back.hear())["step"] == moved.current_id  # at once, what was missed
        await back.leave()
        await screens[1].leave()
        assert door.hub is not None and not door.hub.rooms

    in_loop(story)


@WITH_DATABASE
@pytest.mark.once
def test_only_who_has_a_seat_listens_and_for_as_long_as_it_is_theirs(
    room: Room,
    participant: User,
    case_owner: User,
    facilitator: User,
    client_of: Callable[[User], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client, leaving, slow = client_of(participant), client_of(case_owner), client_of(facilitator)
    address = address_of(client, room)
    stranger = Client()

    def take_away() -> None:
        Session.objects.filter(pk=client.session.session_key).delete()
        Membership.objects.filter(user=case_owner).update(status=MembershipStatus.ENDED)
        actions.reveal(room, step=room.current, by=room.facilitator)

    addresses = {"signs out": address, "leaves": address_of(leaving, room), "slow": address_of(slow, room)}

    async def story(door: StreamDoor) -> None:
        elsewhere = address.replace(f"/{room.session_id}/", f"/{room.session_id + 1}/")
        forged = address.replace("kaartje=", "kaartje=x")
        for who, where in ((slow, address), (stranger, address), (client, elsewhere), (client, forged)):
            assert await Screen(door, who, where).status() == 403

        gone = [Screen(door, client, addresses["signs out"]), Screen(door, leaving, addresses["leaves"])]
        assert [await screen.status() for screen in gone] == [200, 200]
        monkeypatch.setattr("learningtables.stream.door.PATIENCE", 0.3)
        deaf = Screen(door, slow, addresses["slow"], room_for=1)
        await asyncio.to_thread(take_away)
        for screen in gone:
            assert await screen.end() == b"event: gone\ndata: {}\n\n"
        assert await Screen(door, client, address).status() == 204
        await asyncio.wait_for(deaf.task, SOON)  # who does not take in what is sent is let go

    in_loop(story)


@pytest.mark.django_db
@pytest.mark.once
def test_without_streams_the_page_names_none(
    room: Room, participant: User, client_of: Callable[[User], Client]
) -> None:
    page = client_of(participant).get(f"/leertafels/sessies/{room.session_id}/kamer/")

    assert page.context["stream"] == ""
    assert b"data-stream" not in page.content


# --- the pages beside them ------------------------------------------------------------------------------------------


def through_bridge(application: Callable[..., Any], *, body: bytes = b"", headers: Any = ()) -> tuple[int, bytes]:
    """Status and body of one request."""
    scope = {
        "method": "POST",
        "path": "/é/",
        "query_string": b"a=1",
        "http_version": "1.1",
        "headers": list(headers),
    }
    waiting = [
        {"type": "http.request", "body": body[:5], "more_body": True},
        {"type": "http.request", "body": body[5:]},
    ]
    sent: list[Any] = []

    async def receive() -> Any:
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    run_apart(Bridge(application, threads=1, extra={})(scope, receive, send))  # type: ignore[arg-type]
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent)


@pytest.mark.once
def test_a_request_reaches_django_whole_and_its_answer_comes_back_whole() -> None:
    seen: dict[str, Any] = {}
    closed: list[bool] = []

    class Parts:
        def __iter__(self) -> Any:
            return iter([b"x" * 200_000] * 3)

        def close(self) -> None:
            closed.append(True)

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        seen.update(environ, body=environ["wsgi.input"].read())
        start_response("201 Created", [("Content-Type", "text/plain")])
        return Parts()

    headers = [
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"content-length", b"11"),
        (b"x_forwarded_proto", b"https"),
    ]
    status, body = through_bridge(application, body=b"hello world", headers=headers)

    assert (status, len(body), closed) == (201, 600_000, [True])
    assert seen["body"] == b"hello world" and seen["CONTENT_LENGTH"] == "11"
    assert seen["PATH_INFO"].encode("latin1").decode() == "/é/"
    assert seen["HTTP_COOKIE"] == "a=1; b=2"
    assert "HTTP_X_FORWARDED_PROTO" not in seen
