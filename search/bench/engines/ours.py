"""The Whoosh backend, called as the search page calls it; only the rows of the hits are not fetched."""

from pathlib import Path
from typing import Any

from modelsearch.backends import get_search_backend
from modelsearch.query import And, Or, Phrase

from search.bench import terms
from search.bench.corpus import Question
from search.bench.meters import MEGABYTE, folder_size
from search.bench.models import Page

from . import TOP, Answer
from .modelsearch import COLUMNS, ModelSearchEngine, query_of


class Whoosh(ModelSearchEngine):
    backend_name = "whoosh"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        super().open()
        terms.analyzer()

    def open(self) -> None:
        super().open()
        self.backend.needs_rebuild()

    def ask(self, question: Question) -> Answer:
        return self._ask(self.backend, question)

    def _ask(self, backend: Any, question: Question) -> Answer:
        search = backend.autocomplete if question.kind == "prefix" else backend.search
        return self._answer(search(query_of(question), Page.objects.all()), question)

    def _answer(self, results: Any, question: Question) -> Answer:
        hits = results.narrow({COLUMNS[name]: [value] for name, value in question.choices.items()})
        counts = hits.facets(COLUMNS.values())
        named = {name: dict(counts[column]) for name, column in COLUMNS.items()}
        return Answer(hits.count(), hits[:TOP].page().pks, named)

    def size(self) -> float:
        return folder_size(self.folder / "whoosh")

    def cache(self) -> dict[str, float]:
        cache = self.backend.store.cache
        return {"held": cache.size / MEGABYTE, "limit": cache.limit / MEGABYTE}

    def ask_whole_words(self, question: Question) -> Answer:
        """Leaving out what a word finds besides itself, such as compounds it is in, and what is searched for instead where
        nothing is found: comparable with whoever does not know that."""
        strict = get_search_backend("strict")
        if question.kind in ("phrase", "prefix"):
            return self._ask(strict, question)
        words = [Phrase(word) for word in question.words]
        return self._answer(strict.search(Or(words) if question.kind == "or" else And(words), Page), question)
