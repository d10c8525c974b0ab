"""Everybody in their rooms: a process of its own, that knows of the site what a browser knows.

``python -m home.bench_room.load PLAN RESULT`` reads which rooms there are, and writes what their screens saw.
"""

import asyncio
import json
import sys
import time
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

from .people import POLL_EVERY, REVEAL, Person, Room

COME_IN_AT_ONCE = 8
OVERTIME = 60.0  # for answers that are still under way


class Load:
    def __init__(self, plan: dict[str, Any]) -> None:
        self.port: int = plan["port"]
        self.seconds: float = plan["round_seconds"]
        self.streams: bool = plan["streams"]
        self.door = asyncio.Semaphore(COME_IN_AT_ONCE)
        self.counts = dict.fromkeys(["sent", "sent twice", "events", "polls", "looks", "streams begun again"], 0)
        self.confirmed: set[str] = set()
        self.kept_after: list[float] = []
        self.failures: dict[str, int] = {}
        self.people_of: dict[Room, list[Person]] = {}
        for one in plan["rooms"]:
            room = Room(one)
            self.people_of[room] = [Person(self, room, number, who) for number, who in enumerate(one["people"])]
        self.rounds = max(len(room.steps) for room in self.people_of)
        self.people = [person for people in self.people_of.values() for person in people]

    def fail(self, what: str) -> None:
        self.failures[what] = self.failures.get(what, 0) + 1

    async def until(self, moment: float) -> None:
        await asyncio.sleep(max(0.0, moment - time.monotonic()))

    async def run(self) -> dict[str, Any]:
        began = time.monotonic()
        await asyncio.gather(*(person.come_in() for person in self.people))
        came_in = time.monotonic() - began
        watching = [asyncio.create_task(work) for person in self.people for work in self._background(person)]
        await asyncio.sleep(5)
        print(f"everybody came in within {came_in:.0f} seconds", file=sys.stderr)  # noqa: T201
        print("begin", flush=True)  # noqa: T201 - who measures the server waits for it
        start = time.monotonic() + 1
        led = (person.lead_through(start, self.seconds) for person in self.people if person.leads)
        written = (person.write_along(start, self.seconds) for person in self.people)
        doing = [asyncio.create_task(work) for work in (*led, *written)]
        _done, undone = await asyncio.wait(doing, timeout=1 + self.seconds * self.rounds + OVERTIME)
        await asyncio.sleep(max(POLL_EVERY * 2, (1 - REVEAL) * self.seconds))
        print("end", flush=True)  # noqa: T201
        for task in (*watching, *undone):
            task.cancel()
        await asyncio.gather(*watching, *undone, return_exceptions=True)
        return self._report(came_in)

    def _background(self, person: Person) -> Iterator[Coroutine[Any, Any, None]]:
        yield from (person.listen(), person.look_in()) if self.streams else (person.poll(),)
        if person.leads:
            yield person.pulse()

    def _report(self, came_in: float) -> dict[str, Any]:
        rooms = list(self.people_of)
        for room in rooms:
            for what in ("advance", "reveal"):
                room.missed[what] += len(room.waits.pop(what, (0, set()))[1])
        return {
            "came_in": came_in,
            "counts": self.counts,
            "confirmed": sorted(self.confirmed),
            "kept_after": sorted(self.kept_after),
            "failures": self.failures,
            "seen": {what: sorted(one for room in rooms for one in room.seen[what]) for what in ("advance", "reveal")},
            "missed": {what: sum(room.missed[what] for room in rooms) for what in ("advance", "reveal")},
            "versions": [[person.version for person in people] for people in self.people_of.values()],
        }


def main(plan: str, result: str) -> None:
    report = asyncio.run(Load(json.loads(Path(plan).read_text())).run())
    Path(result).write_text(json.dumps(report))


if __name__ == "__main__":
    main(*sys.argv[1:])
