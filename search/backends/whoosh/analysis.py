"""From text to index terms: the same steps for what is indexed, asked and highlighted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from simplemma.strategies import DictionaryLookupStrategy
from whoosh.lang import stemmer_for_language, stopwords_for_language

# "regio's" and "foto’s" are forms of the word before the apostrophe.
WORD = re.compile(r"(\w+)(?:['’]s\b)?")
LONGEST_WORD = 64

# Letters that Unicode does not take apart by itself.
LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
    | {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ĳ": "ij", "Ĳ": "IJ"}
)

# Languages that write "jeugdhulp aanbieder" as one word.
COMPOUNDING = {"nl"}
SHORTEST_PART = 4

# A Dutch site quotes English sources; the first language that knows a form gives its lemma.
LEMMA_LANGUAGES = {"nl": ("nl", "en")}


class Token(NamedTuple):
    position: int
    start: int
    end: int
    word: str


class Analyzer:
    """Lemma, then stem, both without accents: "kinderen" and "kind" become one term, so do "ideeën" and "ideeen"."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.compounding = language in COMPOUNDING
        self._languages = LEMMA_LANGUAGES.get(language, (language,))
        self._lemmas = DictionaryLookupStrategy()
        self._stem = stemmer_for_language(language)
        self._stopwords = frozenset(map(fold, stopwords_for_language(language)))
        self.term = lru_cache(maxsize=100_000)(self._term)
        self.terms = lru_cache(maxsize=100_000)(self._terms)
        self.known = lru_cache(maxsize=50_000)(self._known)

    def content_tokens(self, text: str) -> Iterator[Token]:
        return (token for token in tokens(text) if fold(token.word) not in self._stopwords)

    def _lemma(self, word: str) -> str | None:
        for language in self._languages:
            lemma = self._lemmas.get_lemma(word, language)
            if lemma:
                return lemma
        return None

    def _term(self, word: str) -> str:
        lemma = self._lemma(word)
        if lemma is not None:
            return self._cut(lemma)
        return self._compound_term(word) or self._stem(fold(word)) or fold(word)

    def _compound_term(self, word: str) -> str | None:
        """A compound that is in no dictionary bends as its last part does: "wachtlijstproblemen" as "problemen"."""
        if self.compounding:
            for place in range(SHORTEST_PART - 1, len(word) - SHORTEST_PART + 1):
                lemma = self._lemmas.get_lemma(word[place:], self.language)
                if lemma:
                    return fold(word[:place]) + self._cut(lemma)
        return None

    def _cut(self, lemma: str) -> str:
        """The stem where that only cuts off an ending ("begeleiding" as "begeleiden"), not where it changes the word:
        the stemmer makes "rad" of "raad", which is then found in no compound."""
        # The dictionary has "gemeente_raad".
        word = fold(lemma).replace("_", "")
        stem = self._stem(word)
        return stem if stem and word.startswith(stem) else word

    def _terms(self, word: str) -> tuple[str, ...]:
        """What a word is indexed under: with accents the dictionary may know another lemma than without."""
        plain = fold(word)
        return () if plain in self._stopwords else tuple(dict.fromkeys((self.term(word), self.term(plain))))

    def _known(self, word: str) -> bool:
        """Also without its ending, as terms are."""
        return any(self._lemmas.get_lemma(word + ending, self.language) for ending in ("", "e", "en"))


def tokens(text: str) -> Iterator[Token]:
    """Places are those in the text as `normalize` gives it."""
    for position, match in enumerate(WORD.finditer(normalize(text))):
        yield Token(position, match.start(), match.end(), match[1].lower()[:LONGEST_WORD])


def words_of(text: str) -> list[str]:
    return [word.lower()[:LONGEST_WORD] for word in WORD.findall(normalize(text))]


def normalize(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def word_terms(word: str) -> tuple[str, ...]:
    """Unstemmed, for autocomplete: a prefix of a word need not be a prefix of its stem."""
    return (fold(word),)


def fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


@cache
def get_analyzer(language: str) -> Analyzer:
    """One per process: the dictionaries take some 70 MB."""
    return Analyzer(language)
