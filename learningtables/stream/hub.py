"""One per process: knows who listens to which room, has a changed room drawn once for all of them, and hands it out."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any

from django.db import connections

from .pictures import NOT_YET, Picture, Question, View, look_into, outlines_of
from .shelf import Shelf
from .tickets import Ticket
from .together import Together
from .watching import watch

logger = logging.getLogger(__name__)

# Seconds between two looks into one room.
PAUSE = 0.1
# One more text or one more hand up can wait a little, so that what comes meanwhile is drawn with it: the longer, the more
# rooms there are and the longer a drawing takes. All rooms together then take this part of the time.
SHARE = 0.25
SHORTEST, LONGEST = 0.3, 3.0
AFTER_FAILURE = 2.0
DRAWING_THREADS = 1
GLANCE = 0.02  # seconds until what another process draws is looked for again
# While many who lead a room move it at once, drawing the first rooms would keep the last of them waiting: then all are drawn
# together, and after so many seconds anyway.
HOLD_BACK = 0.5


class Listener:
    """One open stream. Each event holds the whole picture, so only the newest waits: who reads slowly skips some."""

    def __init__(self, ticket: Ticket, known: int) -> None:
        self.ticket = ticket
        self.known = known
        self.is_gone = False  # there is no seat any more
        self.is_over = False  # the screen went, or the server does
        self.was_answered = False
        self._waiting: bytes | None = None
        self._called = asyncio.Event()

    @property
    def view(self) -> View:
        return View(self.ticket.step, self.ticket.language)

    def show(self, event: bytes, version: int) -> None:
        self.known = version
        self._waiting = event
        self.wake()

    def wake(self) -> None:
        self._called.set()

    def turn_away(self) -> None:
        self.is_gone = True
        self.end()

    def end(self) -> None:
        self.is_over = True
        self.wake()

    async def wait(self, seconds: float) -> bytes | None:
        """The newest event; None when nothing came or there was nothing new to tell."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._called.wait()
        self._called.clear()
        event, self._waiting = self._waiting, None
        return event


class Watched:
    """A room with somebody listening. ``is_stale``: it may have changed since it was last looked into."""

    def __init__(self, pk: int) -> None:
        self.pk = pk
        self.version = 0
        self.outline: tuple[Any, ...] = ()
        self.drawn_at = 0.0
        self.listeners: set[Listener] = set()
        self.called = asyncio.Event()
        self.is_stale = False
        self.is_busy = False

    @property
    def has_newcomers(self) -> bool:
        return any(not listener.was_answered for listener in self.listeners)

    def asked(self) -> dict[View, int]:
        """Each view that is looked at, with the oldest version that somebody still has of it."""
        asked: dict[View, int] = {}
        for listener in self.listeners:
            asked[listener.view] = min(listener.known, asked.get(listener.view, listener.known))
        return asked

    def hand_out(self, picture: Picture, present: Iterable[Listener]) -> None:
        """To who was there when it was looked into; who came in since is looked up next."""
        self.version, self.outline = picture.version, picture.outline
        for listener in present:
            if listener.ticket not in picture.standing:
                listener.turn_away()
                continue
            listener.was_answered = True
            event = picture.events.get(listener.view)
            if listener.known < picture.version and event is not None:
                listener.show(event, picture.version)
            else:
                listener.wake()


class Hub:
    def __init__(self, is_pressed: Callable[[], bool]) -> None:
        self.rooms: dict[int, Watched] = {}
        self._is_pressed = is_pressed
        self._pool = ThreadPoolExecutor(DRAWING_THREADS, thread_name_prefix="room")
        self._tasks: set[asyncio.Task[None]] = set()
        self._shelf = Shelf.of_this_site()
        self._pictures = Together(self._start, self._pool, partial(look_into, shelf=self._shelf))
        self._outlines = Together(self._start, self._pool, outlines_of)
        self._watches = False

    def join(self, listener: Listener) -> None:
        room = self.rooms.setdefault(listener.ticket.room, Watched(listener.ticket.room))
        room.listeners.add(listener)
        if not self._watches:
            self._watches = True
            self._start(watch(self))
        self.look(room.pk)

    def leave(self, listener: Listener) -> None:
        room = self.rooms.get(listener.ticket.room)
        if room is None:
            return
        room.listeners.discard(listener)
        if not room.listeners:
            del self.rooms[room.pk]

    def close(self) -> None:
        """The server stops: every stream ends, and its screen comes back to the next one."""
        for room in self.rooms.values():
            for listener in room.listeners:
                listener.end()
        for task in list(self._tasks):
            task.cancel()
        self._pool.submit(self._shelf.sweep, all_of_it=True)
        self._pool.submit(connections.close_all)
        self._pool.shutdown(wait=False)

    def look(self, pk: int) -> None:
        """Something may have changed in a room."""
        room = self.rooms.get(pk)
        if room is None:
            return
        room.is_stale = True
        room.called.set()
        if not room.is_busy:
            room.is_busy = True
            self._start(self._serve(room))

    def look_everywhere(self) -> None:
        for pk in list(self.rooms):
            self.look(pk)

    def compare(self, versions: dict[int, int]) -> None:
        for pk, room in list(self.rooms.items()):
            if versions.get(pk) != room.version:
                self.look(pk)

    async def sweep(self) -> None:
        await self.in_thread(self._shelf.sweep)

    async def in_thread(self, work: Callable[..., Any], *given: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *given)

    async def _serve(self, room: Watched) -> None:
        try:
            while room.is_stale and room.listeners:
                room.is_stale = False
                try:
                    await self._show(room)
                except Exception:
                    logger.exception("room %s could not be shown; it is tried again", room.pk)
                    room.is_stale = True
                    await asyncio.sleep(AFTER_FAILURE)
        finally:
            room.is_busy = False

    async def _show(self, room: Watched) -> None:
        """Draw it now, or in a while when nothing of weight has changed."""
        left = room.drawn_at + self._patience() - time.monotonic()
        if left > 0 and not room.has_newcomers and await self._outlines.ask(room.pk) == room.outline:
            room.is_stale = True
            room.called.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await room.called.wait()
        else:
            await self._draw(room)
        await asyncio.sleep(PAUSE)

    async def _draw(self, room: Watched) -> None:
        await self._hold_back()
        picture = NOT_YET
        while picture is NOT_YET:
            present = list(room.listeners)
            tickets = [listener.ticket for listener in present]
            picture = await self._pictures.ask(room.pk, Question(room.asked(), tickets))
            if picture is NOT_YET:
                await asyncio.sleep(GLANCE)
        room.hand_out(picture, present)
        room.drawn_at = time.monotonic()

    async def _hold_back(self) -> None:
        until = time.monotonic() + HOLD_BACK
        while self._is_pressed() and time.monotonic() < until:
            await asyncio.sleep(GLANCE)

    def _patience(self) -> float:
        return min(LONGEST, max(SHORTEST, len(self.rooms) * self._pictures.takes / SHARE))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
