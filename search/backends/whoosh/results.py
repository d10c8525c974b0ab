"""Search results: one evaluation in the index, shared by slices, counts, facets and narrowed results."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple, Self

import numpy as np
from django.db.models import Model
from django.utils.safestring import SafeString
from modelsearch.backends.base import BaseSearchResults

from search.backends.whoosh.columns import Mask
from search.backends.whoosh.evaluate import Evaluator
from search.backends.whoosh.facets import Choices, count_values, masks_for, without
from search.backends.whoosh.filters import NotInIndex
from search.backends.whoosh.highlight import highlight
from search.backends.whoosh.scoring import IndexField
from search.backends.whoosh.segments import Segment, Snapshot
from search.backends.whoosh.words import Word, beginning_with, spelled_like, stands_in

logger = logging.getLogger(__name__)

# SQLite allows no more parameters in one query.
CHUNK = 500


class Hits(NamedTuple):
    segment: Segment
    mask: Mask
    scores: np.ndarray


class Evaluation:
    """The query, the queryset's model and its filters, in one snapshot of the index."""

    def __init__(self, backend: Any, compiler: Any) -> None:
        self.backend = backend
        self.compiler = compiler

    @cached_property
    def hits(self) -> list[Hits]:
        return self.backend.read(self._evaluate, otherwise=[])

    def _evaluate(self, snapshot: Snapshot) -> list[Hits]:
        compiler = self.compiler
        field = IndexField(snapshot, compiler.index_field, compiler.fields)
        evaluator = Evaluator(field, self.backend.analyzer, compiler.prefix)
        matches = evaluator.evaluate(compiler.query)
        label = compiler.queryset.model._meta.label
        allowed = self._allowed(snapshot)
        return [
            Hits(segment, match.mask & segment.live & segment.has_type(label) & within, match.scores)
            for segment, match, within in zip(snapshot.segments, matches, allowed, strict=True)
        ]

    def _allowed(self, snapshot: Snapshot) -> list[Mask]:
        narrow = self.compiler.index_filter()
        if narrow is not None:
            try:
                return [narrow(segment) for segment in snapshot.segments]
            except NotInIndex:
                pass
        pks = set(self.compiler.queryset.order_by().values_list("pk", flat=True))
        return [np.fromiter((pk in pks for pk in s.pks()), bool, s.size) for s in snapshot.segments]


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
        return count_values(self._hit_masks, self.model, field_name)

    def facets(self, names: Iterable[str]) -> dict[str, OrderedDict[Any, int]]:
        """For each name, counts over the hits that the other names' choices leave: what choosing a value would give."""
        return {name: self._facet_apart(name) for name in names}

    def _facet_apart(self, name: str) -> OrderedDict[Any, int]:
        others = without(self._choices, name, self.model)
        masks = self._hit_masks if len(others) == len(self._choices) else self._masks(others)
        return count_values(masks, self.model, name)

    def highlight(self, text: str, passages: int = 2, width: int = 200) -> SafeString:
        """Passages of a text with this search's words marked."""
        return highlight(text, self.query_compiler.query, self.backend.analyzer.language, passages, width)

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

    @cached_property
    def _hit_masks(self) -> list[tuple[Segment, Mask]]:
        return self._masks(self._choices)

    def _masks(self, choices: Choices) -> list[tuple[Segment, Mask]]:
        hits = self._evaluation.hits
        return [(hit.segment, hit.mask & masks_for(hit.segment, self.model, choices)) for hit in hits]

    @cached_property
    def _ranked(self) -> list[tuple[Any, float]]:
        """(pk, score), best first; the newest first among equals."""
        hits = self._evaluation.hits
        found = []
        for hit, (segment, mask) in zip(hits, self._hit_masks, strict=True):
            pks = segment.pks()
            at = np.flatnonzero(mask).tolist()
            found += [(pks[place], score) for place, score in zip(at, hit.scores[at].tolist(), strict=True)]
        found.sort(key=lambda row: row[0], reverse=True)
        found.sort(key=lambda row: row[1], reverse=True)
        return found

    def _ordered(self) -> list[Any]:
        """All pks in the order asked for."""
        if self.query_compiler.order_by_relevance:
            return [pk for pk, _ in self._ranked]
        queryset = self.query_compiler.queryset
        queryset = queryset if queryset.query.order_by else queryset.order_by("-pk")
        hits = {pk for pk, _ in self._ranked}
        if len(hits) <= CHUNK:
            queryset = queryset.filter(pk__in=hits)
        return [pk for pk in dict.fromkeys(queryset.values_list("pk", flat=True)) if pk in hits]

    def _do_count(self) -> int:
        total = sum(int(np.count_nonzero(mask)) for _, mask in self._hit_masks)
        stop = total if self.stop is None else min(self.stop, total)
        return max(stop - self.start, 0)

    def _do_search(self) -> Iterator[Model]:
        """Through the caller's queryset: what the index says too much is not shown."""
        page = self._ordered()[self.start : self.stop]
        queryset = self.query_compiler.queryset.order_by()
        found: dict[Any, Model] = {}
        for start in range(0, len(page), CHUNK):
            found |= {obj.pk: obj for obj in queryset.filter(pk__in=page[start : start + CHUNK])}
        scores = dict(self._ranked) if self._score_field else {}
        for pk in page:
            if pk in found:
                if self._score_field:
                    setattr(found[pk], self._score_field, scores[pk])
                yield found[pk]
