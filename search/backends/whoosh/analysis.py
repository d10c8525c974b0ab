"""From text to index terms: the same steps for what is indexed, asked and highlighted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from whoosh.lang import stemmer_for_language, stopwords_for_language

from search.backends.whoosh.dictionary import LONGEST_WORD, fold, get_dictionary
from search.backends.whoosh.relations import relatives

# "regio's" and "foto’s" are forms of the word before the apostrophe.
WORD = re.compile(r"(\w+)(?:['’]s\b)?")

# Languages that write "jeugdhulp aanbieder" as one word.
COMPOUNDING = {"nl"}
SHORTEST_PART = 4

# A Dutch site quotes English sources, and has texts in English.
TOGETHER = {"nl": ("nl", "en")}
# As many words of another language's own as make a text one in that language.
TELLING = 3

# Before what is the beginning of a word and no word itself; sorts after all words.
STEM = "~"

TermsOf = Callable[[str], tuple[str, ...]]


class Token(NamedTuple):
    position: int
    start: int
    end: int
    word: str


class Meaning(NamedTuple):
    """What a word stands for when it is asked: terms of the word itself, and of words made of it or it of them."""

    exact: tuple[str, ...]
    related: tuple[str, ...]


class Analyzer:
    """A word becomes its lemma without accents: "kinderen" and "kind" are one term, so are "ideeën" and "ideeen".

    A text is read in its own language, which knows a word first; a question in all. A word that no dictionary knows is
    itself, and is also found by its stem. `language` is the site's.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.languages = TOGETHER.get(language, (language,))
        self.compounding = language in COMPOUNDING
        self._stems = {one: stemmer_for_language(one) for one in self.languages}
        self._stopwords = {one: frozenset(map(fold, stopwords_for_language(one))) for one in self.languages}
        self._shared = frozenset.intersection(*self._stopwords.values())
        self._readers = {one: self._reader(one) for one in self.languages}
        self.meaning = lru_cache(maxsize=50_000)(self._meaning)
        self.known = lru_cache(maxsize=50_000)(self._known)

    # Texts

    def language_of(self, words: Sequence[str], own: str | None = None) -> str:
        """Of a text: `own` if that is one of the site's, unless its small words are clearly of another."""
        own = own if own in self._stopwords else self.language
        if len(self.languages) == 1:
            return own
        said = {one: sum(word in stops for word in words) for one, stops in self._stopwords.items()}
        shared = sum(word in self._shared for word in words)
        best = max(self.languages, key=lambda one: said[one])
        return best if said[best] - shared >= TELLING and said[best] > 2 * said[own] - shared else own

    def reader(self, language: str | None = None) -> TermsOf:
        """From a word of a text in this language to the terms it is indexed under: none for a word like "the"."""
        return self._readers.get(language or self.language, self._readers[self.language])

    def terms(self, word: str) -> tuple[str, ...]:
        return self._readers[self.language](word)

    def _reader(self, language: str) -> TermsOf:
        def terms(word: str) -> tuple[str, ...]:
            return () if fold(word) in self._stopwords[language] else self._readings(word, language)

        return lru_cache(maxsize=100_000)(terms)

    def _readings(self, word: str, language: str) -> tuple[str, ...]:
        for one in sorted(self.languages, key=lambda other: other != language):
            found = get_dictionary(one).readings(word)
            if found:
                return found
        plain = fold(word)
        compound = self._compound(plain) if self.compounding else ()
        if compound:
            return compound
        return (plain, STEM + (self._stems[language](plain) or plain))

    def _compound(self, word: str) -> tuple[str, ...]:
        """A compound that is in no dictionary bends as its last part does: "wachtlijstproblemen" as "problemen"."""
        dictionary = get_dictionary(self.language)
        for place in range(SHORTEST_PART - 1, len(word) - SHORTEST_PART + 1):
            lemmas = dictionary.readings(word[place:])
            if lemmas:
                return tuple(word[:place] + lemma for lemma in lemmas)
        return ()

    # Questions

    def content_tokens(self, text: str) -> Iterator[Token]:
        """Without the words that no text is found by."""
        return (token for token in tokens(text) if fold(token.word) not in self._stopwords[self.language])

    def asked_tokens(self, text: str) -> list[Token]:
        """Without the small words of any of the languages, unless there is nothing else."""
        content = list(self.content_tokens(text))
        telling = [token for token in content if not any(fold(token.word) in s for s in self._stopwords.values())]
        return telling or content

    def term(self, word: str) -> str:
        return self.meaning(word).exact[0]

    def _meaning(self, word: str) -> Meaning:
        exact: dict[str, None] = {}
        others: dict[str, None] = {}
        for language in self.languages:
            readings = self._readings(word, language)
            # "plaatsen" is as much the verb as the plural; "besloten" is first of all itself.
            both = fold(word).endswith("en") and get_dictionary(language).knows(word)
            exact |= dict.fromkeys(readings if both else readings[:1])
            others |= dict.fromkeys(readings)
        if self.compounding:
            others |= dict.fromkeys(other for term in exact for other in relatives(term, self.is_lemma, self.known))
        return Meaning(tuple(exact), tuple(other for other in others if other not in exact))

    def is_lemma(self, word: str) -> bool:
        """Also of a compound by its last part."""
        dictionary = get_dictionary(self.language)
        ends = (word[place:] for place in range(SHORTEST_PART, len(word) - SHORTEST_PART))
        return dictionary.is_lemma(word) or any(dictionary.is_lemma(end) for end in ends)

    def _known(self, word: str) -> bool:
        """Also without its ending."""
        dictionary = get_dictionary(self.language)
        return any(dictionary.knows(word + ending) for ending in ("", "e", "en"))


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


@cache
def get_analyzer(language: str) -> Analyzer:
    """One per process: the dictionaries take some 75 MB."""
    return Analyzer(language)
