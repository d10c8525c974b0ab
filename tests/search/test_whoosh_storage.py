"""Writing, reading and rebuilding at the same time, and after accidents."""

import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from modelsearch.query import MATCH_ALL, Phrase, PlainText

from search.backends.whoosh import SearchBackend
from search.backends.whoosh.changes import Change
from search.backends.whoosh.rebuilder import RebuildRunning, WhooshRebuilder
from search.backends.whoosh.storage import IndexBusy, IndexUnreadable, open_index, writer
from search.backends.whoosh.store import Store
from tests.search.whoosh_corpus import find, make_document, make_store, put, put_texts

ROOT = Path(__file__).resolve().parents[2]

# Runs in a process of its own, without Django's settings.
WRITE_FOR_EVER = """
import itertools, sys
from pathlib import Path
from tests.search.whoosh_corpus import make_document, make_store, put
store = make_store(Path(sys.argv[1]))
for pk in itertools.count(int(sys.argv[2])):
    put(store, make_document(pk, "huis", f"nummer{pk}"))
    print(pk, flush=True)
    if pk == int(sys.argv[3]):
        break
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path)


@pytest.fixture
def backend(tmp_path: Path) -> SearchBackend:
    return SearchBackend({"PATH": str(tmp_path / "index"), "LANGUAGE": "nl", "LOCK_TIMEOUT": 0.2})


def start_writing(directory: Path, first: int, last: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITE_FOR_EVER, str(directory), str(first), str(last)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def rebuild(backend: SearchBackend, *documents: dict[str, Any]) -> None:
    rebuilder = WhooshRebuilder(backend.get_index_for_model(None))
    rebuilder.start().write(Change(put=list(documents)))
    rebuilder.finish()


# Committed is visible, replaced is gone


def test_a_replaced_document_does_not_come_back(store: Store) -> None:
    """Whoosh's `refresh` adds the old segments to the new ones."""
    put_texts(store, ["eerste", "tweede"])
    for number in range(12):
        put(store, make_document(0, body=f"versie{number}"))
        assert find(store, MATCH_ALL) == [0, 1]
        assert find(store, PlainText(f"versie{number}")) == [0]
        assert find(store, PlainText(f"versie{number - 1}")) == []


def test_whoosh_readers_of_our_index_do_not_bring_back_documents(store: Store) -> None:
    put_texts(store, ["eerste", "tweede"])
    index = open_index(store.current())
    searcher = index.searcher()
    for _ in range(5):
        put(store, make_document(0, body="nieuw"))
        searcher = searcher.refresh()
        assert searcher.reader().doc_count() == 2


def test_segments_are_merged_without_loss(store: Store) -> None:
    for pk in range(30):
        put(store, make_document(pk, "huis", f"nummer{pk} is een warm huis", colour="red" if pk % 2 else None))
    snapshot = store.snapshot()
    assert len(snapshot.segments) < 15
    assert len(find(store, Phrase("warm huis"))) == 30
    assert find(store, PlainText("nummer17"), fields=["body"]) == [17]
    red = sum(
        count
        for segment in snapshot.segments
        for value, count in segment.column("colour").counts(segment.live)
        if value
    )
    assert red == 15


def test_seeded_randomness_does_not_repeat_segment_names(store: Store) -> None:
    for pk in range(4):
        random.seed(42)
        put(store, make_document(pk, "huis"))
    assert find(store, MATCH_ALL) == [0, 1, 2, 3]


def test_one_uid_twice_in_a_batch_is_one_document(store: Store) -> None:
    put(store, make_document(1, "oud"), make_document(1, "nieuw"))
    assert find(store, MATCH_ALL) == [1]
    assert find(store, PlainText("nieuw")) == [1]


def test_only_the_owner_may_look_in_the_directory(store: Store) -> None:
    put_texts(store, ["tekst"])
    for directory in (store.path, store.current()):
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700


# Several writers


