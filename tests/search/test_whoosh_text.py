"""Words: what finds what, in which order, and what is marked."""

from pathlib import Path

import pytest
from modelsearch.query import MATCH_ALL, And, Boost, Fuzzy, Not, Phrase, PlainText

from search.backends.whoosh.analysis import fold, get_analyzer, tokens, words_of
from search.backends.whoosh.compounds import is_compound_with
from search.backends.whoosh.fuzzy import similar
from search.backends.whoosh.highlight import highlight
from search.backends.whoosh.store import Store
from tests.search.whoosh_corpus import find, make_document, make_store, put, put_texts

HOSTILE = [
    *("\0", '"', "'", "*", "(", "AND", " ", "-", "..", "'; DROP TABLE"),
    *("a" * 10_000, "woord " * 2_000, "é" * 300, "👩‍👩‍👧‍👦", "\ud800"),
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("kind", "kinderen"),
        ("kinderen", "kind"),
        ("huis", "huizen"),
        ("bezoeken", "bezochten"),
        ("regio", "regio's"),
        ("regio", "regio’s"),
        ("idee", "ideeën"),
        ("ideeen", "ideeën"),
        ("begeleiden", "begeleiding"),
        ("child", "children"),
        ("cafe", "Café"),
        ("ĳsselland", "IJsselland"),
        ("wachtlijstprobleem", "wachtlijstproblemen"),
        ("leertafel", "leertafels"),
        ("geplaatst", "plaatsing"),
        ("plaatsing", "geplaatst"),
        ("uithuisgeplaatst", "uithuisplaatsing"),
        ("bezoek", "bezochten"),
        ("bezocht", "bezoek"),
        ("beslissing", "beslisten"),
        ("evaluatie", "geëvalueerd"),
        ("geevalueerd", "evalueren"),
        ("veiligheid", "veilige"),
        ("ouder", "ouders"),
        ("lid", "leden"),
        ("raadsleden", "raadslid"),
        ("families", "family"),
        ("placement", "placements"),
        ("blorpen", "blorp"),
    ],
)
def test_forms_of_a_word_find_each_other(store: Store, asked: str, text: str) -> None:
    put_texts(store, [f"iets over {text} in het algemeen", "heel iets anders"])
    assert find(store, PlainText(asked)) == [0]


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("aanbieders", "jeugdhulpaanbieders"),
        ("aanbieder", "jeugdhulpaanbieders"),
        ("wachtlijst", "wachtlijstproblematiek"),
        ("voogd", "gezinsvoogd"),
        ("gezin", "gezinsvoogden"),
        ("opvang", "kinderopvang"),
        ("kind", "kinderopvang"),
        ("raad", "gemeenteraad"),
        ("gemeente", "gemeenteraad"),
        ("bescherming", "kinderbeschermingsmaatregel"),
        ("huizen", "huizenmarkt"),
        ("plaatsing", "uithuisplaatsing"),
        ("raad", "gemeenteraadslid"),
    ],
)
def test_a_part_finds_the_compound(store: Store, asked: str, text: str) -> None:
    put_texts(store, [f"iets over {text}", "heel iets anders"])
    assert find(store, PlainText(asked)) == [0]


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("regio", "regionaal"),
        ("houden", "onderhouden"),
        ("java", "javascript"),
        ("hand", "handeling"),
        ("over", "overleg"),
        ("raad", "rad"),
        ("rad", "raad"),
        ("regel", "regeling"),
        ("regel", "maatregelen"),
        ("plaats", "plaatsing"),
        ("houden", "houding"),
        ("taal", "kwartaal"),
        ("raad", "leidraad"),
        ("sing", "beslissing"),
        ("jan", "jansen"),
        ("ouder", "oud"),
    ],
)
def test_letters_in_common_are_no_compound(store: Store, asked: str, text: str) -> None:
    put_texts(store, [f"iets {text}"])
    assert find(store, PlainText(asked)) == []


def test_the_word_itself_comes_before_words_made_of_it(store: Store) -> None:
    put_texts(store, ["de plaatsing", "zij plaatsten", "niets"])
    assert find(store, PlainText("plaatsten")) == [1, 0]
    assert find(store, PlainText("plaatsingen")) == [0, 1]
    assert find(store, Phrase("de plaatsten")) == [1]


def test_a_compound_finds_its_parts_the_nearer_the_better(store: Store) -> None:
    put_texts(
        store,
        [
            f"aanbieders {'vulling ' * 20} jeugdhulp",
            "aanbieders van jeugdhulp",
            "een jeugdhulpaanbieder",
            "jeugdhulp",
            "aanbieders",
        ],
    )
    assert find(store, PlainText("jeugdhulpaanbieders")) == [2, 1, 0]


def test_a_long_compound_finds_the_shorter_one_at_its_end(store: Store) -> None:
    put_texts(store, ["een beschermingsmaatregel", "een kinderbeschermingsmaatregel", "een maatregel", "iets"])
    assert find(store, PlainText("kinderbeschermingsmaatregel")) == [1, 0]


