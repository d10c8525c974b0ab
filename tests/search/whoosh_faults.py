"""What happens to an index whose writers are killed or run out of room: run as a program, because it dies many times over.

Prints what was wrong, as JSON; nothing is `[]`.
"""

import json
import os
import random
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from modelsearch.query import PlainText

from search.backends.whoosh.backend import WhooshSearchBackend
from search.backends.whoosh.changes import Change
from search.backends.whoosh.rebuilder import WhooshRebuilder
from search.backends.whoosh.storage import SMALL_FILE
from search.backends.whoosh.store import Store
from tests.search.whoosh_corpus import find, make_document, put
from tests.search.whoosh_served import MANY, Asked, SnapshotOf, shorten_files, wordy

TIMES = 20
LONGEST = 0.06  # seconds until a child is killed: some ten commits, or two rebuilds


def backend_in(folder: Path) -> WhooshSearchBackend:
    return WhooshSearchBackend({"PATH": str(folder / "index"), "LANGUAGE": "nl", "LOCK_TIMEOUT": 1.0, "PROCESSES": 1})


def fresh_store(folder: Path) -> Store:
    """As a process that starts now sees it."""
    return Store(folder / "index", "nl", cache_mb=8)


def rebuild(backend: WhooshSearchBackend, pks: Iterable[int]) -> None:
    rebuild_with(backend, (make_document(pk, "huis", f"nummer{pk}") for pk in pks))


def rebuild_with(backend: WhooshSearchBackend, documents: Iterable[Any]) -> None:
    rebuilder = WhooshRebuilder(backend.get_index_for_model(None))
    fresh = rebuilder.start()
    try:
        for document in documents:
            fresh.write(Change(put=[document]))
    except BaseException:
        rebuilder.abandon()
        raise
    rebuilder.finish()


# --- killed -------------------------------------------------------------------------------------


def killed_in(work: Callable[[], Iterator[int]], moment: float, *, meanwhile: Callable[[], Any]) -> list[int]:
    """Runs ``work`` in a child until the moment comes, with ``meanwhile`` here; what it acknowledged by then."""
    told, telling = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            for number in work():
                os.write(telling, f"{number}\n".encode())
        except BaseException:  # whatever it is: who reads the output is to know why it died by itself
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(1)
    os.close(telling)
    said = os.read(told, 1 << 16)  # it is under way
    until = time.monotonic() + moment
    try:
        while time.monotonic() < until:
            meanwhile()
    finally:
        os.kill(child, signal.SIGKILL)
        ended = os.waitpid(child, 0)[1]
    if ended != signal.SIGKILL:
        raise RuntimeError("it died by itself")
    with os.fdopen(told, "rb") as rest:
        return [int(line) for line in (said + rest.read()).splitlines()]


def strays(store: Store) -> list[str]:
    """Files that nothing refers to."""
    current = store.current()
    names = {segment.name for segment in store.snapshot().segments}
    found = [path.name for path in current.glob("MAIN_*.*") if path.name.split(".")[0] not in names]
    found += [path.name for path in current.glob("_MAIN_*.toc.*")]
    return [*found, *(path.name for path in store.path.glob("current.*"))]


def check(folder: Path, acknowledged: list[int], again: int) -> Iterator[str]:
    store = fresh_store(folder)
    lost = set(acknowledged) - set(find(store, PlainText("huis")))
    if lost:
        yield f"lost {sorted(lost)}"
    store.write(Change(put=[make_document(again, "huis")]), timeout=0)  # nobody holds the lock
    if again not in find(store, PlainText("huis")):
        yield f"{again} is not found"
    if left := strays(store):
        yield f"left {left}"


def kill_writers(folder: Path, chance: random.Random) -> Iterator[str]:
    reader = fresh_store(folder)
    put(reader, make_document(0, "boom"))
    wrong: list[Any] = []

    def look() -> None:
        if (seen := find(reader, PlainText("boom"))) != [0]:
            wrong.append(f"while it was written: {seen}")

    def write(start: int) -> Iterator[int]:
        store = fresh_store(folder)
        for pk in count(start):
            put(store, make_document(pk, "huis", f"nummer{pk} " * 40))
            yield pk

    for turn in range(TIMES):
        start = 1000 * (turn + 1)
        moment = chance.uniform(0, LONGEST)
        acknowledged = killed_in(lambda start=start: write(start), moment, meanwhile=look)  # type: ignore[misc]
        yield from check(folder, acknowledged, start + 999)
    yield from wrong


def rows(folder: Path) -> Iterator[int]:
    """What a database would have by now."""
    yield from map(int, (folder / "rows").read_text().split())


