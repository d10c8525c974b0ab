"""Dutch numbers in words, up to ninety-nine."""

from collections.abc import Iterable

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
