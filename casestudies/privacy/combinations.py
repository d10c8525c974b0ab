"""Rare combinations: place, age, form of care and event that together may point at one child.

Each element has a weight: a place the more, the fewer people live there; see data/rare.toml for the others. Within a few
sentences the heaviest of each kind counts, and together they must reach a limit.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from .findings import Span
from .lexicon import DATA, Lexicon
from .numerals import CARDINAL, around, matches_at, matches_near
from .uniqueness import find_unique
from .words import Text, fold

# Inhabitants below which a place says much, something, a little. A village that is no municipality counts as small.
FEW, SOME, MANY = 25_000, 50_000, 100_000
WINDOW = 3  # sentences
LIMIT = 5  # with something rare: an event, a trait
LIMIT_ORDINARY = 6  # age, place and care alone
LIMIT_PLACELESS = 7
WORD_START = re.compile(r"(?<!\w)\w\S")
LONGEST_BAND = 50  # signs
NARROW_BAND = re.compile(
    rf"(?<![\w-])(?:(\d{{1,2}})\s?(?:-|of|à)\s?(\d{{1,2}})|(?:{CARDINAL}) of (?:{CARDINAL}))\s?jaar\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Element:
    start: int
    end: int
    element: str
    weight: int


@dataclass(frozen=True, slots=True)
class Combination:
    span: Span
    elements: str  # in the text's own words
    place: str
    people: int  # 0 when not known
    alone: bool = False  # a turn of phrase that says so by itself


def find_combinations(text: Text, lexicon: Lexicon, spans: Iterable[Span]) -> Iterator[Combination]:
    elements = sorted(
        {*_from_spans(text, lexicon, spans), *_rare(text.raw), *_narrow_bands(text.raw)},
        key=lambda element: element.start,
    )
    known = [
        span for span in find_unique(text) if not any(span[0] < end and start < span[1] for start, end in text.replaced)
    ]
    for start, end in known:
        yield Combination(Span(start, end, "combination"), text.raw[start:end], "", 0, alone=True)
    sentences = [text.sentence_of(one.start) for one in elements]
    taken = -1
    for first in range(len(text.sentence_starts)):
        for last in range(first, min(first + WINDOW, len(text.sentence_starts))):
            here = elements[bisect_left(sentences, first) : bisect_right(sentences, last)]
            inside = [one for one in here if one.start > taken]
            heaviest = _heaviest(inside)
            if inside and _singles_out(heaviest):
                combination = _told(text.raw, lexicon, list(heaviest.values()))
                taken = combination.span.end
                if not any(start < taken and combination.span.start < end for start, end in known):
                    yield combination
                break


def _heaviest(elements: list[Element]) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for element in elements:
        if element.element not in found or element.weight > found[element.element].weight:
            found[element.element] = element
    return found


def _singles_out(found: dict[str, Element]) -> bool:
    weights = {kind: element.weight for kind, element in found.items()}
    total, rare = sum(weights.values()), weights.get("event", 0) + weights.get("trait", 0)
    if len(weights) < 3:
        return False
    if not weights.get("place"):
        return rare >= 4 and total >= LIMIT_PLACELESS
    return total >= (LIMIT if rare else LIMIT_ORDINARY)


def _told(raw: str, lexicon: Lexicon, elements: list[Element]) -> Combination:
    elements = sorted(elements, key=lambda element: element.start)
    place = next((raw[one.start : one.end] for one in elements if one.element == "place"), "")
    span = Span(elements[0].start, max(one.end for one in elements), "combination")
    return Combination(
        span, ", ".join(raw[one.start : one.end] for one in elements), place, lexicon.population.get(fold(place), 0)
    )


def _from_spans(text: Text, lexicon: Lexicon, spans: Iterable[Span]) -> Iterator[Element]:
    for span in spans:
        if span.kind == "place":
            yield Element(span.start, span.end, "place", _smallness(lexicon, text.raw[span.start : span.end]))
        elif span.kind in ("exact_age", "birthdate"):
            yield Element(span.start, span.end, "age", 1)


def _smallness(lexicon: Lexicon, place: str) -> int:
    people = lexicon.population.get(fold(place), 0)
    return 3 if people < FEW else 2 if people < SOME else 1 if people < MANY else 0


def _narrow_bands(raw: str) -> Iterator[Element]:
    low = raw.lower()
    near = around(["jaar"], low, LONGEST_BAND) if len(low) == len(raw) else [(0, len(raw))]
    for match in matches_near(NARROW_BAND, raw, near):
        if not match[1] or int(match[2]) - int(match[1]) == 1:
            yield Element(*match.span(), "age", 1)


@cache
def _patterns() -> list[tuple[str, int, re.Pattern[str], frozenset[str]]]:
    """With the first letters that each may start with: a text is looked through once for all of them."""
    rows = tomllib.loads((DATA / "rare.toml").read_text(encoding="utf-8"))["rare"]
    return [
        (row["element"], row["weight"], _pattern(row["words"]), frozenset(word[:2].lower() for word in row["words"]))
        for row in rows
    ]


def _pattern(words: list[str]) -> re.Pattern[str]:
    listed = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


def _rare(raw: str) -> Iterator[Element]:
    starting: dict[str, list[int]] = {}
    for found in WORD_START.finditer(raw):
        starting.setdefault(found.group().lower(), []).append(found.start())
    for element, weight, pattern, openings in _patterns():
        heads = sorted(head for opening in openings for head in starting.get(opening, ()))
        for match in matches_at(pattern, raw, heads):
            yield Element(*match.span(), element, weight)
