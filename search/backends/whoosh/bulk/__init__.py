"""Writing a whole index at once: texts are read in batches by several processes, sorted, and merged into one segment."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.backends.whoosh.bulk.merge import Slab, Written, merge
from search.backends.whoosh.bulk.runs import FIELDS, Run, read_batch, read_prepared
from search.backends.whoosh.bulk.segment import SegmentFiles, length_bytes
from search.backends.whoosh.bulk.tables import Saved
from search.backends.whoosh.bulk.workers import Workers
from search.backends.whoosh.changes import Document
from search.backends.whoosh.documents import Plain
from search.backends.whoosh.schema import TEXT, UID, WORDS

BUFFER_MB = 128
PROCESSES = 2
# Measured: bytes of memory for a character of text, and for a posting that is merged and each byte of its payload.
PER_CHARACTER = 16
PER_POSTING = 250
PER_BYTE = 16


class _Batch(NamedTuple):
    """A run, with numbers for its terms that all runs share."""

    saved: dict[str, Saved]
    codes: dict[str, np.ndarray]
    lengths: dict[str, np.ndarray]


class Builder:
    """Documents in, one commit out. The last with a uid is the one that counts.

    `buffer_mb` bounds what all processes together hold of the documents; small indexes are built in this process alone.
    """

    def __init__(self, path: Path, language: str, buffer_mb: float = BUFFER_MB, processes: int = PROCESSES) -> None:
        self._path = path
        self._language = language
        self._workers = Workers(processes)
        self._share = buffer_mb * (1 << 20) / max(self._workers.count, 1)
        self._numbers: dict[str, int] = {}
        self._deleted: set[int] = set()
        self._count = 0
        self._waiting: list[Plain] = []
        self._characters = 0
        self._runs: deque[Future[Run]] = deque()
        self._batches: list[_Batch] = []
        self._terms: dict[str, dict[bytes, int]] = {field: {} for field in FIELDS}
        self._held = ExitStack()
        self._segment = self._held.enter_context(SegmentFiles(path))
        # Beside the index: the system's own directory for temporary files may be small, or memory.
        self._files = Path(self._held.enter_context(_temporary(path)))
        self._held.callback(self._workers.close)

    def add(self, documents: Iterable[Plain]) -> None:
        for document in documents:
            self._number(document.uid)
            self._waiting.append(document)
            self._characters += document.size()
            if self._characters * PER_CHARACTER >= self._share:
                self._runs.append(self._workers.submit(read_batch, *self._batch()))
                self._characters = 0
                self._take_runs(wait=False)

    def put(self, documents: list[Document]) -> None:
        """Documents whose postings were made already."""
        self._read_waiting()
        first = self._count
        for document in documents:
            self._number(document[UID])
        self._take(read_prepared(first, documents, self._file()))

    def delete(self, uid: str) -> None:
        number = self._numbers.pop(uid, None)
        if number is not None:
            self._deleted.add(number)

    def finish(self) -> None:
        """After this they can be searched."""
        try:
            self._read_waiting()
            if self._count:
                self._write()
        finally:
            self.cancel()

    def cancel(self) -> None:
        """Leaves nothing behind of what was not committed."""
        self._held.close()

    def _number(self, uid: str) -> None:
        self.delete(uid)
        self._numbers[uid] = self._count
        self._count += 1

    def _batch(self) -> tuple[int, list[Plain], str, Path]:
        documents, self._waiting = self._waiting, []
        return self._count - len(documents), documents, self._language, self._file()

    def _file(self) -> Path:
        return self._files / f"{self._count}.run"

    def _read_waiting(self) -> None:
        """All runs so far, in the order of their documents."""
        self._take_runs(wait=True)
        if self._waiting:
            self._take(self._workers.submit(read_batch, *self._batch(), start=False).result())

    def _take_runs(self, *, wait: bool) -> None:
        while self._runs and (wait or self._runs[0].done()):
            self._take(self._runs.popleft().result())

    def _take(self, run: Run) -> None:
        codes = {}
        for field, known in self._terms.items():
            terms = run.terms[field]
            codes[field] = np.fromiter((known.setdefault(term, len(known)) for term in terms), np.int32, len(terms))
        self._batches.append(_Batch(run.saved, codes, run.lengths))

    def _write(self) -> None:
        lengths = {field: np.concatenate([batch.lengths[field] for batch in self._batches]) for field in (WORDS, TEXT)}
        for field in FIELDS:
            row = length_bytes(lengths[field]) if field in lengths else None
            terms = sorted(self._terms[field])
            self._segment.write_field(field, terms, self._merged(self._slabs(field, terms, row)))
            self._terms[field].clear()
        self._workers.close()
        self._segment.write_documents(lengths, self._count)
        self._segment.commit(self._deleted)

    def _slabs(self, field: str, terms: list[bytes], lengths: np.ndarray | None) -> Iterator[Slab]:
        rank = np.empty(len(terms), np.int32)
        rank[np.fromiter(map(self._terms[field].__getitem__, terms), np.int64, len(terms))] = np.arange(len(terms))
        places = [rank[batch.codes[field]] for batch in self._batches]
        costs = np.zeros(len(terms), np.int64)
        for batch, at in zip(self._batches, places, strict=True):
            costs[at] += PER_POSTING * np.diff(batch.saved[field].postings.astype(np.int64))
            costs[at] += PER_BYTE * np.diff(batch.saved[field].raw.astype(np.int64))
        for first, last in _ranges(costs, self._share):
            pieces = []
            for batch, at in zip(self._batches, places, strict=True):
                start, end = np.searchsorted(at, [first, last]).tolist()
                if start < end:
                    pieces.append(batch.saved[field].piece(start, end, at[start:end] - first))
            yield Slab(pieces, lengths, payloads=field != UID)

    def _merged(self, slabs: Iterator[Slab]) -> Iterator[Written]:
        """In order, a few ahead of who writes them."""
        ahead: deque[Future[Written]] = deque()
        for slab in slabs:
            ahead.append(self._workers.submit(merge, slab, start=False))
            if len(ahead) > self._workers.count:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _temporary(path: Path) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="build-", dir=path, ignore_cleanup_errors=True)


def _ranges(totals: np.ndarray, most: float) -> Iterator[tuple[int, int]]:
    """From first to before last, so that each has at most so many in total, or one."""
    ends = np.cumsum(totals)
    first = 0
    while first < len(ends):
        before = int(ends[first - 1]) if first else 0
        last = max(int(np.searchsorted(ends, before + most, side="right")), first + 1)
        yield first, last
        first = last
