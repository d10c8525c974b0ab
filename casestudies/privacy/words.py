"""A text as words and sentences."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

# Letters, joined by a hyphen or an apostrophe inside the word (Anne-Marie, O'Brien, Aylin's).
WORD = re.compile(r"[^\W\d_]+(?:[-'’‘`][^\W\d_]+)*")
# A full stop, question or exclamation mark with what may close it, or a new line, starts a sentence.
SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)]*\s+(?=[\"'“‘«(]*[^\W\d_a-z]|[-–•*\"'“‘])|\n+")
# Short forms after which a sentence goes on; "J." and "A.B." are initials.
SHORT_FORM = re.compile(
    r"(?:\b(?:dhr|mw|mevr|mej|dr|drs|mr|ir|ing|prof|ds|fam|st|bijv|bv|nr|tel|o\.a|d\.w\.z|i\.v\.m|t\.a\.v"
    r"|m\.b\.t|resp|evt|incl)"
    r"|(?<!\w)[A-Z])\.$",
    re.IGNORECASE,
)
# "al-Hamid", "el-Khatib": the capital of a surname stands behind its article.
ARTICLE_JOINED = re.compile(r"(?:al|el|ad|as|ash|ar|at|an|az|bin|ben|bel|ait)-[A-ZÀ-Þ]")
REPLACED = re.compile(r"\[(?!(?:at|a|dot|punt|apenstaartje)\])[a-zà-ÿ0-9][^\[\]@\n]{0,50}\]")
SAYS_MORE = re.compile(r"[A-ZÀ-Þ][^\W\d_]|\d{3}|_|\w[.:/]+[^\W\d]")
NUMBER = re.compile(r"\d+")
# What stands before the first word of a line or a quotation.
OPENING = re.compile(r"(?:^|[\n:“‘\"«•*–—]|\s-|\n\s*\d+[.)])[\s\"'“‘«(*•–-]*$")
POSSESSIVE = re.compile(r"['’‘`]s?$")


@dataclass(slots=True)
class Word:
    start: int
    end: int
    text: str
    low: str
    capital: bool
    first: bool  # of its sentence or quotation: a capital says nothing here
    sentence: int

    @property
    def shouted(self) -> bool:
        return len(self.text) > 3 and self.text.isupper()


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Small letters without accents, one for one where the text allows it."""
    low = text.lower()
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c)).replace("’", "'")


@lru_cache(maxsize=20_000)
def without_possessive(text: str) -> str:
    return POSSESSIVE.sub("", text)


class Text:
    """The text as every detector meets it: words and sentences are found once."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.sentence_starts = _sentence_starts(raw)
        self.replaced = [match.span() for match in REPLACED.finditer(raw) if _is_neutral(match.group())]
        self.words = self._words()

    def sentence_of(self, offset: int) -> int:
        return bisect_right(self.sentence_starts, offset) - 1

    def sentence_span(self, number: int) -> tuple[int, int]:
        starts = self.sentence_starts
        return starts[number], starts[number + 1] if number + 1 < len(starts) else len(self.raw)

    def between(self, one: Word, other: Word) -> str:
        return self.raw[one.end : other.start]

    def _opens(self, start: int) -> bool:
        if self.raw[start - 1 : start] == " " and self.raw[start - 2 : start - 1].isalnum():
            return False  # nearly every word: no need to search
        return bool(OPENING.search(self.raw[max(0, start - 6) : start]))

    def _words(self) -> list[Word]:
        words: list[Word] = []
        last = -1
        for match in WORD.finditer(self.raw):
            start, end = match.span()
            number = self.sentence_of(start)
            first = number != last or self._opens(start)
            last = number
            text = match.group()
            words.append(Word(start, end, text, text.lower(), _with_capital(text), first, number))
        return words


def _with_capital(text: str) -> bool:
    return text[0].isupper() or ("-" in text and bool(ARTICLE_JOINED.match(text)))


def _is_neutral(label: str) -> bool:
    """A pair of brackets hides no name, date or number: "[naam B]" and "[12-15 jaar]" say nothing."""
    return not SAYS_MORE.search(label) and len(NUMBER.findall(label)) <= 2


def _sentence_starts(raw: str) -> list[int]:
    starts = [0]
    for match in SENTENCE_END.finditer(raw):
        stops_here = "\n" in match.group() or not SHORT_FORM.search(raw[max(0, match.start() - 8) : match.start() + 1])
        if stops_here and match.end() < len(raw):
            starts.append(match.end())
    return starts
