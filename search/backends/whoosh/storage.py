"""Files of one Whoosh index, made safe: durable writes, one writer at a time, readers that see what was committed."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile, StructFile
from whoosh.index import TOC, FileIndex, LockError, clean_files
from whoosh.reading import IndexReader
from whoosh.writing import SegmentWriter

from search.backends.whoosh.hashes import HashTable
from search.backends.whoosh.schema import build_schema

# Modules that make sense of what stands in the files. Of damage they raise just about anything, Whoosh a bare Exception as well.
READERS = ("whoosh.", "search.backends.whoosh.postings", "search.backends.whoosh.formats")
# Of numbers that were read and point nowhere.
POINTLESS = (IndexError, OSError, EOFError)
BUFFER_MB = 128
# Files of so many bytes are read whole when they are opened.
SMALL_FILE = 1 << 18
Merge = Callable[[SegmentWriter, list[Any]], list[Any]]


class IndexUnreadable(Exception):
    """The files on disk cannot be read as an index; a rebuild mends it."""


class IndexBusy(Exception):
    """Another process kept the write lock for too long."""


@contextmanager
def reading() -> Iterator[None]:
    """Around what only reads files: whatever goes wrong there is wrong with the files."""
    try:
        yield
    except (IndexUnreadable, IndexBusy):
        raise
    except Exception as error:
        raise IndexUnreadable(f"{type(error).__name__}: {error}") from error


@contextmanager
def asking() -> Iterator[None]:
    """Around a search: what went wrong in reading the files, and nothing else, is IndexUnreadable."""
    try:
        yield
    except Exception as error:
        if isinstance(error, POINTLESS) or _is_of_readers(error):
            raise IndexUnreadable(f"{type(error).__name__}: {error}") from error
        raise


def _is_of_readers(error: Exception) -> bool:
    frames = [frame.f_globals.get("__name__", "") for frame, _ in traceback.walk_tb(error.__traceback__)]
    return any(name.startswith(READERS) for name in frames)


class SafeIndex(FileIndex):
    def reader(self, reuse: IndexReader | None = None) -> IndexReader:
        """Never reuses a reader: Whoosh 2.7.5 then adds the old segments again, and deleted documents come back."""
        return super().reader(reuse=None)


class SafeCodec(W3Codec):
    def __init__(self) -> None:
        # Large blocks: they are read whole.
        super().__init__(blocklimit=1024)

    def new_segment(self, storage: FileStorage, indexname: str) -> W3Segment:
        """Names from the system: `random`, which Whoosh uses, gives the same name twice when it is seeded."""
        return W3Segment(self, indexname, segid=secrets.token_hex(8))

    def field_writer(self, storage: FileStorage, segment: W3Segment) -> W3FieldWriter:
        writer = super().field_writer(storage, segment)
        # It has written no term yet.
        writer._tindex.__class__ = HashTable
        return writer


class _DurableFile:
    def __init__(self, raw: Any) -> None:
        self._raw = raw
        # Called for every number that is written.
        self.write, self.tell = raw.write, raw.tell

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)

    def close(self) -> None:
        if not self._raw.closed:
            self._raw.flush()
            os.fsync(self._raw.fileno())
            self._raw.close()


class DurableStorage(FileStorage):
    """Whoosh flushes nothing to disk, while its table of contents already points at the new files."""

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **kwargs: Any) -> StructFile:
        file = super().create_file(name, excl=excl, mode=mode, **kwargs)
        file.file = _DurableFile(file.file)
        return file

    def open_file(self, name: str, **kwargs: Any) -> StructFile:
        """Small files are let go of at once. They are soon put together with others, and to let go of a file that was deleted
        meanwhile takes as long as a search."""
        with open(self._fpath(name), "rb") as file:  # noqa: PTH123 -- Whoosh's own name
            if os.fstat(file.fileno()).st_size <= SMALL_FILE:
                return BufferFile(file.read(), name=name, **kwargs)
        return super().open_file(name, **kwargs)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        sync_directory(self.folder)
        super().rename_file(oldname, newname, safe=safe)
        sync_directory(self.folder)


def sync_directory(path: str | Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def create_index(path: Path) -> None:
    """Only the owner may read or write: blocks are pickles, so who writes here runs code in the web server."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    DurableStorage(str(path)).create_index(build_schema(), indexclass=SafeIndex)


def open_index(path: Path) -> SafeIndex:
    # Our own schema instead of the one pickled in the table of contents.
    return DurableStorage(str(path)).open_index(schema=build_schema(), indexclass=SafeIndex)


@contextmanager
def held(path: Path, *, wait: bool, patience: float = 0.0) -> Iterator[bool]:
    """Whether this file's lock is ours; without ``wait``, after so many seconds of patience. The system keeps it for the open
    file, so a process that dies gives it back."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a") as file:
        until = time.monotonic() + patience
        while not (mine := _lock(file, wait=wait)) and time.monotonic() < until:
            time.sleep(0.01)
        yield mine


def _lock(file: IO[str], *, wait: bool) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


@contextmanager
def writer(path: Path, timeout: float, merge: Merge | None = None) -> Iterator[SegmentWriter]:
    """Commits at the end; whatever happens, the write lock is free afterwards, and nothing half written takes up room. `merge`
    says which segments stay, and may put some together; without it Whoosh does."""
    opened = _open_writer(path, timeout)
    try:
        yield opened
        opened.commit(mergetype=merge)
    except BaseException:
        # Whoosh gives the lock back in `cancel`; a full disk may keep it from getting there.
        lock, opened.writelock = opened.writelock, None
        with suppress(Exception):
            opened.cancel()
        with suppress(Exception):
            remove_strays(path)
        opened.writelock = lock
        raise
    finally:
        _release(opened)


def remove_strays(path: Path) -> None:
    """What a writer left behind that was killed or ran out of room. Only for who holds the write lock."""
    _remove_temporary(path)
    shutil.rmtree(path / "MAIN.tmp", ignore_errors=True)
    storage = DurableStorage(str(path))
    toc = TOC.read(storage, "MAIN", schema=build_schema())
    clean_files(storage, "MAIN", toc.generation, toc.segments)


def _remove_temporary(path: Path) -> None:
    """Tables of contents that were not finished: Whoosh cleans up all else at the next commit."""
    for stray in path.glob("_MAIN_*.toc.*"):
        stray.unlink(missing_ok=True)


def _open_writer(path: Path, timeout: float) -> SegmentWriter:
    with reading():
        index = open_index(path)
        try:
            opened = index.writer(timeout=timeout, delay=0.02, compound=False, codec=SafeCodec(), limitmb=BUFFER_MB)
        except LockError as error:
            raise IndexBusy(str(path)) from error
    _remove_temporary(path)
    return opened


def _release(opened: SegmentWriter) -> None:
    lock = opened.writelock
    if lock is not None and lock.fd is not None:
        lock.release()
