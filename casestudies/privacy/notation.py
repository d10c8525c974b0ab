"""How numbers are written: one sign for every kind of space and dash, and the words that say what a number is."""

import re

SAME_SIGN = {
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\t", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00ad", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc`\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
}
# Wide and ornamental letters and figures, and those of other scripts: read as they sound.
WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
FIGURES = {
    chr(first + figure): str(figure) for first in (0x660, 0x6F0, *range(0x1D7CE, 0x1D800, 10)) for figure in range(10)
}
_TABLE = str.maketrans({**WIDE, **FIGURES, **SAME_SIGN})
# Signs that nobody sees, and that copying from a screen leaves between the others.
UNSEEN = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")

DIGIT_WORDS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")


def plain(raw: str) -> str:
    """The same text, sign for sign, with one kind of space, dash and quote: offsets stay what they are."""
    return raw.translate(_TABLE)


def said_before(raw: str, start: int, word: re.Pattern[str], distance: int) -> bool:
    """Whether the same line says the word shortly before."""
    return bool(word.search(raw[max(0, start - distance) : start].rpartition("\n")[2]))


def word_set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())
