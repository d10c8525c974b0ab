"""What is saved while a rebuild runs, so that it is not lost when the new index takes over."""

from __future__ import annotations

import fcntl
import os
import pickle
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from whoosh.writing import SegmentWriter

from search.backends.whoosh.schema import UID

Document = dict[str, Any]
# How long an entry of the journal is, and its checksum.
HEAD = struct.Struct("<II")


class Change(NamedTuple):
    put: list[Document] = []
    delete: list[str] = []

    def apply(self, opened: SegmentWriter) -> None:
        """Whoosh does not see the documents of its own batch, so each uid is put only once."""
        for uid in self.delete:
            opened.delete_by_term(UID, uid)
        for document in {document[UID]: document for document in self.put}.values():
            opened.update_document(**document)


def merged(changes: Iterable[Change]) -> Change:
    """What they come to, one after the other."""
    last: dict[str, Document | None] = {}
    for change in changes:
        last |= dict.fromkeys(change.delete)
        last |= {document[UID]: document for document in change.put}
    return Change(
        put=[document for document in last.values() if document is not None],
        delete=[uid for uid, document in last.items() if document is None],
    )


class Journal:
    """A file that is there only while a rebuild runs; its lock makes that an exact moment for every process."""

    def __init__(self, path: Path, rebuild_lock: Path) -> None:
        self.path = path
        self.rebuild_lock = rebuild_lock
        self._read_to = 0

    def start(self) -> None:
        self.path.unlink(missing_ok=True)
        self.path.touch(mode=0o600)
        self._read_to = 0

    def drop(self) -> None:
        """The rebuild came to nothing."""
        self.path.unlink(missing_ok=True)

    def note(self, change: Change) -> None:
        if not self._rebuild_runs():
            return
        with self._opened("ab") as file:
            if file is not None:
                self._append(file, pickle.dumps(change))

    def _append(self, file: IO[bytes], entry: bytes) -> None:
        """Whole or not at all: what a full disk cuts off would hide all that follows."""
        whole = HEAD.pack(len(entry), zlib.crc32(entry)) + entry
        before = os.fstat(file.fileno()).st_size
        try:
            written = os.write(file.fileno(), whole)
        except OSError:
            written = 0
        if written != len(whole):
            os.ftruncate(file.fileno(), before)
            raise OSError(f"The journal {self.path} cannot be written")

    def _rebuild_runs(self) -> bool:
        """A rebuild that was broken off leaves its journal, but not its lock."""
        if not self.path.exists():
            return False
        with self.rebuild_lock.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            # While we hold it none can begin: who saves next need not ask again.
            self.path.unlink(missing_ok=True)
        return False

    def unread(self) -> list[Change]:
        with self._opened("rb") as file:
            return list(self._read(file)) if file is not None else []

    @contextmanager
    def ending(self) -> Iterator[list[Change]]:
        """The last changes; whoever saves meanwhile waits, and then writes in the new index only."""
        with self._opened("rb") as file:
            yield list(self._read(file)) if file is not None else []
            self.path.unlink(missing_ok=True)

    @contextmanager
    def _opened(self, mode: str) -> Iterator[IO[bytes] | None]:
        if not self.path.exists():
            yield None
            return
        with self.path.open(mode) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file if os.fstat(file.fileno()).st_nlink else None

    def _read(self, file: IO[bytes]) -> Iterator[Change]:
        file.seek(self._read_to)
        while head := file.read(HEAD.size):
            length, checksum = HEAD.unpack(head)
            entry = file.read(length)
            if zlib.crc32(entry) != checksum:
                raise OSError(f"The journal {self.path} is damaged")
            yield pickle.loads(entry)  # noqa: S301 -- our own file, in a directory only we may write
        self._read_to = file.tell()
