"""Search results: one evaluation in the index, shared by slices, counts, facets and narrowed results."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any, Self, TypeVar

import numpy as np
from django.db.models import Model, QuerySet
from django.utils.safestring import SafeString
from modelsearch.backends.base import BaseSearchResults

from search.backends.whoosh.columns import Mask
from search.backends.whoosh.evaluate import Evaluator
from search.backends.whoosh.facets import Choices, Counts, count_values, masks_for, without
from search.backends.whoosh.filters import NotInIndex
from search.backends.whoosh.highlight import highlight
from search.backends.whoosh.hits import Hits, Ranked, best
from search.backends.whoosh.marking import Asked
from search.backends.whoosh.names import Path, resolve
from search.backends.whoosh.orders import in_order, orders_of
from search.backends.whoosh.readers import Reader
from search.backends.whoosh.scoring import IndexField
from search.backends.whoosh.segments import Segment, Snapshot
from search.backends.whoosh.storage import IndexUnreadable, asking
from search.backends.whoosh.synonyms import Thesaurus
from search.backends.whoosh.widening import Widening
from search.backends.whoosh.words import Word, beginning_with, spelled_like, stands_in

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")

# SQLite allows no more parameters in one query.
CHUNK = 500


class Evaluation:
    """The query, the queryset's model and its filters, in one snapshot of the index."""

    def __init__(self, backend: Any, compiler: Any) -> None:
        self.backend = backend
        self.compiler = compiler
        self._narrowed: dict[Any, list[Hits]] = {}
        self.widening: Widening | None = None

    @cached_property
    def hits(self) -> list[Hits]:
        return self.backend.read(self._evaluate, otherwise=[])

    def _evaluate(self, snapshot: Snapshot) -> list[Hits]:
        compiler = self.compiler
        reader = self._reader(snapshot)
        field = IndexField(snapshot, compiler.index_field, compiler.fields, reader)
        if self.backend.lenient and not compiler.prefix:
            self.widening = Widening(list(zip(snapshot.segments, reader.masks, strict=True)))
        evaluator = Evaluator(field, self.backend.analyzer, compiler.prefix, self.thesaurus, self.widening)
        matches = evaluator.evaluate(compiler.query)
        return [
            Hits(segment, match).only([] if whole else [mask])
            for segment, match, mask, whole in zip(snapshot.segments, matches, reader.masks, reader.whole, strict=True)
        ]

    @cached_property
    def thesaurus(self) -> Thesaurus:
        return self.backend.synonyms.thesaurus(self.backend.analyzer)

    @cached_property
    def asked(self) -> Asked:
        mended = self.widening.mended if self.hits and self.widening else {}
        return Asked(self.compiler.query, self.backend.analyzer, self.thesaurus, mended)

    def narrowed(self, choices: Choices) -> list[Hits]:
        if not any(choices.values()):
            return self.hits
        key = tuple(sorted((name, tuple(map(repr, values))) for name, values in choices.items() if values))
        if key not in self._narrowed:
            self._narrowed[key] = self.read_on(lambda: self._narrow(choices), otherwise=[])
        return self._narrowed[key]

    def _narrow(self, choices: Choices) -> list[Hits]:
        model = self.compiler.queryset.model
        return [hit.only(masks_for(hit.segment, model, choices)) if len(hit.ids) else hit for hit in self.hits]

    def read_on(self, ask: Callable[[], Answer], *, otherwise: Answer) -> Answer:
        """What is read after the search may turn out to be broken as well: then that part of the answer is empty."""
        try:
            with asking():
                return ask()
        except IndexUnreadable:
            logger.exception("The search index in %s cannot be read; rebuild it", self.backend.store.path)
            self.backend.store.flag("the index could not be read")
            self.backend.store.forget()
            return otherwise

    def _reader(self, snapshot: Snapshot) -> Reader:
        """Finds what is of this model, let through by the queryset, and not deleted: which others may have told us since."""
        label = self.compiler.queryset.model._meta.label
        narrow = self.compiler.index_filter()
        if narrow is not None:
            with suppress(NotInIndex):
                return Reader.of(snapshot, (label, narrow.key), lambda: _masks(snapshot, label, narrow.mask))
        pks = list(self.compiler.queryset.order_by().values_list("pk", flat=True))
        return Reader(snapshot, _masks(snapshot, label, lambda segment: _is_one_of(segment.pks(), pks)))


def _masks(snapshot: Snapshot, label: str, within: Callable[[Segment], Mask]) -> list[Mask]:
    return [segment.live & segment.has_type(label) & within(segment) for segment in snapshot.segments]


def _is_one_of(indexed: np.ndarray, pks: list[Any]) -> Mask:
    if indexed.dtype != object:
        return np.isin(indexed, np.array([pk for pk in pks if type(pk) is int], np.int64))
    known = set(pks)
    return np.fromiter((pk in known for pk in indexed), bool, len(indexed))


