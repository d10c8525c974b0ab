"""Numbers with a form that can be checked: citizen service numbers and bank accounts."""

import re
from collections.abc import Iterator

from .findings import Span
from .notation import DIGIT_WORDS, said_before
from .numerals import CARDINAL

BSN_WORD = re.compile(
    r"\b(?:bsn|b\.s\.n\b\.?|(?:burger\s?-?)?service\s?-?n(?:umme)?r|sofi(?:-?nummer)?|persoonsnummer|onderwijsnummer)",
    re.IGNORECASE,
)
FULL_DATE = re.compile(r"\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d\d|(?:19|20)\d\d[ ./-]\d{1,2}[ ./-]\d{1,2}")
# Nine digits in groups of any size, or one by one; another digit next to them makes it another kind of number.
_GAP = r"(?: ?[.-] ?| {1,2})"
NINE_DIGITS = re.compile(
    rf"(?<![^\W_])(?<![€$])(?:(?<!\d[./_-])\d{{9}}(?![^\W_]|€|[./-]\d)"
    rf"|(?<!\d[.,/_-])(?:(?=(?:{_GAP}?\d){{9}}(?!{_GAP}?\d))\d{{2,6}}(?:{_GAP}\d{{2,6}}){{1,3}}"
    rf"|\d(?:([ .-])\d)(?:\1\d){{7}}"
    r"|\d{3}/\d{3}/\d{3})(?![^\W_]|€|[.,/-]\d))"
)
# "2023-12345" counts the files of a year.
YEAR_FIRST = re.compile(r"(?:19|20)\d\d[ .-]\d{5}$")
LABELLED_BSN = re.compile(r"(?<![\w])\d(?:[ .-]{0,2}\d){7,8}(?![\w]|[.-]\d)")
# "(BSN443817753)": the word and the number written as one.
GLUED_BSN = re.compile(r"(?<![^\W_])bsn(?:-?n(?:umme)?r)?[.:_=-]?(?P<bsn>\d{8,9})(?![^\W_])", re.IGNORECASE)
# "burgerservicenummer een vijf drie ...", one by one or in pairs.
SAID_BSN = re.compile(
    rf"(?:\b(?:is|luidt|:)\s)?(?<!\w)(?P<bsn>(?:{'|'.join(DIGIT_WORDS)}|één|{CARDINAL})"
    rf"(?:[\s,.-]{{1,2}}(?:{'|'.join(DIGIT_WORDS)}|één|{CARDINAL}|\d{{1,3}})){{3,8}})(?!\w)",
    re.IGNORECASE,
)
BSN_ABOVE = re.compile(rf"(?:{BSN_WORD.pattern})[^\d\n]{{0,10}}\n[ \t|]*\Z", re.IGNORECASE)
# "cliëntnummer 20231187, bsn 448562297": the word belongs to the number behind it.
NUMBER_OF_ITS_OWN = re.compile(rf"{BSN_WORD.pattern}[^\d\n]{{0,12}}\d(?:[ .-]{{0,2}}\d){{7,8}}(?!\d)", re.IGNORECASE)
NINE = 9
AMOUNT = re.compile(r"\s*(?:euro|eur|€|%|procent)\b", re.IGNORECASE)

IBAN_START = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2})([ .-]?)\d{2}(?=[ .-]?[A-Z0-9])", re.IGNORECASE)
# Length of an account number per country, ISO 13616 registry; of the countries people here have accounts in.
IBAN_LENGTH = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BY": 28, "CH": 21, "CY": 28,
    "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22,
    "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30,
    "KZ": 20, "LB": 28, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MA": 28, "MC": 27, "MD": 24, "ME": 22,
    "MK": 19, "MT": 31, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22,
    "SA": 24, "SD": 18, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26, "UA": 29, "XK": 20,
}  # fmt: skip
ACCOUNT_WORD = re.compile(
    r"\b(?:iban|rekening(?:nummer|nr)?|bankrekening|bank(?:nummer|nr)|giro(?:nummer)?|rek\.?\s?nr)", re.IGNORECASE
)
DUTCH_ACCOUNT = re.compile(r"NL\d{2}[A-Z]{4}\d{10}")
# A figure too few or too many, or without its country.
MISCOUNTED = re.compile(r"(?<!\w)(?:NL ?\d{2} ?)?[A-Z]{4} ?\d(?:[ .]?\d){7,11}(?!\w)")
OLD_ACCOUNT = re.compile(r"(?<![\w.])\d{2}([. ]?)\d{2}\1\d{2}\1\d{3,4}(?![\w])|(?<![\w.])\d{7,10}(?![\w])")


