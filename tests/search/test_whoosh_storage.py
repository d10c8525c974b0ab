"""Writing and reading at the same time, and after accidents."""

import os
import random
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from modelsearch.query import MATCH_ALL, Phrase, PlainText, SearchQuery

from search.backends.whoosh import SearchBackend
from search.backends.whoosh.changes import Change
from search.backends.whoosh.storage import IndexBusy, open_index, writer
from search.backends.whoosh.store import Store
from tests.search.whoosh_corpus import find, make_document, make_store, put, put_texts, scored
from tests.search.whoosh_served import SnapshotOf

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


def start_writing(directory: Path, first: int, last: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITE_FOR_EVER, str(directory), str(first), str(last)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


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


@pytest.mark.parametrize("more", [0, 6000])
def test_what_was_opened_can_be_read_when_a_commit_has_taken_its_files(store: Store, more: int) -> None:
    """A search goes on with the segments it began with; small files and large ones."""
    put_texts(store, ["huis", "een huis met een tuin"])
    put(store, *(make_document(pk, f"w{pk:x}", f"nummer{pk} woord{pk // 3}") for pk in range(10, 10 + more)))
    asked: list[tuple[SearchQuery, bool]] = [
        (PlainText("huis tuin", operator="or"), False),
        (Phrase("een tuin"), False),
        (PlainText("nummer4001 woord1333"), False),
        (PlainText("w"), True),
    ]
    expected = [scored(store, query, prefix=prefix) for query, prefix in asked]
    served = SnapshotOf(Store(store.path, "nl", cache_mb=8).snapshot())
    for path in store.current().glob("*MAIN_*"):
        path.unlink()
    assert [scored(served, query, prefix=prefix) for query, prefix in asked] == expected
    assert len(expected[0]) == 2


def test_a_write_gives_up_when_the_lock_is_held(tmp_path: Path) -> None:
    """Who keeps account of what changed writes it later; who does not asks for a rebuild."""
    backend = SearchBackend({"PATH": str(tmp_path / "index"), "LANGUAGE": "nl", "LOCK_TIMEOUT": 0.1})
    store, later = backend.store, Change(put=[make_document(2, "later")])
    put_texts(store, ["tekst"])
    store.unflag()
    with writer(store.current(), timeout=0):
        with pytest.raises(IndexBusy):
            store.write(later, timeout=0.1)
        assert not store.needs_rebuild()
        with pytest.raises(IndexBusy):
            backend.get_index_for_model(None).write(later)
    assert store.needs_rebuild()
    put(store, make_document(3, "weer vrij"))


class ReadWhileRebuilt(list[Any]):
    """Documents. When they are first read, another index takes the place of the one they are written in, which is removed."""

    def __init__(self, store: Store, documents: list[Any]) -> None:
        super().__init__(documents)
        self.rebuilt_in = [store]

    def __iter__(self) -> Any:
        while self.rebuilt_in:
            store = self.rebuilt_in.pop()
            fresh = store.new_directory()
            store.swap(fresh)
            store.remove_all_but(fresh)
        return super().__iter__()


def test_what_is_written_while_rebuilds_go_by_is_in_the_index_in_use(store: Store) -> None:
    put_texts(store, ["huis"])
    before = store.current()
    store.write(Change(put=ReadWhileRebuilt(store, [make_document(7, "boom")])), timeout=1)
    assert (before.exists(), find(store, MATCH_ALL)) == (False, [7])


def test_the_lock_is_free_after_a_failed_write(store: Store) -> None:
    broken = make_document(1, "huis") | {"nofield": []}
    with pytest.raises(Exception, match="nofield"):
        put(store, broken)
    put(store, make_document(1, "huis"))
    assert find(store, MATCH_ALL) == [1]


def test_the_cache_is_bounded(tmp_path: Path) -> None:
    store = Store(tmp_path / "index", "nl", cache_mb=0)
    store.cache.limit = 20_000
    put_texts(store, [f"huis woord{number}" for number in range(200)])
    for number in range(200):
        assert find(store, PlainText(f"woord{number} huis")) == [number]
    assert store.cache.size <= 20_000 + 30_000
