"""Dates in all usual notations; next to a word of birth a date is a birth date."""

import re
from collections.abc import Iterable, Iterator

from .birth_sentences import told_by_sentence
from .births import born_before, is_birth, is_bracketed
from .births_beside import find_births_beside
from .findings import Span
from .numerals import CARDINAL, FIGURES, NUMBER_WORDS, ORDINAL, matches_at, matches_near, starts, windows

_LONG = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_SHORT = "jan|feb|febr|mrt|maa|apr|jun|jul|aug|sep|sept|okt|oct|nov|dec"
_MONTH = rf"(?:(?:{_LONG})(?!\w)|(?:{_SHORT})(?:\.|(?!\w)))"
_ABROAD = (
    r"(?:january|february|march|may|june|july|august|october|jan[uv]\w*|f[eé]b?v?r\w*|märz|maerz|mars|marzo|marca|mart"
    r"|avril|abril|mai|maj\w?"
    r"|mayo|juni?n?|juin|juillet|juli?o|ao[uû]t|agosto|oktober|octobre|octubre|dezember|d[eé]cembre|diciembre|kwietnia|czerwca"
    r"|lipca|sierpnia|września|października|listopada|grudnia|stycznia|lutego|ocak|şubat|nisan|mayıs|haziran|temmuz"
    r"|ağustos|eylül|ekim"
    r"|kasım|aralık)"
)
_YEAR = r"(?:(?:19|20)\d\d(?!\d)|'\d\d(?!\d))"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])"

