"""A room, and somebody in it, as a browser behaves: it sees what comes in, asks, and sends."""

import asyncio
import json
import re
import time
import uuid
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from .wire import Answer, Wire

if TYPE_CHECKING:
    from .load import Load

# As the room's screens do.
POLL_EVERY = 3.0
LOOK_IN_EVERY = 60.0
PULSE_EVERY = 15.0
LATER, SPREAD = 0.7, 0.8
TRIES = 5
SENT_TWICE = 0.1  # as after a connection that dropped before the answer came
# Moments in a round, as parts of it: everybody writes from the first to the second, then it is revealed.
BEGIN_WRITING, END_WRITING, REVEAL = 0.05, 0.6, 0.75
JSON = {"Accept": "application/json"}
FORM = {**JSON, "Content-Type": "application/x-www-form-urlencoded"}
TOKEN = re.compile(r'data-token="([^"]+)"')
STREAM = re.compile(r'data-stream="([^"]+)"')
VERSION = re.compile(r'data-version="(\d+)"')
random = Random(2017)  # noqa: S311 - the same day every time


class Room:
    """What all screens of a room are waiting for, and since when."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.path: str = plan["path"] + "kamer/"
        self.steps: list[int] = plan["steps"]
        self.waits: dict[str, tuple[float, set[int]]] = {}
        self.seen: dict[str, list[float]] = {"advance": [], "reveal": []}
        self.missed = {"advance": 0, "reveal": 0}
        self.round = 0

    def expect(self, what: str, people: int) -> None:
        """Whoever has not seen the one before does not see it in time any more."""
        self.missed[what] += len(self.waits.pop(what, (0, set()))[1])
        self.waits[what] = (time.monotonic(), set(range(people)))

    def look(self, person: int, shown: dict[str, Any]) -> None:
        if shown.get("current") == self.steps[self.round]:
            self._has_seen("advance", person)
            if f"antwoord {self.round}." in shown.get("stage", ""):
                self._has_seen("reveal", person)

    def _has_seen(self, what: str, person: int) -> None:
        since, waiting = self.waits.get(what, (0.0, set()))
        if person in waiting:
            waiting.discard(person)
            self.seen[what].append(time.monotonic() - since)


class Person:
    def __init__(self, load: "Load", room: Room, number: int, plan: dict[str, Any]) -> None:
        self.load, self.room, self.number = load, room, number
        self.leads: bool = plan["leads"]
        self.cookies = {"Cookie": f"sessionid={plan['login']}"}
        self.wire, self.listening, self.leading, self.asking = (Wire(load.port, self.cookies) for _each in range(4))
        self.fresh = asyncio.Lock()
        self.refreshing: asyncio.Task[None] | None = None
        self.led = 0
        self.version = 0
        self.stream = ""

    async def come_in(self) -> None:
        async with self.load.door:
            page = await self.wire.ask("GET", self.room.path)
        text = page.body.decode()
        if page.status != 200:
            raise RuntimeError(f"the room answers {page.status}")
        self.token = TOKEN.search(text)[1]  # type: ignore[index]
        cookie = page.headers["set-cookie"].partition(";")[0]
        self.cookies["Cookie"] += f"; {cookie}"
        self.version = int(VERSION.search(text)[1])  # type: ignore[index]
        found = STREAM.search(text)
        self.stream = found[1].replace("&amp;", "&") if found else ""

    # --- seeing

    async def listen(self) -> None:
        told: dict[str, str] = {}
        while True:
            try:
                async for event in self.listening.events(self.stream, told):
                    await self._hear(event)
                    told = {"Last-Event-ID": str(self.version)}
            except (OSError, ValueError, TimeoutError, asyncio.IncompleteReadError) as error:
                self.load.fail(f"stream: {error}")
            self.listening.close()
            self.load.counts["streams begun again"] += 1
            await asyncio.sleep(random.uniform(1, 3))

    async def _hear(self, event: bytes) -> None:
        for line in event.split(b"\n"):
            if line.startswith(b"data: "):
                shown = json.loads(line[6:])
                self.load.counts["events"] += 1
                self.see(shown)
                if self.leads and shown["led"] != self.led:  # whose panel is their own
                    self.led = shown["led"]
                    self.refreshing = asyncio.create_task(self.refresh(parts="lead"))

    async def refresh(self, *, parts: str = "stage own lead") -> None:
        await asyncio.sleep(random.uniform(LATER, LATER + SPREAD) if parts == "lead" else 0)
        async with self.fresh:
            try:
                answer = await self.asking.ask("GET", self.room.path + "stand/", {**JSON, "Room-Parts": parts})
            except (OSError, ValueError, TimeoutError, asyncio.IncompleteReadError) as error:
                self.load.fail(f"look: {error!r}")
                return
            self.see(json.loads(answer.body))
            self.load.counts["looks"] += 1

    async def poll(self) -> None:
        known: dict[str, str] = {}
        await asyncio.sleep(random.uniform(0, POLL_EVERY))
        while True:
            began = time.monotonic()
            try:
                answer = await self.listening.ask("GET", self.room.path + "stand/", {**JSON, **known})
                self.load.counts["polls"] += 1
                known = {"If-None-Match": answer.headers["etag"]}
                if answer.status == 200:
                    self.see(json.loads(answer.body))
            except (OSError, KeyError, ValueError, TimeoutError, asyncio.IncompleteReadError) as error:
                self.load.fail(f"poll: {error!r}")
            await asyncio.sleep(max(0.0, POLL_EVERY * random.uniform(0.9, 1.1) - (time.monotonic() - began)))

    def see(self, shown: dict[str, Any]) -> None:
        if shown.get("version", -1) >= self.version:
            self.version = shown["version"]
            self.room.look(self.number, shown)

    # --- doing

    async def answer_at(self, moment: float, number: int) -> None:
        await self.load.until(moment)
        uid = str(uuid.uuid4())
        body = f"antwoord {number}. van {self.number}: wie was erbij toen dit speelde, en wie had het kunnen weten?"
        fields = {"uid": uid, "step": self.room.steps[number], "body": body}
        self.load.counts["sent"] += 1
        if random.random() < SENT_TWICE:
            self.load.counts["sent twice"] += 1
            await asyncio.gather(
                self._keep(uid, fields, self.wire), self._keep(uid, fields, Wire(self.load.port, self.cookies))
            )
        else:
            await self._keep(uid, fields, self.wire)

    async def _keep(self, uid: str, fields: dict[str, Any], wire: Wire) -> None:
        began = time.monotonic()
        for _try in range(TRIES):
            answer = await self.post("schrijven/", fields, wire)
            if answer is not None and answer.status == 200:
                self.load.confirmed.add(uid)
                self.load.kept_after.append(time.monotonic() - began)
                break
            self.load.fail(f"write: {answer.status if answer else 'no answer'}")
            await asyncio.sleep(random.uniform(1, 3))
        if wire is not self.wire:
            wire.close()

    async def lead(self, moment: float, what: str, **fields: Any) -> None:
        await self.load.until(moment)
        self.room.expect(what, len(self.load.people_of[self.room]))
        answer = await self.post("leiden/", {"do": "next" if what == "advance" else "reveal", **fields}, self.leading)
        if answer is None or answer.status != 200:
            self.load.fail(f"{what}: {answer.status if answer else 'no answer'}")
        else:
            self.see(json.loads(answer.body)["state"])

    async def pulse(self) -> None:
        while True:
            await asyncio.sleep(PULSE_EVERY)
            async with self.fresh:
                await self.post("hartslag/", {}, self.asking)

    async def look_in(self) -> None:
        """Beside a stream, now and then."""
        await asyncio.sleep(random.uniform(0, LOOK_IN_EVERY))
        while True:
            await self.refresh()
            await asyncio.sleep(LOOK_IN_EVERY)

    async def post(self, path: str, fields: dict[str, Any], wire: Wire) -> Answer | None:
        sent = urlencode({**fields, "csrfmiddlewaretoken": self.token}).encode()
        try:
            wanted = {"next": "lead", "reveal": "none"}.get(fields.get("do", ""), "own")
            parts = {"Room-Parts": wanted} if self.load.streams else {}
            return await wire.ask("POST", self.room.path + path, {**FORM, **parts}, sent)
        except (OSError, ValueError, TimeoutError, asyncio.IncompleteReadError) as error:
            self.load.fail(f"{path} {error!r}")
            return None

    async def lead_through(self, start: float, seconds: float) -> None:
        for number, step in enumerate(self.room.steps):
            begin = start + number * seconds
            await self.load.until(begin)
            self.room.round = number
            seen = self.room.steps[number - 1] if number else 0
            await self.lead(begin, "advance", seen=seen)
            await self.lead(begin + REVEAL * seconds, "reveal", step=step)

    async def write_along(self, start: float, seconds: float) -> None:
        for number in range(len(self.room.steps)):
            part = random.uniform(BEGIN_WRITING, END_WRITING)
            await self.answer_at(start + (number + part) * seconds, number)
