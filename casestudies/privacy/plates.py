"""Dutch licence plates: the fourteen series of letters and digits that the RDW gave out since 1951 (sidecodes)."""

import re
from collections.abc import Iterator

from .findings import Span
from .notation import said_before

# X is a letter, 9 a digit; one line per sidecode, in order.
SERIES = (
    "XX-99-99", "99-99-XX", "99-XX-99", "XX-99-XX", "XX-XX-99", "99-XX-XX", "99-XXX-9",
    "9-XXX-99", "XX-999-X", "X-999-XX", "XXX-99-X", "X-99-XXX", "9-XX-999", "999-XX-9",
)  # fmt: skip
ABOUT_A_CAR = re.compile(
    r"\b(?:kenteken\w*|nummerplaat|\w*auto(?:'?s|tje)?|wagens?|bus(?:je)?|scooter|brommer|motor|bestelbus|rijdt|reed|busje"
    r"|caravan|fiat|opel|golf"
    r"|volkswagen|vw|ford|toyota|renault|peugeot|citro[eë]n|bmw|audi|mercedes|kia|seat|skoda|volvo|hyundai"
    r"|suzuki|mazda|nissan)\b",
    re.IGNORECASE,
)


def _pattern(between: str) -> str:
    signs = {"X": "[A-Z]", "9": r"\d", "-": between}
    return "|".join("".join(signs[sign] for sign in series) for series in SERIES)


WITH_DASHES = re.compile(rf"(?<![\w-])(?:{_pattern('-')})(?![\w-])")
# Spaces, nothing between, or small letters: only where a car is spoken of.
LOOSELY = re.compile(rf"(?<![\w-])(?:{_pattern('[ .-]?')})(?![\w-])", re.IGNORECASE)
UNIT = re.compile(
    r"^(?:is|en|om|na|op|in|de|of|tot|met|van|nog|was)\b|\b(?:km|kg|cm|m|kl|mm|ml|gr|u|uur|min|jr"
    r"|x)$"
)  # "is 12 km"
# Of any country, after the word: WPR 8842K, K-AB 1234, 1-ABC-234, B 123 ABC, AB12 CDE.
NAMED = re.compile(
    r"\b(?:kentekens?|kentekenplaat|nummerplaat|kent\.)(?: (?:nr\.?|nummer|is|was|met|van|luidt|begint|de|een|auto"
    r"|\w+s))*[ :=\"'(]{1,3}"
    r"(?P<plate>(?=[^\n,;]{0,10}\d)(?=[^\n,;]{0,10}[A-Z])(?=[A-Z0-9])[A-Z0-9ÄÖÜ]{1,7}(?:[ -][A-Z0-9]{1,5}){0,3})(?![\w])"
)
# K-AB 1234, KLE-X 12, WPR 8842K, 1-ABC-234: where a car is spoken of.
FOREIGN = re.compile(
    r"(?<![\w-])(?:[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\d{1,4}|[A-Z]{2,3} \d{4,5}[A-Z]?|\d-[A-Z]{3}-\d{3}|[A-Z]{1,2} ?\d{2,3} ?[A-Z]{3}"
    r"|[A-Z]{2}-\d{3}-[A-Z]{2})(?![\w-])"
)


def find_licence_plates(raw: str) -> Iterator[Span]:
    for match in WITH_DASHES.finditer(raw):
        yield Span(*match.span(), "licence_plate")
    for match in LOOSELY.finditer(raw):
        if UNIT.search(match.group()):
            continue
        if said_before(raw, match.start(), ABOUT_A_CAR, 90) or ABOUT_A_CAR.match(raw[match.end() :].lstrip(" ,(")):
            yield Span(*match.span(), "licence_plate")
    for match in NAMED.finditer(raw):
        yield Span(*match.span("plate"), "licence_plate")
    for match in FOREIGN.finditer(raw):
        if said_before(raw, match.start(), ABOUT_A_CAR, 60):
            yield Span(*match.span(), "licence_plate")
