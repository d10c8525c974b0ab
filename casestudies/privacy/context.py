"""What stands around a word: whether it speaks of a person."""

import re
from itertools import pairwise

from .lexicon import Lexicon, is_dutch_word
from .notation import word_set
from .words import Text, Word, fold, without_possessive

# After these words somebody is named: a greeting, a signature, an introduction.
NAMING = word_set(
    "heet heette heten genaamd noemen noemt noemde namens beste lieve dag hoi hey hallo hai gr grt groet"
    " groetjes mvg liefs tnv gegroet"
    " geachte naam roepnaam voornaam achternaam voornamen contactpersoon betreft"
)
NAME_FIELDS = word_set("achternaam voornaam voornamen roepnaam naam geboortenaam meisjesnaam")
UNKNOWN = word_set("onbekend geen zie niet idem volgt")
GREETING = re.compile(
    r"(?:\bik ben|\bmijn naam is|\bm'n naam is|\bt\.?n\.?v\.?|\bt\.?a\.?v\.?|\bop naam van|\bnamens"
    r"|\bgroet(?:en|jes)?,?|\bgr\.?,?|\bmvg,?|\bna+m:)\s*",
    re.IGNORECASE,
)
# After these a word with a capital that no list knows is most likely somebody.
LEADING = word_set(
    "met van voor tegen bij aan door en dat of zoals ook dan toen als maar want omdat over zonder namens"
    " tussen haalt sprak ziet mist volgens hoe waar"
)
AGE_FOLLOWS = re.compile(
    r"\s?,?\s?\((?:[mvjx][,/ ]{0,2})?\d{1,2}(?:[.,]5)?\s?(?:jaar|jr|j|mnd|m|maanden|weken)?\.?[),;]"
    r"|,?\s\d{1,2}\s(?:jaar|jr)\b|\s(?:is|was|wordt|werd)\s(?:nu\s|nou\s|al\s|net\s|pas\s|bijna\s)?(?:\d{1,2}|twee|drie|vier"
    r"|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w{3,5}tien)(?=[,.;](?!\d)|\s(?:jaar|geworden))",
    re.IGNORECASE,
)
CAMEL = re.compile(r"^[A-ZÀ-Þ]{2,}[a-zà-ÿ]|^(?!(?:Mc|Mac|De|Le|La|Di|El|Al|Fitz)[A-Z])\w*[a-z][A-Z]")
# "daarbij", "hierover": the dictionary knows but a few of them.
PRONOUN_JOINED = re.compile(
    r"(?:daar|hier|waar|er)(?:aan|achter|af|bij|binnen|boven|buiten|door|heen|in|langs|mee|na|naar|naast|om|omheen|omtrent"
    r"|onder|op|over|rond|tegen|tegenover|toe|tussen|uit|van|vanaf|vandaan|vanuit|voor)"
)
ARTICLES = word_set("de het een 't dit deze onze ons mijn zijn haar hun uw je geen elke ieder")
INTERFIXES = word_set(
    "van de der den het 't t ter ten te la le el al ben bin abu da di dos das do du des von zu zur ait"
    " ould bou ibn vd v d y"
)
# Small words that only belong to a name together with an article: "op den", "in 't".
BEFORE_INTERFIX = word_set("in op aan uit bij over onder")
# A state or role that "is" leads to for people alone.
OF_PEOPLE = re.compile(
    r"\s(?:is|was|heeft|had|wordt|werd|gaat|ging|kan|mag|moet|blijft|zit|zat|kwam|komt|voelt|loopt|liep"
    r"|staat|krijgt|kreeg|weer|gister(?:en)?|vandaag|nu|al)\b[^.,;\n]{0,28}?\b(?:weggelopen|boos"
    r"|verdrietig|bang"
    r"|jarig|thuis\w*|opgenomen|geplaatst|geboren|gepest|gevlucht|verhuisd|mishandeld|geschorst|depressief"
    r"|su[iï]cidaal|jongste|oudste|middelste|zoon|dochter|broer|zus|kind"
    r"|zwanger|school|ruzie|contact|moeite|zorgen|hulp|vader|moeder|ouders|pleeg\w+|gesproken|gezegd"
    r"|verteld|ziek|somber|agressief|jaar|aangemeld|vertrokken|teruggeplaatst|gezien|gebeld|huilend|slecht"
    r"|spijt)\b"
)
CERTAIN_TITLES = word_set("mevrouw mevr mw meneer mijnheer dhr heer fam familie gezin mej juffrouw")
DESCRIBED = re.compile(r"\s?[(,]\s?(?:(?:de|een|haar|zijn|mijn|onze)\s)?([\w'’-]+)[,)]")
IS_CALLED = re.compile(r"\s(?:is|was)\s(?:de|het|een|haar|zijn|hun|onze|mijn|m'n)\s([\w'’-]+)")
IS_KIN = re.compile(
    r"\s(?:is|was)\s(?:de|het|een|haar|zijn|hun|onze|mijn|m'n)\s(?:jongste|oudste|middelste|(?:half|stief|pleeg)?(?:zus"
    r"|broer)(?:je|tje)?|zoon|dochter)\b"
)
EPONYM = re.compile(
    r"\b(?:wet|piramide|cirkel|model|theorie|methode|venster|roos|schaal|syndroom|ziekte|leer|lijst|toets|test|principe|effect"
    r"|kwadrant|ladder|driehoek|anker|anatomie)\svan\s(?:[A-Z]\w+\s)?$",
    re.IGNORECASE,
)
KIN_NOUN = re.compile(
    r"\s(?:moeder|vader|ouders|mama|papa|zus(?:je)?|broer(?:tje)?|oma|opa|tante|oom|mentor|juf|kamer"
    r"|school|klas|situatie|gedrag|behandeling|voogd|verhaal|telefoon|hulp\w*|begeleid\w+|vriend\w*"
    r"|pleeg\w+|stief\w+)\b"
)


