"""Schools, childcare and institutions: by a type word with a name, by a name we know, by how people speak of them."""

import re
from collections.abc import Iterator
from functools import cache

from .findings import Span
from .lexicon import Lexicon, is_dutch_word
from .notation import word_set
from .words import WORD, Text, Word, fold

ARTICLES = frozenset({"de", "het", "'t", "t", "den"})
JOINING = word_set("van de der den het 't voor en aan op in")
# Types that nobody uses but in front of a name, so that it may be written small: "cbs de ark".
SMALL_NAMES_AFTER = word_set(
    "obs cbs rkbs pcbs kbs gbs ikc sbo basisschool kdv kinderdagverblijf psz peuterspeelzaal gezinshuis"
    " roc zorgboerderij montessorischool daltonschool"
)
# Types that are ordinary words: a first name may follow them, so they need an article or quotes before the name.
LOOSE = word_set(
    "school opvang praktijk locatie instelling aanbieder kerk moskee politie loket universiteit wijkteam"
    " manege scouting college kliniek pi"
)
QUOTED = re.compile(r"\s?[\"“‘«](?=[A-Z])[^\"”’»\n]{2,40}[\"”’»]")


@cache
def _providers(lexicon: Lexicon) -> dict[str, list[tuple[str, ...]]]:
    """Known names by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(lexicon.providers | lexicon.hospitals, key=len, reverse=True):
        parts = tuple(re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", name))
        if parts:
            found.setdefault(parts[0], []).append(parts)
    return found


class NamedReader:
    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text = text
        self.raw = text.raw
        self.words = text.words
        self.lexicon = lexicon

    def spans(self) -> Iterator[Span]:
        for index in range(len(self.words)):
            span = self.span_at(index)
            if span:
                yield span

    def span_at(self, index: int) -> Span | None:
        return self._typed(index) or self._known(index)

    def _typed(self, index: int) -> Span | None:
        """A type word, or some of them, and then a name."""
        if self.words[index].low not in _type_starts():
            return None
        for length in (4, 3, 2, 1):
            kind = self._kind(index, length)
            if kind:
                last = index + length - 1
                end = self._name_after(last, self.words[last].low)
                if end is not None:
                    return Span(self.words[index].start, end, kind)
        return None

    def _kind(self, index: int, length: int) -> str:
        if index + length > len(self.words):
            return ""
        phrase = self.raw[self.words[index].start : self.words[index + length - 1].end].lower()
        if phrase in phrases("school_types.txt"):
            return "school"
        return "institution" if phrase in phrases("institution_types.txt") else ""

    def _name_after(self, last: int, type_word: str) -> int | None:
        index = last + 1
        if index >= len(self.words):
            return None
        gap = self.text.between(self.words[last], self.words[index])
        quoted = QUOTED.match(self.raw, self.words[last].end)
        if quoted:
            return quoted.end()
        if "\n" in gap or gap.strip() not in ("", "'"):
            return None
        word = self.words[index]
        article = word.low in ARTICLES or (word.low == "van" and type_word == "roc")
        if article and index + 1 < len(self.words):
            return self._after_article(index, type_word)
        if not word.capital or not self._may_be_name(word, type_word):
            return None
        return self.capitals_end(index)

    def _after_article(self, index: int, type_word: str) -> int | None:
        article, name = self.words[index], self.words[index + 1]
        if self.text.between(article, name).strip():
            return None
        if name.capital and (fold(name.text) not in self.lexicon.not_names or type_word in SMALL_NAMES_AFTER):
            return self.capitals_end(index + 1)
        small = type_word in SMALL_NAMES_AFTER and not name.capital and name.low not in self.lexicon.common
        return name.end if small else None

    def _may_be_name(self, word: Word, type_word: str) -> bool:
        name = fold(word.text)
        if type_word in LOOSE and (
            name in self.lexicon.first_names or (name in self.lexicon.not_names and type_word != "politie")
        ):
            return type_word in ("politie", "wijkteam") and name in self.lexicon.places
        return not (name in self.lexicon.not_names and name not in _REGIONAL)

    def capitals_end(self, index: int) -> int:
        """Where the words with capitals end; "van" and its like in between belong to the name."""
        end, position = self.words[index].end, index + 1
        while position < len(self.words):
            gap = self.text.between(self.words[position - 1], self.words[position])
            if gap not in (" ", " & ", "-", " '"):
                break
            word = self.words[position]
            if word.capital and not (word.text.isupper() and len(word.text) == 1):
                end = word.end
            elif (
                word.low not in JOINING
                or self.type_follows(position)
                or not (
                    position + 1 < len(self.words)
                    and self.words[position + 1].capital
                    and word.low not in ("en", "in", "op", "aan")
                )
            ):
                break
            position += 1
        return end

    def type_follows(self, position: int) -> bool:
        return any(self._kind(position + 1, length) for length in (1, 2)) if position + 1 < len(self.words) else False

    def _known(self, index: int) -> Span | None:
        word = self.words[index]
        for parts in _providers(self.lexicon).get(fold(word.text), ()):
            last = index + len(parts) - 1
            if (
                last < len(self.words)
                and all(fold(self.words[index + place].text) == part for place, part in enumerate(parts))
                and self._capital_enough(index, parts)
            ):
                return Span(word.start, self.capitals_end(last), "institution")
        return None

    def _capital_enough(self, index: int, parts: tuple[str, ...]) -> bool:
        word, last = self.words[index], self.words[index + len(parts) - 1]
        if len(parts) > 1:
            return last.capital or not is_dutch_word(last.low)
        ordinary = is_dutch_word(word.low) or parts[0] in self.lexicon.first_names
        follower = self.words[index + 1] if index + 1 < len(self.words) else None
        if word.capital and follower and follower.capital and fold(follower.text) in self.lexicon.places:
            return True  # "Horizon Rotterdam"
        return word.capital and not (word.first and ordinary) if ordinary else word.capital or len(parts[0]) > 4


_REGIONAL = word_set(
    "friesland drenthe overijssel flevoland gelderland noord-holland zuid-holland zeeland brabant"
    " noord-brabant limburg twente achterhoek veluwe oost west noord zuid midden oosten westen noorden"
    " zuiden nederland"
)


@cache
def _type_starts() -> frozenset[str]:
    """The first words of types, as the text's words are cut."""
    types = phrases("school_types.txt") | phrases("institution_types.txt")
    return frozenset(match.group() for phrase in types if (match := WORD.match(phrase)))


@cache
def phrases(name: str) -> frozenset[str]:
    """Type words and type phrases: the words of the file, joined as they follow each other on a line."""
    from .lexicon import lines

    return frozenset(phrase.strip() for line in lines(name) for phrase in line.lower().split(","))
