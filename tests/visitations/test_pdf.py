"""The PDF of a report builds and validates whatever is in it; what it says can be read out of it again."""

import datetime
import io
from dataclasses import replace

import page
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from visitations.pdf import contents
from visitations.pdf.build import build_pdf
from visitations.pdf.signs import SIGN
from visitations.pdf.speed import long_report

pytestmark = pytest.mark.once

PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
PARAGRAPH = "Wij spraken met ouders, jongeren en professionals uit de hele regio. " * 8


def failures(made: bytes) -> list[str]:
    return [str(one) for profile in PROFILES for one in page.validate_pdf_bytes(made, profile=profile).failures]


def reading(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def words(made: bytes) -> str:
    """All that is said, in one line; where a line was broken is the printer's choice."""
    said = " ".join(sheet.extract_text() for sheet in reading(made).pages)
    return " ".join(said.replace("\u200b", "").split())


def report(*parts: contents.Part, **fields: object) -> contents.Report:
    usual = contents.Report(
        title="Wachten op passende hulp",
        language="nl",
        date=datetime.date(2026, 3, 4),
        date_text="4 maart 2026",
        address="https://leertafel.example/regios/twente/visitatie/rapport/",
        version="2",
        about="Twente",
        summary="De regio doet veel goed.",
        committee=("Voorzitter", "Lid"),
        parts=parts,
    )
    return replace(usual, **fields)


def png(size: tuple[int, int] = (60, 30)) -> bytes:
    kept = io.BytesIO()
    Image.new("RGBA", size, (20, 90, 80, 120)).save(kept, "PNG")
    return kept.getvalue()


WHOLE = (
    contents.Heading(1, "Inleiding"),
    contents.Text("Wij bezochten de regio.\n\n- Eerste punt\n- Tweede punt"),
    contents.Picture(png(), "Verloop van de wachttijd", "Wachttijd per maand"),
    contents.Scores(
        "Scores",
        (contents.Score("Samenwerking", 4, 2.5, 3), contents.Score("Leren", 5, None, 2, ("", "te weinig", ""))),
    ),
    contents.Heading(1, "Bevindingen"),
    contents.Findings("Passende hulp", (contents.Finding(3, "Zorgpunt", "Gezinnen wachten lang.", ("Gesprek",)),)),
    contents.Heading(1, "Aanbevelingen"),
    contents.Recommendations(
        (
            contents.Recommendation(
                1, "Bel elke maand.", "Regio", "Zwaar", (3,), contents.Response("Ja", "Wij bellen.")
            ),
            contents.Recommendation(2, "Kijk terug.", response=contents.Response(missing="Er kwam geen reactie.")),
        )
    ),
    contents.Ledger(
        "Feitencheck",
        (contents.LedgerRow("Bevinding 3", "Het zijn er negen.", "Fout", "elf", "Ja", "Klopt.", "Elf.", "Negen."),),
    ),
)


def test_a_whole_report_says_what_it_holds_and_validates() -> None:
    made = build_pdf(report(*WHOLE))

    assert failures(made) == []
    said = words(made)
    assert [
        expected
        for expected in (
            "Tweede punt",
            "Gezinnen wachten lang.",
            "Samenwerking 4 2.5 3",
            "Leren 5 te weinig 2",
            "Wij bellen.",
            "Er kwam geen reactie.",
            "Before: Elf.",
            "Now: Negen.",
        )
        if expected not in said
    ] == []


def test_version_date_address_and_page_number_are_on_each_page() -> None:
    made = build_pdf(report(*WHOLE, contents.Text(f"{PARAGRAPH}\n\n" * 20)))

    pages = reading(made).pages
    expected = ["Version 2 · 4 maart 2026", "https://leertafel.example/regios/twente/visitatie/rapport/"]
    for number, sheet in enumerate(pages, start=1):
        said = sheet.extract_text()
        assert [one for one in [*expected, f"Page {number} of {len(pages)}"] if one not in said] == []


def test_the_language_and_the_title_are_told_to_who_listens() -> None:
    for language in ("nl", "en"):
        read = reading(build_pdf(report(*WHOLE, language=language)))

        assert str(read.trailer["/Root"]["/Lang"]).startswith(language)
        assert read.metadata is not None and read.metadata.title == "Wachten op passende hulp"


def test_a_draft_says_so_on_each_page() -> None:
    long = contents.Text(f"{PARAGRAPH}\n\n" * 20)
    draft, final = (reading(build_pdf(report(*WHOLE, long, draft=draft))).pages for draft in (True, False))

    assert all("Draft, for the fact check" in sheet.extract_text() for sheet in draft)
    assert not any("Draft, for the fact check" in sheet.extract_text() for sheet in final)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert build_pdf(report(*WHOLE)) == build_pdf(report(*WHOLE))


TWO_HUNDRED = " ".join(f"woord{number}" for number in range(200))
HARD = {
    "emoji": (
        [contents.Heading(1, "Goed 🫠 zo 👩‍👩‍👧 🇳🇱"), contents.Text("Ja 👍🏽 ✅")],
        ["Goed [emoji] zo [emoji] [emoji]"],
    ),
    "letters no font has": ([contents.Text("Dit is 漢字.")], [f"Dit is {SIGN}{SIGN}.", f"is printed as {SIGN}"]),
    "marks on letters": ([contents.Text("a\u0300\u0301\u20dd\u0489b e\u0301")], ["é"]),
    "control signs": (
        [contents.Heading(1, "a\x07b\u202ec"), contents.Text("\x00\ud800\ue000 \ufeff tekst")],
        ["abc", "tekst"],
    ),
    "no alt text": ([contents.Picture(png())], []),
    "a table of forty rows": (
        [contents.Table("Tabel", ("Rij", "Wat"), tuple((f"rij {one}", "tekst " * 30) for one in range(40)))],
        ["Rij Wat rij 0", "rij 39"],
    ),
    "twelve columns": ([contents.Table("", ("verantwoordelijkheid",) * 12, (("x" * 400,) * 12,) * 3)], []),
    "ragged rows": ([contents.Table("", (), (("a",), ("b", "c"))), contents.Table("leeg", (), ())], ["b c"]),
    "a heading of two hundred words": (
        [contents.Heading(4, TWO_HUNDRED), contents.Heading(1, TWO_HUNDRED)],
        ["woord199"],
    ),
    "levels that are skipped": (
        [contents.Heading(3, "Diep"), contents.Heading(6, "Dieper"), contents.Heading(1, "Boven")],
        ["Diep"],
    ),
    "broken pictures": (
        [contents.Picture(b"nee", "Een kaart"), contents.Picture(png()[:60]), contents.Picture(b"<svg/>")],
        ["A picture could not be shown here. Een kaart"],
    ),
    "nothing": ([], []),
    "Arabic and Hebrew": (
        [contents.Heading(1, "تقرير الزيارة"), contents.Text("هذا نص مع Twente.\n\nנוסח בעברית")],
        ["Twente"],
    ),
    "words without end": ([contents.Heading(1, "x" * 500), contents.Text("https://a.example/" + "y" * 3000)], []),
    "a language for printing": (
        [contents.Text("#panic() $x$ *b* @ref <lab> // c /* d */ = kop")],
        ["#panic() $x$ *b* @ref <lab> // c /* d */ = kop"],
    ),
    "numbers that name nothing": (
        [
            contents.Findings("", (contents.Finding(1, "", "x"), contents.Finding(1, "", "y"))),
            contents.Recommendations((contents.Recommendation(1, "r", from_findings=(1, 7)),)),
        ],
        ["finding 1, finding 7"],
    ),
    "scores outside their scale": (
        [contents.Scores("s", (contents.Score("a", 99, -3),), 1, 1), contents.Scores("", ())],
        ["a 99 -3"],
    ),
}


@pytest.mark.parametrize("name", HARD)
def test_what_is_hard_to_print_still_builds_and_validates(name: str) -> None:
    parts, expected = HARD[name]

    made = build_pdf(report(*parts))

    assert failures(made) == []
    said = words(made)
    assert [one for one in expected if one not in said] == []


def test_a_report_that_says_nothing_at_all_builds() -> None:
    made = build_pdf(contents.Report(title="", language="nl", date=datetime.date(2026, 3, 4), date_text=""))

    assert failures(made) == []


def test_the_head_of_a_long_table_stands_on_each_of_its_pages() -> None:
    rows = tuple((f"rij {one}", "tekst " * 40) for one in range(40))
    pages = reading(build_pdf(report(contents.Table("Tabel", ("Kolomkop", "Wat"), rows)))).pages

    with_rows = [sheet.extract_text() for sheet in pages if "rij " in sheet.extract_text()]
    assert len(with_rows) > 1
    assert all("Kolomkop" in said for said in with_rows)


def test_a_number_leads_to_what_it_names() -> None:
    made = reading(build_pdf(report(*WHOLE)))

    assert "finding-3" in made.named_destinations


def test_a_picture_takes_nothing_of_its_camera_along() -> None:
    kept, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "geheime plek"
    Image.new("RGB", (80, 40), "teal").save(kept, "JPEG", exif=exif)
    assert b"geheime plek" in kept.getvalue()

    made = build_pdf(report(contents.Picture(kept.getvalue(), "Kaart")))

    shown = [picture.data for sheet in reading(made).pages for picture in sheet.images]
    assert len(shown) == 1
    assert b"geheime plek" not in made + shown[0]


def test_a_report_of_sixty_pages_builds() -> None:
    made = build_pdf(long_report())

    assert len(reading(made).pages) >= 60
    assert failures(made) == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@example(said="", cell=">U[¬¾öۍ", level=0)  # a stream of it ends with a carriage return
@given(said=st.text(max_size=60), cell=st.text(max_size=20), level=st.integers(-2, 9))
def test_any_text_builds_and_validates(said: str, cell: str, level: int) -> None:
    parts = (
        contents.Heading(level, said),
        contents.Text(said),
        contents.Table(cell, (cell, said), ((said, cell),)),
        contents.Findings(cell, (contents.Finding(1, cell, said, (cell,)),)),
    )

    assert failures(build_pdf(report(*parts, title=said, summary=cell))) == []
