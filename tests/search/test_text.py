"""What a person types is read as words, marks and fields; whatever cannot be read as a mark is a word, and the reader is told."""

from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from search.marks import LONGEST, MOST_PARTS
from search.text import Meaning, any_of, asks_nothing, read

pytestmark = pytest.mark.once

SEVERAL = ("Zuid-Limburg", "Zuid-Holland Zuid")


def named(facet: str, typed: str) -> Meaning:
    """One region is known, and two that begin alike."""
    if facet == "region" and typed == "zuid":
        return Meaning(facet="region", several=SEVERAL)
    known = {"twente": "Twente", "food valley": "Food Valley"}.get(typed.lower()) if facet == "region" else None
    return Meaning((typed.lower(),), known, facet) if known else Meaning(facet=facet)


def words(text: str) -> str:
    return f"<PlainText '{text}' operator='and' boost=1>"


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("aanbieders wachtlijst", words("aanbieders wachtlijst")),
        ('"lokaal team"', "<Phrase 'lokaal team'>"),
        ("„lokaal  team”", "<Phrase 'lokaal team'>"),
        ("“lokaal team”", "<Phrase 'lokaal team'>"),
        ("«lokaal team»", "<Phrase 'lokaal team'>"),
        ('school "lokaal team"', f"<And {words('school')} <Phrase 'lokaal team'>>"),
        ("school -thuis", f"<And {words('school')} <Not <Phrase 'thuis'>>>"),
        ("school –thuis -bos", f"<And {words('school')} <Not <Phrase 'thuis'>> <Not <Phrase 'bos'>>>"),
        ('school -"thuis wonen"', f"<And {words('school')} <Not <Phrase 'thuis wonen'>>>"),
        ("-thuis", "<Not <Phrase 'thuis'>>"),
        ("-thuis -bos", "<Not <Or <Phrase 'thuis'> <Phrase 'bos'>>>"),
        ("18-plus lid(s)", words("18-plus lid(s")),
        ("crisis OF spoed school", f"<And {words('school')} <Or {words('crisis')} {words('spoed')}>>"),
        ('crisis OR "acute nood" OR spoed', f"<Or {words('crisis')} <Phrase 'acute nood'> {words('spoed')}>"),
        ("(crisis bed) OF spoed", f"<Or {words('crisis bed')} {words('spoed')}>"),
        ("school (crisis -bed)", f"<And {words('school')} <And {words('crisis')} <Not <Phrase 'bed'>>>>"),
        ("school -(thuis bos)", f"<And {words('school')} <Not {words('thuis bos')}>>"),
        ("-(-thuis)", "<Phrase 'thuis'>"),
        ("school of thuis", words("school of thuis")),
        ("OF school OF", words("OF school")),
        ("OF", words("OF")),
        ("school OF -thuis", f"<And {words('school OF')} <Not <Phrase 'thuis'>>>"),
        ("wacht*", "<Prefix 'wacht'>"),
        ("-wacht* lijst", f"<And {words('lijst')} <Not <Prefix 'wacht'>>>"),
        ("w* wa*cht", words("w wa cht")),
        ('school "', words("school")),
        ('school "lokaal team', f"<And {words('school')} <Phrase 'lokaal team'>>"),
        (") school ) (team", words("school team")),
        ("title:x 10:30 *", words("title:x 10:30")),
        ("regio:twente", "<MatchAll>"),
        ("regio:twente wachtlijst", words("wachtlijst")),
        ("regio:olifant wachtlijst", words("olifant wachtlijst")),
        ("-regio:olifant wachtlijst", f"<And {words('wachtlijst')} <Not {words('olifant')}>>"),
        ("regio:", words("regio")),
        ("", "<MatchAll>"),
        ('- "" \' *** ( ) | :', "<MatchAll>"),
        ("\x00school\ud800\u200bthuis\x1f", words("school thuis")),
    ],
)
def test_words_phrases_and_marks(typed: str, query: str) -> None:
    assert repr(read(typed, named=named).query) == query


