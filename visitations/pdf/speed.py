"""How long a long report takes, for `manage.py bench`."""

import datetime
import io
import time

from pypdf import PdfReader

from . import contents
from .build import build_pdf

SENTENCE = "Wij spraken met ouders, jongeren en professionals uit de hele regio. "


def long_report(chapters: int = 75) -> contents.Report:
    """More than sixty pages of text, findings, tables and scores."""
    parts: list[contents.Part] = []
    for number in range(1, chapters + 1):
        parts += [
            contents.Heading(1, f"Hoofdstuk {number}"),
            contents.Text(f"{SENTENCE * 8}\n\n" * 5),
            contents.Findings("Passende hulp", (contents.Finding(number, "Zorgpunt", SENTENCE * 4),)),
            contents.Table("Gesprekken", ("Groep", "Aantal"), (("Ouders", "11"), ("Jongeren", "5"))),
        ]
    scores = tuple(contents.Score(f"Criterium {number}", 3, 2.5, 2) for number in range(1, 7))
    return contents.Report(
        title="Een lang rapport",
        language="nl",
        date=datetime.date(2026, 3, 4),
        date_text="4 maart 2026",
        parts=(*parts, contents.Scores("Scores", scores)),
    )


def measure() -> tuple[int, float]:
    """(pages, seconds of a first build in this process)."""
    report = long_report()
    begins = time.perf_counter()
    made = build_pdf(report)
    took = time.perf_counter() - begins
    return len(PdfReader(io.BytesIO(made)).pages), took
