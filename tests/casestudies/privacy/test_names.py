import pytest

from casestudies.privacy import find_identifiers


def found(text: str, kind: str = "person", known: tuple[str, ...] = ()) -> list[str]:
    return [finding.text for finding in find_identifiers(text, known) if finding.kind == kind]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vandaag sprak ik Joris en zijn moeder Petra van Dongen.", ["Joris", "Petra van Dongen"]),
        ("Daans vader belde, en Aylin's zus ook.", ["Daan", "Aylin"]),
        ("de jongen sem en moeder fatima", ["sem", "fatima"]),
        ("J. en zijn zusje M. wonen bij oma.", ["J.", "M."]),
        ("Sofie B. was er niet.", ["Sofie B."]),
        ("Het woord was aan P.J. Terpstra en R. van 't Hof.", ["P.J. Terpstra", "R. van 't Hof"]),
        ("Bij gezin El Khatib en familie de Wit.", ["El Khatib", "de Wit"]),
        ("zijn zusje roos en mevrouw storm", ["roos", "storm"]),
        ("Storm mist zijn vader.", ["Storm"]),
        ("Ik vind haar niet onder Van der Velden.", ["Van der Velden"]),
        ("MELDING BETREFT: JAYDEN MARTINA", ["JAYDEN MARTINA"]),
        ("Beatrix Hoekstra-de Wit belde.", ["Beatrix Hoekstra-de Wit"]),
        ("Contact met dhr. Ö. Yılmaz loopt.", ["Ö. Yılmaz"]),
    ],
)
def test_names_as_people_write_them(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "De roos op tafel staat in de storm.",
        "Bron: het Rijk en de Jeugdzorg.",
        "Dan zegt iemand van Veilig Thuis dat het Rijk betaalt.",
        "Will je dat? Wil je dat? Per week? Alle kinderen.",
        "Anders wordt het pas in april.",
        "Vitamine D. Daarna bijlage A. en plan B.",
        "De Jeugdwet, WhatsApp en Signs of Safety.",
        "dan ben je hem kwijt, zei de wijkagent",
    ],
)
def test_ordinary_words_are_nobody(text: str) -> None:
    assert found(text) == []


def test_known_names_are_found_in_any_form() -> None:
    text = "wolf sliep. WOLFS bed. Zoe Özdemir en özdemir's zus; wolfraam niet."

    assert found(text, known=("Wolf", "Zoë Özdemir")) == ["wolf", "WOLF", "Zoe Özdemir", "özdemir"]


def test_a_label_says_who_it_was() -> None:
    found_here = find_identifiers("Moeder Petra en juf Els belden met Joris.")

    assert [finding.suggestion for finding in found_here] == ["[moeder]", "[leerkracht]", "[naam]"]


def test_what_was_replaced_is_left_alone() -> None:
    assert find_identifiers("[moeder] en [naam 2] wonen in [plaats]; [school] belde.") == []


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Zij zit op basisschool De Regenboog.", "school", "basisschool De Regenboog"),
        ("Hij gaat naar het Koningin Wilhelmina College.", "school", "Koningin Wilhelmina College"),
        ("De bso van Kinderopvang Zonnestraal belde.", "school", "Kinderopvang Zonnestraal"),
        ("Overleg met cbs de ark.", "school", "cbs de ark"),
        ("Gemeld bij Veilig Thuis Gelderland-Zuid.", "institution", "Veilig Thuis Gelderland-Zuid"),
        ("De voogdij ligt bij de William Schrikker Stichting.", "institution", "William Schrikker Stichting"),
        ("Hij woont in gezinshuis De Vuurvlinder.", "institution", "gezinshuis De Vuurvlinder"),
        ("Het gezin woont in Tiel.", "place", "Tiel"),
        ("Zij kwam uit de wijk Nieuwe Ambonwijk.", "place", "Nieuwe Ambonwijk"),
        ("hij verhuist naar urk", "place", "urk"),
        ("Zij groeide op in Horst aan de Maas.", "place", "Horst aan de Maas"),
    ],
)
def test_schools_institutions_and_places(text: str, kind: str, name: str) -> None:
    assert found(text, kind) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "De basisschool en het mbo.",
        "Veilig Thuis en de Raad voor de Kinderbescherming.",
        "De GGZ in Gelderland.",
        "Het vmbo-t past goed.",
    ],
)
def test_a_kind_of_school_or_body_is_no_name(text: str) -> None:
    assert find_identifiers(text) == []


def test_a_name_that_was_found_is_found_again() -> None:
    assert found("Rutger heeft adhd. Rutgers medicatie is op.") == ["Rutger", "Rutger"]
