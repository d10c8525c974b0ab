"""Dates in all usual notations; next to a word of birth a date is a birth date."""

import re
from collections.abc import Iterator

from .findings import Span
from .numerals import CARDINAL, ORDINAL

_LONG = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_SHORT = "jan|feb|febr|mrt|maa|apr|jun|jul|aug|sep|sept|okt|oct|nov|dec"
_MONTH = rf"(?:(?:{_LONG})(?!\w)|(?:{_SHORT})(?:\.|(?!\w)))"
_YEAR = r"(?:(?:19|20)\d\d(?!\d)|'\d\d(?!\d))"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])"

PATTERNS = (
    # 12-03-2011, 12/3/11, 12.03.2011, 7-7-'49
    rf"(?<![\w/.,-]){_DAY}([-/.])\s?{_MONTH_NUMBER}\1\s?(?:(?:19|20)\d\d|'?\d\d)(?![\w]|[./-]\d)",
    # 12 03 2011
    r"(?<![\w/.,-])(?:0[1-9]|[12]\d|3[01]) (?:0[1-9]|1[0-2]) (?:19|20)\d\d(?![\w]|[./-]\d)",
    # 2011-03-12
    r"(?<![\w/.-])(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?![\w]|[./-]\d)",
    # 12 maart 2011, 12de mrt '11, 3 juni, 12-mrt-2011
    rf"(?<![\w/.,-]){_DAY}(?:e|de|ste)?(?:\s|-|\svan\s)?{_MONTH}(?:[\s,-]{{0,2}}{_YEAR})?",
    # twaalf maart, de twaalfde maart 2011
    rf"\b(?:{CARDINAL}|{ORDINAL})(?:\svan)?(?:\sde)?\s{_MONTH}(?:\s{_YEAR}|\s(?:twee ?duizend"
    r"|negentien ?honderd)[\w ]*?(?=[,.;]|$))?",
    # twaalf twaalf tweeduizend tien
    rf"\b(?:{CARDINAL}|{ORDINAL})\s(?:{CARDINAL}|{ORDINAL})\s(?:twee ?duizend|negentien ?honderd|negentien"
    rf"|twintig)(?:\s?(?:en\s)?{CARDINAL})?(?!\w)",
    # maart 2024, augustus '22, mei/juni 2023
    rf"\b{_MONTH}(?:\s?(?:/|-|en|of)\s?{_MONTH})?\s?(?:van\s)?(?:het\sjaar\s)?{_YEAR}",
    # 03-2024
    rf"(?<![\w/.,-]){_MONTH_NUMBER}[-/](?:19|20)\d\d(?![\w]|[./-]\d)",
    # kerst 2022, tweede kerstdag 2021
    r"\b(?:(?:eerste|tweede|1e|2e)\s)?(?:kerst(?:dag|avond|mis|vakantie)?|pasen|paasdag|pinksteren"
    r"|pinksterdag|sinterklaas(?:avond)?|pakjesavond"
    r"|koningsdag|koninginnedag|oud\sen\snieuw|oudejaars(?:avond|dag)|oudjaar|nieuwjaars(?:dag|nacht)?"
    r"|hemelvaart(?:sdag)?|suikerfeest|offerfeest"
    r"|carnaval|moederdag|vaderdag|bevrijdingsdag|dierendag|halloween|valentijnsdag|goede\svrijdag"
    rf"|sint-?maarten)\s{_YEAR}",
)
DATES = tuple(re.compile(pattern, re.IGNORECASE) for pattern in PATTERNS)
# 17/9 and 12-3 are dates only where a day is expected.
SHORT = re.compile(
    rf"(?<![\w/.,-])(?P<day>{_DAY})(?P<sign>[-/])(?P<month>{_MONTH_NUMBER})(?![\w%]|[./,-]\d|\s?(?:jaar|jr"
    r"|uur|weken|maanden|kinderen|van\sde))"
)
BEFORE_SHORT = re.compile(
    r"\b(?:op|d\.?d\.?|per|vanaf|tot|sinds|t/m|na|voor|rond|dag|ma|di|wo|do|vr|za|zo|(?:maan|dins|woens"
    r"|donder|vrij|zater|zon)dag|evaluatie|zitting"
    r"|gesprek|huisbezoek|hb|hv|mdo|overleg|afspraak|datum|opname|start|einde?|geb\w*\.?|verslag|besluit"
    r"|en|e-?mail|mail|gebeld|kwam|komt)[.:,]?\s\(?$",
    re.IGNORECASE,
)
# Digits in a row, only as a date of birth: 19450822, 22081945.
IN_A_ROW = re.compile(
    r"(?<!\w)(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]"
    r"|1[0-2])(?:(?:19|20)\d\d|\d\d))(?!\w)"
)

