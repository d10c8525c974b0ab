"""Rebuilding beside the index in use, which is searched and written until the new one takes its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from django.core.management import CommandError
from django.db.models import Model
from modelsearch.index import class_is_indexed

from search.backends.whoosh.bulk import Builder
from search.backends.whoosh.changes import Change, merged
from search.backends.whoosh.documents import extract_all
from search.backends.whoosh.index import WhooshIndex
from search.backends.whoosh.storage import held, writer
from search.backends.whoosh.store import REBUILD_LOCK, Store

# Who saves asks by the lock whether a rebuild runs, and so has it for a moment: seconds.
ASKED = 0.2


class RebuildRunning(CommandError):
    """Another rebuild of this index has not ended yet."""


class FreshIndex(WhooshIndex):
    """Everything at once, in a directory that has nothing yet; of what comes twice, the last counts."""

    def begin(self, directory: Path) -> None:
        backend = self.backend
        self._builder = Builder(directory, backend.language, backend.buffer_mb, backend.processes)

    def end(self) -> None:
        self._builder.finish()

    def abandon(self) -> None:
        """Nothing of it is kept."""
        self._builder.cancel()

    def add_items(self, model: type[Model], items: Iterable[Model]) -> None:
        """What has to be asked of the database is asked here; the rest is done by other processes when there is much."""
        if class_is_indexed(model):
            self._builder.add(extract_all(items))

    def write(self, change: Change) -> None:
        for uid in change.delete:
            self._builder.delete(uid)
        if change.put:
            self._builder.put(change.put)


class WhooshRebuilder:
    """`start`, write what is to be in it, `finish`; or `abandon`, which leaves everything as it was."""

    def __init__(self, index: WhooshIndex) -> None:
        self.store: Store = index.backend.store
        self.index = FreshIndex(index.backend)
        self._held = ExitStack()
        self._fresh: Path | None = None

    def start(self) -> FreshIndex:
        """Raises RebuildRunning when another process is at it. One that died left its files, but not its lock."""
        if not self._held.enter_context(held(self.store.path / REBUILD_LOCK, wait=False, patience=ASKED)):
            self._held.close()
            raise RebuildRunning(f"The search index in {self.store.path} is being rebuilt already.")
        with self._abandoned_on_error():
            self._previous = self.store.current()
            self.store.remove_all_but(self._previous)
            self._fresh = fresh = self.store.new_directory()
            self.store.journal.start()
            self.index.begin(fresh)
        return self.index

    def finish(self) -> None:
        fresh = self._fresh
        if fresh is None:
            raise RuntimeError("finish comes after start")
        with self._abandoned_on_error():
            self.index.end()
            self._replay(fresh, self.store.journal.unread())
            with self.store.journal.ending() as changes:
                self._replay(fresh, changes)
                self.store.swap(fresh)
        self.store.unflag()
        self.store.remove_all_but(fresh, self._previous)
        self._held.close()

    def abandon(self) -> None:
        """The index in use stays, whatever state it is in; what was written takes up no room."""
        with suppress(Exception):
            self.index.abandon()
        self.store.journal.drop()
        if self._fresh is not None and self.store.current() != self._fresh:
            shutil.rmtree(self._fresh, ignore_errors=True)
        self._held.close()

    @contextmanager
    def _abandoned_on_error(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.abandon()
            raise

    def _replay(self, fresh: Path, changes: Iterable[Change]) -> None:
        change = merged(changes)
        if change.put or change.delete:
            with writer(fresh, timeout=0) as opened:
                change.apply(opened)
