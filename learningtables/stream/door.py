"""The door for streams: an ASGI application of its own, so that a stream that stays open holds no thread and no connection
to the database."""

import asyncio
import random
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.http import parse_cookie

from .hub import Hub, Listener
from .tickets import ENDING, Ticket, read_ticket

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

HEARTBEAT = 15.0  # proxies cut what has been silent for a minute
PATIENCE = 20.0  # with who does not take in what was sent
SILENCE = b": \n\n"
GONE = b"event: gone\ndata: {}\n\n"
FORBIDDEN, NOTHING_MORE = 403, 204  # at 204 a browser does not come back by itself
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


def never() -> bool:
    return False


class StreamDoor:
    """``is_pressed`` says whether the server has something to do that goes before drawing rooms."""

    def __init__(self, is_pressed: Callable[[], bool] = never) -> None:
        self.hub: Hub | None = None
        self.is_pressed = is_pressed

    @staticmethod
    def leads_to(path: str) -> bool:
        return path.startswith("/leertafels/sessies/") and path.endswith(f"/{ENDING}")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        ticket = ticket_of(scope)
        if scope["method"] != "GET" or ticket is None:
            await _answer(send, FORBIDDEN)
            return
        hub = self.hub = self.hub or Hub(self.is_pressed)
        listener = Listener(ticket, known_version(scope))
        hub.join(listener)
        departure = asyncio.create_task(_see_off(receive, listener))
        try:
            await _tell(listener, send)
        finally:
            departure.cancel()
            hub.leave(listener)

    def close(self) -> None:
        hub, self.hub = self.hub, None
        if hub is not None:
            hub.close()


async def _tell(listener: Listener, send: Send) -> None:
    event = await listener.wait(PATIENCE)
    if listener.is_gone:
        await _answer(send, NOTHING_MORE)
        return
    with suppress(TimeoutError):
        await _answer(send, 200, more=True)
        # They come back at moments of their own when the server was away.
        event = b"retry: %d\n\n" % random.randrange(1000, 4000) + (event or b"")  # noqa: S311 - no secret
        while not listener.is_over:
            await _send_soon(send, {"type": "http.response.body", "body": event or SILENCE, "more_body": True})
            event = await listener.wait(HEARTBEAT)
        await _send_soon(send, {"type": "http.response.body", "body": GONE if listener.is_gone else b""})


async def _answer(send: Send, status: int, *, more: bool = False) -> None:
    headers = HEADERS if status == 200 else HEADERS[1:]
    await _send_soon(send, {"type": "http.response.start", "status": status, "headers": headers})
    await _send_soon(send, {"type": "http.response.body", "body": b"", "more_body": more})


async def _send_soon(send: Send, message: Message) -> None:
    async with asyncio.timeout(PATIENCE):
        await send(message)


async def _see_off(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.end()


def ticket_of(scope: Message) -> Ticket | None:
    query = parse_qs(scope["query_string"].decode("latin1"))
    cookies = parse_cookie("; ".join(_headers(scope, b"cookie")))
    login = cookies.get(settings.SESSION_COOKIE_NAME, "")
    ticket = read_ticket(query.get("kaartje", [""])[0], login)
    return ticket if ticket and scope["path"].endswith(f"/sessies/{ticket.session}/{ENDING}") else None


def known_version(scope: Message) -> int:
    """Which the screen has: what it heard last, else what its page was drawn from."""
    query = parse_qs(scope["query_string"].decode("latin1"))
    for known in (*_headers(scope, b"last-event-id"), *query.get("versie", [])):
        if known.isascii() and known.isdecimal() and len(known) < 19:
            return int(known)
    return 0


def _headers(scope: Message, name: bytes) -> list[str]:
    return [value.decode("latin1") for found, value in scope["headers"] if found.lower() == name]