def test_two_processes_writing_lose_nothing(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    store.current()
    for process in [start_writing(tmp_path, first, first + 14) for first in (100, 200)]:
        assert process.wait(timeout=60) == 0
    assert find(store, PlainText("huis")) == [*range(100, 115), *range(200, 215)]


def test_threads_search_while_others_write(store: Store) -> None:
    put_texts(store, ["huis", "tuin"])
    wrong: list[Any] = []
    done = threading.Event()

    def search() -> None:
        while not done.is_set():
            found = find(store, PlainText("huis"))
            if 0 not in found or 1 in found:
                wrong.append(found)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for pk in range(10, 30):
        put(store, make_document(pk, "huis", f"nummer{pk}"))
    done.set()
    for thread in threads:
        thread.join(timeout=20)
    assert wrong == []
    assert len(find(store, PlainText("huis"))) == 21


def test_a_write_gives_up_when_the_lock_is_held_and_asks_for_a_rebuild(store: Store) -> None:
    put_texts(store, ["tekst"])
    rebuilt = store.path / "rebuild-needed"
    rebuilt.unlink()
    with writer(store.current(), timeout=0):
        started = time.monotonic()
        with pytest.raises(IndexBusy):
            store.write(Change(put=[make_document(2, "later")]), timeout=0.2)
        assert time.monotonic() - started < 2
    assert store.needs_rebuild()
    put(store, make_document(3, "weer vrij"))


def test_the_lock_is_free_after_a_failed_write(store: Store) -> None:
    broken = make_document(1, "huis") | {"nofield": []}
    with pytest.raises(Exception, match="nofield"):
        put(store, broken)
    put(store, make_document(1, "huis"))
    assert find(store, MATCH_ALL) == [1]


@pytest.mark.parametrize("moment", [0.0, 0.013, 0.029, 0.041])
def test_a_killed_writer_leaves_a_readable_index(tmp_path: Path, moment: float) -> None:
    store = make_store(tmp_path)
    store.current()
    process = start_writing(tmp_path, 0, 10_000)
    assert process.stdout
    acknowledged = [int(process.stdout.readline()) for _ in range(3)]
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in process.communicate(timeout=20)[0].splitlines()]
    assert set(acknowledged) <= set(find(store, PlainText("huis")))
    put(store, make_document(99_999, "huis"))
    assert 99_999 in find(store, PlainText("huis"))


# Broken and missing indexes


def break_index(store: Store) -> None:
    for path in store.current().iterdir():
        if path.suffix in (".toc", ".trm", ".pst"):
            path.write_bytes(path.read_bytes()[:20])
    store.forget()
    store.cache.__init__(store.cache.limit)  # type: ignore[misc]


def ask(backend: SearchBackend) -> list[Any]:
    def search(snapshot: Any) -> list[Any]:
        return find(SimpleNamespace(snapshot=lambda: snapshot, language="nl"), PlainText("huis"))

    return backend.read(search, otherwise=[])


def test_a_broken_index_gives_nothing_and_asks_for_a_rebuild(backend: SearchBackend) -> None:
    rebuild(backend, make_document(1, "huis"))
    assert ask(backend) == [1]
    assert not backend.needs_rebuild()
    break_index(backend.store)
    assert ask(backend) == []
    assert backend.needs_rebuild()
    with pytest.raises(IndexUnreadable):
        put(backend.store, make_document(2, "huis"))
    rebuild(backend, make_document(1, "huis"))
    assert ask(backend) == [1]
    assert not backend.needs_rebuild()


def test_a_directory_that_disappears_is_started_anew(backend: SearchBackend) -> None:
    rebuild(backend, make_document(1, "huis"))
    for path in backend.store.current().iterdir():
        path.unlink()
    backend.store.current().rmdir()
    assert ask(backend) == []
    assert backend.needs_rebuild()
    put(backend.store, make_document(2, "huis"))
    assert ask(backend) == [2]


