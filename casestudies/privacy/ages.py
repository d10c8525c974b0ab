"""Ages in figures and words. Bands (12-15 jaar), limits (18+, tot 18 jaar) and durations (twee jaar lang) are no ages."""

import re
from collections.abc import Iterator, Sequence

from .age_words import (
    BAND_AFTER,
    BAND_BEFORE,
    BRACKET_OPENS,
    BRACKETED,
    COUNTED,
    GENERAL,
    JARIG,
    JARIGE,
    LASTING_AFTER,
    LASTING_BEFORE,
    OF_PERSON,
    SAYS_AGE,
    SAYS_MONTHS,
    SHORTER,
    WITH_UNIT,
)
from .bare_ages import ALL
from .findings import Span
from .numerals import NUMBER_WORDS, YEARS_OLD, matches_at, matches_near, said, starts, windows

# How far the words that tell a bare age reach, before and behind its first sign.
BEFORE, BEHIND = 70, 50


def find_ages(raw: str, figures: Sequence[int] | None = None) -> Iterator[Span]:
    """Where the figures are given, only at those: the others belong to something that was found already."""
    figures = starts(YEARS_OLD, raw) if figures is None else figures
    for start, end in (*_with_unit(raw, figures), *_bare(raw, figures)):
        yield Span(start, end, "exact_age")


def _with_unit(raw: str, figures: Sequence[int]) -> Iterator[tuple[int, int]]:
    heads = sorted((*figures, *starts(NUMBER_WORDS, raw)))
    for pattern in (JARIGE, JARIG):
        for match in matches_at(pattern, raw, heads):
            if not BAND_BEFORE.search(raw[max(0, match.start() - 30) : match.start()]):
                yield match.span()
    for match in matches_at(WITH_UNIT, raw, heads):
        if _is_age(raw, match):
            yield match.start(), match.start("old") if match["old"] else match.end()


def _bare(raw: str, figures: Sequence[int]) -> Iterator[tuple[int, int]]:
    for match in BRACKETED.finditer(raw):
        if BRACKET_OPENS.search(raw, max(0, match.start("age") - 24), match.start("age")):
            yield match.start("age"), match.end()
    near = windows(sorted((*figures, *said(raw))), BEFORE, BEHIND)
    for pattern in ALL:
        for match in matches_near(pattern, raw, near):
            if not _is_band(raw, *match.span("age")):
                yield match.span("age")


def _is_band(raw: str, start: int, end: int) -> bool:
    before = raw[max(0, start - 40) : start]
    general = GENERAL.search(before) and not COUNTED.search(before)
    return bool(BAND_BEFORE.search(before) or BAND_AFTER.match(raw, end) or general)


def _is_age(raw: str, match: re.Match[str]) -> bool:
    before = raw[max(0, match.start() - 48) : match.start()]
    if _is_band(raw, match.start(), match.start("old") if match["old"] else match.end()):
        return False
    if match.group().startswith("0") or (match.group().lower() == "een jaar" and not match["old"]):
        return False
    if match["old"] or re.search(r"\bv\.?\s$", before):
        return True
    if OF_PERSON.search(before):
        return True
    if LASTING_AFTER.match(raw, match.end()) or LASTING_BEFORE.search(before):
        return False
    months = re.search(SHORTER, match.group(), re.IGNORECASE) and not re.search(
        r"jaar|jr", match.group(), re.IGNORECASE
    )
    return bool((SAYS_MONTHS if months else SAYS_AGE).search(before))
