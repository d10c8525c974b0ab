"""The judged set is sound, its measure is worked out right, and the engine ranks what it was tuned for as it did."""

import tomllib
from collections import Counter
from pathlib import Path
from statistics import fmean

import pytest

from search import synonyms, text
from search.bench.judged import (
    BEST,
    RELEVANT,
    Document,
    Half,
    Query,
    Score,
    Type,
    documents,
    ndcg,
    overall,
    queries,
    score,
)
from tests.search.whoosh_corpus import find, make_document, make_store, put

pytestmark = pytest.mark.once

SHIPPED = Path(synonyms.__file__).parent / "data" / "synonyms.toml"

EVERY = [query for half in Half for query in queries(half)]
IDS = {document.id for document in documents()}


def test_there_are_enough_documents_each_with_an_id_of_its_own_and_a_body_as_people_write_them() -> None:
    rows = documents()
    assert len(rows) >= 120
    assert len(IDS) == len(rows)
    assert [row.id for row in rows if not 60 <= len(row.body.split()) <= 200] == []
    assert len({row.title for row in rows}) == len({row.body for row in rows}) == len(rows)
    languages = Counter(row.language for row in rows)
    assert set(languages) == {"nl", "en"}
    assert languages["nl"] > languages["en"] > 4


def test_there_are_enough_queries_of_each_type_and_each_half_has_as_many() -> None:
    assert len(EVERY) >= 140
    assert len({query.text for query in EVERY}) == len(EVERY)
    of_type = {half: Counter(query.type for query in queries(half)) for half in Half}
    assert of_type[Half.TUNING] == of_type[Half.KEPT]
    assert min(2 * of_type[Half.TUNING][kind] for kind in Type) >= 10


@pytest.mark.parametrize("half", Half)
def test_each_query_is_judged_on_documents_there_are_and_something_is_to_be_found(half: Half) -> None:
    for query in queries(half):
        assert set(query.grades) | query.avoid <= IDS, query.text
        assert set(query.grades.values()) <= {1, RELEVANT, BEST}, query.text
        assert max(query.grades.values()) >= RELEVANT, query.text
        assert not query.avoid & set(query.grades), query.text


@pytest.mark.parametrize(
    ("ranked", "grades", "value"),
    [
        (["a", "b", "c"], {"a": 3, "b": 2, "c": 1}, 1.0),
        ([], {"a": 3}, 0.0),
        (["x", "y"], {"a": 3}, 0.0),
        (["a"], {}, 0.0),
        # Found second instead of first: 7 / log2(3) of 7.
        (["x", "a"], {"a": 3}, 0.6309),
        # (1 + 3/1.58496 + 7/2) / (7 + 3/1.58496 + 1/2)
        (["c", "b", "a"], {"a": 3, "b": 2, "c": 1}, 0.6806),
        # One of two that are as good: 3 / (3 + 3/1.58496)
        (["a", "x"], {"a": 2, "b": 2}, 0.6131),
        # What is given twice counts once: 7 / (7 + 7/1.58496)
        (["a", "a"], {"a": 3, "b": 3}, 0.6131),
    ],
)
def test_ndcg_is_what_it_is_by_hand(ranked: list[str], grades: dict[str, int], value: float) -> None:
    assert ndcg(ranked, grades) == pytest.approx(value, abs=0.0001)


def test_ndcg_looks_at_the_first_k_and_asks_no_more_of_them_than_they_can_hold() -> None:
    grades = {"a": 3, "b": 3, "c": 3}
    assert ndcg(["a", "b"], grades, k=2) == pytest.approx(1)
    assert ndcg(["x", "y", "a"], grades, k=2) == 0


def test_scores_are_means_per_type_and_count_what_was_to_be_avoided() -> None:
    asked = [
        Query(Type.EXACT, "een", {"a": 3}, Half.TUNING),
        Query(Type.EXACT, "twee", {"a": 3}, Half.TUNING, avoid=frozenset({"x"})),
        Query(Type.TYPO, "dire", {"a": 3}, Half.TUNING),
    ]
    found = {"een": ["a"], "twee": ["x", "a"], "dire": []}
    scores = score(asked, found.__getitem__)
    assert scores == {
        Type.EXACT: Score(2, pytest.approx(fmean([1, 0.6309]), abs=0.0001), 1),
        Type.TYPO: Score(1, 0, 0),
    }
    assert overall(scores) == pytest.approx(fmean([1, 0.6309]) / 2, abs=0.0001)


# As the site has the engine set: with the words that mean the same from the start, and lenient.
SAME = tuple(tuple(row["words"]) for row in tomllib.loads(SHIPPED.read_text("utf-8"))["set"])
FLOORS = {
    Type.EXACT: 0.95,
    Type.INFLECTION: 0.83,
    Type.COMPOUND: 0.6,
    Type.ACCENT: 0.86,
    Type.TYPO: 0.8,
    Type.PHRASE: 0.9,
    Type.MINUS: 0.78,
    Type.TOPICAL: 0.55,
    Type.SYNONYM: 0.8,
    Type.ENGLISH: 0.95,
}


def test_the_engine_ranks_the_tuning_half_no_worse_than_it_did(tmp_path: Path) -> None:
    store, rows = make_store(tmp_path), documents()
    put(store, *(make_document(pk, row.title, text_of(row)) for pk, row in enumerate(rows)))

    def rank(asked: str) -> list[str]:
        return [rows[pk].id for pk in find(store, text.read(asked).query, same=SAME, lenient=True)]

    scores = score(queries(Half.TUNING), rank)
    assert {kind: scores[kind].ndcg for kind, floor in FLOORS.items() if scores[kind].ndcg < floor} == {}
    assert [scores[kind].avoided_found for kind in (Type.EXACT, Type.MINUS, Type.PHRASE, Type.ENGLISH)] == [0, 0, 0, 0]


def text_of(document: Document) -> str:
    themes = [slug.replace("-", " ") for slug in document.themes]
    return "\n".join([document.summary, document.body, *document.tags, *themes, document.region])
