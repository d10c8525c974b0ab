"""A process that serves an index, for `whoosh_faults`, and an index whose files get shorter beneath it."""

import os
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from modelsearch.query import PlainText

from search.backends.whoosh.backend import WhooshSearchBackend
from tests.search.whoosh_corpus import find, make_document

MANY = 100


class SnapshotOf:
    language = "nl"

    def __init__(self, snapshot: Any) -> None:
        self.snapshot = lambda: snapshot


class Asked:
    """A process that serves: asked about a document, it says whether it finds that one, or nothing when it has died."""

    def __init__(self, backend: WhooshSearchBackend) -> None:
        (asked, self._ask), (self._told, telling) = os.pipe(), os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                while question := os.read(asked, 1):
                    os.write(telling, b"y" if self._finds(backend, question[0]) else b"n")
            finally:
                os._exit(1)
        os.close(telling)

    def _finds(self, backend: WhooshSearchBackend, pk: int) -> bool:
        asked = PlainText(f"nummer{pk}")
        return backend.read(lambda snapshot: find(SnapshotOf(snapshot), asked), otherwise=[]) == [pk]

    def finds(self, pks: Iterable[int]) -> bytes:
        answers = b""
        for pk in pks:
            os.write(self._ask, bytes([pk]))
            answers += os.read(self._told, 1)
        return answers


def wordy(chance: random.Random) -> list[Any]:
    """Enough for files that are not read at once."""
    words = [" ".join(f"w{chance.randrange(10**9):x}" for _ in range(60)) for _ in range(MANY)]
    return [make_document(pk, "huis", f"nummer{pk} {text}") for pk, text in enumerate(words)]


def shorten_files(directory: Path, share: float) -> None:
    for path in directory.iterdir():
        status = path.stat()
        os.truncate(path, int(status.st_size * share))
        later = status.st_mtime_ns + 10**9
        os.utime(path, ns=(later, later))
