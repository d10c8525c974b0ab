"""An index that is built at once, against the same documents written one by one."""

import os
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.query import And, Phrase, PlainText
from whoosh.filedb.filetables import OrderedHashWriter
from whoosh.filedb.structfile import StructFile
from whoosh.reading import IndexReader
from whoosh.writing import NO_MERGE, OPTIMIZE

from search.backends.whoosh.analysis import get_analyzer
from search.backends.whoosh.bulk import Builder, small, workers
from search.backends.whoosh.bulk.merge import BLOCK, FEW
from search.backends.whoosh.changes import Change
from search.backends.whoosh.documents import Plain, Text, encode_rows, prepare
from search.backends.whoosh.formats import decode_positions, pack_numbers
from search.backends.whoosh.hashes import HashTable
from search.backends.whoosh.schema import PK, TEXT, TYPES
from search.backends.whoosh.storage import Merge, open_index, writer
from search.backends.whoosh.store import Store
from tests.search.whoosh_corpus import find, make_store

pytestmark = pytest.mark.once

WORDS = ["huis", "kinderen", "de", "the", "wachtlijstproblemen", "Café", "foto's", "is", "children", "ĳs", "huis"]
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=30).map(" ".join)
PARTS = st.lists(
    st.builds(Text, st.sampled_from([None, "title", "body"]), st.sampled_from([1.0, 2.0, 0.5]), TEXTS), max_size=3
)
VALUES: st.SearchStrategy[dict[str, list[Any]]] = st.dictionaries(
    st.sampled_from(["kind", "year", "themes__id"]), st.lists(st.sampled_from(["a", 1, None]), max_size=2)
)
SOME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SOME
@given(rows=st.dictionaries(st.binary(min_size=1, max_size=6), st.binary(max_size=9), max_size=600))
def test_a_table_of_terms_has_the_bytes_that_whoosh_writes(rows: dict[bytes, bytes]) -> None:
    written = []
    for kind in (OrderedHashWriter, HashTable):
        raw = BytesIO()
        raw.close = lambda: None  # type: ignore[method-assign]
        table = kind(StructFile(raw))
        table.add_all(sorted(rows.items()))
        table.close()
        written.append(raw.getvalue())
    assert written[0] == written[1]


def plain(pk: int, title: str = "", body: str = "", **values: Any) -> Plain:
    rows = {PK: [pk], TYPES: ["tests.Page"]} | {name: [value] for name, value in values.items()}
    text = [Text("title", 3.0, title), Text("body", 1.0, body)]
    return Plain(f"tests.Page:{pk}", "nl", text, text[:1], encode_rows(rows))


@st.composite
def documents(draw: st.DrawFn) -> list[Plain]:
    pks = draw(st.lists(st.integers(0, 40), unique=True, max_size=12))
    languages = st.sampled_from([None, "nl", "en"])
    return [
        Plain(
            f"tests.Page:{pk}", draw(languages), draw(PARTS), draw(PARTS), encode_rows(dict(draw(VALUES), **{PK: [pk]}))
        )
        for pk in pks
    ]


def build(store: Store, batches: Iterable[list[Plain]], **options: Any) -> None:
    builder = Builder(store.current(), "nl", **options)
    for batch in batches:
        builder.add(batch)
    builder.finish()


def postings(reader: IndexReader, field: str, term: bytes) -> list[tuple[Any, ...]]:
    matcher = reader.postings(field, term)
    rows = []
    while matcher.is_active():
        value = matcher.value() if field != "uid" else None
        rows.append((matcher.id(), round(matcher.weight(), 3), value))
        matcher.next()
    return rows


def contents(path: Path) -> dict[str, Any]:
    """Everything Whoosh reads in an index."""
    with open_index(path).reader() as reader:
        terms = list(reader.all_terms())
        infos = [(info.doc_frequency(), round(info.weight(), 2), info.max_weight()) for _, info in reader]
        spans = [(info.min_id(), info.max_id(), info.min_length(), info.max_length()) for _, info in reader]
        fields = sorted({field for field, _ in terms})
        numbers = range(reader.doc_count_all())
        return {
            "terms": terms,
            "postings": [postings(reader, *term) for term in terms],
            "infos": infos,
            "spans": spans,
            "lengths": [[reader.doc_field_length(number, field) for number in numbers] for field in fields],
            "totals": [reader.field_length(field) for field in fields],
            "stored": [reader.stored_fields(number) for number in numbers],
        }


@SOME
@given(plains=documents(), buffer_mb=st.sampled_from([1e-6, 2e-3, 128]))
def test_holds_what_is_written_one_by_one(plains: list[Plain], buffer_mb: float) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        slowly, quickly = make_store(Path(one)), make_store(Path(other))
        with writer(slowly.current(), timeout=1) as opened:
            Change(put=[prepare(document, get_analyzer("nl")) for document in plains]).apply(opened)
        build(quickly, [plains], buffer_mb=buffer_mb, processes=0)
        assert contents(quickly.current()) == contents(slowly.current())


@settings(SOME, max_examples=12)
@given(plains=documents(), more=documents(), data=st.data())
def test_segments_are_put_together_as_whoosh_does(plains: list[Plain], more: list[Plain], data: st.DataObject) -> None:
    """One for each document and one built at once, with some of the documents written anew or deleted."""
    uids = [document.uid for document in [*plains, *more]]
    gone = data.draw(st.lists(st.sampled_from(uids), max_size=4)) if uids else []
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        found = []
        for folder, merge in ((one, OPTIMIZE), (other, lambda opened, segments: [small.merged(opened, segments)])):
            store = make_store(Path(folder))
            build(store, [[*plains, plain(99, "blijft")]], processes=0)
            for document in more:
                write(store, Change(put=[prepare(document, get_analyzer("nl"))]), merge=NO_MERGE)
            write(store, Change(delete=gone), merge=merge)
            found.append(contents(store.current()))
        assert found[0] == found[1]


