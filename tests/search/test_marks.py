"""Which words of a passage are marked: those that the question can find, as it was typed or meant, and no others."""

import re
from typing import Any

import pytest

from search.backends.whoosh.analysis import get_analyzer
from search.backends.whoosh.highlight import highlight
from search.backends.whoosh.marking import Asked
from search.backends.whoosh.synonyms import Thesaurus
from search.text import read
from tests.factories.lessons import LessonFactory

pytestmark = pytest.mark.once

SAME = (("uithuisplaatsing", "UHP", "uit huis plaatsen"),)


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("wachtl*", "Wachten op de wachtlijst; wachtende gezinnen", ["wachtlijst"]),
        ("plaatsing*", "Geplaatst: plaatsingen en uithuisplaatsing", ["plaatsingen"]),
        ("jeugd*", "Jeugdigen, de jeugd en kinderen", ["Jeugdigen", "jeugd"]),
        ("crè*", "De creche, een crèche", ["creche", "crèche"]),
        ('"elke week"', "Elke week; elke dag van de week", ["Elke week"]),
        ('"elke week" gezin', "Gezinnen elke maand, elke week", ["Gezinnen", "elke week"]),
        ('"kinderen"', "Een kind in de kinderopvang", ["kind"]),
        ('"uit huis plaatsen"', "UHP: geen huis, wel uit huis plaatsen", ["UHP", "huis plaatsen"]),
        ('wacht -week -"uit huis"', "Wacht een week uit huis", ["Wacht"]),
        ("wachtlijst -(kind OR week)", "Wachtlijst, kind, week", ["Wachtlijst"]),
        ("wachtlijst -kind*", "Kinderen op de wachtlijst", ["wachtlijst"]),
        ("-wachtlijst", "Wachtlijst", []),
        ("café", "Cafe, CAFÉ, cafe\u0301s", ["Cafe", "CAFÉ", "cafés"]),
        ("2024", "2024 en 20245", ["2024"]),
        ("kind OR huis", "Kinderen in huizen, kinderachtig", ["Kinderen", "huizen"]),
    ],
)
def test_only_what_a_question_can_find_is_marked(typed: str, text: str, marked: list[str]) -> None:
    nl = get_analyzer("nl")
    words = Asked(read(typed).query, nl, Thesaurus(nl, SAME))
    assert re.findall("<mark>(.*?)</mark>", highlight(text, words)) == marked


def test_the_beginning_of_a_word_is_marked_in_what_is_found_by_it(foodvalley: Any, visitor: Any) -> None:
    LessonFactory(region=foodvalley, title="Kort", summary="Wachten kost tijd.")
    LessonFactory(region=foodvalley, title="Lang", summary="Wachten op de wachtlijst.")
    hits = list(visitor.get("/zoeken/", {"q": "wachtl*"}).context["page_obj"])
    assert [hit.title for hit in hits] == ["Lang"]
    assert re.findall("<mark>(.*?)</mark>", hits[0].excerpt) == ["wachtlijst"]
