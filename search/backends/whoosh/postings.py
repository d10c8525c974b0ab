"""Whoosh's posting lists, read in bulk: whole blocks into arrays instead of a call for every posting."""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct
from typing import Any, NamedTuple

import numpy as np
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, _lenfield
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.system import pack_ushort
from whoosh.util.numeric import byte_to_length

from search.backends.whoosh.formats import Block, unpack_positions

# Positions stay far below it.
PLACE_BITS = 32
PLACE = 1 << PLACE_BITS
SOME = 8192
# In Whoosh's table of terms: the sizes of a key and of its value, then those; a key starts with the number of its field.
TABLE_ROW = Struct("!ii")
FIELD_NUMBER = 2
TERM_AT = TABLE_ROW.size + FIELD_NUMBER
# What it says of a term: a byte and a float, then the number of its documents.
COUNT, COUNT_AT = Struct("!I"), 5
# No text has this byte.
LAST = b"\xff"
LENGTHS = np.array([byte_to_length(byte) or 0 for byte in range(256)], np.float32)


class Postings(NamedTuple):
    """Document numbers, rising, and the weight in each."""

    ids: np.ndarray
    weights: np.ndarray


class Rows(NamedTuple):
    """Postings with their payloads: the size of each, and all their bytes one after the other."""

    ids: np.ndarray
    weights: np.ndarray
    sizes: np.ndarray
    raw: np.ndarray

    def payloads(self) -> Iterator[tuple[int, bytes]]:
        """By document number. Some at a time: as Python objects all together take much room."""
        ends = np.cumsum(self.sizes, dtype=np.int64)
        for first in range(0, len(self.ids), SOME):
            some = slice(first, first + SOME)
            start = int(ends[first] - self.sizes[first])
            joined = self.raw[start : ends[some][-1]].tobytes()
            at = 0
            for document, size in zip(self.ids[some].tolist(), self.sizes[some].tolist(), strict=True):
                yield document, joined[at : at + size]
                at += size


NOTHING = Rows(np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(0, np.int64), np.zeros(0, np.uint8))


def read_terms(reader: SegmentReader, field: str) -> list[bytes]:
    """All terms of a field, in the order of their bytes."""
    data, at, found = read_term_table(reader, field), 0, []
    while at < len(data):
        key_size, value_size = TABLE_ROW.unpack_from(data, at)
        value = at + TABLE_ROW.size + key_size
        found.append(data[at + TERM_AT : value])
        at = value + value_size
    return found


def read_frequencies(reader: SegmentReader, field: str, beginning: bytes) -> list[tuple[bytes, int]]:
    """Of all terms with this beginning, how many documents have them."""
    return [(term, COUNT.unpack_from(row, COUNT_AT)[0]) for term, row in read_term_rows(reader, field, beginning)]


def read_term_rows(reader: SegmentReader, field: str, beginning: bytes = b"") -> list[tuple[bytes, bytes]]:
    """All terms of a field, or those that begin so, with what the table says of each."""
    data, at, found = read_term_table(reader, field, beginning), 0, []
    while at < len(data):
        key_size, value_size = TABLE_ROW.unpack_from(data, at)
        value = at + TABLE_ROW.size + key_size
        found.append((data[at + TERM_AT : value], data[value : value + value_size]))
        at = value + value_size
    return found


def read_term_table(reader: SegmentReader, field: str, beginning: bytes = b"") -> bytes:
    """The rows of these terms, as they are written."""
    terms, table = reader._terms, reader._terms._tindex
    number = terms._fieldmap.get(field)
    if number is None:
        return b""
    after = pack_ushort(number) + beginning + LAST if beginning else pack_ushort(number + 1)
    start, end = (table.closest_key_pos(edge) for edge in (pack_ushort(number) + beginning, after))
    return b"" if start is None else table.dbfile.get(start, (end or table.endofdata) - start)


def read_rows(reader: SegmentReader, field: str, term: bytes) -> Rows:
    """Nothing for a term that the segment does not have."""
    blocks = list(read_blocks(reader, field, term))
    if len(blocks) == 1:
        return blocks[0]
    return Rows(*map(np.concatenate, zip(*blocks, strict=True))) if blocks else NOTHING


def read_blocks(reader: SegmentReader, field: str, term: bytes) -> Iterator[Rows]:
    terms = reader._terms
    try:
        info = terms.term_info(field, term)
    except (KeyError, TermNotFound):
        return
    if info.is_inlined():
        ids, weights, payloads = info.inlined_postings()
        yield _rows(np.array(ids, np.int32), weights, payloads)
        return
    matcher = terms._codec.postings_reader(terms._postfile, info, reader.schema[field].format, term=(field, term))
    while True:
        matcher._read_data()
        yield _block_rows(matcher._data)
        if matcher._lastblock:
            return
        matcher._goto(matcher._nextoffset)


def _block_rows(data: Any) -> Rows:
    if isinstance(data, Block):
        ids, weights, sizes, raw = data.arrays()
        return Rows(ids.astype(np.int32), weights, sizes, raw)
    steps, weights, payloads = data
    return _rows(np.cumsum(steps, dtype=np.int32), weights, payloads)


def _rows(ids: np.ndarray, weights: Any, payloads: tuple[bytes, ...]) -> Rows:
    sizes = np.fromiter(map(len, payloads), np.int64, len(payloads))
    return Rows(ids, _weights(weights, len(ids)), sizes, np.frombuffer(b"".join(payloads), np.uint8))


def _weights(weights: Any, count: int) -> np.ndarray:
    """Whoosh writes nothing for all ones, one number for all equal."""
    if weights is None:
        return np.ones(count, np.float32)
    if isinstance(weights, float):
        return np.full(count, weights, np.float32)
    return np.array(weights, np.float32)


def read_places(reader: SegmentReader, field: str, term: bytes) -> np.ndarray:
    """Every place of a term as one number, rising: document * PLACE + position."""
    rows = read_rows(reader, field, term)
    positions, counts = unpack_positions(rows.raw, rows.sizes)
    return np.repeat(rows.ids.astype(np.int64) * PLACE, counts) + positions


def open_lengths(reader: SegmentReader, field: str) -> Any:
    """The column of them, or None where no document has the field. Whoosh opens it when it is first asked for; a commit may have
    taken it away by then, so who opens a segment asks for it. Raises FileNotFoundError when it is gone already."""
    column = reader._perdoc._cached_reader(_lenfield(field), LENGTHS_COLUMN)
    if column is None and reader.field_length(field):
        raise FileNotFoundError(f"The lengths of {field} in {reader.segment().segment_id()} are gone")
    return column


def read_lengths(reader: SegmentReader, field: str) -> np.ndarray:
    """Number of words per document."""
    lengths = np.zeros(reader.doc_count_all(), np.float32)
    column = open_lengths(reader, field)
    if column is not None:
        # The file ends at the last document that has the field.
        raw = np.frombuffer(column._dbfile.get(column._basepos, column._count), np.uint8)
        lengths[: len(raw)] = LENGTHS[raw]
    return lengths