def kill_rebuilds(folder: Path, chance: random.Random) -> Iterator[str]:
    """What is saved beside them is in whichever index stands, and in no file that is left."""
    (folder / "rows").write_text("\n".join(map(str, range(30))) + "\n")
    backend, new = backend_in(folder), count(30)
    rebuild(backend, rows(folder))

    def save() -> None:
        pk = next(new)
        with (folder / "rows").open("a") as file:
            file.write(f"{pk}\n")
        put(fresh_store(folder), make_document(pk, "huis"))

    def work() -> Iterator[int]:
        own = backend_in(folder)
        while True:
            yield 0
            rebuild(own, rows(folder))

    for turn in range(TIMES):
        killed_in(work, chance.uniform(0, LONGEST), meanwhile=save)
        yield from check(folder, list(rows(folder)), 10_000 + turn)
    rebuild(backend, rows(folder))
    if find(fresh_store(folder), PlainText("huis")) != list(rows(folder)):
        yield "the rebuild after all of them is not whole"
    if len(list(backend.store.path.glob("index-*"))) > 2 or backend.store.journal.path.exists():
        yield f"left {sorted(path.name for path in backend.store.path.iterdir())}"


# --- no room --------------------------------------------------------------------------------------


def without_room(work: Callable[[], Any]) -> bool:
    """Whether ``work`` fails as on a full disk: no file gets longer than a few blocks."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, resource.RLIM_INFINITY))
    try:
        work()
    except OSError:
        return True
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return False


def fill_disk(folder: Path, chance: random.Random) -> Iterator[str]:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    backend = backend_in(folder)
    rebuild(backend, range(5))
    before, words = backend.store.current(), " ".join(f"woord{chance.random()}" for _ in range(2000))
    for what in (
        lambda: put(backend.store, make_document(7, "huis", words)),
        lambda: rebuild(backend, range(800)),
    ):
        if not without_room(what):
            yield "there was room"
        if backend.store.current() != before or find(fresh_store(folder), PlainText("huis")) != list(range(5)):
            yield "the index in use is another"
        if left := strays(fresh_store(folder)):
            yield f"left {left}"
    if [path.name for path in backend.store.path.glob("index-*")] != [before.name]:
        yield "what could not be finished takes up room"
    put(backend.store, make_document(7, "huis"))
    rebuild(backend, range(6))
    if find(fresh_store(folder), PlainText("huis")) != list(range(6)):
        yield "afterwards it does not go on"


# --- damaged ----------------------------------------------------------------------------------------


def cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw))]


def overwrite(raw: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(raw)), min(len(raw), 64)
    return (raw[:at] + chance.randbytes(length) + raw[at + length :])[: len(raw)]


def damage(folder: Path, chance: random.Random) -> Iterator[str]:
    """Whatever is wrong with a file, a question is answered, if need be by nothing; and a rebuild mends it."""
    backend = backend_in(folder)
    for spoil in (cut, overwrite) * TIMES:
        rebuild(backend, range(5))
        put(backend.store, make_document(7, "huis", "achteraf"))
        files = [path for path in sorted(backend.store.current().iterdir()) if path.stat().st_size]
        path = chance.choice(files)
        path.write_bytes(spoil(path.read_bytes(), chance))
        own = WhooshSearchBackend({"PATH": str(folder / "index"), "LANGUAGE": "nl"})
        own.store = fresh_store(folder)
        try:
            own.read(lambda snapshot: find(SnapshotOf(snapshot), PlainText("huis achteraf")), otherwise=[])
            own.needs_rebuild()
            rebuild(own, range(6))
        except Exception as error:
            yield f"{spoil.__name__} {path.suffix}: {error!r}"
        if find(fresh_store(folder), PlainText("huis")) != list(range(6)):
            yield f"{spoil.__name__} {path.suffix} is not mended"


def shorten(folder: Path, chance: random.Random) -> Iterator[str]:
    """All files get shorter beneath a process that has them open: it answers all the time, and is right again when the clock
    has looked after the index."""
    backend, documents, everything = backend_in(folder), wordy(chance), b"y" * MANY
    rebuild_with(backend, documents)
    if max(path.stat().st_size for path in backend.store.current().iterdir()) <= SMALL_FILE:
        yield "all files are small"
    served = Asked(backend)
    for share in (0, chance.random()):
        if served.finds(range(0, MANY, 2)) != everything[::2]:
            yield f"{share}: it does not find what it has to"
        shorten_files(backend.store.current(), share)
        if len(served.finds(range(MANY))) != MANY:
            yield f"{share}: it does not answer"
        backend.look_for_damage()
        if not backend.needs_rebuild():
            yield f"{share}: nobody noticed"
        rebuild_with(backend, documents)
        if served.finds(range(MANY)) != everything:
            yield f"{share}: it does not find everything again"
    os.kill(served.pid, signal.SIGKILL)
    os.waitpid(served.pid, 0)


FAULTS = {"writers": kill_writers, "rebuilds": kill_rebuilds, "disk": fill_disk, "damage": damage, "shorter": shorten}

if __name__ == "__main__":
    settings.configure()
    django.setup()
    folder, seed = Path(sys.argv[2]), int(sys.argv[3])
    shutil.rmtree(folder / "index", ignore_errors=True)
    json.dump(list(FAULTS[sys.argv[1]](folder, random.Random(seed))), sys.stdout)