def write(store: Store, change: Change, merge: Merge) -> None:
    with writer(store.current(), 1, merge) as opened:
        change.apply(opened)


def test_the_number_of_segments_stays_small_and_nothing_is_lost(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where those of one size are so large that Whoosh puts them together."""
    monkeypatch.setattr(small, "LARGEST", 20)
    build(store, [many(60)], processes=0)
    for pk in range(40):
        store.write(Change(put=[prepare(plain(pk, f"anders{pk}", "huis"), get_analyzer("nl"))]), timeout=1)
        assert find(store, PlainText(f"anders{pk}")) == [pk]
    segments = store.snapshot().segments
    assert len(segments) < 10
    assert sorted(find(store, PlainText("huis"))) == list(range(60))
    assert sorted(find(store, PlainText("wachtlijst"))) == list(range(40, 60))


@given(st.lists(st.integers(0, 2**32 - 1)))
def test_numbers_are_packed_as_positions_are(numbers: list[int]) -> None:
    raw, sizes = pack_numbers(np.array(numbers, np.int64))
    ends = np.cumsum(sizes).tolist()
    payloads = [raw.tobytes()[end - size : end] for end, size in zip(ends, sizes.tolist(), strict=True)]
    assert decode_positions(payloads)[0].tolist() == numbers


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path)


LONG_TEXT = "het huis van de kinderen staat op een wachtlijst " * 40


def many(count: int) -> list[Plain]:
    return [plain(pk, f"nummer{pk}", LONG_TEXT, kind="even" if pk % 2 else None) for pk in range(count)]


def test_several_processes_write_what_one_does(store: Store, tmp_path: Path) -> None:
    alone = make_store(tmp_path / "alone")
    build(alone, [many(1500)], processes=0)
    build(store, [many(1500)], buffer_mb=10, processes=2)
    assert contents(store.current()) == contents(alone.current())
    assert find(store, And([PlainText("nummer1234"), Phrase("huis van de kinderen")])) == [1234]


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one processor: everything is done in one process")
def test_steps_are_done_in_other_processes() -> None:
    here = workers.Workers(2)
    try:
        assert here.submit(os.getpid).result() != os.getpid()
        assert here.submit(int, "12").result() == 12
        with pytest.raises(ValueError, match="invalid literal"):
            here.submit(int, "twelve").result()
    finally:
        here.close()


def test_a_process_that_dies_is_done_without(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its work is done by who asked, also when none can be started."""
    monkeypatch.setattr(workers, "START", "import sys; sys.stdin.buffer.read(1000)")
    build(store, [many(600)], buffer_mb=4, processes=2)
    assert len(find(store, PlainText("wachtlijst"))) == 600


def test_the_last_of_the_same_document_counts(store: Store) -> None:
    builder = Builder(store.current(), "nl", buffer_mb=1e-6, processes=0)
    builder.add([plain(1, "oud"), plain(2, "weg"), plain(3, "oud")])
    builder.put([prepare(plain(3, "nieuw"), get_analyzer("nl"))])
    builder.add([plain(1, "nieuw")])
    builder.delete("tests.Page:2")
    builder.finish()
    assert sorted(find(store, PlainText("nieuw"))) == [1, 3]
    assert find(store, PlainText("oud weg", operator="or")) == []


def test_what_comes_after_is_merged_with_it(store: Store) -> None:
    """Whoosh's own writer reads our blocks, deletes in them and writes them anew."""
    count = 3 * FEW
    build(store, [many(count)], processes=0)
    for pk in range(count, count + 8):
        store.write(
            Change(put=[prepare(plain(pk, f"nummer{pk}", LONG_TEXT), get_analyzer("nl"))], delete=["tests.Page:5"]),
            timeout=1,
        )
    with open_index(store.current()).writer(timeout=1, compound=False) as opened:
        opened.optimize = True
    assert len(open_index(store.current())._segments()) == 1
    left = sorted(set(range(count + 8)) - {5})
    assert sorted(find(store, Phrase("wachtlijst het huis"))) == left
    assert find(store, PlainText(f"nummer{count - 1}"), fields=["title"]) == [count - 1]


def test_nothing_is_left_of_what_is_not_finished(store: Store) -> None:
    build(store, [many(3)], processes=0)
    before = sorted(path.name for path in store.current().iterdir())
    builder = Builder(store.current(), "nl", processes=0)
    builder.add(many(20))
    builder.cancel()
    assert sorted(path.name for path in store.current().iterdir()) == before
    build(store, [[plain(90, "later")]], processes=0)
    assert sorted(find(store, PlainText("later nummer1", operator="or"))) == [1, 90]


def test_a_word_of_all_documents_takes_several_blocks(store: Store) -> None:
    count = 2 * BLOCK + 3
    build(store, [[plain(pk, "huis", f"nummer{pk}") for pk in range(count)]], processes=0)
    with open_index(store.current()).reader() as reader:
        assert [row[0] for row in postings(reader, TEXT, b"huis")] == list(range(count))
    assert len(find(store, PlainText("huis"))) == count
