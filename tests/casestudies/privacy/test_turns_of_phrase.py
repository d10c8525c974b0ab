"""Turns of phrase that tell a direct identifier or a name, each with its neighbours, and what resembles them."""

import pytest

from casestudies.privacy import find_identifiers


def found(text: str, kind: str) -> list[str]:
    return [finding.text for finding in find_identifiers(text) if finding.kind == kind]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Vader huurt een kamer boven de snackbar, Markt 4 hs, en kan daar niet.", "Markt 4 hs"),
        ("Zij trekt in bij haar tante (Haven 7b).", "Haven 7b"),
        ("Feitelijk verblijf: 't Zand 11.", "'t Zand 11"),
        ("Hij staat ingeschreven op 't Hoogt 12a.", "'t Hoogt 12a"),
        ("De boot ligt aan Havendijk t/o 12.", "Havendijk t/o 12"),
        ("De boot ligt aan Veerdijk tegenover nummer 12.", "Veerdijk tegenover nummer 12"),
        ("Woonadres: Boschdijk ong. te Wehl", "Boschdijk ong. te Wehl"),
        ("Getuige woont op nummer 21 van de Lange Voorst.", "nummer 21 van de Lange Voorst"),
        ("Wonende te 7411 CD Deventer aan de Polstraat 71.", "7411 CD Deventer aan de Polstraat 71"),
        ("Zij trof hem aan op Laan naar Eme 99; daar was het stil.", "Laan naar Eme 99"),
        ("Postcode 6825, meer weet zij niet.", "6825"),
        ("Vader: Rietkraag 88, Almere.", "Rietkraag 88, Almere"),
        ("De taxi haalt haar op bij Klaproos 3.", "Klaproos 3"),
        ("Bij Molenwiek 12b deed niemand open.", "Molenwiek 12b"),
        ("Straat: De Kolk | Huisnummer: 12 | Postcode: 7411 KP", "De Kolk | Huisnummer: 12 | Postcode: 7411 KP"),
        ("Naam;Adres;PC\nTim;De Brink 2;7251 AA", "De Brink 2;7251 AA"),
        ("In de Kerkstraat, op nummer 5, woont oma.", "de Kerkstraat, op nummer 5"),
        ("wij wonen op de laan van malkenschoten 40", "de laan van malkenschoten 40"),
    ],
)
def test_where_somebody_lives(text: str, address: str) -> None:
    assert found(text, "postcode_address") == [address]


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("Het kind is geboren in de nacht van 3 op 4 januari 2021.", "3 op 4 januari 2021"),
        ("Geboren op 3 of 4 mei 2012, dat is niet zeker.", "3 of 4 mei 2012"),
        ("Haar geboortedatum is vier augustus negentien vijfentachtig.", "vier augustus negentien vijfentachtig"),
        ("Geboren op drie mei twintig twaalf, zegt ze.", "drie mei twintig twaalf"),
        ("1-1-2005 (geschat), Yonas Tekle", "1-1-2005"),
        ("Moeder Aysel (1985) woont alleen.", "1985"),
        (
            "Op 5 december 2010 is Merel van Dongen als oudste van drie dochters in Apeldoorn geboren.",
            "5 december 2010",
        ),
        ("Isabella Costa, geboren d.d. 6-3-2012.", "6-3-2012"),
        ("Cliënt: Mats Oord 7-1-'11; groep 8", "7-1-'11"),
        ("Emir S., 010613, groep 5", "010613"),
        ("Op 4 februari wordt Tirza zestien en dan belt zij.", "4 februari"),
        ("Op 3 januari 2014 beviel moeder van een dochter.", "3 januari 2014"),
        ("Fenna, van 12-05-2014, zit op school.", "12-05-2014"),
        ("Naam Noor de Wit geb 12 5 2014", "12 5 2014"),
        ("Geboortejaar: 2009, groep 8", "2009"),
        ("Wanneer ben je geboren? Op 3 maart 2011.", "3 maart 2011"),
        ("Zijn geboorte, thuis na een zware zwangerschap, was op 3 maart 2011.", "3 maart 2011"),
        ("De jeugdhulp stopt als hij achttien wordt, op 16 juni 2026.", "16 juni 2026"),
        ("Cliënt: verzekerde 03-03-2011", "03-03-2011"),
        ("gebdatum 3--3--2011", "3--3--2011"),
        ("She was born on March 3rd, 2011.", "March 3rd, 2011"),
    ],
)
def test_when_somebody_was_born(text: str, birth: str) -> None:
    assert found(text, "birthdate") == [birth]


