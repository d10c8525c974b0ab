"""Forms and lemmas of one language, as simplemma has them, and what it leaves out: accents that nobody types."""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from functools import cache

from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

# Letters that Unicode does not take apart by itself.
LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
    | {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ĳ": "ij", "Ĳ": "IJ"}
)

LONGEST_WORD = 64

# Where the dictionary gives only the rarer reading: "leden" as a form of "lijden", "jongere" as one of "jong".
BETTER = {
    "nl": {"leden": "lid", "jongere": "jongere", "jongeren": "jongere", "oudere": "oudere", "ouderen": "oudere"}
    | {"ouder": "ouder", "regios": "regio"},
}


def fold(text: str) -> str:
    """One word. A single character may come to be eighteen letters, and what is done with a word grows faster than its length."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()[:LONGEST_WORD]


class Dictionary:
    """Words go in lower case, with or without accents; lemmas come out without."""

    def __init__(self, language: str) -> None:
        self._forms: dict[bytes, bytes] = DEFAULT_DICTIONARY_FACTORY.get_dictionary(language)._dict  # type: ignore[attr-defined]
        self._better = BETTER.get(language, {})
        accented = ((form.decode(), lemma) for form, lemma in self._forms.items() if not form.isascii())
        self._unaccented = {fold(form).encode(): lemma for form, lemma in accented}
        # As hashes: a set of them would take ten times as much.
        lemmas = {lemma.replace(b"_", b"") for form, lemma in self._forms.items() if lemma != form}
        self._lemmas = array("q", sorted(map(hash, lemmas)))

    def readings(self, word: str) -> tuple[str, ...]:
        """Lemmas a word may be a form of, itself first if it is one: "plaatsen" is a verb, and the plural of "plaats"."""
        plain = fold(word)
        if plain in self._better:
            return (self._better[plain],)
        lemma = self._lemma(word, plain)
        if lemma is None:
            return ()
        return (plain, lemma) if lemma != plain and self.is_lemma(plain) else (lemma,)

    def knows(self, word: str) -> bool:
        return self._lemma(word, fold(word)) is not None

    def is_written(self, word: str) -> bool:
        """Letter for letter, accents and all."""
        return word.encode(errors="replace") in self._forms

    def is_lemma(self, word: str) -> bool:
        """Whether other forms have it as their lemma."""
        key = hash(word.encode(errors="replace"))
        place = bisect_left(self._lemmas, key)
        return place < len(self._lemmas) and self._lemmas[place] == key

    def _lemma(self, word: str, plain: str) -> str | None:
        forms = self._forms
        found = forms.get(word.encode(errors="replace")) or forms.get(word.capitalize().encode(errors="replace"))
        if found is None:
            key = plain.encode(errors="replace")
            found = self._unaccented.get(key) or forms.get(key)
        # The dictionary has "gemeente_raad".
        return None if found is None else fold(found.decode()).replace("_", "")


@cache
def get_dictionary(language: str) -> Dictionary:
    """One per process: Dutch takes some 45 MB, English 30."""
    return Dictionary(language)
