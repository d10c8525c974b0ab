"""How much of the labelled sentences is found, and how often clean prose is marked. All are invented."""

import time
from itertools import pairwise
from pathlib import Path

import pytest

from casestudies.privacy import find_identifiers
from casestudies.privacy.findings import BLOCKING, KINDS
from casestudies.privacy.recall import SETS, Recall, false_alarms, measure, read

HERE = Path(__file__).parent
DIRECT = {"bsn", "email", "phone", "iban", "postcode_address", "birthdate"}


@pytest.fixture(scope="module", params=SETS)
def recall(request: pytest.FixtureRequest) -> dict[str, Recall]:
    return {row.kind: row for row in measure(read(HERE / f"{request.param}.toml"))}


def test_every_kind_has_sentences(recall: dict[str, Recall]) -> None:
    assert set(recall) == KINDS


def test_direct_identifiers_are_all_found(recall: dict[str, Recall]) -> None:
    """What is reached, and no less: these may never come through. The sets were looked at while this was reached."""
    assert {kind: row.share for kind, row in recall.items() if kind in DIRECT} == dict.fromkeys(DIRECT, 1.0)


def test_persons_are_found(recall: dict[str, Recall]) -> None:
    assert recall["person"].share >= 0.97


def test_the_other_kinds_are_found(recall: dict[str, Recall]) -> None:
    assert [row for row in recall.values() if row.share < 0.83] == []


@pytest.mark.parametrize("clean", SETS.values())
def test_clean_prose_is_left_alone(clean: str) -> None:
    found, per_thousand_words = false_alarms(read(HERE / f"{clean}.toml"))

    assert per_thousand_words <= 2, found


def test_what_blocks_and_what_warns() -> None:
    findings = [finding for row in read(HERE / "sentences.toml") for finding in find_identifiers(row["text"])]

    assert {finding.kind for finding in findings if finding.severity == "block"} == BLOCKING
    assert {finding.severity for finding in findings} == {"block", "warn"}


def test_findings_lie_where_they_say_and_not_over_each_other() -> None:
    for row in read(HERE / "sentences.toml"):
        findings = [finding for finding in find_identifiers(row["text"]) if finding.kind != "combination"]
        assert all(row["text"][finding.start : finding.end] == finding.text for finding in findings)
        assert all(one.end <= other.start for one, other in pairwise(findings))
        assert all(finding.suggestion and finding.why for finding in findings)


@pytest.mark.parametrize(
    "piece",
    [
        "van de ",
        "a.",
        "A. ",
        "www.",
        "NL91ABNA",
        "1 ",
        "een ",
        "[",
        "Jan en ",
        "Jan, ",
        "nul ",
        "iedereen in ",
        "1-",
        "a at b ",
        "A-",
        "O6-",
        "[naam] 3 ",
        "naam geboren\n",
        "Kerkstraat 1, ",
        "STRAAT ",
        "Naam, A. ",
        "kind Jan (",
        "3 op 4 ",
        "Van Dalen, ",
        "adres|naam\n",
        "1234 AB, 12 ",
        "Aa Bb Cc 1",
        "geboren 3 maart 2011, ",
        "verjaardag, zitting 3 maart 2011, ",
    ],
)
def test_no_text_makes_it_hang(piece: str) -> None:
    started = time.process_time()
    find_identifiers(piece * 2000)

    assert time.process_time() - started < 2
