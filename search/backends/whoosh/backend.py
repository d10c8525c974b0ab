"""A search backend for modelsearch on one machine: Whoosh for the files, numpy for the searching."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.module_loading import import_string
from modelsearch.backends.base import BaseSearchBackend

from search.backends.whoosh.analysis import Analyzer, get_analyzer
from search.backends.whoosh.bulk import BUFFER_MB, PROCESSES
from search.backends.whoosh.compiler import (
    AnyColumnAutocompleteQueryCompiler,
    AnyColumnQueryCompiler,
    WhooshAutocompleteQueryCompiler,
    WhooshQueryCompiler,
)
from search.backends.whoosh.damage import damage
from search.backends.whoosh.failures import Failures
from search.backends.whoosh.hidden import without
from search.backends.whoosh.index import WhooshIndex
from search.backends.whoosh.inventory import Inventory, inventory
from search.backends.whoosh.rebuilder import WhooshRebuilder
from search.backends.whoosh.results import WhooshSearchResults
from search.backends.whoosh.segments import Snapshot
from search.backends.whoosh.storage import IndexUnreadable, asking
from search.backends.whoosh.store import Store, get_store
from search.backends.whoosh.synonyms import Synonyms

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class WhooshSearchBackend(BaseSearchBackend):
    """Settings: PATH (a local directory of its own), LANGUAGE, LOCK_TIMEOUT in seconds, CACHE_MB per process, and HIDDEN, the
    dotted path of a function that gives the uids ("app.RootModel:pk") of what is to be found no more; SYNONYMS, LENIENT and
    ANY_COLUMN stand in the README. For a rebuild: BUFFER_MB, what all processes together hold of it, and PROCESSES, how many
    read texts."""

    query_compiler_class = WhooshQueryCompiler
    autocomplete_query_compiler_class = WhooshAutocompleteQueryCompiler
    index_class = WhooshIndex
    results_class = WhooshSearchResults
    rebuilder_class = WhooshRebuilder
    # A save must not fail because of the index, which can be rebuilt.
    catch_indexing_errors = True
    # A PlainText with `is_prefix` gives the start of its last word.
    supports_prefix = True

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.language: str = params.get("LANGUAGE", "nl")
        self.lock_timeout: float = params.get("LOCK_TIMEOUT", 3.0)
        self.buffer_mb: float = params.get("BUFFER_MB", BUFFER_MB)
        self.processes: int = params.get("PROCESSES", PROCESSES)
        self.hidden: str = params.get("HIDDEN", "")
        self.synonyms = Synonyms(params.get("SYNONYMS", ""))
        self.lenient: bool = params.get("LENIENT", False)
        if params.get("ANY_COLUMN", False):
            self.query_compiler_class = AnyColumnQueryCompiler
            self.autocomplete_query_compiler_class = AnyColumnAutocompleteQueryCompiler
        self.store: Store = get_store(Path(params["PATH"]).absolute(), self.language, params.get("CACHE_MB", 64))

    @property
    def analyzer(self) -> Analyzer:
        return get_analyzer(self.language)

    def needs_rebuild(self) -> bool:
        """The index is unreadable, was never built, missed a change, or search_fields have changed."""
        return self.store.needs_rebuild()

    def is_readable(self) -> bool:
        return self.store.is_readable()

    @property
    def rebuild_failures(self) -> Failures:
        """For whoever rebuilds without being asked."""
        return self.store.failures

    def look_for_damage(self) -> None:
        """Asks for a rebuild when files were changed or lost behind the index's back, which a process that has read them may not
        notice. For a clock."""
        directory = self.store.current()
        with suppress(IndexUnreadable):  # needs_rebuild says so itself
            found = damage(directory)
            # Twice the same: a commit in between takes segments away.
            if found and found == damage(directory):
                logger.error("The search index in %s is damaged: %s", directory, found)
                self.store.flag(found)

    # Reading

    def read(self, ask: Callable[[Snapshot], Answer], *, otherwise: Answer) -> Answer:
        """A visitor gets an answer, if need be an empty one: files may be broken, or replaced while they are read."""
        try:
            return self._read(ask)
        except IndexUnreadable:
            self.store.forget()
        try:
            return self._read(ask)
        except IndexUnreadable:
            logger.exception("The search index in %s cannot be read; rebuild it with update_index", self.store.path)
            self.store.flag("the index could not be read")
            return otherwise

    def _read(self, ask: Callable[[Snapshot], Answer]) -> Answer:
        # Before the index: what is hidden no longer, the index has taken in by then.
        hidden: Collection[str] = import_string(self.hidden)() if self.hidden else ()
        with asking():
            return ask(without(self.store.snapshot(), hidden))

    def inventory(self, names: Collection[str]) -> Inventory:
        """By model and primary key, the values of these columns. Raises IndexUnreadable."""
        return inventory(self.store.snapshot(), names)

    # Bringing in what changed, for a site that keeps account of that itself

    def updating(self, *, wait: bool) -> AbstractContextManager[bool]:
        """Whether nobody else brings changes in meanwhile. To be held from before the objects are read."""
        return self.store.updating(wait=wait)

    def bring_up_to_date(self, objects: Iterable[Model], gone: Collection[tuple[type[Model], Any]]) -> list[Model]:
        """In one commit: ``objects`` as they are now, and without those that are gone (a model and a primary key). Gives the
        objects whose fields could not be read, which stay as they were. Raises IndexBusy, IndexUnreadable or OSError when
        nothing was written."""
        change, failed = WhooshIndex(self).change(objects, gone)
        if change.put or change.delete:
            self.store.write(change, self.lock_timeout)
        return failed
