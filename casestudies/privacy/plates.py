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
    r"\b(?:kenteken\w*|nummerplaat|auto|wagen|bus(?:je)?|scooter|brommer|motor|bestelbus|rijdt|reed|busje"
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


def find_licence_plates(raw: str) -> Iterator[Span]:
    for match in WITH_DASHES.finditer(raw):
        yield Span(*match.span(), "licence_plate")
    for match in LOOSELY.finditer(raw):
        if said_before(raw, match.start(), ABOUT_A_CAR, 90) or ABOUT_A_CAR.match(raw[match.end() :].lstrip(" ,(")):
            yield Span(*match.span(), "licence_plate")
