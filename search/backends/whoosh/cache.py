"""What is read of the index and kept, bounded in bytes."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

import numpy as np

Entry = TypeVar("Entry")
# The key, whose terms are those of other entries, the row in the dictionary and the objects around what is kept.
OVERHEAD = 600


class BoundedCache:
    """Least recently used entries go first, so an index of any size fits in a small server. Entries are shared by threads
    and never changed."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self.reads = 0
        self._entries: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._owned: dict[Hashable, set[Hashable]] = {}
        self._lock = threading.Lock()
        self._reading = threading.RLock()

    def keep(self, key: Hashable, make: Callable[[], Entry]) -> Entry:
        """`make` reads files, whose position all threads share: so one at a time. What is kept is had without waiting."""
        found = self._known(key)
        if found is None:
            with self._reading:
                found = self._known(key)
                if found is None:
                    found = (make(), 0)
                    self._add(key, found[0])
        return found[0]

    def get(self, key: Hashable, make: Callable[[], tuple[Entry, int]]) -> Entry:
        return self.keep(key, lambda: make()[0])

    def _known(self, key: Hashable) -> tuple[Any, int] | None:
        with self._lock:
            found = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
            return found

    def _add(self, key: Hashable, entry: Any) -> None:
        size = size_of(entry) + OVERHEAD
        freeze(entry)
        with self._lock:
            self.reads += 1
            self._entries[key] = (entry, size)
            self._owned.setdefault(_owner(key), set()).add(key)
            self.size += size
            while self.size > self.limit and self._entries:
                self._drop(next(iter(self._entries)))

    def _drop(self, key: Hashable) -> None:
        self.size -= self._entries.pop(key)[1]
        owned = self._owned[_owner(key)]
        owned.discard(key)
        if not owned:
            del self._owned[_owner(key)]

    def forget(self, gone: Callable[[Hashable], bool]) -> None:
        """Gives back what nobody can ask for any more: all whose keys begin with what is gone."""
        with self._lock:
            for owner in [owner for owner in self._owned if gone(owner)]:
                for key in list(self._owned[owner]):
                    self._drop(key)


def _owner(key: Hashable) -> Hashable:
    return key[0] if isinstance(key, tuple) else key


def size_of(entry: Any) -> int:
    """Bytes held by arrays, texts and tuples or lists of them; a view counts for what it keeps alive."""
    if isinstance(entry, np.ndarray):
        base = entry if entry.base is None else entry.base
        return max(entry.nbytes, getattr(base, "nbytes", 0)) + (64 * entry.size if entry.dtype == object else 0)
    if hasattr(entry, "nbytes"):
        return int(entry.nbytes)
    if isinstance(entry, (tuple, list, frozenset)):
        return sys.getsizeof(entry) + sum(map(size_of, entry))
    return sys.getsizeof(entry)


def freeze(entry: Any) -> None:
    """One thread must not change what another reads."""
    parts: Iterable[Any] = entry if isinstance(entry, (tuple, list)) else (entry,)
    for part in parts:
        if isinstance(part, np.ndarray):
            part.setflags(write=False)
