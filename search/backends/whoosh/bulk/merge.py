"""The postings of a range of terms, from all batches, as the bytes that Whoosh's own writer would write."""

from __future__ import annotations

import itertools
import pickle
import struct
import zlib
from typing import NamedTuple

import numpy as np
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC
from whoosh.util.numeric import byte_to_length, length_to_byte

from search.backends.whoosh.bulk.tables import Piece, Table, firsts, order_of, reorder
from search.backends.whoosh.formats import Block

BLOCK = 1024
# Fewer postings than this are written as Whoosh does: arrays have a head.
FEW = 16
# What is shorter hardly shrinks, and a call of zlib costs more than writing it.
LONG = 160
COMPRESSION = 1
# As W3TermInfo has it, for postings that are not inlined.
INFO = np.dtype(
    {
        "names": ["flags", "weight", "count", "shortest", "longest", "heaviest", "first", "last", "offset", "length"],
        "formats": ["u1", ">f4", ">u4", "u1", "u1", ">f4", ">u4", ">u4", ">i8", ">i4"],
    }
)
# A length is written as a byte, read, and written once more.
TWICE = np.array([length_to_byte(byte_to_length(byte)) for byte in range(256)], np.uint8)
LENGTH = struct.Struct("!i")


class Slab(NamedTuple):
    """A range of terms: the places in its pieces are those in the range."""

    pieces: list[Piece]
    # Per document the byte for its length, when the field has lengths.
    lengths: np.ndarray | None
    payloads: bool


class Written(NamedTuple):
    """The bytes for the postings file, and per term what the terms file says: with offsets from the start of `data`."""

    data: bytes
    infos: np.ndarray


def merge(slab: Slab) -> Written:
    return blocks_of(_gather(slab.pieces), slab)


def blocks_of(table: Table, slab: Slab) -> Written:
    """Of a table that is not in pieces."""
    return _Blocks(table, slab.lengths, slab.payloads).write()


def _gather(pieces: list[Piece]) -> Table:
    """The batches come in the order of their documents, so by term is enough."""
    read = [piece.read() for piece in pieces]
    terms = np.concatenate([np.repeat(piece.places, table.counts) for piece, table in zip(pieces, read, strict=True)])
    order = order_of(terms)
    sizes = np.concatenate([table.sizes for table in read])
    terms = terms[order]
    at = firsts(terms)
    return Table(
        [],
        np.diff(at, append=len(terms)),
        np.concatenate([table.documents for table in read])[order].astype(np.int64),
        np.concatenate([table.weights for table in read])[order],
        sizes[order],
        reorder(order, sizes, np.concatenate([table.raw for table in read])),
    )


class _Blocks:
    def __init__(self, table: Table, lengths: np.ndarray | None, payloads: bool) -> None:
        self.table = table
        self.per_term = -(-table.counts // BLOCK)
        within = np.arange(self.per_term.sum()) - np.repeat(np.cumsum(self.per_term) - self.per_term, self.per_term)
        self.starts = np.repeat(np.cumsum(table.counts) - table.counts, self.per_term) + within * BLOCK
        self.ends = np.append(self.starts[1:], len(table.documents))
        self.steps = np.diff(table.documents, prepend=0)
        self.steps[self.starts] = table.documents[self.starts]
        self.heaviest = np.maximum.reduceat(table.weights, self.starts)
        self.shortest = self.longest = np.zeros(len(self.starts), np.uint8)
        if lengths is not None:
            of_postings = TWICE[lengths[table.documents]]
            self.shortest = np.minimum.reduceat(of_postings, self.starts)
            self.longest = np.maximum.reduceat(of_postings, self.starts)
        self.payloads = payloads
        self._keep_lists()

    def _keep_lists(self) -> None:
        """As Python has them: most terms have few postings, for which arrays are slow."""
        table = self.table
        self._raw = table.raw.tobytes()
        self._raw_at = np.concatenate([[0], np.cumsum(table.sizes, dtype=np.int64)]).tolist()
        self._steps, self._weights = self.steps.tolist(), table.weights.tolist()
        self._starts, self._ends = self.starts.tolist(), self.ends.tolist()
        self._last = table.documents[self.ends - 1].tolist()
        self._lightest = np.minimum.reduceat(table.weights, self.starts).tolist()
        self._heaviest = self.heaviest.tolist()
        self._shortest, self._longest = self.shortest.tolist(), self.longest.tolist()

    def write(self) -> Written:
        out = bytearray()
        offsets = []
        block = 0
        for blocks in self.per_term.tolist():
            offsets.append(len(out))
            out += WHOOSH3_HEADER_MAGIC
            for left in range(blocks - 1, -1, -1):
                head, data = self._block(block)
                size = len(head) + len(data)
                out += LENGTH.pack(size if left else -size)
                out += head
                out += data
                block += 1
        return Written(bytes(out), self._infos(np.array(offsets, np.int64), len(out)))

    def _block(self, block: int) -> tuple[bytes, bytes]:
        start, end = self._starts[block], self._ends[block]
        data = pickle.dumps(self._few(start, end) if end - start < FEW else self._many(block, start, end), 3)
        compression = COMPRESSION if len(data) > LONG else 0
        if compression:
            data = zlib.compress(data, compression)
        head = (end - start, self._last[block], self._heaviest[block], compression)
        return pickle.dumps((*head, self._shortest[block], self._longest[block]), 3), data

    def _few(self, start: int, end: int) -> tuple[object, ...]:
        weights = self._weights[start:end]
        even = weights.count(weights[0]) == len(weights)
        at = self._raw_at[start : end + 1]
        payloads = tuple(self._raw[one:other] for one, other in itertools.pairwise(at)) if self.payloads else None
        return (
            tuple(self._steps[start:end]),
            (None if weights[0] == 1 else weights[0]) if even else tuple(weights),
            payloads,
        )

    def _many(self, block: int, start: int, end: int) -> Block:
        lightest, heaviest = self._lightest[block], self._heaviest[block]
        even = None if heaviest == 1 else heaviest
        return Block.of(
            self.steps[start:end],
            even if lightest == heaviest else self.table.weights[start:end],
            self.table.sizes[start:end],
            self._raw[self._raw_at[start] : self._raw_at[end]],
        )

    def _infos(self, offsets: np.ndarray, end: int) -> np.ndarray:
        table = self.table
        infos = np.zeros(len(offsets), INFO)
        starts = np.cumsum(table.counts) - table.counts
        blocks = np.cumsum(self.per_term) - self.per_term
        infos["weight"] = np.add.reduceat(table.weights, starts, dtype=np.float64)
        infos["count"] = table.counts
        infos["shortest"] = np.minimum.reduceat(self.shortest, blocks)
        infos["longest"] = np.maximum.reduceat(self.longest, blocks)
        infos["heaviest"] = np.maximum.reduceat(self.heaviest, blocks)
        infos["first"] = table.documents[starts]
        infos["last"] = table.documents[starts + table.counts - 1]
        infos["offset"] = offsets
        infos["length"] = np.diff(offsets, append=end)
        return infos
