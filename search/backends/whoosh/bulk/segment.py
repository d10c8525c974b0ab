"""A whole segment of Whoosh's own format, put into an index as one commit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, clean_files
from whoosh.system import pack_ushort
from whoosh.util.numeric import byte_to_length

from search.backends.whoosh.bulk.merge import Written
from search.backends.whoosh.schema import TEXT, WORDS, build_schema
from search.backends.whoosh.storage import IndexBusy, SafeCodec, SafeIndex, open_index

LENGTH_BORDERS = np.array([byte_to_length(byte) for byte in range(255)], np.int64)


def length_bytes(lengths: np.ndarray) -> np.ndarray:
    """As Whoosh's `length_to_byte`, for all at once."""
    return np.searchsorted(LENGTH_BORDERS, lengths).astype(np.uint8)


class NewSegment:
    """Writes the files of a segment, which are part of no index yet."""

    def __init__(self, storage: FileStorage, codec: W3Codec, schema: Schema, name: str) -> None:
        self.storage = storage
        self.codec = codec
        self.schema = schema
        self.segment: W3Segment = codec.new_segment(storage, name)
        self._fields: W3FieldWriter | None = None

    def write_documents(self, lengths: dict[str, np.ndarray], count: int) -> None:
        """What there is per document: nothing is stored but lengths."""
        writer = self.codec.per_document_writer(self.storage, self.segment)
        rows = {field: lengths[field].tolist() for field in (WORDS, TEXT)}
        for number in range(count):
            writer.start_doc(number)
            for field, row in rows.items():
                writer.add_field(field, self.schema[field], None, row[number])
            writer.finish_doc()
        writer.close()
        self.segment.set_doc_count(count)

    def write_field(self, name: str, terms: list[bytes], written: Iterable[Written]) -> None:
        """`written` has all the terms, in order. Fields come in the order of their names."""
        if self._fields is None:
            self._fields = self.codec.field_writer(self.storage, self.segment)
        writer = self._fields
        if not terms:
            return
        writer.start_field(name, self.schema[name])
        prefix, names = pack_ushort(writer._fieldid), iter(terms)
        for slab in written:
            slab.infos["offset"] += writer._postfile.tell()
            writer._postfile.write(slab.data)
            size, infos = slab.infos.itemsize, slab.infos.tobytes()
            rows = (infos[at : at + size] for at in range(0, len(infos), size))
            writer._tindex.add_all((prefix + next(names), row) for row in rows)
        writer.finish_field()

    def close(self) -> None:
        if self._fields is not None:
            self._fields.close()


class SegmentFiles(NewSegment):
    """Part of the index when `commit` returns. A context: the lock is held within, and what was not committed is removed."""

    def __init__(self, path: Path) -> None:
        self.index: SafeIndex = open_index(path)
        super().__init__(self.index.storage, SafeCodec(), build_schema(), self.index.indexname)
        self._lock = self.index.lock("WRITELOCK")

    def __enter__(self) -> SegmentFiles:
        if not self._lock.acquire():
            raise IndexBusy(self.storage.folder)
        return self

    def __exit__(self, *error: object) -> None:
        try:
            toc = self.index._read_toc()
            clean_files(self.storage, self.index.indexname, toc.generation, toc.segments)
        finally:
            self._lock.release()

    def write_documents(self, lengths: dict[str, np.ndarray], count: int) -> None:
        super().write_documents(lengths, count)
        self.storage.temp_storage(f"{self.index.indexname}.tmp").destroy()

    def commit(self, deleted: Iterable[int]) -> None:
        self.close()
        for number in deleted:
            self.segment.delete_document(number)
        toc = self.index._read_toc()
        TOC(self.schema, [*toc.segments, self.segment], toc.generation + 1).write(self.storage, self.index.indexname)
