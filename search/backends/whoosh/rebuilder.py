"""Rebuilding beside the index in use, which is searched and written until the new one takes its place."""

from __future__ import annotations

import fcntl
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.core.management import CommandError

from search.backends.whoosh.changes import Change
from search.backends.whoosh.index import WhooshIndex
from search.backends.whoosh.schema import UID
from search.backends.whoosh.storage import writer
from search.backends.whoosh.store import REBUILD_LOCK, Store


class RebuildRunning(CommandError):
    """Another rebuild of this index has not ended yet."""


class FreshIndex(WhooshIndex):
    """Everything in one batch, which makes one segment."""

    def begin(self, directory: Path) -> None:
        self._directory = directory
        self._uids: set[str] = set()
        self._open()

    def _open(self) -> None:
        self._writer = writer(self._directory, timeout=0)
        self._opened = self._writer.__enter__()

    def end(self) -> None:
        self._writer.__exit__(None, None, None)

    def write(self, change: Change) -> None:
        uids = {document[UID] for document in change.put} | set(change.delete)
        if uids & self._uids:
            # A batch cannot replace its own documents.
            self.end()
            self._open()
            self._uids = set()
        self._uids |= uids
        change.apply(self._opened)


class WhooshRebuilder:
    def __init__(self, index: WhooshIndex) -> None:
        self.store: Store = index.backend.store
        self.index = FreshIndex(index.backend)

    def start(self) -> FreshIndex:
        self._previous = self.store.current()
        self._lock = self._take_lock()
        self._fresh = self.store.new_directory()
        self.store.journal.start()
        self.index.begin(self._fresh)
        return self.index

    def finish(self) -> None:
        self.index.end()
        self._replay(self.store.journal.unread())
        with self.store.journal.ending() as changes:
            self._replay(changes)
            self.store.swap(self._fresh)
        self.store.unflag()
        self.store.remove_all_but(self._fresh, self._previous)
        self._lock.close()

    def _take_lock(self) -> IO[str]:
        """Held by the open file, so a rebuild that dies holds nothing up."""
        file = (self.store.path / REBUILD_LOCK).open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.close()
            raise RebuildRunning(f"The search index in {self.store.path} is being rebuilt already.") from error
        return file

    def _replay(self, changes: Iterable[Change]) -> None:
        for change in changes:
            with writer(self._fresh, timeout=0) as opened:
                change.apply(opened)