@pytest.mark.parametrize(
    ("typed", "chosen", "left_out"),
    [
        ("regio:twente", {"region": ("twente",)}, {}),
        ('REGION: "Food Valley" bel', {"region": ("food valley",)}, {}),
        ("régio:twente OF regio:“Food Valley”", {"region": ("twente", "food valley")}, {}),
        ('regio:twente,"food valley", twente', {"region": ("twente", "food valley")}, {}),
        ("-regio:twente", {}, {"region": ("twente",)}),
        ("bel -(regio:twente)", {}, {"region": ("twente",)}),
        ("thema:regio:twente", {}, {}),
        ("xregio:twente", {}, {}),
    ],
)
def test_fields(typed: str, chosen: dict[str, tuple[str, ...]], left_out: dict[str, tuple[str, ...]]) -> None:
    found = read(typed, named=named)
    assert (found.chosen, found.left_out) == (chosen, left_out)


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("regio:twente", "“regio:twente” is read as region Twente."),
        ("bel -regio:twente", "“-regio:twente” is read as: without region Twente."),
        ("regio:olifant", "“regio:olifant”: there is no such region. It was searched for as a word."),
        ("regio:zuid", f"“regio:zuid” may be any of: {', '.join(SEVERAL)}. It was searched for as a word."),
        ("regio: -bel", "“regio:” has no value: it was searched for as a word."),
        ('bel "de ouders', "A quote was not closed: “de ouders” was read to the end."),
        ("bel (de ouders", "A parenthesis was not closed: it was read to the end."),
        ("bel OF regio:twente", "“OF” stands between words: a word and a field, or two fields, both apply."),
        ("bel " * (MOST_PARTS + 1), "This is long: only the first part of it was searched for."),
        ("regio:" + "x," * (MOST_PARTS + 1), "This is long: only the first part of it was searched for."),
        ("b" * (LONGEST + 1), "This is long: only the first part of it was searched for."),
    ],
)
def test_the_reader_is_told_how_it_was_read(typed: str, note: str) -> None:
    with override("en"):
        assert note in read(typed, named=named).notes


@pytest.mark.parametrize(
    "typed", ["bel de ouders", '"de ouders" -bel', "(bel OF app) ouder*", "https://a.nl/b 10:30", "'s"]
)
def test_what_is_plain_asks_for_no_word_of_explanation(typed: str) -> None:
    assert read(typed, named=named).notes == ()


def test_what_is_left_out_is_not_marked() -> None:
    assert list(read('Wachtlijst -thuis "lokaal team" (app OF bel*)').words) == [
        "wachtlijst",
        "lokaal",
        "team",
        "app",
        "bel",
    ]


@pytest.mark.parametrize(("typed", "nothing"), [("", True), (" ", True), ("-", True), ("-thuis", False), ("a", False)])
def test_asks_nothing(typed: str, nothing: bool) -> None:
    assert asks_nothing(typed) is nothing


def test_one_of_some_words_is_enough() -> None:
    assert (
        repr(any_of(['bel"', "-ouders", "regio:x"]))
        == f"<Or {words('bel')} {words('ouders')} {words('regio')} {words('x')}>"
    )
    assert any_of(["***", ""]) is None


MARKS = st.sampled_from(
    [*'"„”«»()-–*|:,', " OF ", " OR ", " regio:", " jaar:", " -tag:", " ", "bel", "\x00", "\ud800", "ﬀ", "٣"]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(MARKS, max_size=80).map("".join)))
def test_any_text_is_read_in_parts_that_every_engine_takes(typed: str) -> None:
    query = read(typed, named=named).query
    said = repr(query)
    assert not set('"\x00\ud800„”«»') & set("".join(strings(query)))
    assert all(map(str.strip, strings(query)))
    assert said == "<MatchAll>" or "<MatchAll>" not in said
    assert not any(wrong in said for wrong in ("<And >", "<Or >", "<Or <Not", "<Not <Not"))


def strings(query: Any) -> list[str]:
    parts = [*getattr(query, "subqueries", ()), *filter(None, [getattr(query, "subquery", None)])]
    return [text for part in parts for text in strings(part)] or [getattr(query, "query_string", "nothing")]