def test_what_happened_on_a_day_is_no_birth() -> None:
    assert found("Een jaar na de geboorte werd hij, op 3 maart 2020, uit huis geplaatst.", "birthdate") == []
    assert found("Het huisbezoek was op 3 maart 2015.", "birthdate") == []


def test_a_date_of_birth_and_what_stood_there_instead() -> None:
    text = "Zijn geboortedatum (2 mei 2012) klopte niet; er stond 5-2-2012."

    assert found(text, "birthdate") == ["2 mei 2012", "5-2-2012"]


def test_the_years_of_children_in_a_row() -> None:
    assert found("Kinderen: Emre (2010), Elif (2012) en Deniz (2015).", "birthdate") == ["2010", "2012", "2015"]
    assert found("Het onderzoek van Bakker (2019) onder kinderen loopt nog.", "birthdate") == []


def test_a_citizen_number_in_the_name_of_a_file() -> None:
    assert found("Zie 283586837_verslag.pdf en scan_283586837.jpg en bsn_283586837.", "bsn") == ["283586837"] * 3


def test_the_word_belongs_to_the_number_behind_it() -> None:
    text = "Cliëntnummer 20231187, bsn nr. 448562297."

    assert found(text, "bsn") == ["448562297"]
    assert found(text, "file_number") == ["20231187"]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("| Van Dalen, Mick | 04-11-2009 |", ["Van Dalen, Mick"]),
        ("Aangever: Van Ommen, Pieter, 22-10-1976", ["Van Ommen, Pieter"]),
        ("Minderjarige Nour al-Hamid is gehoord.", ["Nour al-Hamid"]),
        ("Bakker en De Jong van het wijkteam waren er.", ["Bakker", "De Jong"]),
        ("Naam: Oord, M. / groep 4", ["Oord, M."]),
        ("MDO: Mark (school), Lieke (GW).", ["Mark", "Lieke"]),
        ("Er kwamen oma Zus en oom Broer.", ["Zus", "Broer"]),
        ("De stiefmoeder, Nadezjda, werkt in de zorg.", ["Nadezjda"]),
    ],
)
def test_who_it_is(text: str, persons: list[str]) -> None:
    assert found(text, "person") == persons


def test_three_words_in_a_row_that_are_names() -> None:
    assert " en ".join(found("Storm, Faith en Prince verblijven daar.", "person")) == "Storm, Faith en Prince"


@pytest.mark.parametrize(
    "text",
    [
        "Daarbij hoort een cirkel. Hierover belt het team. Waarvoor krijgt iemand dat?",
        "Wanneer een jongere achttien wordt, stopt de hulp.",
        "Op de oude markt, dat plein aan de haven, staan 12 bankjes.",
        "Ze is weg bij nummer 14 en komt niet terug.",
        "De postcode is 4 cijfers lang.",
        "Zijn kamer heeft een Xbox 360, verder niets.",
        "De brief kwam thuis, in Fase 2b, toen hij in Groep 8, klas 3b, zat.",
        "De laan, 40 meter lang, is stil; het pad: 3 stappen vooruit.",
    ],
)
def test_what_resembles_it_is_left_alone(text: str) -> None:
    assert find_identifiers(text) == []