class Around:
    """The words of a text, and what they say about their neighbours."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text = text
        self.words = text.words
        self.lexicon = lexicon
        words = text.words
        self._gaps = ["\n", *(text.raw[one.end : other.start] for one, other in pairwise(words))]
        # The word before, when nothing but a space or a light mark lies between.
        self._befores = [
            None if len(gap) > 3 or "\n" in gap else word for gap, word in zip(self._gaps, [None, *words], strict=False)
        ]
        self._greeted = {match.end() for match in GREETING.finditer(text.raw)}

    def joined(self, index: int) -> str:
        """What stands between this word and the one before."""
        return self._gaps[index]

    def before(self, index: int) -> Word | None:
        return self._befores[index]

    def after(self, index: int) -> Word | None:
        follower = self.words[index + 1] if index + 1 < len(self.words) else None
        return follower if follower and self.joined(index + 1) == " " else None

    def role(self, index: int) -> str:
        """The label of the word before, when that is what somebody is called by: "moeder", "juf"."""
        before = self._befores[index]
        if before is None or self._gaps[index].strip() not in ("", ":", "(", "="):
            return ""
        return self.lexicon.roles.get(without_possessive(before.low), "")

    def titled(self, index: int) -> bool:
        before = self.before(index)
        return before is not None and self.joined(index) in (" ", ". ", " '") and before.low in self.lexicon.titles

    def naming(self, index: int) -> bool:
        before = self.before(index)
        if before is not None and before.low in NAMING and self.joined(index).strip() in ("", ",", ":", "."):
            return True
        return self.words[index].start in self._greeted

    def filled_in(self, index: int) -> bool:
        """ "Achternaam: Timmermans", on a form."""
        before = self._befores[index]
        filled = before is not None and before.first and before.low in NAME_FIELDS and self._gaps[index].strip() == ":"
        return filled and self.words[index].low not in UNKNOWN

    def acts(self, index: int) -> bool:
        after = self.after(index)
        return after is not None and (
            after.low in self.lexicon.verbs or bool(OF_PEOPLE.match(self.text.raw, self.words[index].end))
        )

    def described(self, index: int) -> bool:
        """ "Prins (wijkagent)", "Prins, haar mentor,"."""
        found = DESCRIBED.match(self.text.raw, self.words[index].end)
        return found is not None and found.group(1).lower() in self.lexicon.roles

    def said_of(self, first: int, last: int) -> str:
        """The label of what somebody is called by around the name: "moeder Petra", "Petra (oma)", "Petra is zijn moeder"."""
        if before := self.role(first):
            return before
        end = self.words[last].end
        found = DESCRIBED.match(self.text.raw, end) or IS_CALLED.match(self.text.raw, end)
        return self.lexicon.roles.get(found.group(1).lower(), "") if found else ""

    def aged(self, index: int) -> bool:
        return bool(AGE_FOLLOWS.match(self.text.raw, self.words[index].end))

    def owns(self, index: int) -> bool:
        """ "Xs moeder": the word ends in s and a relation follows."""
        word = self.words[index]
        return word.low.endswith("s") and bool(KIN_NOUN.match(self.text.raw, word.end))

    def towards(self, index: int) -> bool:
        before = self.before(index)
        return before is not None and before.low in {
            "in",
            "uit",
            "te",
            "naar",
            "gemeente",
            "rond",
            "rondom",
            "nabij",
            "vanuit",
            "richting",
        }

    def kin(self, index: int) -> bool:
        """ "Mei is de jongste"."""
        return bool(IS_KIN.match(self.text.raw, self.words[index].end))

    def eponym(self, index: int) -> bool:
        """ "de Wet van Murphy": a law, a model or a disease bears the name."""
        end = self.words[index].start
        return "van " in self.text.raw[max(0, end - 30) : end] and bool(
            EPONYM.search(self.text.raw, max(0, end - 30), end)
        )

    def beside_a_name(self, index: int) -> bool:
        """ "Ben, Joke en Will": the word after the comma, or after "en", is a first name and nothing else."""
        raw, lexicon = self.text.raw, self.lexicon
        for place in (index + 1, index + 2, index - 1, index - 2):
            if not 0 <= place < len(self.words) or not self.words[place].capital:
                continue
            one, other = sorted((place, index))
            name = fold(self.words[place].text)
            joined = raw[self.words[one].end : self.words[other].start] in (", ", " en ", " & ", " / ", "/", " + ")
            if joined and name in lexicon.first_names and name not in lexicon.ambiguous:
                return True
        return self._first_of_three(index)

    def _first_of_three(self, index: int) -> bool:
        """ "Storm, Faith en Prince": both others may be words too, but a row of three is one of names."""
        words = self.words[index + 1 : index + 4]
        joined = len(words) == 3 and words[1].low == "en" and self._gaps[index + 1 : index + 4] == [", ", " ", " "]
        return joined and all(word.capital and fold(word.text) in self.lexicon.first_names for word in words[::2])

    def located(self, index: int) -> bool:
        before = self.before(index)
        return before is not None and before.low in {"in", "uit", "te", "gemeente", "nabij", "vanuit"}

    def led(self, index: int) -> bool:
        before = self.before(index)
        return before is not None and self.joined(index) == " " and before.low in LEADING

    def after_article(self, index: int) -> bool:
        before = self.before(index)
        return before is not None and self.joined(index) == " " and before.low in ARTICLES

    def cue(self, index: int) -> bool:
        return (
            bool(self.role(index))
            or self.titled(index)
            or self.naming(index)
            or self.aged(index)
            or self.described(index)
        )

    def unknown(self, word: Word) -> bool:
        """No list and no dictionary knows it: a name of a kind we have not met."""
        low = fold(without_possessive(word.text))
        if CAMEL.search(word.text) or PRONOUN_JOINED.fullmatch(low):
            return False  # "DigiD", "YouTube": made for a brand
        if len(low) < 2 or low in self.lexicon.not_names or low in self.lexicon.places:
            return False
        if "-" in word.text and word.text.rpartition("-")[2].islower() and is_dutch_word(low.rpartition("-")[2]):
            return False
        return not any(is_dutch_word(part) for part in {word.low, low, low.removesuffix("s")}) and not self._compound(
            low
        )

    def _compound(self, low: str) -> bool:
        """ "Jeugdhulpregio" is no name: it ends in a word that is long enough to be told."""
        return (
            any(len(low) - cut >= 4 and cut >= 3 and is_dutch_word(low[cut:]) for cut in range(3, len(low) - 3))
            and len(low) > 8
        )
