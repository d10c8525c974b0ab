"""The ASGI door: pages, and the streams of the rooms. PYTHONPATH holds the root and site/ (the Makefile sets it)."""

import asyncio
import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

from django.core.wsgi import get_wsgi_application

from home.clock import start_clock
from search.apps import ask_for_rebuild

from .bridge import Bridge, Message, Receive, Send

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
pages = get_wsgi_application()  # the apps are there from here on

from learningtables.stream import OFFERED  # noqa: E402
from learningtables.stream.door import StreamDoor  # noqa: E402

REQUEST_THREADS = 4
# A thread that heard from the database waits for the interpreter until another has had its turn, some twenty times in a
# request. Python's own turn of 5 ms would be most of what a room waits for when all rooms move at once.
TURN = 0.0005
sys.setswitchinterval(TURN)
# A whole room waits for who leads it, also while many send what they wrote.
LEADING = "/kamer/leiden/"
# A stream is an open file, and many systems allow a process a thousand of them unless it asks for more.
_allowed, _most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (_most, _most))


class Site:
    def __init__(self) -> None:
        self.pages = Bridge(pages, threads=REQUEST_THREADS, extra={OFFERED: True}, urgent=LEADING)
        self.streams = StreamDoor(is_pressed=self.pages.is_pressed)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close"})
        elif self.streams.leads_to(scope["path"]):
            await self.streams(scope, receive, send)
        else:
            await self.pages(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] == "lifespan.startup":
            _when_asked_to_stop(self.streams.close)
            await send({"type": "lifespan.startup.complete"})
        self.streams.close()
        await send({"type": f"{message['type']}.complete"})


def _when_asked_to_stop(end: Callable[[], None]) -> None:
    """A server that stops waits for what is under way, and a stream never ends by itself. The loop's own handlers, which stop
    the server, are called all the same."""
    loop = asyncio.get_running_loop()
    with suppress(ValueError):  # not the main thread: nobody asks here
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_given: loop.call_soon_threadsafe(end))


application = Site()
ask_for_rebuild()
start_clock()
