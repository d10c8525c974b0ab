"""The values of one filter path in one segment, as (document, value) pairs, for filters and facets."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from django.utils import timezone

from search.backends.whoosh.formats import decode_values

Mask = np.ndarray


class Column:
    def __init__(self, size: int, documents: np.ndarray, codes: np.ndarray, values: list[Any]) -> None:
        self.size = size
        self.documents = documents
        self.codes = codes
        self.values = values
        self._codes_by_value = {value: code for code, value in enumerate(values)}
        self._codes_by_text = {text_of(value): code for code, value in enumerate(values)}

    @classmethod
    def decode(cls, size: int, rows: Iterable[tuple[int, bytes]]) -> Column:
        codes_by_value: dict[Any, int] = {}
        codes_by_payload: dict[bytes, list[int]] = {}
        documents: list[int] = []
        codes: list[int] = []
        for document, payload in rows:
            row = codes_by_payload.get(payload)
            if row is None:
                row = [codes_by_value.setdefault(value, len(codes_by_value)) for value in decode_values(payload)]
                codes_by_payload[payload] = row
            codes += row
            documents += [document] * len(row)
        return cls(size, np.array(documents, np.int64), np.array(codes, np.int64), list(codes_by_value))

    @property
    def nbytes(self) -> int:
        return self.documents.nbytes + self.codes.nbytes + 120 * len(self.values) + 200

    def where(self, test: Callable[[Any], bool]) -> Mask:
        chosen = np.fromiter((test(value) for value in self.values), bool, len(self.values))
        return self._mask(chosen)

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
        mask = np.ones(self.size, bool)
        mask[self.documents] = False
        null = self._codes_by_value.get(None)
        if null is not None:
            mask[self.documents[self.codes == null]] = True
        return mask

    def _mask(self, chosen: np.ndarray) -> Mask:
        mask = np.zeros(self.size, bool)
        if chosen.any():
            mask[self.documents[chosen[self.codes]]] = True
        return mask

    def counts(self, mask: Mask) -> Iterator[tuple[Any, int]]:
        codes = self.codes[mask[self.documents]]
        for code, count in enumerate(np.bincount(codes, minlength=len(self.values)).tolist()):
            if count and self.values[code] is not None:
                yield self.values[code], count
        missing = int(np.count_nonzero(mask & self.missing()))
        if missing:
            yield None, missing

    def per_document(self) -> list[Any]:
        """For columns with one value in each document."""
        values: list[Any] = [None] * self.size
        for document, code in zip(self.documents.tolist(), self.codes.tolist(), strict=True):
            values[document] = self.values[code]
        return values

    def by_year(self) -> Column:
        return self._mapped(lambda value: _local(value).year if isinstance(value, datetime.date) else None)

    def _mapped(self, change: Callable[[Any], Any]) -> Column:
        codes_by_value: dict[Any, int] = {}
        new_codes = [codes_by_value.setdefault(change(value), len(codes_by_value)) for value in self.values]
        pairs = np.stack([self.documents, np.array(new_codes, np.int64)[self.codes]]) if len(self.codes) else None
        if pairs is None:
            return self
        documents, codes = np.unique(pairs, axis=1)
        return Column(self.size, documents, codes, list(codes_by_value))


def _local(value: datetime.date) -> datetime.date:
    aware = isinstance(value, datetime.datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if aware else value  # type: ignore[arg-type]


def text_of(value: Any) -> str:
    """How a value looks in a URL."""
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)
