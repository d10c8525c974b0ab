"""Dutch numbers in words, up to ninety-nine, and where numbers start in a text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

_UNITS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TEENS = ("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien")
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")


def _joined(unit: str) -> list[str]:
    return [f"{unit}ën", f"{unit}en"] if unit.endswith("e") else [f"{unit}en"]


CARDINALS = frozenset(
    [*_UNITS, "één", "eén", *_TEENS, *_TENS]
    + [joined + tens for unit in _UNITS for joined in _joined(unit) for tens in _TENS]
    + [f"{unit} en {tens}" for unit in _UNITS for tens in _TENS]
)
ORDINALS = frozenset(
    ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende"]
    + [f"{teen}de" for teen in _TEENS]
    + [f"{word}ste" for word in CARDINALS if word.endswith("tig")]
)


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


# For patterns. Written by their parts, since a hundred alternatives at every word of a text take long.
_UNIT, _TEEN, _TEN = _any((*_UNITS, "één", "eén")), _any(_TEENS), _any(_TENS)
CARDINAL = rf"(?:{_UNIT}(?:(?:[eë]n|\sen\s){_TEN}|[eë]nhalf)?|{_TEEN}|{_TEN}|anderhal(?:f|ve))"
ORDINAL = rf"(?:(?:{_UNIT}[eë]n)?{_TEN}ste|{_TEEN}de|eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende)"

# Most patterns of ages and dates start with a number. To try them only there takes a tenth of the time.
Stretch = tuple[int, int]
FIGURES = re.compile(r"(?<!\d)\d")
HOUSE_FIGURES = re.compile(r"(?<!\d)[1-9]\d{0,4}(?!\d)")
YEARS_OLD = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
NUMBER_WORDS = re.compile(
    r"\b(?:een|[eé][eé]n|eerste|elf|twee|twaalf|twintig|drie|der[dt]|vier|veer|vijf|zes|zev|acht|tach|neg|tien|honderd|anderha)",
    re.IGNORECASE,
)
ONE = re.compile(r"[eé][eé]n(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=16)
def starts(head: re.Pattern[str], raw: str) -> tuple[int, ...]:
    """Several detectors ask the same of one text; who reads the text forgets it afterwards, by `starts.cache_clear()`."""
    return tuple(match.start() for match in head.finditer(raw))


def outside(head: re.Pattern[str], raw: str, taken: bytes) -> list[int]:
    """Where it starts at a sign that is not marked as taken."""
    return [match.start() for match in head.finditer(raw) if not taken[match.start()]]


def matches_at(pattern: re.Pattern[str], raw: str, heads: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `finditer` gives for a pattern that can only start at one of the heads."""
    end = 0
    for head in heads:
        match = pattern.match(raw, head) if head >= end else None
        if match:
            end = match.end()
            yield match


def said(raw: str) -> list[int]:
    """Where a number in words starts, but for "een"."""
    return [start for start in starts(NUMBER_WORDS, raw) if not ONE.match(raw, start)]


def matches_near(pattern: re.Pattern[str], raw: str, stretches: Iterable[tuple[int, int]]) -> Iterator[re.Match[str]]:
    for start, end in stretches:
        yield from pattern.finditer(raw, start, end)


def around(words: Sequence[str], low: str, reach: int) -> list[tuple[int, int]]:
    """The stretches of a text in small letters that lie around any of the words."""
    heads: list[int] = []
    for word in words:
        at = low.find(word)
        while at >= 0:
            heads.append(at)
            at = low.find(word, at + 1)
    return windows(sorted(heads), reach, reach)


def windows(heads: Sequence[int], before: int, after: int) -> list[tuple[int, int]]:
    """The stretches around the heads, joined where they meet."""
    found: list[tuple[int, int]] = []
    for head in heads:
        start, end = max(0, head - before), head + after
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
    return found
