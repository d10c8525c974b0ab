"""The words of a text as names: what each is without its possessive, and what the lists say of it."""

import re

from .context import Around
from .lexicon import Lexicon, is_dutch_word
from .words import Text, Word, fold, without_possessive

INITIAL_LAST = re.compile(r"\s[A-Z]$")
NAME_END = re.compile(r" [A-Z]\.(?![a-zA-Z])")


class NameWords:
    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text = text
        self.raw = text.raw
        self.words = text.words
        self.lexicon = lexicon
        self.around = Around(text, lexicon)
        self._names: dict[int, str] = {}
        self._shouted: dict[int, bool] = {}

    def _bare(self, index: int) -> str:
        """The name without a possessive: "Aylin's", "Daans"."""
        if index not in self._names:
            self._names[index] = self._without_s(index)
        return self._names[index]

    def _without_s(self, index: int) -> str:
        word = self.words[index]
        name = fold(without_possessive(word.text))
        if (
            name.endswith("s")
            and name[:-1] in self.lexicon.first_names
            and name not in self.lexicon.first_names
            and not is_dutch_word(name)
        ):
            bare = (word.capital and not self._surname(name)) or self.around.owns(index)
            return name[:-1] if bare else name
        return name

    def _end_of(self, index: int) -> int:
        word = self.words[index]
        bare = without_possessive(word.text)
        if bare != word.text:
            return word.start + len(bare)
        return word.end - 1 if self._bare(index) != fold(word.text) else word.end

    def _ordinary(self, name: str) -> bool:
        return name in self.lexicon.ambiguous

    def _with_initial(self, end: int) -> int:
        match = NAME_END.match(self.raw, end)
        if match:
            return match.end()
        return (
            end + 1 if INITIAL_LAST.search(self.raw[max(0, end - 3) : end]) and self.raw[end : end + 1] == "." else end
        )

    def _surname(self, name: str) -> bool:
        return name in self.lexicon.surnames or (
            "-" in name and any(part in self.lexicon.surnames for part in name.split("-"))
        )

    def _double(self, name: str) -> bool:
        """ "Ilse-Marie": two first names in one."""
        parts = name.split("-")
        return len(parts) > 1 and all(part in self.lexicon.first_names for part in parts)

    def _all_shouted(self, word: Word) -> bool:
        if word.sentence not in self._shouted:
            self._shouted[word.sentence] = self._mostly_capitals(*self.text.sentence_span(word.sentence))
        return self._shouted[word.sentence]

    def _mostly_capitals(self, start: int, end: int) -> bool:
        letters = [sign for sign in self.raw[start:end] if sign.isalpha()]
        return sum(sign.isupper() for sign in letters) > 0.7 * len(letters)
