"""The engines that are compared. Each gets the same documents and questions, and is to give the same kind of answer."""

from pathlib import Path
from typing import Any, NamedTuple, Protocol

from search.bench.corpus import Question

NAMES = ("whoosh", "tantivy", "sqlite", "postgresql")
TOP = 20

Counts = dict[str, dict[str, int]]


class Answer(NamedTuple):
    """All hits counted, the best of them, and per facet and value what choosing it would give."""

    total: int
    top: list[int]
    counts: Counts


class TookTooLong(Exception):
    """The engine was stopped at the seconds a question may take."""


class Engine(Protocol):
    def build(self, rows: Path, count: int) -> dict[str, Any]: ...
    def open(self) -> None: ...
    def ask(self, question: Question) -> Answer: ...
    def prepare_update(self, row: dict[str, Any]) -> Any: ...
    def update(self, prepared: Any) -> None: ...
    def size(self) -> float: ...
    def cache(self) -> dict[str, float]: ...


def make(name: str, folder: Path) -> Engine:
    """Imported here, so that each process loads only what it needs: their memory is measured."""
    if name == "whoosh":
        from .ours import Whoosh

        return Whoosh(folder)
    if name == "tantivy":
        from .tantivy_index import Tantivy

        return Tantivy(folder)
    from .databases import Database

    return Database(folder)


def without_own(choices: dict[str, Any], facet: str) -> dict[str, Any]:
    return {name: value for name, value in choices.items() if name != facet}
