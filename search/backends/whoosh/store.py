"""The directory of an index: `current` is a symlink to the generation in use, so a rebuild is swapped in at once.

PATH/current -> index-<random>/     the Whoosh index and its FINGERPRINT
PATH/rebuild-needed                 the reason, when one is
PATH/rebuild.lock, PATH/changes     while a rebuild runs
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path

from search.backends.whoosh.changes import Change, Journal
from search.backends.whoosh.schema import fingerprint
from search.backends.whoosh.segments import BoundedCache, Snapshot, open_segments
from search.backends.whoosh.storage import (
    IndexBusy,
    IndexUnreadable,
    SafeIndex,
    create_index,
    open_index,
    reading,
    sync_directory,
    writer,
)

logger = logging.getLogger(__name__)

CURRENT = "current"
FLAG = "rebuild-needed"
FINGERPRINT = "FINGERPRINT"
REBUILD_LOCK = "rebuild.lock"


class Store:
    def __init__(self, path: Path, language: str, cache_mb: int) -> None:
        self.path = path
        self.language = language
        self.cache = BoundedCache(cache_mb << 20)
        self.journal = Journal(path / "changes", path / REBUILD_LOCK)
        self._lock = threading.RLock()
        self._seen: tuple[int, Path, int] | None = None
        self._index: SafeIndex | None = None
        self._snapshot: Snapshot | None = None

    # Directories

    def current(self) -> Path:
        link = self.path / CURRENT
        if not link.exists():
            self._start_empty()
        return link.resolve()

    def _start_empty(self) -> None:
        """A new site, or a directory that was thrown away: saves go in, the rest waits for a rebuild."""
        with self._lock:
            if not (self.path / CURRENT).exists():
                self.swap(self.new_directory())
                self.flag("the index was never built")

    def new_directory(self) -> Path:
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.chmod(0o700)
        fresh = self.path / f"index-{secrets.token_hex(8)}"
        create_index(fresh)
        (fresh / FINGERPRINT).write_text(fingerprint(self.language))
        return fresh

    def swap(self, fresh: Path) -> None:
        """Searches see the old index or the new one, never none."""
        link = self.path / f"{CURRENT}.{secrets.token_hex(4)}"
        link.symlink_to(fresh.name)
        link.replace(self.path / CURRENT)
        sync_directory(self.path)

    def remove_all_but(self, *keep: Path) -> None:
        """The previous one is kept too: other processes may be reading it still."""
        names = {path.name for path in keep}
        for directory in self.path.glob("index-*"):
            if directory.name not in names:
                shutil.rmtree(directory, ignore_errors=True)

    # State

    def flag(self, reason: str) -> None:
        with suppress(OSError):
            (self.path / FLAG).write_text(reason + "\n")

    def unflag(self) -> None:
        (self.path / FLAG).unlink(missing_ok=True)

    def needs_rebuild(self) -> bool:
        try:
            written = (self.current() / FINGERPRINT).read_text()
            self.snapshot()
        except (OSError, IndexUnreadable):
            return True
        return (self.path / FLAG).exists() or written != fingerprint(self.language)

    # Reading

    def snapshot(self) -> Snapshot:
        """The latest commit of any process. Readers are not shared with a process that was forked off."""
        with self._lock, reading():
            directory = self.current()
            if self._seen is None or self._seen[:2] != (os.getpid(), directory):
                self._index, self._seen = open_index(directory), None
            seen = (os.getpid(), directory, self._index.latest_generation())  # type: ignore[union-attr]
            if self._snapshot is None or self._seen != seen:
                self._snapshot = open_segments(self._index, self.cache)
                self._seen = seen
            return self._snapshot

    def forget(self) -> None:
        """Open anew at the next search."""
        with self._lock:
            self._seen = self._snapshot = None

    # Writing

    def write(self, change: Change, timeout: float) -> None:
        """What cannot be written is missing until the next rebuild, so that is asked for."""
        try:
            self.journal.note(change)
            with writer(self.current(), timeout) as opened:
                change.apply(opened)
        except (IndexBusy, IndexUnreadable, OSError) as error:
            self.flag(f"a change could not be written: {error!r}")
            raise


@cache
def get_store(path: Path, language: str, cache_mb: int) -> Store:
    """One per process and directory, however many backend objects there are: Django makes one for each call."""
    return Store(path, language, cache_mb)
