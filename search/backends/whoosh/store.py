"""The directory of an index: `current` is a symlink to the generation in use, so a rebuild is swapped in at once.

PATH/current -> index-<random>/     the Whoosh index and its FINGERPRINT
PATH/rebuild-needed                 the reason, when one is
PATH/rebuild-failed                 how often it failed since it last went well
PATH/update.lock                    held by who brings what changed into the index
PATH/rebuild.lock, PATH/changes     while a rebuild runs
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import threading
import time
from contextlib import AbstractContextManager, suppress
from functools import cache, cached_property
from pathlib import Path

from search.backends.whoosh.bulk.small import merge_small
from search.backends.whoosh.changes import Change, Journal
from search.backends.whoosh.failures import Failures
from search.backends.whoosh.schema import FORMAT_VERSION, fingerprint
from search.backends.whoosh.segments import BoundedCache, Snapshot, open_segments
from search.backends.whoosh.storage import (
    IndexUnreadable,
    SafeIndex,
    create_index,
    held,
    open_index,
    reading,
    sync_directory,
    writer,
)

logger = logging.getLogger(__name__)

CURRENT = "current"
FLAG = "rebuild-needed"
FINGERPRINT = "FINGERPRINT"
FAILED = "rebuild-failed"
REBUILD_LOCK = "rebuild.lock"
UPDATE_LOCK = "update.lock"
# A reader that opens a table of contents may find that a commit has just replaced it.
TRIES = 5
# Two commits so many nanoseconds apart may leave a directory with the same time: file systems count in ticks of the kernel.
TICK = 50_000_000


class Store:
    def __init__(self, path: Path, language: str, cache_mb: int) -> None:
        self.path = path
        self.language = language
        self.cache = BoundedCache(cache_mb << 20)
        self.failures = Failures(path / FAILED)
        self.journal = Journal(path / "changes", path / REBUILD_LOCK)
        self._link = str(path / CURRENT)
        self._lock = threading.RLock()
        self._seen: tuple[int, Path, int] | None = None
        self._index: SafeIndex | None = None
        self._snapshot: Snapshot | None = None
        self._listed: tuple[int, int, int] | None = None

    # Directories

    def current(self) -> Path:
        link = self.path / CURRENT
        if not link.exists():
            self._start_empty()
        return self.path / link.readlink()

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
        (fresh / FINGERPRINT).write_text(self._fits)
        return fresh

    @cached_property
    def _fits(self) -> str:
        """What the FINGERPRINT of an index says that this release wrote. Its first line is the format, without which nothing can
        be read; with other fields it is only incomplete."""
        return f"{FORMAT_VERSION}\n{fingerprint(self.language)}"

    def _check_format(self, directory: Path) -> None:
        written = (directory / FINGERPRINT).read_text().partition("\n")[0]
        if written != str(FORMAT_VERSION):
            raise IndexUnreadable(f"written in format {written[:20]!r}, read in {FORMAT_VERSION}")

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
        for link in self.path.glob(f"{CURRENT}.*"):
            link.unlink(missing_ok=True)

    def updating(self, *, wait: bool) -> AbstractContextManager[bool]:
        """Whether nobody else brings changes in meanwhile: who read an object longer ago must not write it last."""
        return held(self.path / UPDATE_LOCK, wait=wait)

    # State

    def flag(self, reason: str) -> None:
        with suppress(OSError):
            (self.path / FLAG).write_text(reason + "\n")

    def unflag(self) -> None:
        (self.path / FLAG).unlink(missing_ok=True)
        self.failures.forget()

    def is_readable(self) -> bool:
        try:
            self.snapshot()
        except IndexUnreadable:
            return False
        return True

    def needs_rebuild(self) -> bool:
        try:
            written = (self.current() / FINGERPRINT).read_text()
        except (OSError, ValueError):
            return True
        return (self.path / FLAG).exists() or written != self._fits or not self.is_readable()

    # Reading

    def snapshot(self) -> Snapshot:
        """The latest commit of any process. Readers are not shared with a process that was forked off."""
        with self._lock:
            for _ in range(TRIES - 1):
                with suppress(IndexUnreadable):
                    return self._latest()
                self.forget()
            return self._latest()

    def _latest(self) -> Snapshot:
        with reading():
            directory = self._seen_last() or self.current()
            if self._seen is None or self._seen[:2] != (os.getpid(), directory):
                self._check_format(directory)
                self._index, self._seen, self._snapshot = open_index(directory), None, None
            seen = (os.getpid(), directory, self._generation(directory))
            if self._snapshot is None or self._seen != seen:
                self._snapshot = open_segments(self._index, self.cache, before=self._snapshot)
                self._seen = seen
            return self._snapshot

    def _seen_last(self) -> Path | None:
        """The directory of the search before, when it is still in use."""
        try:
            same = self._seen is not None and os.readlink(self._link) == self._seen[1].name  # noqa: PTH115 -- a Path takes ten times as long
        except OSError:
            return None
        return self._seen[1] if same and self._seen else None

    def _generation(self, directory: Path) -> int:
        """Of the last commit. The directory is listed only when files came or went since, or may have within a tick."""
        state = directory.stat()
        if self._listed is None or self._listed[:2] != (state.st_ino, state.st_mtime_ns):
            now = time.time_ns()
            generation = self._index.latest_generation()  # type: ignore[union-attr]
            settled = now - state.st_mtime_ns > TICK
            self._listed = (state.st_ino, state.st_mtime_ns, generation) if settled else None
            return generation
        return self._listed[2]

    def forget(self) -> None:
        """Open anew at the next search."""
        with self._lock:
            self._seen = self._snapshot = self._listed = None

    # Writing

    def write(self, change: Change, timeout: float) -> None:
        """Raises what kept it from being written: IndexBusy, IndexUnreadable, OSError. Who calls this writes it again later, or
        asks for a rebuild."""
        while True:
            # In this order: who waits here for the end of a rebuild writes in the new index.
            self.journal.note(change)
            directory = self.current()
            try:
                with writer(directory, timeout, merge_small) as opened:
                    change.apply(opened)
                return
            except (IndexUnreadable, OSError):
                # Or rebuilds went by meanwhile and took it away; it is tried again as often as that happens.
                if directory == self.current():
                    raise


@cache
def get_store(path: Path, language: str, cache_mb: int) -> Store:
    """One per process and directory, however many backend objects there are: Django makes one for each call."""
    return Store(path, language, cache_mb)
