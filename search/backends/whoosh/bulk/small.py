"""Small segments put together at a commit, read and written whole: posting by posting, as Whoosh does it, takes several times as
long."""

from __future__ import annotations

import math
import pickle
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing
from io import BytesIO
from typing import Any

import numpy as np
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from search.backends.whoosh.bulk.merge import INFO, LENGTH, Slab, blocks_of
from search.backends.whoosh.bulk.runs import FIELDS
from search.backends.whoosh.bulk.segment import NewSegment, length_bytes
from search.backends.whoosh.bulk.tables import Postings, table_of_postings
from search.backends.whoosh.postings import read_lengths, read_term_rows
from search.backends.whoosh.schema import TEXT, UID, WORDS

# So many of about one size become one that is so many times as large.
TOGETHER = 3
# What is larger does not fit well in Python's lists.
LARGEST = 1000
# The bytes before the first block of a term.
MAGIC = 4


def merge_small(opened: SegmentWriter, segments: list[Any]) -> list[Any]:
    """As Whoosh asks a writer at its commit: the segments that are to be in the index beside the new one."""
    left = [segment for segment in segments if segment.doc_count()]
    due = _due(left)
    if not due:
        return left
    rest = [segment for segment in left if segment not in due]
    if sum(segment.doc_count() for segment in due) <= LARGEST:
        return [*rest, merged(opened, due)]
    for segment in due:
        with closing(SegmentReader(opened.storage, opened.schema, segment)) as reader:
            opened.add_reader(reader)
    return rest


def _due(segments: list[Any]) -> list[Any]:
    by_size = defaultdict(list)
    for segment in segments:
        by_size[int(math.log(segment.doc_count(), TOGETHER) + 1e-9)].append(segment)
    return next((by_size[size] for size in sorted(by_size) if len(by_size[size]) >= TOGETHER), [])


def merged(opened: SegmentWriter, segments: list[Any]) -> Any:
    """What is not deleted of these, in their order, as one segment that is in no index yet."""
    with ExitStack() as held:
        readers = [SegmentReader(opened.storage, opened.schema, segment) for segment in segments]
        for reader in readers:
            held.callback(reader.close)
        return _merged(opened, readers)


def _merged(opened: SegmentWriter, readers: list[SegmentReader]) -> Any:
    new = NewSegment(opened.storage, opened.codec, opened.schema, opened.indexname)
    numbers, count = [], 0
    for reader in readers:
        live = np.ones(reader.doc_count_all(), bool)
        live[list(reader.segment().deleted_docs())] = False
        numbers.append(np.where(live, count + np.cumsum(live) - 1, -1))
        count += int(np.count_nonzero(live))
    lengths = {field: _lengths(readers, numbers, field) for field in (WORDS, TEXT)}
    for field in FIELDS:
        table = table_of_postings(_postings(readers, numbers, field))
        if table.terms:
            own = length_bytes(lengths[field]) if field in lengths else None
            new.write_field(field, table.terms, [blocks_of(table, Slab([], own, payloads=field != UID))])
    new.write_documents(lengths, count)
    new.close()
    return new.segment


def _lengths(readers: list[SegmentReader], numbers: list[np.ndarray], field: str) -> np.ndarray:
    rows = [read_lengths(reader, field)[new >= 0] for reader, new in zip(readers, numbers, strict=True)]
    return np.concatenate(rows).astype(np.int64)


def _postings(readers: list[SegmentReader], numbers: list[np.ndarray], field: str) -> Iterator[tuple[int, Postings]]:
    for reader, renumbered in zip(readers, numbers, strict=True):
        new = renumbered.tolist()
        for term, number, weight, payload in _read(reader, field):
            if new[number] >= 0:
                yield new[number], [(term, 1, weight, payload)]


def _read(reader: SegmentReader, field: str) -> Iterator[tuple[bytes, int, float, bytes]]:
    """All postings of a field."""
    file = reader._terms._postfile
    rows = list(read_term_rows(reader, field))
    if not rows:
        return
    infos = np.frombuffer(b"".join(info for _, info in rows), INFO)
    first = int(infos["offset"].min())
    data = file.get(first, int((infos["offset"] + infos["length"]).max()) - first)
    stream = BytesIO(data)
    for (term, _), offset in zip(rows, (infos["offset"] - first).tolist(), strict=True):
        at, last = offset + MAGIC, False
        while not last:
            length = LENGTH.unpack_from(data, at)[0]
            last, end = length < 0, at + LENGTH.size + abs(length)
            stream.seek(at + LENGTH.size)
            compressed = pickle.load(stream)[3]  # noqa: S301 -- our own file
            packed = data[stream.tell() : end]
            yield from _of_block(term, pickle.loads(zlib.decompress(packed) if compressed else packed))  # noqa: S301
            at = end


def _of_block(term: bytes, block: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
    steps, weights, payloads = block if isinstance(block, tuple) else tuple(block)
    number = 0
    for place, step in enumerate(steps):
        number += step
        weight = 1.0 if weights is None else weights if isinstance(weights, float) else weights[place]
        yield term, number, weight, payloads[place] if payloads else b""
