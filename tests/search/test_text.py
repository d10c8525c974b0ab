"""Whatever a person types is a search, never an error."""

import pytest

from search.text import asks_nothing, parse, wanted_words

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("aanbieders wachtlijst", "<PlainText 'aanbieders wachtlijst' operator='and' boost=1>"),
        ('"lokaal team"', "<Phrase 'lokaal team'>"),
        ('school "lokaal team"', "<And <PlainText 'school' operator='and' boost=1> <Phrase 'lokaal team'>>"),
        ("school -thuis", "<And <PlainText 'school' operator='and' boost=1> <Not <Phrase 'thuis'>>>"),
        ('school -"thuis wonen"', "<And <PlainText 'school' operator='and' boost=1> <Not <Phrase 'thuis wonen'>>>"),
        ("-thuis", "<And <MatchAll> <Not <Phrase 'thuis'>>>"),
        ("18-plus", "<PlainText '18-plus' operator='and' boost=1>"),
        ('school "', "<PlainText 'school' operator='and' boost=1>"),
        ('school "lokaal', "<PlainText 'school lokaal' operator='and' boost=1>"),
        ("AND OR NOT ( * ~ title:x", "<PlainText 'AND OR NOT title:x' operator='and' boost=1>"),
        ("", "<MatchAll>"),
        ('- "" \' ***', "<MatchAll>"),
    ],
)
def test_parse(typed: str, query: str) -> None:
    assert repr(parse(typed)) == query


def test_what_is_left_out_is_not_marked() -> None:
    assert wanted_words('Wachtlijst -thuis "lokaal team"') == ["wachtlijst", "lokaal", "team"]


@pytest.mark.parametrize(("typed", "nothing"), [("", True), (" ", True), ("-", True), ("-thuis", False), ("a", False)])
def test_asks_nothing(typed: str, nothing: bool) -> None:
    assert asks_nothing(typed) is nothing
