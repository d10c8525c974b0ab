"""What one posting holds: word positions as varints, or the values of one document as JSON; and many in one block."""

from __future__ import annotations

import datetime
import itertools
import json
import struct
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from whoosh.formats import Format


class Payload(Format):
    """Bytes of any length, read in bulk by `segments`; Whoosh itself only copies them when it merges."""

    def decode_frequency(self, value: bytes) -> int:
        return 1

    def decode_positions(self, value: bytes) -> list[int]:
        """For Whoosh's own phrases."""
        return decode_positions([value])[0].tolist()


def encode_positions(positions: Iterable[int]) -> bytes:
    out = bytearray()
    previous = 0
    for position in positions:
        delta, previous = position - previous, position
        while delta > 127:
            out.append((delta & 127) | 128)
            delta >>= 7
        out.append(delta)
    return bytes(out)


def decode_positions(payloads: Sequence[bytes]) -> tuple[np.ndarray, np.ndarray]:
    """The positions of all payloads one after the other, and how many each has."""
    sizes = np.fromiter(map(len, payloads), np.int64, len(payloads))
    return unpack_positions(np.frombuffer(b"".join(payloads), np.uint8), sizes)


def unpack_positions(raw: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """As `decode_positions`, of payloads that are joined already."""
    ends = np.flatnonzero(raw < 128)
    lengths = np.diff(ends, prepend=-1)
    steps = raw[ends].astype(np.int64)
    for place in range(1, int(lengths.max(initial=1))):
        longer = np.flatnonzero(lengths > place)
        steps[longer] = steps[longer] << 7 | raw[ends[longer] - place] & 127
    counts = np.diff(np.searchsorted(ends, np.cumsum(sizes, dtype=np.int64)), prepend=0)
    running = np.cumsum(steps)
    before = np.concatenate([np.zeros(1, np.int64), running])[np.cumsum(counts) - counts]
    return running - np.repeat(before, counts), counts


def pack_numbers(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Varints one after the other, as `encode_positions` makes of its steps, and how many bytes each takes."""
    sizes = np.ones(len(numbers), np.uint8)
    for step in range(1, 5):
        sizes += numbers >= 1 << 7 * step
    at = np.cumsum(sizes, dtype=np.int64) - sizes
    raw = np.empty(int(sizes.sum(dtype=np.int64)), np.uint8)
    raw[at] = np.where(sizes > 1, (numbers & 127) | 128, numbers)
    for step in range(1, 5):
        more = np.flatnonzero(sizes > step)
        if not len(more):
            break
        rest = numbers[more] >> 7 * step
        raw[at[more] + step] = np.where(sizes[more] > step + 1, (rest & 127) | 128, rest)
    return raw, sizes


class Block:
    """Many postings of one term as arrays. To Whoosh it looks like the tuple that it puts there itself."""

    HEAD = struct.Struct("<IBBB")
    KINDS = {1: np.uint8, 2: np.uint16, 4: np.uint32}

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __reduce__(self) -> tuple[type[Block], tuple[bytes]]:
        return Block, (self._data,)

    @classmethod
    def of(cls, steps: np.ndarray, weights: np.ndarray | float | None, sizes: np.ndarray, raw: bytes) -> Block:
        """`steps` from document to document; `weights` None when all are 1; `sizes` of the payloads in `raw`."""
        steps, sizes = narrow(steps), narrow(sizes)
        several = isinstance(weights, np.ndarray)
        weighed = np.atleast_1d(np.asarray([] if weights is None else weights, np.float32))
        kind = 0 if weights is None else 2 if several else 1
        head = cls.HEAD.pack(len(steps), steps.itemsize, kind, sizes.itemsize)
        return cls(b"".join((head, steps.tobytes(), weighed.tobytes(), sizes.tobytes(), raw)))

    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Document numbers, weights, sizes of the payloads, and their bytes one after the other."""
        count, step_size, kind, payload_size = self.HEAD.unpack_from(self._data)
        at = self.HEAD.size
        steps = np.frombuffer(self._data, self.KINDS[step_size], count, at)
        at += steps.nbytes
        weights = np.frombuffer(self._data, np.float32, (0, 1, count)[kind], at)
        at += weights.nbytes
        sizes = np.frombuffer(self._data, self.KINDS[payload_size], count, at)
        raw = np.frombuffer(self._data, np.uint8, offset=at + sizes.nbytes)
        if kind < 2:
            weights = np.full(count, weights[0] if kind else 1, np.float32)
        return np.cumsum(steps, dtype=np.int64), weights, sizes, raw

    def __iter__(self) -> Iterator[Any]:
        documents, weights, sizes, raw = self.arrays()
        ends = np.cumsum(sizes, dtype=np.int64).tolist()
        joined = raw.tobytes()
        yield np.diff(documents, prepend=0).tolist()
        yield weights.tolist()
        yield tuple(joined[start:end] for start, end in itertools.pairwise([0, *ends]))

    def __getitem__(self, place: int) -> Any:
        return tuple(self)[place]


def narrow(numbers: np.ndarray) -> np.ndarray:
    """In as few bytes as they fit in."""
    largest = int(numbers.max(initial=0))
    return numbers.astype(np.uint8 if largest < 1 << 8 else np.uint16 if largest < 1 << 16 else np.uint32)


class Opaque(str):
    """Text of a value whose type the index does not know: good for facets, not for comparing."""

    __slots__ = ()


# Tagged, because JSON has no such types. The order matters: a datetime is a date.
TAGGED: dict[str, tuple[type, Callable[[Any], str], Callable[[str], Any]]] = {
    "datetime": (datetime.datetime, datetime.datetime.isoformat, datetime.datetime.fromisoformat),
    "date": (datetime.date, datetime.date.isoformat, datetime.date.fromisoformat),
    "time": (datetime.time, datetime.time.isoformat, datetime.time.fromisoformat),
    "decimal": (Decimal, str, Decimal),
    "uuid": (uuid.UUID, str, uuid.UUID),
}
DECODERS: dict[str, Any] = {tag: decode for tag, (_, _, decode) in TAGGED.items()} | {"opaque": Opaque}


def encode_value(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    for tag, (kind, encode, _) in TAGGED.items():
        if isinstance(value, kind):
            return [tag, encode(value)]
    return ["opaque", str(value)]


def encode_values(values: Iterable[Any]) -> bytes:
    return json.dumps([encode_value(value) for value in values], separators=(",", ":")).encode()


def decode_values(payload: bytes) -> list[Any]:
    return [DECODERS[value[0]](value[1]) if isinstance(value, list) else value for value in json.loads(payload)]