def test_a_new_index_is_empty_and_asks_for_a_rebuild(backend: SearchBackend) -> None:
    assert ask(backend) == []
    assert backend.needs_rebuild()


def test_other_search_fields_ask_for_a_rebuild(backend: SearchBackend) -> None:
    rebuild(backend)
    (backend.store.current() / "FINGERPRINT").write_text("of another release")
    assert backend.needs_rebuild()


# Rebuilding


def test_a_rebuild_is_seen_when_it_is_whole(backend: SearchBackend) -> None:
    rebuild(backend, make_document(1, "huis"))
    rebuilder = WhooshRebuilder(backend.get_index_for_model(None))
    fresh = rebuilder.start()
    fresh.write(Change(put=[make_document(2, "huis")]))
    assert ask(backend) == [1]
    fresh.write(Change(put=[make_document(3, "huis")]))
    rebuilder.finish()
    assert ask(backend) == [2, 3]


def test_what_is_saved_during_a_rebuild_is_kept(backend: SearchBackend) -> None:
    rebuild(backend, make_document(1, "huis"), make_document(2, "huis"))
    rebuilder = WhooshRebuilder(backend.get_index_for_model(None))
    fresh = rebuilder.start()
    fresh.write(Change(put=[make_document(1, "huis"), make_document(2, "huis")]))
    backend.store.write(Change(put=[make_document(3, "huis")], delete=["tests.Page:1"]), timeout=1)
    assert ask(backend) == [2, 3]
    rebuilder.finish()
    assert ask(backend) == [2, 3]
    backend.store.write(Change(put=[make_document(4, "huis")]), timeout=1)
    assert ask(backend) == [2, 3, 4]


def test_a_rebuild_that_was_broken_off_leaves_nothing_to_carry(backend: SearchBackend) -> None:
    rebuild(backend, make_document(1, "huis"))
    broken_off = WhooshRebuilder(backend.get_index_for_model(None))
    broken_off.start()
    journal = backend.store.journal.path
    del broken_off
    put(backend.store, make_document(2, "huis"))
    assert journal.stat().st_size == 0
    assert ask(backend) == [1, 2]
    rebuild(backend, make_document(3, "huis"))
    assert ask(backend) == [3]
    assert not journal.exists()


def test_an_object_that_two_models_give_is_one_document(backend: SearchBackend) -> None:
    rebuilder = WhooshRebuilder(backend.get_index_for_model(None))
    fresh = rebuilder.start()
    fresh.write(Change(put=[make_document(1, "oud")]))
    fresh.write(Change(put=[make_document(1, "huis")]))
    rebuilder.finish()
    assert ask(backend) == [1]
    assert find(backend.store, MATCH_ALL) == [1]


def test_one_rebuild_at_a_time(backend: SearchBackend) -> None:
    first = WhooshRebuilder(backend.get_index_for_model(None))
    first.start()
    with pytest.raises(RebuildRunning):
        WhooshRebuilder(backend.get_index_for_model(None)).start()
    first.finish()
    rebuild(backend)


def test_searches_go_on_during_rebuilds(backend: SearchBackend) -> None:
    rebuild(backend, make_document(1, "huis"))
    wrong: list[Any] = []
    done = threading.Event()

    def search() -> None:
        while not done.is_set():
            found = ask(backend)
            if found != [1]:
                wrong.append(found)

    thread = threading.Thread(target=search)
    thread.start()
    for _ in range(5):
        rebuild(backend, make_document(1, "huis"))
    done.set()
    thread.join(timeout=20)
    assert wrong == []
    assert len(list(backend.store.path.glob("index-*"))) == 2


def test_the_cache_is_bounded(tmp_path: Path) -> None:
    store = Store(tmp_path / "index", "nl", cache_mb=0)
    store.cache.limit = 20_000
    put_texts(store, [f"huis woord{number}" for number in range(200)])
    for number in range(200):
        assert find(store, PlainText(f"woord{number} huis")) == [number]
    assert store.cache.size <= 20_000 + 30_000
