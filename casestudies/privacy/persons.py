"""Persons by their names: with capitals and without, in full and in part, in the possessive."""

import re
from collections.abc import Iterator

from .context import BEFORE_INTERFIX, CERTAIN_TITLES, INTERFIXES, OF_PEOPLE
from .findings import Span
from .lexicon import Lexicon, is_dutch_word
from .name_words import NameWords
from .notation import word_set
from .words import Text, Word, fold

# First names too, but at the start of a sentence always the word.
NEVER_FIRST = word_set(
    "aan al alle allen alles als anders ben bent dan date de do door elke er even extra goed haar he het"
    " hier hoi hub ja je jouw juist juli jun kan klaar"
    " kort la laat lang liefst los mans me mee mei men met mij mijn min naar nam nies nu om onder ook op"
    " over per sent seven te toch tong tot uit van veel"
    " ver voor vrij wat wei welke wen wie wil will wilt win wit witte zo zijn zus zusje broer broertje vader"
    " moeder kerst juni april augustus"
)
ELDERS = word_set("oma opa tante oom ome omi opi nonna")
NUMBERED = re.compile(r"(?: [A-Z][\w'-]*){0,2} \d")
LONGEST_INTERFIX = 4
HOUSE = re.compile(r"(?:school|college|lyceum|ziekenhuis|kliniek|huis|zorg)\Z")
HOUSE_FOLLOWS = re.compile(
    r"(?: [A-Z][\w'-]*(?:school|college|lyceum)\b|(?:[ -][A-Z][\w'-]*)?[ -](?:[Cc]ollege|[Ll]yceum|[Ss]chool|[Gg]ymnasium"
    r"|[Zz]iekenhuis|[Kk]liniek|[Mm]avo)\b)"
)


