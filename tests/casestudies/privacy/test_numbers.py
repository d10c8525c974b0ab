"""What has a form that can be checked."""

import pytest

from casestudies.privacy import find_identifiers
from casestudies.privacy.numbers import passes_eleven_test, passes_mod_97


def found(text: str, kind: str) -> list[str]:
    return [finding.text for finding in find_identifiers(text) if finding.kind == kind]


@pytest.mark.parametrize(
    ("digits", "passes"), [("111222333", True), ("123456782", True), ("123456789", False), ("000000000", False)]
)
def test_eleven_test(digits: str, passes: bool) -> None:
    assert passes_eleven_test(digits) is passes


def test_mod_97() -> None:
    assert passes_mod_97("NL91ABNA0417164300")
    assert not passes_mod_97("NL92ABNA0417164300")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Zijn nummer is 123456782.", "123456782"),
        ("Zijn nummer is 1234.56.782.", "1234.56.782"),
        ("Zijn nummer is 123 456 782, dacht ik.", "123 456 782"),
        ("Zijn nummer is 123\u00a0456\u00a0782.", "123\u00a0456\u00a0782"),
        ("bsn 12345672 van moeder", "12345672"),
    ],
)
def test_bsn_is_found_however_it_is_grouped(text: str, number: str) -> None:
    assert found(text, "bsn") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Bestelling 123456789 is onderweg.",
        "Het kostte 123.456.782 euro.",
        "Nummer 12345672 is aan de beurt.",
        "0123456782345",
    ],
)
def test_other_numbers_are_no_bsn(text: str) -> None:
    assert found(text, "bsn") == []


@pytest.mark.parametrize(
    "account",
    [
        "NL91ABNA0417164300",
        "NL91 ABNA 0417 1643 00",
        "nl91abna0417164300",
        "BE68 5390 0754 7034",
        "DE89.3704.0044.0532.0130.00",
    ],
)
def test_iban_of_any_country(account: str) -> None:
    assert found(f"Stort op {account} a.u.b.", "iban") == [account]


@pytest.mark.parametrize(
    "number",
    [
        "0612345678",
        "06-12345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "06/12345678",
        "(06) 12345678",
        "+31612345678",
        "+31 6 1234 5678",
        "+31(0)6-12345678",
        "0031 6 12345678",
        "0318-123456",
        "(0318) 12 34 56",
        "010 - 123 45 67",
        "+49 1512 3456789",
        "085-1234567",
    ],
)
def test_phone_in_the_usual_notations(number: str) -> None:
    assert found(f"Bel {number}, of mail.", "phone") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Bel 112 of 0800-2000.",
        "Op 06-12-2011 10 uur.",
        "Er zijn 1.234.567 inwoners.",
        "Het duurde van 2011 tot 2019.",
        "Bel 14 024.",
    ],
)
def test_other_numbers_are_no_phone(text: str) -> None:
    assert found(text, "phone") == []


@pytest.mark.parametrize(
    "plate",
    [
        "XX-99-99",
        "12-GBX-4",
        "4-KLM-22",
        "GB-123-X",
        "H-123-XX",
        "XXX-12-D",
        "99-99-DF",
        "3-DF-123",
        "123-DF-4",
    ],
)
def test_licence_plate_series(plate: str) -> None:
    assert found(f"Er stond een auto met {plate}.", "licence_plate") == [plate]


def test_licence_plate_without_dashes_only_near_a_car() -> None:
    assert found("kenteken 41hgt9", "licence_plate") == ["41hgt9"]
    assert found("maat 41hgt9", "licence_plate") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("dossiernr. 2023/04518", "2023/04518"),
        ("cliëntnummer: 90210", "90210"),
        ("zaak C/09/612345 / JE RK 23-1187", "C/09/612345 / JE RK 23-1187"),
        ("Parketnummer 16/123456-21", "16/123456-21"),
        ("Ons kenmerk: VT-GLD-202300871", "VT-GLD-202300871"),
        ("proces-verbaal PL0600-2023112233", "PL0600-2023112233"),
    ],
)
def test_file_numbers(text: str, number: str) -> None:
    assert found(text, "file_number") == [number]


def test_a_year_is_no_file_number() -> None:
    assert found("Dossier 2021 en de zaak van 2019/2020 zijn gesloten.", "file_number") == []


@pytest.mark.parametrize(
    "address",
    [
        "a.b@example.org",
        "a.b[at]example.nl",
        "a.b (at) example (punt) nl",
        "a apenstaartje example.nl",
        "J.O'Brien@example.co.uk",
    ],
)
def test_email_also_in_disguise(address: str) -> None:
    assert found(f"Mail {address} maar.", "email") == [address]


@pytest.mark.parametrize(
    "address",
    [
        "Dorpsstraat 12a te Ede",
        "Wilgenlaan 8, 6701 AB Wageningen",
        "1e Weerdsweg 12/3",
        "Laan van Meerdervoort 501 bis",
        "6822KL 203",
        "Kerkpad 2",
    ],
)
def test_address(address: str) -> None:
    assert found(f"Zij woont op {address}.", "postcode_address") == [address]


def test_a_street_without_a_number_is_no_address() -> None:
    assert found("Het begon in de Dorpsstraat, drie jaar geleden.", "postcode_address") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kijk op https://example.org/a/b.", "https://example.org/a/b"),
        ("insta @xx.lynn", "@xx.lynn"),
        ("snap: bilal_070", "bilal_070"),
    ],
)
def test_links_and_account_names(text: str, name: str) -> None:
    assert found(text, "url_handle") == [name]
