"""Schools and institutions by how people speak of them: "naar De Kameleon", "het Juliana College", "zit op de Wegwijzer"."""

import re
from collections.abc import Iterator

from .findings import Span
from .lexicon import Lexicon, is_dutch_word
from .notation import word_set
from .organisations import ARTICLES, NamedReader, phrases
from .words import Text, Word, fold

SCHOOL_END = word_set(
    "college lyceum gymnasium school scholengemeenschap mavo academie vmbo basisschool montessori scholen kindcentrum"
)
INSTITUTION_END = word_set(
    "ziekenhuis kliniek stichting groep jeugdhulp jeugdzorg zorg kinderziekenhuis gasthuis umc medisch"
    " jeugdbescherming zorggroep gezinshuizen pleegzorg jeugd begeleiding"
)
SCHOOL_COMPOUND = re.compile(r"[A-Z][\w'-]{3,}(?:school|college|lyceum)\Z")
AT_SCHOOL = re.compile(
    r"\b(?:juf|meester|mentor|leerkracht|ib'?er|klas|groep \d|school|directeur|leerling|zit(?:ten)?|les"
    r"|gym|leraar|docent|start|leerplicht\w*|stage|internaat|rooster|aangemeld|stapt over|overstap|so"
    r"|vmbo\S*|havo|vwo|mavo|ouderavond)\b[^.\n]{0,20}\b(?:op|van|naar|bij|voor|aan)\s(?:de\s|het\s"
    r"|'t\s)?$"
    r"|\bschool(?: is|:| heet)?\s?:?\s$|\b(?:op|naar)\s(?:de\s|het\s)?$",
    re.IGNORECASE,
)
SPEAKS_OF_SCHOOL = re.compile(
    r"\b(?:school|klas|juf|meester|mentor|les|groep \d|sbo|obs|cbs|rkbs|vmbo|havo|so|vso|bso|leerling"
    r"|leerkracht|leren|schooljaar|gym)\b",
    re.IGNORECASE,
)
AT_PLACE_OF_CARE = re.compile(
    r"\b(?:woont|verblijft|geplaatst|opgenomen|logeert|groep|behandeling|behandeld|begeleid|ambulant|plek"
    r"|hulp|zorg|kliniek|gesloten|crisis|opvang|dagbesteding)\b[^.\n]{0,24}\b(?:op|in|bij|van|naar|door)\s"
    r"(?:de\s|het\s)?$",
    re.IGNORECASE,
)
SITS_AT = re.compile(
    r"\b(?:(?:zit|zat|zitten|start|begint|les|klas|juf|meester|leraar|mentor)\s(?:\w+\s){0,2}op\s(?:de\s|het\s)?"
    r"|[Ss]chool(?:\sis|\sheet)?:?\s)$"
)
LEVELS = frozenset({"vmbo", "vmbo-t", "vmbo-k", "vmbo-b", "havo", "vwo", "mavo"})
INSIDE_A_NAME = frozenset({"van", "der", "den", "'t", "&"})


class OrganisationReader(NamedReader):
    def span_at(self, index: int) -> Span | None:
        return super().span_at(index) or self._ending(index) or self._spoken_of(index)

    def _within_public_name(self, index: int) -> bool:
        """ "Inspectie Gezondheidszorg en Jeugd", "juf Annemiek": the name started before, or is somebody's."""
        before = (
            self.words[index - 1]
            if index and self.text.between(self.words[index - 1], self.words[index]) == " "
            else None
        )
        return before is not None and (
            before.low in self.lexicon.roles
            or before.low in self.lexicon.titles
            or (before.capital and fold(before.text) in self.lexicon.not_names)
        )

    def _ending(self, index: int) -> Span | None:
        """ "het Koningin Wilhelmina College", "de Regenboogschool", "Kairos Jeugdhulp"."""
        word = self.words[index]
        if not word.capital or self._within_public_name(index):
            return None
        if (
            SCHOOL_COMPOUND.match(word.text)
            and not is_dutch_word(word.low)
            and word.low not in phrases("school_types.txt")
        ):
            return Span(word.start, word.end, "school")
        for position in range(index + 1, min(index + 6, len(self.words))):
            if self.text.between(self.words[position - 1], self.words[position]) not in (" ", "-"):
                return None
            span = None if self._generic(index) else self._ended_by(index, position)
            follower = self.words[position]
            if span or not (follower.capital or (follower.low in INSIDE_A_NAME and not self.type_follows(position))):
                return span
        return None

    def _ended_by(self, index: int, position: int) -> Span | None:
        start, follower = self.words[index].start, self.words[position]
        if follower.low in LEVELS or (follower.capital and follower.low in SCHOOL_END):
            return Span(start, follower.end if follower.capital else self.words[position - 1].end, "school")
        if follower.capital and follower.low in INSTITUTION_END:
            return Span(start, self.capitals_end(position), "institution")
        return None

    def _generic(self, index: int) -> bool:
        word = self.words[index]
        lone = word.first and is_dutch_word(word.low) and not self.words[index + 1].capital
        general = word.low.endswith(("team", "raad", "dienst", "overleg", "platform", "programma", "tafel", "netwerk"))
        return lone or general or fold(word.text) in self.lexicon.not_names or word.low in ARTICLES

    def _spoken_of(self, index: int) -> Span | None:
        """ "naar De Kameleon", "op de Wegwijzer": a capital where a school or a place of care is spoken of."""
        word = self.words[index]
        if not word.capital or self._within_public_name(index):
            return None
        before = self.raw[max(0, word.start - 48) : word.start]
        if word.low in ARTICLES and not word.first and self._capital_follows(index):
            return self._with_article(index, before)
        return self._at_school(index, before)

    def _capital_follows(self, index: int) -> bool:
        if index + 1 == len(self.words) or not self.words[index + 1].capital:
            return False
        return self.text.between(self.words[index], self.words[index + 1]) == " "

    def _with_article(self, index: int, before: str) -> Span | None:
        article, word = self.words[index], self.words[index + 1]
        if article.text.isupper() and word.text.isupper() and len(article.text) > 1:
            return None  # all of it is shouted: the capitals say nothing
        name = fold(word.text)
        surname = name in self.lexicon.surnames and not is_dutch_word(name)
        if surname or name in self.lexicon.not_names or fold(f"{article.text} {word.text}") in self.lexicon.places:
            return None
        kind = "school" if AT_SCHOOL.search(before) and not AT_PLACE_OF_CARE.search(before) else "institution"
        return Span(article.start, self.capitals_end(index + 1), kind)

    def _at_school(self, index: int, before: str) -> Span | None:
        word = self.words[index]
        if word.text.isupper() or fold(word.text) in self.lexicon.not_names or self._somebody(word):
            return None
        if word.first and not before.endswith(": "):
            return None
        start, end = self.text.sentence_span(word.sentence)
        on_the = before.lower().endswith(("op de ", "naar de ")) and is_dutch_word(word.low)
        if SITS_AT.search(before) or (on_the and SPEAKS_OF_SCHOOL.search(self.raw, start, end)):
            return Span(word.start, self.capitals_end(index), "school")
        return None

    def _somebody(self, word: Word) -> bool:
        name = fold(word.text)
        return name in self.lexicon.places or (name in self.lexicon.first_names and name not in self.lexicon.ambiguous)


def find_organisations(text: Text, lexicon: Lexicon) -> Iterator[Span]:
    yield from OrganisationReader(text, lexicon).spans()
