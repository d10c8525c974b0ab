"""What means the same, what is asked instead, and what is marked."""

import re
from pathlib import Path

import pytest
from modelsearch.query import MATCH_ALL, And, Boost, Fuzzy, Not, Phrase, PlainText

from search.backends.whoosh.analysis import get_analyzer
from search.backends.whoosh.highlight import highlight
from search.backends.whoosh.marking import Asked
from search.backends.whoosh.store import Store
from search.backends.whoosh.synonyms import Thesaurus
from tests.search.whoosh_corpus import find, make_store, put_texts


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path)


SAME = (("uithuisplaatsing", "UHP", "uit huis plaatsen"), ("Veilig Thuis", "VT"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("UHP", [1, 0, 2]),
        ("uithuisplaatsing", [0, 1, 2]),
        ("uit huis geplaatst", [2, 3, 0, 1]),
        ("vt", [5, 4]),
        ("veilig thuis", [4, 6, 5]),
        ("thuis", [6, 4]),
    ],
)
def test_what_means_the_same_is_found_after_the_word_itself(store: Store, asked: str, found: list[int]) -> None:
    put_texts(
        store,
        [
            "de uithuisplaatsing",
            "een UHP",
            "hem uit huis plaatsen",
            "het huis waar wij hem plaatsen",
            "Veilig Thuis belde",
            "VT belde",
            "thuis is het veilig",
        ],
    )
    assert sorted(find(store, PlainText(asked), same=SAME)) == sorted(found)
    assert find(store, PlainText(asked), same=SAME)[0] == found[0]
    assert find(store, Phrase("veilig thuis"), same=SAME) == [4, 5]


def test_only_a_lenient_search_that_would_find_nothing_is_asked_more_widely(store: Store) -> None:
    put_texts(store, ["ouders en school praten", "bel de ouders", "de wijk", "op school ziekteverzuim"])
    assert find(store, PlainText("oudrs")) == find(store, PlainText("ouders school tandarts")) == []
    assert sorted(find(store, PlainText("oudrs"), lenient=True)) == [0, 1]
    assert find(store, PlainText("ouders school tandarts"), lenient=True) == [0]
    assert find(store, PlainText("schoolverzuim")) == []
    assert find(store, PlainText("schoolverzuim"), lenient=True) == [3]
    assert find(store, PlainText("tandarts fiets"), lenient=True) == []
    assert find(store, And([PlainText("wijk"), Not(PlainText("oudrs"))]), lenient=True) == [2]
    assert find(store, PlainText("wijk") | PlainText("oudrs"), lenient=True) == [2]
    assert find(store, PlainText("wijkk") | PlainText("tandarts"), lenient=True) == [2]


# Highlighting


def test_all_but_the_marks_is_escaped() -> None:
    text = "<b>Kinderen</b> & <script>alert('kind')</script>"
    assert highlight(text, "kind") == (
        "&lt;b&gt;<mark>Kinderen</mark>&lt;/b&gt; &amp; &lt;script&gt;alert(&#x27;<mark>kind</mark>&#x27;)&lt;/script&gt;"
    )
    assert highlight("<mark>tekst</mark>", "niets") == "&lt;mark&gt;tekst&lt;/mark&gt;"


def test_words_of_every_kind_of_query_are_marked() -> None:
    text = "De jeugdhulpaanbieders wachten op huizen"
    assert "<mark>jeugdhulpaanbieders</mark>" in highlight(text, "aanbieders")
    assert "<mark>wachten op huizen</mark>" in highlight(text, Phrase("wachten op huis"))
    assert "<mark>wachten</mark>" in highlight(text, Boost(Fuzzy("wachtne"), 2))
    assert "<mark>" not in highlight(text, MATCH_ALL)
    assert highlight(text, And([PlainText("huis"), Not(PlainText("wachten"))]).subqueries[1]) == text


@pytest.mark.parametrize(
    ("asked", "text", "marked"),
    [
        ("UHP", "Een kind uit huis plaatsen", ["huis plaatsen"]),
        ("uit huis plaatsen", "UHP, huis", ["UHP", "huis"]),
        ("jeugdhulpaanbieders", "aanbieders van jeugdhulp", ["aanbieders", "jeugdhulp"]),
        ("jeugdhulpaanbieders", "aanbieders en verder niets", []),
        ("ideeen", "IDEEËN", ["IDEEËN"]),
        ("geplaatst", "De plaatsing", ["plaatsing"]),
        ("children", "The child", ["child"]),
        ("oudrs", "Ouders", ["Ouders"]),
        ("schoolverzuim", "Verzuimde hij school?", ["Verzuimde", "school"]),
    ],
)
def test_what_was_meant_is_marked(asked: str, text: str, marked: list[str]) -> None:
    nl = get_analyzer("nl")
    words = Asked(PlainText(asked), nl, Thesaurus(nl, SAME), {"oudrs": "ouder", "schoolverzuim": "school verzuim"})
    assert re.findall("<mark>(.*?)</mark>", highlight(text, words)) == marked


def test_passages_surround_the_hits() -> None:
    text = f"{'voor ' * 100}kind {'midden ' * 100}kind {'na ' * 100}"
    marked = highlight(text, "kind", passages=2, width=100)
    assert marked.count("<mark>kind</mark>") == 2
    assert marked.count(" … ") == 1
    assert len(marked) < 300
    assert highlight(text, "kind", passages=1, width=100).count("<mark>") == 1


def test_without_a_hit_the_start_of_the_text() -> None:
    assert highlight("een twee drie " * 50, "niets", width=20) == "een twee drie een …"
    assert highlight("", "kind") == ""
