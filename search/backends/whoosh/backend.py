"""A search backend for modelsearch on one machine: Whoosh for the files, numpy for the searching."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from modelsearch.backends.base import BaseSearchBackend

from search.backends.whoosh.analysis import Analyzer, get_analyzer
from search.backends.whoosh.compiler import WhooshAutocompleteQueryCompiler, WhooshQueryCompiler
from search.backends.whoosh.index import WhooshIndex
from search.backends.whoosh.rebuilder import WhooshRebuilder
from search.backends.whoosh.results import WhooshSearchResults
from search.backends.whoosh.segments import Snapshot
from search.backends.whoosh.storage import IndexUnreadable
from search.backends.whoosh.store import Store, get_store
from search.backends.whoosh.synonyms import Synonyms

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class WhooshSearchBackend(BaseSearchBackend):
    """Settings: PATH (a local directory of its own), LANGUAGE, LOCK_TIMEOUT in seconds, CACHE_MB per process."""

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
        self.synonyms = Synonyms(params.get("SYNONYMS", ""))
        self.lenient: bool = params.get("LENIENT", False)
        self.store: Store = get_store(Path(params["PATH"]).absolute(), self.language, params.get("CACHE_MB", 64))

    @property
    def analyzer(self) -> Analyzer:
        return get_analyzer(self.language)

    def needs_rebuild(self) -> bool:
        """The index is unreadable, was never built, missed a change, or search_fields have changed."""
        return self.store.needs_rebuild()

    def read(self, ask: Callable[[Snapshot], Answer], *, otherwise: Answer) -> Answer:
        """A visitor gets an answer, if need be an empty one: files may be broken, or replaced while they are read."""
        try:
            return ask(self.store.snapshot())
        except IndexUnreadable:
            self.store.forget()
        try:
            return ask(self.store.snapshot())
        except IndexUnreadable:
            logger.exception("The search index in %s cannot be read; rebuild it with update_index", self.store.path)
            self.store.flag("the index could not be read")
            return otherwise
