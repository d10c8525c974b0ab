"""A street swallows nobody."""

import pytest

from casestudies.privacy import find_identifiers


@pytest.mark.parametrize(
    ("text", "person", "address"),
    [
        ("zijn moeder Fatima aan de Kerkstraat 12 in Ede", "Fatima", "Kerkstraat 12 in Ede"),
        ("Fatima Bouzidi op de Dorpsstraat 4, 6711 AB Ede", "Fatima Bouzidi", "Dorpsstraat 4, 6711 AB Ede"),
        ("Bij Fatima aan het Marktplein 3 was het stil.", "Fatima", "Marktplein 3"),
        ("moeder Xyra aan de Kerkstraat 12", "Xyra", "Kerkstraat 12"),
    ],
)
def test_a_name_before_a_street_is_a_finding_of_its_own(text: str, person: str, address: str) -> None:
    found = {finding.kind: finding.text for finding in find_identifiers(text)}

    assert found["person"] == person
    assert found["postcode_address"].endswith(address)
    assert " aan " not in found["postcode_address"]
    assert person not in found["postcode_address"]


@pytest.mark.parametrize(
    "street",
    [
        "Bergen op Zoomstraat 3",
        "Willem van Oranjelaan 3",
        "Anne Frankstraat 12",
        "Horst aan de Maaslaan 4",
        "Hof aan de Singel 3",
    ],
)
def test_a_street_with_a_name_in_it_stays_whole(street: str) -> None:
    found = [finding for finding in find_identifiers(f"Het is op {street}.") if finding.kind == "postcode_address"]

    assert [finding.text for finding in found] == [street]
