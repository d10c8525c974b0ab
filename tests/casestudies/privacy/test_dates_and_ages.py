import pytest

from casestudies.privacy import find_identifiers


def found(text: str, kind: str) -> list[str]:
    return [finding.text for finding in find_identifiers(text) if finding.kind == kind]


@pytest.mark.parametrize(
    "date",
    [
        "12-03-2011",
        "12/3/11",
        "12.03.2011",
        "2011-03-12",
        "12 maart 2011",
        "12 mrt. 2011",
        "12de maart '11",
        "twaalf maart",
        "3 juni",
        "maart 2024",
        "augustus '22",
        "tweede kerstdag 2021",
        "03-2024",
    ],
)
def test_dates_in_the_usual_notations(date: str) -> None:
    assert found(f"Het gebeurde op {date}.", "date") == [date]


@pytest.mark.parametrize(
    "text",
    [
        "In mei en juni is het druk.",
        "Sinds 2015 geldt de wet.",
        "Het is 24/7 open.",
        "In week 12.",
        "Op 3 van de 4 scholen.",
    ],
)
def test_a_month_a_year_or_a_week_alone_is_no_date(text: str) -> None:
    assert found(text, "date") == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("geb. 3-4-2012", "3-4-2012"),
        ("Zij is geboren op zondag 23 mei 2010.", "23 mei 2010"),
        ("dob: 12.07.2009", "12.07.2009"),
        ("* 1 jan. 2005", "1 jan. 2005"),
        ("geb.dat. opa 19450822", "19450822"),
        ("Zij is op 9/9/15 geboren.", "9/9/15"),
    ],
)
def test_a_date_next_to_a_word_of_birth(text: str, date: str) -> None:
    assert found(text, "birthdate") == [date]


def test_another_event_after_the_birth_is_a_date() -> None:
    assert found("Geboren op 3 april 2012 en sinds 1 mei 2020 in pleegzorg.", "date") == ["1 mei 2020"]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Daan is 9 jaar oud.", "9 jaar"),
        ("een 14-jarige jongen", "14-jarige"),
        ("een zevenjarig meisje", "zevenjarig"),
        ("Daan (9) huilt.", "9"),
        ("de baby van zes weken oud", "zes weken"),
        ("Hij is net vijftien geworden.", "vijftien"),
        ("Een meisje van 15 belde.", "15"),
        ("Zij is drieëntwintig.", "drieëntwintig"),
        ("Die kleine is anderhalf en loopt al.", "anderhalf"),
        ("Op zijn tiende verloor hij zijn moeder.", "tiende"),
        ("Toen ik acht was, ging het mis.", "acht"),
        ("Evi (3 maanden) drinkt slecht.", "3 maanden"),
    ],
)
def test_ages_in_figures_and_words(text: str, age: str) -> None:
    assert found(text, "exact_age") == [age]


@pytest.mark.parametrize(
    "text",
    [
        "Jongeren van 12-15 jaar.",
        "De groep 18+ en 18-.",
        "Twee jaar lang gebeurde er niets.",
        "Sinds 3 jaar is er hulp.",
        "Drie jaar geleden begon het.",
        "De wachttijd is 0,5 jaar.",
        "Vanaf 12 jaar mag je meepraten.",
        "Tussen de 12 en 18 jaar.",
        "Hulp tot 23 jaar.",
        "18 jaar en ouder.",
        "Het is zes uur.",
        "Wij waren met 9 van de 12.",
    ],
)
def test_bands_limits_and_durations_are_no_ages(text: str) -> None:
    assert found(text, "exact_age") == []


@pytest.mark.parametrize(
    ("age", "band"),
    [("14 jaar", "12-15 jaar"), ("zeventienjarige", "16-17 jaar"), ("tiende", "8-11 jaar"), ("3 maanden", "0-3 jaar")],
)
def test_an_age_is_replaced_by_a_band(age: str, band: str) -> None:
    text = {"zeventienjarige": "De zeventienjarige liep weg.", "tiende": "Op zijn tiende liep hij weg."}.get(
        age, f"Daan ({age}) liep weg."
    )

    assert [finding.suggestion for finding in find_identifiers(text) if finding.kind == "exact_age"] == [band]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Joris Kramer, 12-04-2009, havo", "12-04-2009"),
        ("2. Evi - 03.02.2011", "03.02.2011"),
        ("Zoon (12-03-2012) woont bij vader.", "12-03-2012"),
        ("Op 4 juni 2014 is zij onderweg in de taxi ter wereld gekomen.", "4 juni 2014"),
        ("DOB03022011", "03022011"),
        ("12 mei 2008 staat in haar paspoort.", "12 mei 2008"),
    ],
)
def test_a_date_beside_whom_it_belongs_to_is_a_birth_date(text: str, date: str) -> None:
    assert found(text, "birthdate") == [date]


@pytest.mark.parametrize(
    "text",
    [
        "Op 12-03-2019 vond het gesprek met Joris plaats.",
        "Opgesteld door Joris Kramer, 12-03-2019.",
        "Utrecht, 12 maart 2019",
        "Gesproken met Joris, 12-03-2019.",
        "Op 12 maart 2019 sprak ik met een moeder die net was bevallen.",
    ],
)
def test_the_date_of_an_event_stays_a_date(text: str) -> None:
    assert found(text, "birthdate") == []
    assert len(found(text, "date")) == 1


@pytest.mark.parametrize(
    ("text", "births"),
    [
        ("naam | geboren | school\nSem | 12-03-2011 | ja\nLot | 1-4-2013 | nee", ["12-03-2011", "1-4-2013"]),
        ("Overzicht van het gezin:\nNaam Geboren Telefoon\nSem 7/8/2009 0644120987", ["7/8/2009"]),
        ("1. Sem (zoon), 20 september 2010\n2. Rachid (vader), 12 maart 1981", ["20 september 2010", "12 maart 1981"]),
        ("Sem (09-05-2014), verslag 3 mei 2024", ["09-05-2014"]),
        ("Ze werd 12 op 5 maart 2024.", ["5 maart 2024"]),
        ("Op zijn pas staat 18 JUN/JUN 2008.", ["18 JUN/JUN 2008"]),
        ("Uitspraak van 14 mei 2024.", []),
        ("Sem, geboren 3-4-2012, vaccinatie gegeven 03-10-'22.", ["3-4-2012"]),
    ],
)
def test_whose_date_it_is_by_what_stands_around_it(text: str, births: list[str]) -> None:
    assert found(text, "birthdate") == births
