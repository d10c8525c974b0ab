"""Telephone numbers in the ways they are written in the Netherlands, and those of other countries."""

import re
from collections.abc import Iterator

from .findings import Span
from .notation import DIGIT_WORDS, said_before
from .numerals import CARDINAL

SEPARATOR = r"(?: ?[-./] ?| {1,2})?"
# Ten digits that start with 0: an area code of three or four digits, 06, or 084, 085, 087, 088 (numbering plan, ACM).
NATIONAL = re.compile(
    rf"(?<![\w+])(?<!\d[.,-])(?:(?<!\d/)|(?<=\d{{4}}/))(?:\(0(?P<bracket>\d{{1,3}})\)|0(?={SEPARATOR}[1-9]))"
    rf"(?:{SEPARATOR}\d){{6,9}}(?![\w]|[-.]\d|/(?!0\d)\d)"
)
# With the country: +31 6, 0031 (0)6, +32; the zero between brackets is written by habit.
INTERNATIONAL = re.compile(
    rf"(?<![\w+])(?:\(?\+\)? ?|00 ?)[1-9]\d{{0,2}}\)?{SEPARATOR}(?:\(0\){SEPARATOR})?\d"
    rf"(?:{SEPARATOR}\d){{6,11}}(?![\w])"
)
FULL_DATE = re.compile(r"(?:\d{1,2}([-/. ])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([-/.])\d\d\2\d\d)(?!\d)")
PHONE_WORD = re.compile(
    r"\b(?:tel(?:\.|\b|nr|efoon\w*)|mob(?:\.|iel\w*|\b)|06(?:-| )?(?:nummer|nr)?|gsm|nummer is|nummertje"
    r"|whats ?app\w*|appen"
    r"|app\w* (?:op|naar|via)|bel(?:len|t)?\b(?: \w+){0,3}|bereikbaar(?: \w+){0,3}|noodnummer|sms\w*|fax)",
    re.IGNORECASE,
)
# Without its first digits, as somebody says it who has just named it a telephone number.
LABELLED = re.compile(
    rf"(?<![\w+€])(?<!\d[.,/-])(?:\(\d{{2,4}}\)\s)?\d(?:{SEPARATOR}\d){{5,9}}(?![\w%€]|[.,/-]\d|\s*(?:euro|jaar|uur|keer))"
)
_SAID = (
    rf"(?:{'|'.join(DIGIT_WORDS)}|één|plus|dubbel|keer|en|dan|daarna|streepje|\d{{1,8}}|[a-z]{{3,5}}(?:en|ën)(?:der|twin|veer"
    rf"|vijf|zes|zeven|tach|negen)\w*tig|{CARDINAL})"
)
SAID_ALOUD = re.compile(
    rf"(?<![\w/.-])(?:nul(?:[\s,.-]+{_SAID}){{5,14}}|(?:06|nul zes)(?:[\s,.-]+{_SAID}){{3,13}})(?!\w)", re.IGNORECASE
)
# "nul zes, en dan 41 00 22 86": the start in words or apart, the rest in digits.
HALF_SAID = re.compile(
    rf"\b(?:nul|0)[ -]?(?:zes|6)(?!\d)[\s,.:;=_-]{{0,3}}(?:(?:en |dan |daarna |met |nummer "
    rf"|streepje )){{0,3}}\d(?:{SEPARATOR}\d){{7}}(?![\w]|[-/.]\d)",
    re.IGNORECASE,
)
# 31641009988: with the country, without its plus.
MOBILE_WITHOUT_PLUS = re.compile(
    rf"(?<![\w+€.,/-])31{SEPARATOR}(?:\(0\){SEPARATOR})?6(?:{SEPARATOR}\d){{8}}(?![\w]|[-/.]\d)"
)
# "O6-12987744": the letter for the figure.
LETTER_O = re.compile(rf"(?<!\w)[Oo]6(?:{SEPARATOR}\d){{8}}(?![\w]|[-/.]\d)")
# "06 1234567": a figure too few or too many.
MISCOUNTED = re.compile(
    rf"(?<![\w+€.,/-])06[ -]?(?:\d(?:{SEPARATOR}\d){{6}}|\d(?:{SEPARATOR}\d){{8}})(?![\w]|{SEPARATOR}\d|[-/.]\d)"
)
# Everybody's numbers: the help lines.
PUBLIC = re.compile(r"0[89]00")


def find_phones(raw: str) -> Iterator[Span]:
    for pattern in (NATIONAL, INTERNATIONAL):
        for match in pattern.finditer(raw):
            if _is_number(match.group(), national=pattern is NATIONAL):
                yield Span(*match.span(), "phone")
    for match in LABELLED.finditer(raw):
        if said_before(raw, match.start(), PHONE_WORD, 25) and _may_be_number(match.group()):
            yield Span(*match.span(), "phone")
    for pattern in (SAID_ALOUD, HALF_SAID, MOBILE_WITHOUT_PLUS, LETTER_O, MISCOUNTED):
        for match in pattern.finditer(raw):
            if not FULL_DATE.match(match.group()):
                yield Span(*match.span(), "phone")


def _is_number(written: str, *, national: bool) -> bool:
    digits = re.sub(r"\D", "", written)
    if FULL_DATE.match(written) or PUBLIC.match(digits):
        return False
    return len(digits) == 10 if national else 9 <= len(digits) <= 16


def _may_be_number(written: str) -> bool:
    digits = re.sub(r"\D", "", written)
    return not FULL_DATE.match(written) and not PUBLIC.match(digits) and 6 <= len(digits) <= 10