class WhooshSearchResults(BaseSearchResults):
    supports_facet = True

    def __init__(
        self,
        backend: Any,
        query_compiler: Any,
        prefetch_related: Any = None,
        *,
        evaluation: Evaluation | None = None,
        choices: Choices | None = None,
    ) -> None:
        super().__init__(backend, query_compiler, prefetch_related)
        self._evaluation = evaluation or Evaluation(backend, query_compiler)
        self._choices: Choices = choices or {}

    def _clone(self) -> Self:
        clone = super()._clone()
        clone._evaluation = self._evaluation
        clone._choices = self._choices
        return clone

    def narrow(self, choices: Mapping[str, Iterable[Any]]) -> Self:
        """Only hits with one of the chosen values, for each name; a name given again replaces its earlier choice."""
        clone = self._clone()
        clone._choices = self._choices | {name: list(values) for name, values in choices.items()}
        return clone

    def facet(self, field_name: str) -> OrderedDict[Any, int]:
        """Counts over the hits as they are."""
        path = resolve(self.model, field_name)
        return OrderedDict(self._count(self._hits, (path,), [path])[0])

    def facets(self, names: Iterable[str]) -> dict[str, Counts]:
        """For each name, counts over the hits that the other names' choices leave: what choosing a value would give. Most
        first."""
        by_name = {name: resolve(self.model, name) for name in names}
        chosen = {resolve(self.model, name) for name, values in self._choices.items() if values}
        paths = tuple(dict.fromkeys(by_name.values()))
        counted = self._count_apart(None, paths, [path for path in paths if path not in chosen])
        for path in chosen.intersection(paths):
            counted |= self._count_apart(path, paths, [path])
        return {name: counted[path] for name, path in by_name.items()}

    def _count_apart(self, own: Path | None, paths: tuple[Path, ...], wanted: list[Path]) -> dict[Path, Counts]:
        """Without the choice in its own column."""
        others = without(self._choices, own, self.model)
        counts = self._count(self._evaluation.narrowed(others), paths, wanted) if wanted else []
        return dict(zip(wanted, counts, strict=True))

    def _count(self, hits: list[Hits], paths: tuple[Path, ...], wanted: list[Path]) -> list[Counts]:
        nothing: list[Counts] = [{} for _ in wanted]
        return self._evaluation.read_on(lambda: count_values(hits, paths, wanted), otherwise=nothing)

    def hit_pks(self) -> np.ndarray:
        """The primary keys of all hits, in no order and without a look in the database, for what only counts or draws them."""
        return np.concatenate([np.zeros(0, np.int64), *(hit.pks() for hit in self._hits if len(hit.ids))])

    def highlight(self, text: str, passages: int = 2, width: int = 200) -> SafeString:
        """Passages of a text with this search's words marked."""
        return highlight(text, self._evaluation.asked, passages=passages, width=width)

    @property
    def widening(self) -> Widening | None:
        """How what would have found nothing was asked otherwise; None when the backend is not lenient."""
        return self._evaluation.widening if self._evaluation.hits is not None else None

    # Words of the hits

    def words_beginning(self, prefix: str, limit: int = 8) -> list[Word]:
        """The most frequent words with this beginning."""
        return beginning_with(prefix, self._hit_masks, limit)

    def has_word(self, word: str) -> bool:
        return stands_in(word, self._hit_masks, self.backend.analyzer)

    def word_like(self, word: str) -> str | None:
        """The word that may have been meant."""
        return spelled_like(word, self._hit_masks)

    # Hits

    @property
    def _hits(self) -> list[Hits]:
        return self._evaluation.narrowed(self._choices)

    @property
    def _hit_masks(self) -> list[tuple[Segment, Mask]]:
        return [(hit.segment, hit.mask) for hit in self._hits]

    def page(self) -> Ranked:
        """The slice that is asked for, in the order asked for: primary keys and scores, without a row of the database."""
        if self.query_compiler.order_by_relevance:
            return self._best(self.stop).after(self.start)
        try:
            orders = orders_of(self._ordered())
            return self._evaluation.read_on(
                lambda: in_order(self._hits, orders, self.stop), otherwise=Ranked([], [])
            ).after(self.start)
        except NotInIndex:
            return self._ordered_by_database()

    def _best(self, stop: int | None = None) -> Ranked:
        return self._evaluation.read_on(lambda: best(self._hits, stop), otherwise=Ranked([], []))

    def _ordered(self) -> QuerySet:
        queryset = self.query_compiler.queryset
        return queryset if queryset.query.order_by else queryset.order_by("-pk")

    def _ordered_by_database(self) -> Ranked:
        queryset = self._ordered()
        ranked = self._best()
        scores = dict(zip(ranked.pks, ranked.scores, strict=True))
        if len(scores) <= CHUNK:
            queryset = queryset.filter(pk__in=list(scores))
        ordered = [pk for pk in dict.fromkeys(queryset.values_list("pk", flat=True)) if pk in scores]
        page = ordered[self.start : self.stop]
        return Ranked(page, [scores[pk] for pk in page])

    def _do_count(self) -> int:
        total = sum(len(hit.ids) for hit in self._hits)
        stop = total if self.stop is None else min(self.stop, total)
        return max(stop - self.start, 0)

    def _do_search(self) -> Iterator[Model]:
        """Through the caller's queryset: what the index says too much is not shown."""
        page = self.page()
        queryset = self.query_compiler.queryset.order_by()
        found: dict[Any, Model] = {}
        for start in range(0, len(page.pks), CHUNK):
            found |= {obj.pk: obj for obj in queryset.filter(pk__in=page.pks[start : start + CHUNK])}
        for pk, score in zip(page.pks, page.scores, strict=True):
            if pk in found:
                if self._score_field:
                    setattr(found[pk], self._score_field, score)
                yield found[pk]
