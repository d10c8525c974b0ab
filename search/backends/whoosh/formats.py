"""What one posting holds: word positions as varints, or the values of one document as JSON."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from whoosh.formats import Format


class Payload(Format):
    """Bytes of any length, read in bulk by `segments`; Whoosh itself only copies them when it merges."""

    def decode_frequency(self, value: bytes) -> int:
        return 1


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
    raw = np.frombuffer(b"".join(payloads), np.uint8).astype(np.int64)
    last = raw < 128
    ends = np.flatnonzero(last)
    starts = np.concatenate([np.zeros(1, np.int64), ends[:-1] + 1])[: len(ends)]
    number: np.ndarray = np.cumsum(last) - last
    shift = 7 * (np.arange(len(raw)) - starts[number])
    deltas = np.add.reduceat((raw & 127) << shift, starts) if len(ends) else np.zeros(0, np.int64)
    borders = np.cumsum([len(payload) for payload in payloads], dtype=np.int64)
    counts = np.diff(np.searchsorted(ends, borders), prepend=0)
    running = np.cumsum(deltas)
    before = np.concatenate([np.zeros(1, np.int64), running])[np.cumsum(counts) - counts]
    return running - np.repeat(before, counts), counts


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