class PersonReader(NameWords):
    def spans(self, near: bytes = b"") -> Iterator[Span]:
        """Where `near` is given, only those that start at a sign that it marks."""
        index = 0
        while index < len(self.words):
            length = self._name_at(index) if not near or near[self.words[index].start] else 0
            if length:
                last = index + length - 1
                start, end = self.words[index].start, self._end_of(last)
                yield Span(
                    start, self._with_initial(end), "person", self.around.said_of(index, last), self.around.cue(index)
                )
                index = last
            index += 1

    # --- where a name starts ------------------------------------------------------------------------

    def _name_at(self, index: int) -> int:
        """How many words the name that starts here has; 0 when none does."""
        word = self.words[index]
        starts = word.low in INTERFIXES or (word.low in BEFORE_INTERFIX and word.capital and not word.first)
        if starts and (length := self._surname_with_interfix(index)):
            return length
        if not self._starts_name(index, word):
            return 0
        return 1 + self._more(index)

    def _starts_name(self, index: int, word: Word) -> bool:
        name = self._bare(index)
        if word.low in self.lexicon.roles or word.low in self.lexicon.titles:
            return word.text.istitle() and not word.first and self._called(index)
        if name in self.lexicon.not_names and not self._name_after_all(index, word, name):
            return False
        if not word.capital or (word.shouted and self._all_shouted(word)):
            return self._small(index, word, name)
        if word.text.isupper() and len(word.text) > 1:
            return (
                name in self.lexicon.first_names
                and len(name) > 3
                and not self._ordinary(name)
                and not is_dutch_word(name)
            )
        if self.around.eponym(index) or self._compound(word):
            return False
        return self._capital_first(index, name) if word.first else self._capital_inside(index, word, name)

    def _called(self, index: int) -> bool:
        """ "oma Zus", "oom Broer": a word for family as a name."""
        before = self.around.before(index)
        return before is not None and before.low in ELDERS and self.around.joined(index) == " "

    def _compound(self, word: Word) -> bool:
        """ "Kracht-conferentie": what follows the dash is a word."""
        last = word.text.rpartition("-")[2]
        return "-" in word.text and len(last) > 3 and last.islower() and is_dutch_word(last)

    def _name_after_all(self, index: int, word: Word, name: str) -> bool:
        """ "mevrouw Bron", "Mei is de jongste": what stands around it makes a name of a word that hardly ever is one."""
        if not word.capital:
            return False
        people = name in self.lexicon.first_names and OF_PEOPLE.match(self.raw, word.end)
        return (self._surname(name) and self.around.titled(index)) or bool(people)

    def _capital_inside(self, index: int, word: Word, name: str) -> bool:
        around = self.around
        if around.cue(index):
            return True
        if name in self.lexicon.places and around.towards(index):
            return False
        if self._double(name):
            return True
        if name in self.lexicon.first_names:
            return not self._ordinary(name) or not around.after_article(index)
        if around.after_article(index) or name in self.lexicon.places or around.located(index):
            return False
        if self._surname(name) and not is_dutch_word(name):
            return True
        if self._surname(name) and around.led(index):
            return True
        if around.unknown(word):
            return around.led(index) or around.acts(index) or around.owns(index)
        return False

    def _capital_first(self, index: int, name: str) -> bool:
        around = self.around
        if name in self.lexicon.first_names and not (
            self._ordinary(name) and (is_dutch_word(name) or name in NEVER_FIRST)
        ):
            return not (name in self.lexicon.places and around.towards(index))
        if self._double(name) or around.filled_in(index):
            return True
        if name in self.lexicon.ambiguous:
            return around.aged(index) or (
                around.beside_a_name(index)
                or around.kin(index)
                or (name not in NEVER_FIRST and (around.acts(index) or self._surname_follows(index)))
            )
        told = (
            around.beside_a_name(index)
            or around.acts(index)
            or around.cue(index)
            or around.owns(index)
            or self._surname_follows(index)
        )
        return told and around.unknown(self.words[index])

    def _small(self, index: int, word: Word, name: str) -> bool:
        around = self.around
        known = name in self.lexicon.first_names
        if known and not self._ordinary(name):
            return len(name) > 2 or around.cue(index)
        before = around.before(index)
        named = (
            bool(around.role(index))
            or (before is not None and before.low in CERTAIN_TITLES - {"gezin", "familie"})
            or around.naming(index)
        )
        everyday = word.low in (NEVER_FIRST if known else self.lexicon.common)
        if word.low in self.lexicon.verbs or not named or everyday:
            return known and (around.aged(index) and len(name) > 2 and word.low not in NEVER_FIRST)
        if known or (self._surname(name) and around.titled(index)):
            return around.joined(index) == " "
        return around.titled(index) and around.unknown(word) and len(name) > 3

    # --- how far it reaches -------------------------------------------------------------------------

    def _more(self, index: int) -> int:
        """Words that belong to the name that stands at index."""
        count = 0
        while (position := index + count + 1) < len(self.words):
            if self.words[position - 1].low.endswith("'s") or self.around.joined(position) != " ":
                break
            step = self._one_more(position, self.words[index])
            if not step:
                break
            count += step
        return count

    def _one_more(self, position: int, start: Word) -> int:
        word = self.words[position]
        if word.low in INTERFIXES or word.low in BEFORE_INTERFIX:
            return self._surname_with_interfix(position, after_name=True)
        name = self._bare(position)
        surname = self._surname(name)
        if (name in self.lexicon.not_names or word.low in self.lexicon.roles) and not (surname and word.capital):
            return 0
        if word.shouted and start.shouted:
            return int(surname or name in self.lexicon.first_names or self.around.unknown(word))
        if word.capital:
            return int(not word.text.isupper() or len(word.text) == 1)
        small = not start.capital and word.low not in self.lexicon.common and not is_dutch_word(name)
        return int(small and (surname or name in self.lexicon.first_names))

    def _surname_with_interfix(self, position: int, *, after_name: bool = False) -> int:
        """ "van der Velden", "De Wit": how many small words and what they lead to; 0 when that is no surname."""
        last = position + int(self.words[position].low in BEFORE_INTERFIX)
        while last < min(len(self.words), position + LONGEST_INTERFIX) and self.words[last].low in INTERFIXES:
            last += 1
        if last >= len(self.words) or any(
            self._joined(place) not in self.BETWEEN for place in range(position + 1, last + 1)
        ):
            return 0
        if last - position == 1 and self.words[position].low in BEFORE_INTERFIX:
            return 0
        word, name = self.words[last], self._bare(last)
        if self.words[position].low in BEFORE_INTERFIX and (
            self._is_place(position + 1, last) or NUMBERED.match(self.raw, word.end)
        ):
            return 0  # "in Den Haag", "Ricardo op de Lange Nieuwstraat 88"
        if (word.text.isupper() and len(word.text) > 1) or (name in self.lexicon.not_names and not self._surname(name)):
            return 0
        if after_name:
            return self._surname_after_name(position, last, name)
        count = last - position + 1
        if self.around.titled(position):
            known = word.capital or (self._surname(name) and self.words[position - 1].low in CERTAIN_TITLES - {"gezin"})
            return count + (self._more(last) if word.capital else 0) if known else 0
        return count if word.capital and self._interfix_starts(position, last, name) else 0

    def _is_place(self, first: int, last: int) -> bool:
        return fold(self.raw[self.words[first].start : self.words[last].end]) in self.lexicon.places

    def _interfix_starts(self, position: int, last: int, name: str) -> bool:
        """A capital inside a sentence: "onder Van der Velden", "volgens De Wit"; not "naar De Vlieger"."""
        first = self.words[position]
        led = first.low in ("ter", "ten") and self.around.led(position)
        if not first.capital or not self._surname(name) or (name in self.lexicon.not_names and not led):
            return False
        if first.first:
            return first.low in ("van", "ter", "ten", "el", "van't") and (self.around.acts(last) or last - position > 1)
        return (
            last - position > 1
            or first.low in ("van", "ter", "ten")
            or (not is_dutch_word(name) and name not in self.lexicon.places)
        )

    BETWEEN = (" ", ". ", "", " '", ".", "'", "/")

    def _joined(self, index: int) -> str:
        return self.around.joined(index)

    def _surname_after_name(self, position: int, last: int, name: str) -> int:
        word, count = self.words[last], last - position
        if self.words[position + 1].text in ("De", "Het") and self.around.role(position - 1) == "leerkracht":
            return 0  # "meester Coen van De Vlieger": the school
        if name in self.lexicon.providers:
            return 0  # "Kees van Levvel"
        if (HOUSE.search(word.low) and not self._surname(name)) or HOUSE_FOLLOWS.match(self.raw, word.end):
            return 0  # "Bram van het Corderius College"
        if not word.capital:
            small = not self.words[position - 1].capital and self._surname(name) and word.low not in self.lexicon.common
            return count + 1 if small else 0
        if name in self.lexicon.places and not self._surname(name):
            return 0
        return count + 1 if self._surname(name) or self.around.unknown(word) or "-" in word.text else 0

    def _surname_follows(self, index: int) -> bool:
        after = self.around.after(index)
        if after is not None and after.low in INTERFIXES and self.words[index].low not in NEVER_FIRST:
            return self._surname_with_interfix(index + 1, after_name=True) > 0
        return (
            after is not None
            and after.capital
            and not after.text.isupper()
            and fold(after.text) not in self.lexicon.not_names
        )


def find_persons(text: Text, lexicon: Lexicon, near: bytes = b"") -> Iterator[Span]:
    yield from PersonReader(text, lexicon).spans(near)
