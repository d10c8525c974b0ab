"""A replacement hides nothing: what stands beside a label is found as it was beside the name."""

import pytest

from casestudies.privacy import find_identifiers


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.kind, finding.text) for finding in find_identifiers(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("[naam] (14) liep weg.", "exact_age", "14"),
        ("[Naam] (14) liep weg.", "exact_age", "14"),
        ("[naam 2] (m, 14) liep weg.", "exact_age", "14"),
        ("[naam], 14, liep weg.", "exact_age", "14"),
        ("[naam] van 14 liep weg.", "exact_age", "14"),
        ("[jongen] van 15 met een rugzak.", "exact_age", "15"),
        ("Dat was toen [naam] 3 was.", "exact_age", "3"),
        ("- [naam] - 14 - pleeggezin", "exact_age", "14"),
        ("[kind], 12-03-2014", "birthdate", "12-03-2014"),
        ("[kind] (12-03-2014) liep weg.", "birthdate", "12-03-2014"),
        ("[naam]: 12-03-2014", "birthdate", "12-03-2014"),
        ("[moeder] Xyra belde.", "person", "Xyra"),
        ("[naam] de Boer liep weg.", "person", "de Boer"),
        ("Daar was [naam] Bouzidi weer.", "person", "Bouzidi"),
    ],
)
def test_a_label_counts_as_a_person(text: str, kind: str, words: str) -> None:
    assert found(text) == [(kind, words)]


def test_nothing_is_lost_by_replacing_a_name() -> None:
    text = "Jayden de Boer (14) woont bij moeder. Sanne, 12-03-2014, bij vader."
    rest = [(kind, words) for kind, words in found(text) if kind != "person"]
    for name in ("Jayden de Boer", "Sanne"):
        text = text.replace(name, "[naam]")

    assert found(text) == rest == [("exact_age", "14"), ("birthdate", "12-03-2014")]


@pytest.mark.parametrize(
    "text",
    [
        "[moeder] en [naam 2] wonen in [plaats]; [school] belde.",
        "[naam]s moeder belde.",
        "De [school] (14 leerlingen) en [naam] in groep 7.",
        "[naam] is 3 keer verhuisd, en [begeleider] was er van 8 tot 12.",
        "[kind], 2 zussen en [vader]",
        "[naam] (12-15 jaar)",
        "Bij [naam]\nVandaag kwam [moeder] langs.",
    ],
)
def test_a_label_makes_nothing_of_what_says_nothing(text: str) -> None:
    assert found(text) == []
