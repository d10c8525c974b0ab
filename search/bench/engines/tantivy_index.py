"""tantivy by itself, given the terms that our analysis makes, so that it finds the same documents."""

import time
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Any

import tantivy

from search.bench import rows as row_files
from search.bench import terms
from search.bench.corpus import FACETS, SEVERAL, Question
from search.bench.meters import folder_size, using

from . import TOP, Answer, Counts, without_own

Q, MUST, SHOULD = tantivy.Query, tantivy.Occur.Must, tantivy.Occur.Should
HEAP = 300_000_000
SMALL_HEAP = 15_000_000
GAP = "-"  # stands where a small word was: phrases do not close up
TITLE_COUNTS = 3


def _any(queries: Iterable[Any]) -> Any:
    one, *others = queries
    return Q.boolean_query([(SHOULD, each) for each in (one, *others)]) if others else one


class Tantivy:
    def __init__(self, folder: Path) -> None:
        self.folder = folder / "tantivy"
        terms.analyzer()
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=False, indexed=True, fast=True)
        builder.add_text_field("text", tokenizer_name="terms", index_option="position")
        builder.add_text_field("words", tokenizer_name="terms", index_option="freq")
        for name in FACETS:
            builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
        self.schema = builder.build()

    def build(self, rows: Path, count: int) -> dict[str, Any]:
        """What is counted is tantivy's own work; our analysis of the words is taken apart."""
        self.folder.mkdir(parents=True)
        self._connect(tantivy.Index(self.schema, path=str(self.folder)))
        reading = thinking = 0.0
        with using() as used:
            writer = self.index.writer(HEAP, 1)
            documents = row_files.read(rows, count)
            while True:
                began, processor = time.perf_counter(), time.thread_time()
                row = next(documents, None)
                document = None if row is None else self._document(row)
                reading += time.perf_counter() - began
                thinking += time.thread_time() - processor
                if document is None:
                    break
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()
        return {
            "seconds": used.seconds - reading,
            "processor": used.processor - thinking,
            "processes": 1,
            "size": self.size(),
        }

    def _connect(self, index: Any) -> None:
        tokens = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
        index.register_tokenizer("terms", tokens.filter(tantivy.Filter.custom_stopword([GAP])).build())
        self.index = index

    def open(self) -> None:
        self._connect(tantivy.Index.open(str(self.folder)))
        self.index.config_reader("manual")
        self._look()
        self.writer: Any = None

    def _look(self) -> None:
        self.index.reload()
        self.searcher = self.index.searcher()

    def _document(self, row: dict[str, Any]) -> Any:
        document = tantivy.Document()
        document.add_integer("id", row["id"])
        title, body = terms.of_text(row["title"]), terms.of_text(row["body"])
        for words in (*[title] * TITLE_COUNTS, body):
            document.add_text("text", " ".join(next(iter(word), GAP) for word in words))
        others = [term for word in title + body for term in word[1:]]
        document.add_text("text", f" {GAP} ".join(others))  # apart, so that they make no phrase
        document.add_text("words", terms.as_typed(row["title"]))
        for name in FACETS:
            for value in row[name] if name in SEVERAL else [row[name]]:
                document.add_text(name, str(value))
        return document

    # Asking

    def ask(self, question: Question) -> Answer:
        asked = self._query(question)
        query = self._narrowed(asked, question.choices)
        found = self.searcher.search(query, TOP, count=True)
        top = self.searcher.fast_field_values("id", [address for _, address in found.hits])
        others = [name for name in FACETS if name not in question.choices]
        counts = self._counts(query, others)
        for name in question.choices:
            counts |= self._counts(self._narrowed(asked, without_own(question.choices, name)), [name])
        return Answer(found.count, top, counts)

    def _counts(self, query: Any, names: list[str]) -> Counts:
        wanted = {name: {"terms": {"field": name, "size": len(FACETS[name])}} for name in names}
        found = self.searcher.aggregate(query, wanted)
        return {name: {row["key"]: row["doc_count"] for row in found[name]["buckets"]} for name in names}

    def _narrowed(self, query: Any, choices: dict[str, Any]) -> Any:
        if not choices:
            return query
        chosen = [Q.const_score_query(self._term(name, str(value)), 0.0) for name, value in choices.items()]
        return Q.boolean_query([(MUST, query), *((MUST, one) for one in chosen)])

    def _term(self, field: str, term: str) -> Any:
        return Q.term_query(self.schema, field, term)

    def _query(self, question: Question) -> Any:
        words = question.words
        if question.kind == "prefix":
            return Q.regex_query(self.schema, "words", terms.as_typed(words[0]) + ".*")
        if question.kind == "phrase":
            phrases = product(*map(terms.of_question, words))
            return _any(Q.phrase_query(self.schema, "text", list(phrase)) for phrase in phrases)
        found = [self._word(word) for word in dict.fromkeys(words)]
        if question.kind == "or":
            return _any(found)
        return found[0] if len(found) == 1 else Q.boolean_query([(MUST, one) for one in found])

    def _word(self, word: str) -> Any:
        """One term as a rule, and others that are as much the word itself."""
        return _any(self._term("text", one) for one in terms.of_question(word))

    # Changing

    def prepare_update(self, row: dict[str, Any]) -> Any:
        if self.writer is None:
            self.writer = self.index.writer(SMALL_HEAP, 1)
        return row

    def update(self, prepared: Any) -> None:
        self.writer.delete_documents("id", prepared["id"])
        self.writer.add_document(self._document(prepared))
        self.writer.commit()
        self._look()

    def size(self) -> float:
        return folder_size(self.folder)

    def cache(self) -> dict[str, float]:
        return {}