# "negentien vijfentachtig", "tweeduizend tien", "twintig twaalf"
_YEAR_SAID = (
    rf"(?:twee ?duizend|negentien ?honderd)\s?(?:en\s)?(?:{CARDINAL}(?!\w))?|negentien\s?(?:en\s)?{CARDINAL}(?!\w)"
    rf"|twintig\s(?:tien|elf|twaalf|\w{{3,5}}tien|\w+twintig)(?!\w)"
)
FROM_FIGURES = (
    # 12-03-2011, 12/3/11, 12.03.2011, 7-7-'49
    rf"(?=\d)(?:(?<![\w.,-])(?<!\d/)|(?<=dob)|(?<=geb)|(?<=gb)|(?<=\*)){_DAY}([-/.])\s?{_MONTH_NUMBER}\1\s?(?:(?:19|20)\d\d"
    rf"|'?\d\d)(?![\w]|[./-]\d)",
    # 12 - 03 - 2011, 12/03-2011, 12.III.2011
    rf"(?<![\w/.,-]){_DAY}\s?[-/.]\s?(?:{_MONTH_NUMBER}|I{{1,3}}|I?V|VI{{1,3}}|I?X|XI{{1,2}})\s?[-/.]\s?(?:19"
    rf"|20)\d\d(?![\w]|[./-]\d)",
    # 12 03 2011
    r"(?<![\w/.,-])(?:0[1-9]|[12]\d|3[01]) (?:0[1-9]|1[0-2]) (?:19|20)\d\d(?![\w]|[./-]\d)",
    # 2011-03-12
    r"(?<![\w/.-])(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?![\w]|[./-]\d)",
    # 12 maart 2011, 12de mrt '11, 3 juni, 12-mrt-2011
    rf"(?<![\w.,-])(?<!\d\d\d/)(?<!-\d/){_DAY}(?:e|de|ste)?(?:\s|-"
    rf"|\svan\s)?{_MONTH}(?:\s?/\s?[^\W\d_]{{3,4}}\.?)?(?:[\s,-]{{0,2}}{_YEAR}"
    rf"|\s(?:van|in)\s(?:het\sjaar\s)?{_YEAR}|\s(?:{_YEAR_SAID})"
    # ... and a year in two digits: "30 juni 08"; "30 juni 12 kinderen" counts something
    r"|[\s-](?:0\d|\d\d(?=[,;!?)]|\.(?!\d)|\s(?:dus|en|te|in|is|of)\b|\s*$))(?![\w:]|[.,]\d))?",
    # 9 augustsu 2011: mistyped, with its year
    rf"(?<![\w/.,-]){_DAY}\s(?!maand|junior|julia|sept?i|dec[ai]|apr[eo]|aug[eu]r|mei[sd]|nove[ln])(?:jan|feb|maa|mrt|apr|mei"
    r"|jun|jul|aug|sep|okt|nov|dec)[^\W\d_]{1,8}\s(?:19|20)\d\d(?!\w)",
    # 3rd March 2011, 3rd of March 2011, 3. März 2011, 3 mars 2011: in another language, with its year
    rf"(?<![\w/.,-]){_DAY}(?:st|nd|rd|th|er|\.)?\s(?:of\s|de\s)?{_ABROAD},?\s(?:de\s|del\s)?(?:19|20)\d\d(?!\d)",
    rf"(?<![\w/.,-]){_DAY}(?:st|nd|rd|th)?\s(?:of\s)?(?:january|february|march|may|june|july|august|october)(?!\w)",
    # 03-2024
    rf"(?<![\w/.,-]){_MONTH_NUMBER}[-/](?:19|20)\d\d(?![\w]|[./-]\d)",
)
FROM_WORDS = (
    # twaalf maart, de twaalfde maart 2011
    rf"\b(?:{CARDINAL}|{ORDINAL})(?:\sdag)?(?:\svan)?(?:\sde)?\s{_MONTH}(?:\s(?:van\s)?(?:het\sjaar\s)?{_YEAR}"
    rf"|\s(?:{_YEAR_SAID}))?",
    # twaalf twaalf tweeduizend tien
    rf"\b(?:{CARDINAL}|{ORDINAL})\s(?:{CARDINAL}|{ORDINAL})\s(?:twee ?duizend|negentien ?honderd|negentien"
    rf"|twintig)(?:\s?(?:en\s)?{CARDINAL})?(?!\w)",
)
FROM_MONTHS = (
    # maart 12, 2011
    rf"(?<!\w){_MONTH} {_DAY}, ?(?:19|20)\d\d(?!\w)",
    # March 3rd, 2011
    rf"(?<!\w){_ABROAD} {_DAY}(?:st|nd|rd|th)?,? ?(?:19|20)\d\d(?!\w)",
    rf"(?<!\w)(?:january|february|march|june|july|august|october) {_DAY}(?:st|nd|rd|th)?(?![\w]|[.,:/-]\d)",
    # maart 2024, augustus '22, mei/juni 2023
    rf"\b{_MONTH}(?:\s?(?:/|-|en|of)\s?{_MONTH})?\s?(?:van\s)?(?:het\sjaar\s)?{_YEAR}",
)
FEASTS = (
    # kerst 2022, tweede kerstdag 2021
    r"\b(?:(?:eerste|tweede|1e|2e)\s)?(?:kerst(?:dag|avond|mis|vakantie)?|pasen|paasdag|pinksteren"
    r"|pinksterdag|sinterklaas(?:avond)?|pakjesavond"
    r"|koningsdag|koninginnedag|oud\sen\snieuw|oudejaars(?:avond|dag)|oudjaar|nieuwjaars(?:dag|nacht)?"
    r"|hemelvaart(?:sdag)?|suikerfeest|offerfeest"
    r"|carnaval|moederdag|vaderdag|bevrijdingsdag|dierendag|halloween|valentijnsdag|goede\svrijdag"
    rf"|sint-?maarten)\s{_YEAR}",
)


