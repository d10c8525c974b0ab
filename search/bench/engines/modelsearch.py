"""What backends of modelsearch have in common: the index is built from objects, the way its own command does it."""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from modelsearch.backends import get_search_backend
from modelsearch.query import Phrase, PlainText, SearchQuery

from search.bench import rows as row_files
from search.bench.corpus import Question
from search.bench.meters import using
from search.bench.models import Page

CHUNK = 1000
KEPT_IN_MEMORY = 20_000
COLUMNS = {name: name for name in ("region", "kind", "status", "year")} | {
    "tags": "tags__slug",
    "themes": "themes__slug",
}


class ModelSearchEngine:
    backend_name = "default"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self) -> None:
        self.backend = get_search_backend(self.backend_name)

    def build(self, rows: Path, count: int) -> dict[str, Any]:
        row_files.lay(row_files.read(rows, count))
        self.open()
        before = self.size()
        chunks: Any = _chunks()
        if count <= KEPT_IN_MEMORY:
            chunks = list(chunks)
        with using() as used:
            indexing = build_index(self.backend, Page, chunks)
        size = self.size() - before
        return {"seconds": indexing, "processor": used.processor, "processes": used.processes, "size": size}

    def prepare_update(self, row: dict[str, Any]) -> Any:
        """Read before, written anew with another title: as after a save."""
        page = Page.objects.prefetch_related("tags", "themes").get(pk=row["id"])
        page.title = row["title"]
        page.save()
        return page

    def size(self) -> float:
        """Megabytes of all that lies on disk."""
        raise NotImplementedError

    def cache(self) -> dict[str, float]:
        return {}

    def update(self, prepared: Any) -> None:
        self.backend.add(prepared)


def build_index(backend: Any, model: Any, chunks: Iterable[list[Any]]) -> float:
    """As modelsearch's own command does it. The seconds that the backend took, without those in which objects were read."""
    spent = 0.0
    rebuilder = backend.rebuilder_class(backend.get_index_for_model(model))
    index = rebuilder.start()
    index.add_model(model)
    for chunk in chunks:
        begun = time.perf_counter()
        index.add_items(model, chunk)
        spent += time.perf_counter() - begun
    begun = time.perf_counter()
    rebuilder.finish()
    return spent + time.perf_counter() - begun


def _chunks() -> Iterator[list[Page]]:
    pages = Page.get_indexed_objects().order_by("pk")
    for start in range(0, pages.count(), CHUNK):
        yield list(pages[start : start + CHUNK])


def query_of(question: Question) -> SearchQuery | str:
    words = " ".join(question.words)
    if question.kind == "phrase":
        return Phrase(words)
    if question.kind == "prefix":
        return words
    return PlainText(words, operator="or" if question.kind == "or" else "and")
