"""How numbers are written: one sign for every kind of space and dash, and the words that say what a number is."""

import re

SAME_SIGN = {
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\t", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00ad", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc`\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
}
_TABLE = str.maketrans(SAME_SIGN)

DIGIT_WORDS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")


def plain(raw: str) -> str:
    """The same text, sign for sign, with one kind of space, dash and quote: offsets stay what they are."""
    return raw.translate(_TABLE)


def said_before(raw: str, start: int, word: re.Pattern[str], distance: int) -> bool:
    """Whether the same line says the word shortly before."""
    return bool(word.search(raw[max(0, start - distance) : start].rpartition("\n")[2]))


def word_set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())
