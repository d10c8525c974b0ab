"""Broken and missing indexes, and rebuilding beside the one in use."""

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from modelsearch.query import MATCH_ALL, PlainText

from search.backends.whoosh import SearchBackend
from search.backends.whoosh.changes import Change
from search.backends.whoosh.rebuilder import RebuildRunning, WhooshRebuilder
from search.backends.whoosh.storage import IndexUnreadable
from search.backends.whoosh.store import Store
from tests.search.whoosh_corpus import find, make_document, put


@pytest.fixture
def backend(tmp_path: Path) -> SearchBackend:
    return SearchBackend({"PATH": str(tmp_path / "index"), "LANGUAGE": "nl", "LOCK_TIMEOUT": 0.2})


def rebuild(backend: SearchBackend, *documents: dict[str, Any]) -> None:
    rebuilder = WhooshRebuilder(backend.get_index_for_model(None))
    rebuilder.start().write(Change(put=list(documents)))
    rebuilder.finish()


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
    assert not journal.exists()
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
