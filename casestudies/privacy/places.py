"""Places by the lists of municipalities and villages, and by the words that lead to one."""

import re
from collections.abc import Iterator

from .findings import Span
from .lexicon import Lexicon, is_dutch_word
from .notation import word_set
from .words import Text, Word, fold

TOWARDS = word_set(
    "in uit te naar nr rond rondom nabij vanuit richting buiten via omgeving regio gemeente stad dorp wijk"
    " buurt plaats plaatsje dorpje eiland wijkteam stadsdeel woonplaats"
)
AREA = word_set(
    "wijk buurt dorp plaatsje dorpje stadsdeel volkswijk woonwijk nieuwbouwwijk achterstandswijk plaats"
    " woonplaats gehucht eiland"
)
ISLANDS = word_set(
    "bonaire saba curacao aruba texel vlieland terschelling ameland schiermonnikoog urk marken goeree tholen"
)
LONGEST = 5
SMALL_WORD = re.compile(r"(?:aan|de|den|der|op|van|het|'t|en|bij|in)\Z", re.IGNORECASE)


class PlaceReader:
    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text = text
        self.words = text.words
        self.lexicon = lexicon

    def spans(self) -> Iterator[Span]:
        index = 0
        while index < len(self.words):
            length = self._place_at(index)
            if length:
                yield Span(self.words[index].start, self.words[index + length - 1].end, "place")
            index += max(1, length)

    def _place_at(self, index: int) -> int:
        word = self.words[index]
        if fold(word.text) not in self.lexicon.place_starts:
            return self._after_area_word(index, word)
        for length in range(min(LONGEST, len(self.words) - index), 0, -1):
            name = self._joined(index, length)
            if name and name in self.lexicon.places and self._meant(index, length, word, name):
                return length
        return self._after_area_word(index, word)

    def _joined(self, index: int, length: int) -> str:
        """The words as one name; empty when anything but a space or a dash lies between."""
        first, last = self.words[index], self.words[index + length - 1]
        between = (
            self.text.between(self.words[place], self.words[place + 1]) for place in range(index, index + length - 1)
        )
        if any(gap not in (" ", "-") for gap in between):
            return ""
        name = fold(self.text.raw[first.start : last.end])
        return (
            f"'{name}"
            if first.start and self.text.raw[first.start - 1] in "'’" and f"'{name}" in self.lexicon.places
            else name
        )

    def _meant(self, index: int, length: int, word: Word, name: str) -> bool:
        towards = self._towards(index)
        if length > 1:
            last = self.words[index + length - 1]
            return (
                (last.capital and word.capital)
                or (towards and not is_dutch_word(last.low))
                or (towards and (name in self.lexicon.population or word.low in ("den", "t", "s")))
                or (last.capital and word.low in ("'t", "'s"))
            )
        if name in self.lexicon.not_names or (word.text.isupper() and len(word.text) < 4):
            return False
        person = name in self.lexicon.first_names or name in self.lexicon.surnames
        ordinary = (is_dutch_word(word.low) and name not in self.lexicon.population) or word.low in self.lexicon.common
        if not word.capital:
            led = (towards and self._before(index) not in ("te", "rond")) or (
                self._before(index) in ("van", "tot", "vlakbij") and not person
            )
            if towards and name in self.lexicon.population and not is_dutch_word(word.low):
                return True
            return led and not ordinary and name not in self.lexicon.first_names and len(name) > 2
        if word.first:
            town = (
                name in self.lexicon.population and name not in self.lexicon.first_names and not is_dutch_word(word.low)
            )
            return town or (not person and not ordinary)
        return (
            towards
            or (self._before(index) == "op" and name in ISLANDS)
            or (not ordinary and name not in self.lexicon.first_names)
        )

    def _after_area_word(self, index: int, word: Word) -> int:
        """ "de wijk Nieuwe Ambonwijk", "in de Schilderswijk": a name that no list has."""
        if not word.capital or word.first or fold(word.text) in self.lexicon.not_names or word.text.isupper():
            return 0
        if index and word.low in ("buurt", "wijk", "kwartier", "pijp"):
            return 0
        if (
            index + 1 < len(self.words)
            and self.words[index + 1].text in ("Buurt", "Wijk", "Kwartier", "Eiland")
            and self._joined(index, 2)
        ):
            return 2
        if (
            len(word.text) > 6
            and word.low.endswith(("wijk", "buurt", "kwartier"))
            and not is_dutch_word(word.low)
            and fold(word.text) not in self.lexicon.surnames
        ):
            return 1
        before = self._before(index)
        if before in AREA or (before in ("in", "uit", "te", "vanuit") and self._foreign(word)):
            return self._capitals(index)
        return 0

    def _foreign(self, word: Word) -> bool:
        """No name and no word that we know, where a place is expected: "geboren in Paramaribo"."""
        name = fold(word.text)
        if name.partition("-")[0] in self.lexicon.places:
            return True
        if name in self.lexicon.first_names or name in self.lexicon.providers:
            return False
        return len(name) > 3 and not is_dutch_word(word.low) and not is_dutch_word(name.rpartition("-")[2])

    def _capitals(self, index: int) -> int:
        count = 1
        while (
            index + count < len(self.words)
            and self.words[index + count].capital
            and self.text.between(self.words[index + count - 1], self.words[index + count]) in (" ", "-")
        ):
            count += 1
        return count

    def _before(self, index: int) -> str:
        return (
            self.words[index - 1].low
            if index and self.text.between(self.words[index - 1], self.words[index]) in (" ", " '", ": ", " (")
            else ""
        )

    def _towards(self, index: int) -> bool:
        before = self._before(index)
        if before in ("de", "het"):
            before = self._before(index - 1)
            return before in AREA
        return before in TOWARDS


def find_places(text: Text, lexicon: Lexicon) -> Iterator[Span]:
    yield from PlaceReader(text, lexicon).spans()
