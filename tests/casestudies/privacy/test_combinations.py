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
