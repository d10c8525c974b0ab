"""No way of writing hides from the privacy check what leads straight to a person, and no text keeps it busy without end."""

import time
from typing import Any

import pytest

from casestudies import actions
from casestudies.privacy import find_identifiers
from regions.models import Circle, Region, User
from regions.states import IllegalMove
from tests.factories.casestudies import make_case
from tests.factories.checks import digest_of


@pytest.mark.parametrize(
    "text",
    [
        "Bel [06-12345678] even.",
        "Het nummer [bsn 111222333] stond erbij.",
        "Schrijf [nl91 abna 0417 1643 00] op.",
        "Zij [leerling geboren op 3-4-2012] kwam.",
        "Bel 06-1234\u200b5678 even.",
        "Bel 0\u206061234\ufeff5678 even.",
        "Bel ０６１２３４５６７８ even.",
        "Bel 𝟎𝟔𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖 even.",
        "Schrijf naar jan＠example．org vandaag.",
    ],
)
def test_what_leads_straight_to_somebody_is_found_however_it_is_written(text: str) -> None:
    found = [one for one in find_identifiers(text) if one.severity == "block"]
    assert found
    assert all(one.text == text[one.start : one.end] for one in found)


def test_brackets_hide_no_name() -> None:
    assert "Anja de Vries" in [one.text for one in find_identifiers("Volgens [moeder Anja de Vries] ging het goed.")]
    assert [one.text for one in find_identifiers("Volgens [wim] ging het goed.", ["Wim"])] == ["wim"]


@pytest.mark.parametrize(
    "label", ["[moeder]", "[naam B]", "[12-15 jaar]", "[school]", "[adres]", "[datum]", "[nummer]"]
)
def test_a_neutral_label_is_no_finding(label: str) -> None:
    assert find_identifiers(f"Daarna ging {label} naar huis.") == []


@pytest.mark.django_db
def test_a_text_with_a_number_in_brackets_does_not_pass(
    foodvalley: Region, table_circle: Circle, case_owner: User
) -> None:
    situation = "Bel [06-12345678] voor meer."
    case: Any = make_case(region=foodvalley, circle=table_circle, owner=case_owner, situation=situation)
    with pytest.raises(IllegalMove):
        actions.pass_check(case, digest=digest_of(case), user=case_owner)


@pytest.mark.parametrize(
    "sign", ["A", ".", "Aa ", "a'", "1/", "+", "Jan ", "Van De ", "De", "1 ", "\n", "J.", "1.", "-"]
)
def test_a_text_of_one_sign_over_and_over_is_read_in_time(sign: str) -> None:
    find_identifiers("Jan")
    began = time.process_time()
    find_identifiers(sign * (40_000 // len(sign)))
    assert time.process_time() - began < 10
