"""Whoosh's table of terms, written in few writes: it makes one for every term and every slot."""

from __future__ import annotations

from collections.abc import Iterable
from struct import Struct

from whoosh.filedb.filetables import OrderedHashWriter

from search.backends.whoosh.postings import TABLE_ROW

# Of a slot: what a key comes to, and where it stands.
SLOT = Struct("!Iq")


class HashTable(OrderedHashWriter):
    """The same bytes."""

    def add(self, key: bytes, value: bytes) -> None:
        self.add_all([(key, value)])

    def add_all(self, items: Iterable[tuple[bytes, bytes]]) -> None:
        """Keys rise."""
        out, start = bytearray(), self.dbfile.tell()
        for key, value in items:
            at, hashed = start + len(out), self.hashfn(key)
            self.index.append(at)
            self.buckets[hashed & 255].append((hashed, at))
            out += TABLE_ROW.pack(len(key), len(value))
            out += key
            out += value
        self.dbfile.write(bytes(out))

    def _write_hashes(self) -> None:
        out, start = bytearray(), self.dbfile.tell()
        for entries in self.buckets:
            slots = 2 * len(entries)
            self.directory.append((start + len(out), slots))
            block, taken = bytearray(slots * SLOT.size), bytearray(slots)
            for hashed, at in entries:
                slot = (hashed >> 8) % slots
                while taken[slot]:
                    slot = (slot + 1) % slots
                taken[slot] = 1
                SLOT.pack_into(block, slot * SLOT.size, hashed, at)
            out += block
        self.dbfile.write(bytes(out))