BIRTH_WORD = (
    r"(?:(?:ge)?boren|geb(?:\.|oorte\w*|\.?\s?dat(?:um)?|dat|d)?\.?|gb\.?d\.?|g\.d\.|gebd|dob|d\.o\.b\.|°"
    r"|˚|\*|☆|verjaar\w*|jarig|levenslicht|ter wereld|bevallen|bevalling|geboorte\w*)"
)
BORN_BEFORE = re.compile(rf"(?<!\w){BIRTH_WORD}(?!\w)(?P<between>[^.;\n]{{0,40}})$", re.IGNORECASE)
# What may stand between the word of birth and its date, so that another event's date is not taken for it.
OTHER_EVENT = re.compile(
    r"\d{4}|\b(?:overleden|overleed|sinds|verhuis\w*|gevlucht|uit huis|geplaatst|gescheiden|getrouwd"
    r"|besluit|melding|zitting|contact"
    r"|lag|ging|kwam|kreeg|had|mocht|moest|zat|stond|sprak|gesproken|gebeld|kreeg|waarna|toen"
    r"|ingeschreven|aangemeld|gestart|woont)\b",
    re.IGNORECASE,
)
ANOTHER_VERB = re.compile(r"\b(?:werd|was|is|heeft)\b", re.IGNORECASE)
_NOT_LATER = rf"(?!\s(?:op|in)\s(?:\d|{_MONTH}))"
BORN_AFTER = re.compile(
    rf"\)?,?\s?(?:\(?(?:geboren|geboortedatum|geb\.?(?:datum)?)\b{_NOT_LATER}|(?:is|werd)?\s?"
    rf"(?:\w+\s){{0,2}}geboren\b{_NOT_LATER}|ter wereld|[^.\n]{{0,40}}\(geboortedat)",
    re.IGNORECASE,
)
AND_BORN = re.compile(r"^[\s,.]{0,2}(?:en|,|/|&)[^.;\n]{0,45}$", re.IGNORECASE)
AFTER_A_NAME = re.compile(r"[A-Z][\w'-]+(?:\s[A-Z][\w'-]+)?\s?\($")
NO_DATE_AFTER = re.compile(r"\s?(?:uur|%|euro|procent|[x×]\s?\d)", re.IGNORECASE)


def find_dates(raw: str) -> Iterator[Span]:
    last_birth = -1
    for start, end in _dates(raw):
        if _is_birth(raw, start, end, last_birth):
            last_birth = end
            yield Span(start, end, "birthdate")
        else:
            yield Span(start, end, "date")
    for match in IN_A_ROW.finditer(raw):
        if _born_before(raw, match.start()):
            yield Span(*match.span(), "birthdate")


def _dates(raw: str) -> list[tuple[int, int]]:
    spans = [match.span() for pattern in DATES for match in pattern.finditer(raw)]
    spans = [(start, end) for start, end in spans if not NO_DATE_AFTER.match(raw, end)]
    spans += [match.span() for match in SHORT.finditer(raw) if _is_short_date(raw, match)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        if not any(start < other_end and other_start < end for other_start, other_end in kept):
            kept.append((start, end))
    return sorted(kept)


def _is_short_date(raw: str, match: re.Match[str]) -> bool:
    return match.group() != "24/7" and bool(BEFORE_SHORT.search(raw[max(0, match.start() - 16) : match.start()]))


def _born_before(raw: str, start: int) -> bool:
    before = BORN_BEFORE.search(raw[max(0, start - 60) : start])
    return before is not None and not OTHER_EVENT.search(before["between"])


IS_OF = re.compile(
    r"\b(?:hij|zij|ze|ik|jongen|meisje|kind|zoon|dochter|zoontje|dochtertje|broer|zus|oudste|jongste"
    r"|[A-Z]\w+)\s(?:is|ben|was)?\s?(?:zelf\s)?van\s$"
)


def _is_birth(raw: str, start: int, end: int, last_birth: int) -> bool:
    if _born_before(raw, start) or BORN_AFTER.match(raw, end):
        return True
    if IS_OF.search(raw[max(0, start - 30) : start]) and not re.match(r"\w+\s\d{4}$", raw[start:end]):
        return True
    if AFTER_A_NAME.search(raw[max(0, start - 50) : start]) and raw[end : end + 1] == ")":
        return bool(re.search(r"\d\D+\d+\D+\d", raw[start:end]) or re.match(r"\d+\s\w+\s'?\d", raw[start:end]))
    between = raw[last_birth:start] if last_birth >= 0 and raw[start].isdigit() else ""
    return (
        bool(between)
        and bool(AND_BORN.match(between))
        and not (OTHER_EVENT.search(between) or ANOTHER_VERB.search(between))
    )