def test_a_text_is_read_in_its_own_language(store: Store) -> None:
    """ "Brief" is a letter in Dutch; "men" are no people in it, but a word like "the"."""
    put_texts(
        store, ["They were the men of which this is about and there are more", "men zegt het, en dat is zo als het is"]
    )
    assert find(store, PlainText("man")) == [0]
    assert find(store, PlainText("the man")) == [0]
    nl = get_analyzer("nl")
    assert nl.language_of(words_of("The child and the mother were with their aunt")) == "en"
    assert nl.language_of(words_of("Het kind en moeder"), own="en") == "en"
    assert nl.language_of(words_of("Het kind en de moeder waren met zijn tante op reis"), own="en") == "nl"
    assert nl.language_of(words_of("mot de passe"), own="fr") == "nl"


def test_whole_words_come_before_parts_of_words(store: Store) -> None:
    texts = ["jeugdhulpaanbieders " * 50, f"aanbieders {'vulling ' * 500}", "jeugdhulpaanbieders", "niets"]
    put_texts(store, texts)
    found = find(store, PlainText("aanbieders"))
    assert found[0] == 1
    assert set(found) == {0, 1, 2}


def test_a_compound_is_known_by_the_words_in_the_index(store: Store) -> None:
    put_texts(store, ["zorgblorp"])
    assert find(store, PlainText("zorg")) == []
    put(store, make_document(1, body="een blorp"), make_document(2, body="grote blorpen"))
    assert find(store, PlainText("zorg")) == [0]


def test_the_title_weighs_more_than_the_body(store: Store) -> None:
    put(store, make_document(1, "verlof", "huis tuin"), make_document(2, "huis", "verlof tuin"))
    assert find(store, PlainText("huis")) == [2, 1]
    assert find(store, PlainText("verlof")) == [1, 2]


def test_a_field_alone(store: Store) -> None:
    put(store, make_document(1, "grote tafel", "klein huis"), make_document(2, "klein huis", "grote tafel"))
    assert find(store, PlainText("tafel"), fields=["title"]) == [1]
    assert find(store, PlainText("tafel"), fields=["body"]) == [2]
    assert find(store, Phrase("klein huis"), fields=["title"]) == [2]
    assert find(store, PlainText("tafel huis"), fields=["title"]) == []
    assert set(find(store, PlainText("tafel"), fields=["title", "body"])) == {1, 2}


def test_phrases_keep_order_and_distance(store: Store) -> None:
    put_texts(
        store,
        ["het kind in de knel", "de knel, het kind", "kinderen in een knel", "kind knel", "kind in de grote knel"],
    )
    assert set(find(store, Phrase("kind in de knel"))) == {0, 2}
    assert find(store, Phrase("knel kind")) == []
    assert find(store, Phrase("kind knel")) == [3]
    assert find(store, Phrase("de het een")) == []


def test_a_phrase_does_not_run_from_one_field_into_the_next(store: Store) -> None:
    put(store, make_document(1, "warm", "huis"))
    assert find(store, Phrase("warm huis")) == []
    assert find(store, PlainText("warm huis")) == [1]


def test_autocomplete_takes_the_last_word_as_a_beginning(store: Store) -> None:
    put(
        store,
        make_document(1, "Jeugdhulp in de regio"),
        make_document(2, "Jeugd"),
        make_document(3, "De regio", "jeugd"),
    )
    assert find(store, PlainText("jeugd"), prefix=True) == [2, 1]
    assert find(store, PlainText("de reg"), prefix=True) == [3, 1]
    assert find(store, PlainText("reg jeugd"), prefix=True) == []


def test_fuzzy_allows_a_typing_error(store: Store) -> None:
    put_texts(store, ["samenwerking", "gemeente", "regio", "samen"])
    assert find(store, Fuzzy("samenwerknig")) == [0]
    assert find(store, Fuzzy("gemente")) == [1]
    assert find(store, And([Fuzzy("regoi"), MATCH_ALL])) == [2]
    assert similar("ab", ["ac", "ab"]) == ["ab"]


def test_boost_and_not(store: Store) -> None:
    put_texts(store, ["huis", "tuin", "keuken"])
    assert find(store, PlainText("huis") | Boost(PlainText("tuin"), 3)) == [1, 0]
    assert find(store, Not(PlainText("huis"))) == [1, 2]
    assert find(store, PlainText("de het")) == []


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", [PlainText, Phrase, Fuzzy])
def test_no_text_can_break_a_search(store: Store, kind: type, text: str) -> None:
    put_texts(store, ["gewoon een tekst", text])
    find(store, kind(text))
    find(store, PlainText(text), prefix=True)
    assert find(store, PlainText("gewoon")) == [0]
    assert "<script" not in highlight(f"{text}<script>", text)


def test_places_are_those_of_the_text() -> None:
    text = "De regio's, café"
    assert [text[token.start : token.end] for token in tokens(text)] == ["De", "regio's", "café"]
    assert fold("Łódź, Ærø, ĳs, Straße") == "lodz, aero, ijs, strasse"


def test_compounds_are_taken_apart_no_deeper_than_needed() -> None:
    known = {"jeugd", "hulp", "aanbieder"}.__contains__
    assert is_compound_with("aanbieder", "jeugdhulpaanbieder", known)
    assert is_compound_with("hulp", "jeugdhulpaanbieder", known)
    assert not is_compound_with("hulp", "hulpeloos", known)
    assert not is_compound_with("hulp", "a" * 500 + "hulp" + "b" * 500, known)


def test_analyzers_are_shared() -> None:
    assert get_analyzer("nl") is get_analyzer("nl")
