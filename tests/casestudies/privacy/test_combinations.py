import pytest

from casestudies.privacy import Finding, find_identifiers

RARE = "Een meisje van 15 uit Vlieland kwam na de suïcide van haar vader in gesloten jeugdhulp."


def combinations(text: str) -> list[Finding]:
    return [finding for finding in find_identifiers(text) if finding.kind == "combination"]


def test_age_place_care_and_event_together_are_told_with_the_reason() -> None:
    (combination,) = combinations(RARE)

    assert combination.severity == "warn"
    assert combination.text == "15 uit Vlieland kwam na de suïcide van haar vader in gesloten jeugdhulp"
    assert combination.facts == {
        "elements": "15, Vlieland, suïcide, gesloten jeugdhulp",
        "place": "Vlieland",
        "people": "1.155",
    }
    assert "Vlieland has about 1.155 inhabitants" in combination.explanation


def test_it_lies_over_the_findings_inside_it() -> None:
    assert {finding.kind for finding in find_identifiers(RARE)} == {"combination", "exact_age", "place"}


def test_it_reaches_over_a_few_sentences_and_no_further() -> None:
    spread = "Zij komt uit Vlieland. Zij is 15 jaar. Haar vader is vermoord."
    apart = "Zij komt uit Vlieland. " + "Er werd veel gepraat. " * 6 + "Zij is 15 jaar. Haar vader is vermoord."

    assert len(combinations(spread)) == 1
    assert combinations(apart) == []


def test_in_a_large_city_the_same_says_less() -> None:
    assert combinations("Een meisje van 15 uit Rotterdam woont in een gezinshuis.") == []
    assert combinations("De jongen (14) is geplaatst bij gezinshuis De Vuurvlinder in Ommen.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Zijn oma is de enige imker van het eiland.",
        "Wij haalden toen zelfs het journaal, dat weet u vast nog.",
        "Haar vader is de burgemeester die vorig jaar moest aftreden.",
        "Iedereen in de straat weet wat er bij ons is gebeurd.",
        "Het gaat om het gezin van wie de winkel is uitgebrand.",
    ],
)
def test_a_phrase_that_points_at_one_child_says_so_by_itself(text: str) -> None:
    (combination,) = combinations(text)

    assert combination.severity == "warn"
    assert "may know at once" in combination.explanation


@pytest.mark.parametrize(
    "text",
    [
        "Dat was de enige manier om in de regio verder te komen.",
        "De burgemeester opende de nieuwe locatie.",
        "De huisarts van het kind is gebeld.",
    ],
)
def test_what_is_alone_or_in_office_but_no_child_is_left(text: str) -> None:
    assert combinations(text) == []