def passes_eleven_test(digits: str) -> bool:
    """Nine digits, weighted 9 to 2 and -1 for the last, come to a multiple of eleven (Logisch Ontwerp BSN)."""
    digits = digits.rjust(9, "0")
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return total % 11 == 0 and int(digits) > 0


def passes_mod_97(account: str) -> bool:
    """The first four signs at the end, letters as numbers from 10, leave 1 when divided by 97 (ISO 13616, ISO 7064)."""
    return int("".join(str(int(sign, 36)) for sign in account[4:] + account[:4])) % 97 == 1


def find_bsn(raw: str) -> Iterator[Span]:
    for match in NINE_DIGITS.finditer(raw):
        digits = re.sub(r"\D", "", match.group())
        counted = YEAR_FIRST.match(match.group()) or AMOUNT.match(raw, match.end())
        if len(digits) == NINE and passes_eleven_test(digits) and not counted:
            yield Span(*match.span(), "bsn")
    for match in GLUED_BSN.finditer(raw):
        yield Span(*match.span("bsn"), "bsn")
    for word in BSN_WORD.finditer(raw):
        said = SAID_BSN.search(raw, word.end(), word.end() + 130)
        near = said and said.start("bsn") - word.end() < (45 if len(re.findall(r"\w+", said["bsn"])) == NINE else 20)
        if said and near and "\n" not in raw[word.end() : said.start("bsn")]:
            yield Span(*said.span("bsn"), "bsn")
    # What is called so is one, also when a digit was mistyped or the leading zero left out.
    for match in LABELLED_BSN.finditer(raw):
        if FULL_DATE.fullmatch(match.group()):
            continue
        behind = raw[match.end() : match.end() + 60].lstrip(" ,(")
        named = BSN_WORD.match(behind) and not NUMBER_OF_ITS_OWN.match(behind)
        if (
            named
            or said_before(raw, match.start(), BSN_WORD, 30)
            or BSN_ABOVE.search(raw, max(0, match.start() - 30), match.start())
        ):
            yield Span(*match.span(), "bsn")


def find_iban(raw: str) -> Iterator[Span]:
    for match in IBAN_START.finditer(raw):
        length = IBAN_LENGTH.get(match.group(1).upper())
        end = _end_of_signs(raw, match.start(), length) if length else None
        if end is None:
            continue
        account = re.sub(r"[^A-Za-z0-9]", "", raw[match.start() : end]).upper()
        mistyped = DUTCH_ACCOUNT.fullmatch(account) or said_before(raw, match.start(), ACCOUNT_WORD, 40)
        if passes_mod_97(account) or mistyped:
            yield Span(match.start(), end, "iban")
    for match in (*MISCOUNTED.finditer(raw), *OLD_ACCOUNT.finditer(raw)):
        if said_before(raw, match.start(), ACCOUNT_WORD, 25):
            yield Span(*match.span(), "iban")


def _end_of_signs(raw: str, start: int, count: int) -> int | None:
    """Where `count` letters and digits end, at most one separator between two; None when words come in between."""
    seen, position, gap = 0, start, 0
    while seen < count and position < len(raw):
        sign = raw[position]
        if sign.isascii() and sign.isalnum():
            seen, gap = seen + 1, 0
        elif sign in " .-" and gap == 0:
            gap = 1
        else:
            return None
        position += 1
    whole = position == len(raw) or not raw[position].isalnum()
    return position if seen == count and whole else None
