"""What was found, laid beside the texts it stands in: nothing of the text is lost, and nothing is kept that was not looked at."""

import pytest

from casestudies.checking import carried_over, marks_in, names_somebody, still_open
from casestudies.side_by_side import lay_out
from casestudies.texts import Passage, digest

pytestmark = pytest.mark.once

SUMMARY = Passage("summary", "Samenvatting", "Een kind van 14 uit Urk.")
SITUATION = Passage("situation", "Situatie", "Het zat in de gesloten jeugdzorg na een brand.")
CALM = Passage("situation", "Situatie", "Het kreeg hulp van een gezinscoach.")


def test_what_singles_out_over_two_texts_is_found_in_the_first() -> None:
    marks = marks_in([SUMMARY, SITUATION])
    combination = next(mark for mark in marks if mark.is_combination)
    assert (combination.part.key, combination.end, combination.blocks) == ("summary", len(SUMMARY.text), False)
    assert "Urk" in combination.why
    assert not any(mark.is_combination for mark in marks_in([SUMMARY, CALM]))


def test_the_texts_read_the_same_with_their_marks() -> None:
    parts = [SUMMARY, SITUATION]
    sides = lay_out(parts, marks_in(parts))
    assert ["".join(one.text for one in side.stretches) for side in sides] == [part.text for part in parts]
    assert [row.mark.number for side in sides for row in side.rows] == [1, 2, 3]


def test_a_combination_over_two_texts_is_not_carried_over_with_one_of_them() -> None:
    marks = marks_in([SUMMARY, SITUATION])
    kept = [mark.kept_because("Komt vaak voor.") for mark in marks]
    assert not still_open(marks_in([SUMMARY, SITUATION], kept=kept))
    later = [SUMMARY, Passage("situation", "Situatie", SITUATION.text.replace("brand", "ontvoering"))]
    left = still_open(marks_in(later, kept=carried_over(kept, later)))
    assert {mark.kind for mark in left} <= {"combination"}
    assert len(left) == len([mark for mark in marks_in(later) if mark.is_combination])


def test_what_was_kept_goes_with_its_text_to_another_place() -> None:
    kept = [mark.kept_because("Komt vaak voor.") for mark in marks_in([SUMMARY])]
    moved = [CALM, Passage("event-3", "Tijdlijn", SUMMARY.text)]
    assert not still_open(marks_in(moved, kept=carried_over(kept, moved)))


def test_the_same_words_at_another_place_are_another_text() -> None:
    assert digest([SUMMARY]) != digest([Passage("sources", "Bronnen", SUMMARY.text)])


@pytest.mark.parametrize(
    ("said", "tells"),
    [("Urk is groot genoeg.", True), ("URK", True), ("Komt overal voor.", False), ("Vraag het Fatima.", True)],
)
def test_a_reason_that_tells(said: str, tells: bool) -> None:
    assert names_somebody(said, marks=marks_in([SUMMARY])) is tells
