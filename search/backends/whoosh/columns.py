"""The values of one filter path in one segment, for filters and facets."""

from __future__ import annotations

import datetime
import sys
from array import array
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

import numpy as np
from django.utils import timezone

from search.backends.whoosh.formats import decode_values, narrow

Mask = np.ndarray


class Column:
    """`codes` are places in `values`, those of document n from `starts[n]` to `starts[n + 1]`. Values are in the order of their
    text, with None last."""

    def __init__(self, size: int, documents: np.ndarray, codes: np.ndarray, values: list[Any]) -> None:
        order = sorted(range(len(values)), key=lambda code: (values[code] is None, text_of(values[code])))
        ranks = np.empty(len(values), np.int64)
        ranks[order] = np.arange(len(values))
        self.size = size
        self.values = [values[code] for code in order]
        self.codes = narrow(ranks[codes]) if len(codes) else np.zeros(0, np.uint8)
        per_document = np.bincount(documents, minlength=size)
        self.is_single = bool((per_document == 1).all())
        self.starts = np.arange(size + 1) if self.is_single else np.concatenate([[0], np.cumsum(per_document)])
        self.starts = self.starts.astype(np.int32)
        # As counts are given: None, last, is for the documents that have none.
        self.labels = [*self.values, None]
        self._codes_by_value = {value: code for code, value in enumerate(self.values)}
        self._codes_by_text = {text_of(value): code for code, value in enumerate(self.values)}
        self._null = self._codes_by_value.get(None)

    @classmethod
    def decode(cls, size: int, rows: Iterable[tuple[int, bytes]]) -> Column:
        """`rows` by rising document number."""
        codes_by_value: dict[Any, int] = {}
        codes_by_payload: dict[bytes, list[int]] = {}
        documents, codes = array("i"), array("i")
        for document, payload in rows:
            row = codes_by_payload.get(payload)
            if row is None:
                row = [codes_by_value.setdefault(value, len(codes_by_value)) for value in decode_values(payload)]
                codes_by_payload[payload] = row
            codes.extend(row)
            documents.extend([document] * len(row))
        return cls(size, np.array(documents), np.array(codes), list(codes_by_value))

    @property
    def nbytes(self) -> int:
        objects = sum(map(sys.getsizeof, self.values)) + sum(map(sys.getsizeof, self._codes_by_text))
        return self.codes.nbytes + self.starts.nbytes + objects + 250 * len(self.values) + 500

    @property
    def documents(self) -> np.ndarray:
        return np.repeat(np.arange(self.size, dtype=np.int32), np.diff(self.starts))

    # Filters

    def where(self, test: Callable[[Any], bool]) -> Mask:
        return self._mask(np.fromiter((test(value) for value in self.values), bool, len(self.values)))

    def choose(self, wanted: Iterable[Any]) -> Mask:
        """Documents with one of these values, given as they are or as text; None and "" stand for no value."""
        chosen = np.zeros(len(self.values), bool)
        empty = False
        for value in wanted:
            empty = empty or value is None or value == ""
            code = self._code(value)
            if code is not None:
                chosen[code] = True
        mask = self._mask(chosen)
        return mask | self.missing() if empty else mask

    def _code(self, value: Any) -> int | None:
        code = self._codes_by_value.get(value)
        return self._codes_by_text.get(text_of(value)) if code is None else code

    def missing(self) -> Mask:
        """No value at all, or a related row without one: what a LEFT JOIN calls NULL."""
        mask = np.diff(self.starts) == 0
        return mask if self._null is None else mask | self._mask(np.arange(len(self.values)) == self._null)

    def _mask(self, chosen: np.ndarray) -> Mask:
        if self.is_single:
            return chosen[self.codes]
        mask = np.zeros(self.size, bool)
        if chosen.any():
            mask[self.documents[chosen[self.codes]]] = True
        return mask

    # Facets

    def counts(self, mask: Mask) -> list[tuple[Any, int]]:
        """Of the documents in a mask, how many have each value; None is for those that have none."""
        tally = self.tally(np.flatnonzero(mask)).tolist()
        return [(value, count) for value, count in zip(self.labels, tally, strict=True) if count]

    def tally(self, ids: np.ndarray) -> np.ndarray:
        """How many of these documents have each of `labels`."""
        tally = np.bincount(self._codes_of(ids), minlength=len(self.labels))
        tally[-1] = self._count_missing(ids)
        if self._null is not None:
            tally[self._null] = 0
        return tally

    @property
    def most(self) -> int:
        """Labels that one document has."""
        return 1 if self.is_single else max(int(np.diff(self.starts).max(initial=0)), 1)

    def labelled(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Of every place in `labels` that a document has: the document, how many of its places come before, and the place."""
        last, codes = len(self.values), self.codes.astype(np.int64)
        if self._null is not None:
            codes[codes == self._null] = last
        documents, empty = self.documents, np.flatnonzero(np.diff(self.starts) == 0)
        within = np.arange(len(codes)) - self.starts[documents]
        return (
            np.concatenate([documents, empty]),
            np.concatenate([within, np.zeros(len(empty), np.int64)]),
            np.concatenate([codes, np.full(len(empty), last)]),
        )

    def _codes_of(self, ids: np.ndarray) -> np.ndarray:
        if self.is_single:
            return self.codes[ids]
        starts = self.starts[ids]
        lengths = self.starts[ids + 1] - starts
        ends = np.cumsum(lengths)
        return self.codes[np.repeat(starts - ends + lengths, lengths) + np.arange(ends[-1] if len(ends) else 0)]

    def _count_missing(self, ids: np.ndarray) -> int:
        return 0 if self.is_single and self._null is None else int(np.count_nonzero(self._missing[ids]))

    @cached_property
    def _missing(self) -> Mask:
        return self.missing()

    def by_year(self) -> Column:
        return self._mapped(lambda value: _local(value).year if isinstance(value, datetime.date) else None)

    def _mapped(self, change: Callable[[Any], Any]) -> Column:
        codes_by_value: dict[Any, int] = {}
        new_codes = [codes_by_value.setdefault(change(value), len(codes_by_value)) for value in self.values]
        if not len(self.codes):
            return self
        pairs = np.stack([self.documents, np.array(new_codes, np.int64)[self.codes]])
        documents, codes = np.unique(pairs, axis=1)
        return Column(self.size, documents, codes, list(codes_by_value))


def words_for(size: int) -> int:
    return (size + 63) // 64


def pack(mask: Mask) -> np.ndarray:
    """A bit for each document, in words of 64."""
    packed = np.zeros(words_for(len(mask)) * 8, np.uint8)
    bits = np.packbits(mask, bitorder="little")
    packed[: len(bits)] = bits
    return packed.view(np.uint64)


def _local(value: datetime.date) -> datetime.date:
    aware = isinstance(value, datetime.datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if aware else value  # type: ignore[arg-type]


def text_of(value: Any) -> str:
    """How a value looks in a URL."""
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)