def _compiled(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


MONTHS = re.compile(r"(?<!\w)(?:jan|feb|maa|mar|mrt|apr|may|mei|jun|jul|aug|sep|okt|oct|nov|dec)", re.IGNORECASE)
# What a date may start with, and the patterns to try there.
DATES = (
    (FIGURES, _compiled(FROM_FIGURES)),
    (NUMBER_WORDS, _compiled(FROM_WORDS)),
    (MONTHS, _compiled(FROM_MONTHS)),
)
YEARS = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|'\d\d)(?!\d)")
LONGEST_FEAST, LAST_OF_YEAR = 30, 6  # signs before a year, and of it
ANYWHERE = _compiled(FEASTS)
# 17/9 and 12-3 are dates only where a day is expected.
SHORT = re.compile(
    rf"(?<![\w/.,-])(?P<day>{_DAY})(?P<sign>[-/])(?P<month>{_MONTH_NUMBER})(?![\w%]|[./,-]\d|\s?(?:jaar|jr"
    r"|uur|weken|maanden|kinderen|van\sde))"
)
BEFORE_SHORT = re.compile(
    r"\b(?:op|d\.?d\.?|per|vanaf|tot|sinds|t/m|na|voor|rond|dag|ma|di|wo|do|vr|za|zo|(?:maan|dins|woens"
    r"|donder|vrij|zater|zon)dag|evaluatie|zitting"
    r"|\w*gesprek|\w*journaal|huisbezoek|hb|hv|mdo|overleg|afspraak|afspr|volgende|crisis|incident|melding|intake"
    r"|bezoek|consult|mail|tc|datum|opname|start|einde?|geb\w*\.?|verslag|besluit"
    r"|en|e-?mail|mail|gebeld|kwam|komt)[.:,]?\s\(?$",
    re.IGNORECASE,
)
LOGGED = re.compile(r":\s")  # "05-04: mail gestuurd", at the start of a line
# Digits in a row or in pairs, only as a date of birth: 19450822, 22081945, 220845, 22 08 45, and glued to "dob".
_D, _M = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])"
IN_A_ROW = re.compile(
    rf"(?=\d)(?:(?<!\w)|(?i:(?<=\bdob)|(?<=\bgeb)|(?<=\bgb)|(?<=\bgebd)|(?<=\bgebdat)))"
    rf"(?:(?:19|20)\d\d{_M}{_D}|{_D}{_M}(?:(?:19|20)\d\d|\d\d)|\d\d{_M}{_D}|{_D} {_M} '?\d\d"
    rf"|\d{{1,2}} \d{{1,2}} (?:19|20)\d\d)(?!\w|[-/.]\d)"
)
# "de geboortedatum? veertien elf nul negen"
SAID_IN_A_ROW = re.compile(
    rf"\b{CARDINAL}\s{CARDINAL}\s(?:nul\s|twee ?duizend(?:\sen)?\s)?{CARDINAL}(?!\w)", re.IGNORECASE
)
# "in de nacht van 3 op 4 januari": a birth between two days.
DAY_BEFORE = re.compile(rf"(?<![\w/.,-])(?P<day>{_DAY}(?:\s(?:op|of|à)\s|/))\Z", re.IGNORECASE)
FIRST_DAY = re.compile(r"\d{1,2}")
NO_DATE_AFTER = re.compile(r"\s?(?:uur|%|euro|procent|[x×]\s?\d)", re.IGNORECASE)


def find_dates(raw: str) -> Iterator[Span]:
    dates, last_birth = _dates(raw), -1
    births: set[tuple[int, int]] = set()
    for start, end in dates:
        if is_birth(raw, start, end, last_birth):
            last_birth = end
            births.add((start, end))
    births.update(told_by_sentence(raw, dates, births))
    for start, end in dates:
        birth = (start, end) in births
        yield Span(_day_before(raw, start) if birth else start, end, "birthdate" if birth else "date")
    for start, end in find_births_beside(raw):
        yield Span(start, end, "birthdate")
    for head, pattern in ((FIGURES, IN_A_ROW), (NUMBER_WORDS, SAID_IN_A_ROW)):
        for match in matches_at(pattern, raw, starts(head, raw)):
            if born_before(raw, *match.span()) or (pattern is IN_A_ROW and is_bracketed(raw, *match.span())):
                yield Span(*match.span(), "birthdate")


def _day_before(raw: str, start: int) -> int:
    """Where "3 op 4 januari" starts; "werd 12 op 5 maart" says no second day."""
    earlier, day = DAY_BEFORE.search(raw, max(0, start - 12), start), FIRST_DAY.match(raw, start)
    before = FIRST_DAY.match(earlier["day"]) if earlier else None
    if not (earlier and before and day):
        return start
    return earlier.start("day") if day.group() == "1" or int(day.group()) - int(before.group()) == 1 else start


def _dates(raw: str) -> list[tuple[int, int]]:
    near = windows(starts(YEARS, raw), LONGEST_FEAST, LAST_OF_YEAR)
    spans = [match.span() for pattern in ANYWHERE for match in matches_near(pattern, raw, near)]
    for head, patterns in DATES:
        heads = starts(head, raw)
        spans += [match.span() for pattern in patterns for match in matches_at(pattern, raw, heads)]
    spans = [(start, end) for start, end in spans if not NO_DATE_AFTER.match(raw, end)]
    spans += [match.span() for match in matches_at(SHORT, raw, starts(FIGURES, raw)) if _is_short_date(raw, match)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        if not any(start < other_end and other_start < end for other_start, other_end in kept):
            kept.append((start, end))
    return sorted(kept)


def _is_short_date(raw: str, match: re.Match[str]) -> bool:
    if LOGGED.match(raw, match.end()) and raw[max(0, match.start() - 1) : match.start()] in ("", "\n"):
        return True
    return match.group() != "24/7" and bool(BEFORE_SHORT.search(raw[max(0, match.start() - 16) : match.start()]))
