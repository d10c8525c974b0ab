"""Names that only their place in the sentence tells: words that are no name elsewhere, small letters, names in capitals."""

import re
from collections.abc import Callable, Iterable, Iterator

from .context import INTERFIXES
from .findings import Span
from .lexicon import Lexicon, is_dutch_word
from .words import Text, fold

_NAME = r"[^\W\d_]+(?:['-][^\W\d_]+)*"
_CAPITAL = r"[A-ZÀ-Þ][^\W\d_]*(?:['-][^\W\d_]+)*"
_OWN = r"(?:zijn|haar|mijn|z'n|m'n|d'r|zn|mn|dr|hun)"
_KIN = (
    r"(?:(?:half|stief|pleeg|schoon|tweeling|over)?(?:moeder|vader|ouders|broer(?:tje)?s?|zus(?:je|sen|ter)?|zoon|dochter|kind"
    r"|oma|opa)|mama|papa|mam|pap|tante|oom|nicht(?:je)?|neef(?:je)?|vriend(?:in|je)?|voogd|mentor|juf|meester|partner|ex|man"
    r"|vrouw|begeleid(?:er|ster)|psycholoog|kamer|school|klas)"
)
_RELATIVE = (
    r"(?:(?:half|stief|pleeg|schoon|tweeling|groot)?(?:moeder|vader|broer(?:tje)?|zus(?:je|ter)?|zoon(?:tje)?"
    r"|dochter(?:tje)?|kind)"
    r"|oma|opa|tante|oom|nicht(?:je)?|neef(?:je)?|vriend(?:in|je)?|voogd|mentor|juf|meester|partner|ex|buurvrouw|buurman|oudste"
    r"|jongste|middelste|begeleid(?:er|ster)|gezinsvoogd|jeugdbeschermer|coach|psycholoog|orthopedagoog|therapeut|leerkracht)"
)
_SPOKEN_WITH = (
    r"(?:gebeld|gemaild|geappt|gesproken|overlegd|besproken|gemeld|doorgegeven|opgehaald|gebracht|bezocht|aangesproken"
    r"|afgesproken|contact|gesprek|overleg|telefoontje|mail(?:tje)?|bericht(?:je)?|app(?:je)?|brief|huisbezoek|kennisgemaakt)"
)
_DOES = (
    r"(?:beschrijft|beschreef|omschrijft|noemt|noemde|kent|kende|ziet|zag|vindt|mist|haalt|haalde|brengt|bracht|belt|belde"
    r"|hoorde|sprak|bezocht|slaat|sloeg|steunt|helpt|vertrouwt|verzorgt|voedt|zoekt|observeert|test|spreekt|prijst|roemt"
    r"|typeert|treft|trof|vraagt|vroeg|krijgt|kreeg|ervaart|ervaren|ontmoet(?:te)?|bedankt|geeft|gaf|laat|liet)"
)
Asked = tuple[tuple[re.Pattern[str], ...], Callable[[str, Lexicon], bool]]
OWN_KIN = re.compile(rf"(?<!\w)(?P<name>{_CAPITAL})\s{_OWN}\s(?:\w+e\s)?{_KIN}\b")
OWN_KIN_SMALL = re.compile(rf"(?<![\w'-])(?P<name>[a-zà-ÿ]{{2,20}})\s(?:z'n|zn|d'r|m'n|zijn|haar)\s{_KIN}\b")
# Each says: what stands in `name` is somebody. Whether the word may be a name at all is asked of the lists.
WITH_CAPITAL = (
    # "beschrijft Danylo als", "zag Naël met", "noemt Xyra zijn"
    re.compile(
        rf"\b{_DOES}\s(?P<name>{_CAPITAL})(?=\s(?:als|met|op|in|vaak|zelf|en|niet|nooit|altijd|weer|zijn|haar|een|de|het"
        rf"|om|bij|aan|naar|voor|die)\b|[.,;!?])"
    ),
    # "Jhonatan zijn oma", "Xyra d'r moeder"
    OWN_KIN,
    # "ouders = Szymon + Beata", "vader: Szymon"
    re.compile(rf"=\s?(?P<name>{_CAPITAL})(?=\s?(?:[+&,/;(]|\ben\b|$|\n|{_CAPITAL}))"),
    re.compile(rf"\s[+&]\s?(?P<name>{_CAPITAL})(?!\s?[-&])"),
    re.compile(rf"(?<=[\s(])(?P<name>{_CAPITAL})(?=\s[+]\s{_CAPITAL})"),
    # "heet eigenlijk Dzjengis", "iedereen zegt Cenk", "haar roepnaam is Tiz"
    re.compile(
        r"\b(?:he(?:et|ette|ten)(?:\s(?:eigenlijk|officieel|voluit|ook|gewoon|nu|dus|echt|nog|thuis|volgens\s\w+)){1,3}"
        rf"|(?:roepnaam|bijnaam|doopnaam|meisjesnaam|alias|oftewel|ook wel|noemen\s(?:we|ze)(?:\s\w+)?"
        rf"|iedereen\szegt)(?:\s(?:is|was))?:?)\s['\"]?(?P<name>{_CAPITAL})"
    ),
)
# "de stiefmoeder, Nadezjda, werkt"
BETWEEN_COMMAS = re.compile(rf",\s(?P<name>{_CAPITAL})(?=,\s[a-z])")
RELATIVE_BEFORE = re.compile(rf"\b{_RELATIVE}\Z", re.IGNORECASE)
LONGEST_RELATIVE = 24
# Surnames that are words too: "overleg Zwart/Blauw (politie)", "gesproken met Koning", "April schreef".
_SURNAME = rf"(?:(?:De|Van|Den|Ter|Ten|Van der|Van den|Van de|El) )?{_CAPITAL}"
_TALKED = rf"\b(?i:{_SPOKEN_WITH})\s(?:gehad\s)?(?:(?:met|door|van|aan|via)\s)?"
_NAME_ENDS = r"(?=\s?[/,.;:(]|\s(?:en|over|van|op|om|gehad|dat|die|is|was)\b|$|\n)"
_TEAM = (
    r"(?:wijkteam|jeugdteam|gemeente|gi|voogdij|politie|school|jeugdbescherming|raad|reclassering|leerplicht|jeugdzorg|thuiszorg"
    r"|ggd|ggz|toegang|kinderbescherming|recherche|woningbouw|pleegzorg|crisisdienst|instelling)"
)
WORD_AS_NAME = (
    # "Bakker en De Jong van het wijkteam", "volgens De Groot van de GI"
    re.compile(rf"(?<![\w-])(?P<name>{_SURNAME})(?= en {_SURNAME} van (?:de|het) (?i:{_TEAM})\b)"),
    re.compile(rf"(?<=[a-z,] )(?P<name>{_SURNAME})(?= van (?:de|het) (?i:{_TEAM})\b)"),
    re.compile(rf"{_TALKED}(?P<name>{_SURNAME}){_NAME_ENDS}(?:(?:\s?/|,|\sen)\s?(?P<other>{_SURNAME}){_NAME_ENDS})?"),
    # "Bos belde vandaag"
    re.compile(
        rf"(?:^|(?<=[.!?]\s)|(?<=\n))(?P<name>{_SURNAME})\s(?:belde|belt|mailde|mailt|appte|appt|zei|zegt|vertelde|vertelt"
        rf"|vroeg)\b"
    ),
)
# By their form alone: O'Connor, McDonald; "A.M. (Ans) Verhoeven".
FORMED = (
    re.compile(r"(?<![\w'])(?P<name>(?:O'|Mc|Mac)[A-Z][a-z]{2,})"),
    re.compile(
        rf"(?<![\w.])(?P<name>(?:[A-Z]\.\s?){{1,5}}\s?\({_CAPITAL}\)\s(?:(?:van|de|der|den|el|ten|ter"
        rf"|v\.d\.)\s){{0,3}}{_CAPITAL}(?:-{_CAPITAL})?)"
    ),
)
# "MW. BOSMA", "tnv j wouters", "Radosław Wójcik, geboren te Gdynia"
SHOUTED_TITLE = re.compile(
    r"(?<![\w-])(?:MW|MEVR|MEVROUW|DHR|MENEER|DE HEER|FAM|FAMILIE|GEZIN|JUF|MEESTER|MOEDER|VADER)\.? (?P<name>(?:[A-Z]\. ?){0,4}"
    r"(?:(?:VAN|DE|DER|DEN|TER|TEN|EL|AL) ){0,3}(?P<surname>[A-ZÀ-Þ]{3,}(?:-[A-ZÀ-Þ]{3,})?))(?![\w-])"
)
ACCOUNT_OF = re.compile(
    r"\b(?:tnv|t\.n\.v\.?|op naam van|op naam) (?P<name>(?:[A-Za-z]\.? ){0,3}(?:(?:van|de|der|den|el|ten"
    r"|ter) ){0,3}[A-Za-zÀ-ÿ][\w'-]{2,})"
    r"(?=\s?[,.;)\n]|$|\s(?:met|en|en|bij|graag|svp)\b)"
)
# "Ousmane 06-18850326"
CALLED_ON = re.compile(
    rf"(?<=[,;:(\n] )(?P<name>{_CAPITAL}(?: {_CAPITAL})?)(?=:? (?:06|\+\d\d|0(?![89]00)\d{{2,3}})[- ]?\d)"
)
BORN_BEHIND = re.compile(
    rf"(?<![\w-])(?P<name>{_CAPITAL}(?: (?:(?:van|de|der|den|el|al|ter|ten|von"
    rf"|bin) ){{0,3}}{_CAPITAL}){{1,3}})(?=,? \(?(?:geboren|geb\.|°))"
)
MONTH_AS_NAME = re.compile(
    r"\b(?:over|met|tegen|door|voor|aan|van|bij)\s(?P<name>April|Mei|June|Juni|Juli|Augustus|May)(?=\s[a-z]+(?:t|de|te|f"
    r"|ak|ing)\b(?!\s?\d)|[.,]\s(?:zij|hij|haar|die)\b)"
)
SENIOR = re.compile(r"[ ,](?:sen|jun)ior\b|[ ,][sj]r\b")
ELDER = re.compile(
    rf"(?<!\w)(?P<name>(?:(?:De|Van|Den|Ter|Ten|Van der|Van den|Van de)\s)?{_CAPITAL})(?=,?\s(?:senior|junior|sr\.?|jr\.)(?!\w))"
)
# In small letters.
SMALL = (
    # "merel en ik", "mo & mijn broer"
    re.compile(r"(?<![\w'-])(?P<name>[a-zà-ÿ]{2,20})\s(?:en|&|\+)\s(?:ik|mij|jij|hij|zij|ikke)\b"),
    re.compile(
        r"\b(?:ik|mij|hij|zij|ze)\s(?:en|&|\+)\s(?P<name>[a-zà-ÿ]{2,20})\s(?:zijn|waren|hebben|hadden|gaan|gingen|moeten"
        r"|mogen|delen|zaten|zitten)\b"
    ),
    re.compile(
        rf"\b(?:ge\w+|{_SPOKEN_WITH})\s(?:door|met|van|aan|via)\s(?P<name>[a-zà-ÿ]{{3,20}})(?=[,.;:/]|$|\n|\s(?:over|gehad"
        rf"|om|dat)\b)"
    ),
    OWN_KIN_SMALL,
)
# "jayden en mo": beside somebody whose name is nothing else.
PAIR = re.compile(r"(?<![\w'-])(?P<one>[^\W\d_]{2,20})(?:\s?[,&+]|\sen)\s(?=(?P<other>[^\W\d_]{2,20})(?![\w'-]))")
INITIAL_SMALL = re.compile(
    r"(?<![\w.'-])(?P<name>(?!(?:o\.a|a\.s|j\.l|e\.d|d\.d|i\.v|t\.a|m\.b|n\.a|z\.s|a\.u|s\.v|p\.m|c\.q|v\.a|o\.l)\.)"
    r"(?:[a-z]\.\s?){1,3}(?:(?:van|de|der|den|el|ten|ter|v\.?|d\.?)\s){0,3}(?P<surname>[a-zà-ÿ][\w'-]{2,}))"
)
CAPITALS = re.compile(
    r"(?<![\w-])(?P<name>(?:(?:VAN|DE|DER|DEN|TER|TEN|EL|AL|VD)\s){0,3}(?P<surname>[A-ZÀ-Þ]{4,}(?:-(?:(?:VAN|DE|DER"
    r"|DEN)\s)*[A-ZÀ-Þ]{3,})?))(?![\w-])"
)


def find_in_slots(text: Text, lexicon: Lexicon) -> Iterator[Span]:
    yield from _asked(text, lexicon, ASKED)
    yield from _between_commas(text.raw, lexicon)
    if SENIOR.search(text.raw):
        yield from _asked(text, lexicon, (((ELDER,), _surname),))
    yield from _in_pairs(text.raw, lexicon)
    yield from _in_capitals(text, lexicon)


def find_beside_kin(text: Text, lexicon: Lexicon) -> Iterator[Span]:
    """Only what a word like "moeder" tells: "Xyra zijn moeder"."""
    yield from _asked(text, lexicon, BESIDE_KIN)


def _asked(text: Text, lexicon: Lexicon, asked: Iterable[Asked]) -> Iterator[Span]:
    for patterns, may_be in asked:
        for pattern in patterns:
            for match in pattern.finditer(text.raw):
                groups = match.groupdict()
                if may_be(groups.get("surname") or groups["name"], lexicon):
                    yield Span(*match.span("name"), "person", sure=True)
                if groups.get("other") and may_be(groups["other"], lexicon):
                    yield Span(*match.span("other"), "person", sure=True)


def _between_commas(raw: str, lexicon: Lexicon) -> Iterator[Span]:
    for match in BETWEEN_COMMAS.finditer(raw):
        relative = RELATIVE_BEFORE.search(raw, max(0, match.start() - LONGEST_RELATIVE), match.start())
        if relative and _may_be_name(match["name"], lexicon):
            yield Span(*match.span("name"), "person", sure=True)


def _in_pairs(raw: str, lexicon: Lexicon) -> Iterator[Span]:
    for match in PAIR.finditer(raw):
        for one, other in (("one", "other"), ("other", "one")):
            if match[other].islower() and _clear(match[one], lexicon) and _small_name(match[other], lexicon):
                yield Span(*match.span(other), "person")


def _may_be_name(name: str, lexicon: Lexicon) -> bool:
    """Known as a name, or known as nothing at all."""
    low = fold(name)
    if low in lexicon.not_names or low in lexicon.roles or low in lexicon.titles or low in INTERFIXES or len(low) < 2:
        return False
    if name.isupper():
        return False
    if low in lexicon.first_names and low not in lexicon.common:
        return True
    return (
        low not in lexicon.places
        and low not in lexicon.providers
        and not any(map(is_dutch_word, {low, low.rpartition("-")[2]}))
    )


def _clear(name: str, lexicon: Lexicon) -> bool:
    low = fold(name)
    return low in lexicon.first_names and not (low in lexicon.ambiguous or low in lexicon.common or is_dutch_word(low))


def _surname(name: str, lexicon: Lexicon) -> bool:
    low = fold(name.split()[-1])
    return low in lexicon.surnames and low not in lexicon.not_names and low not in lexicon.roles and not name.isupper()


def _shouted_name(name: str, lexicon: Lexicon) -> bool:
    low = fold(name.split("-")[0])
    if low in lexicon.not_names or low in lexicon.roles or low in lexicon.common:
        return False
    return low in lexicon.surnames or low in lexicon.first_names or not is_dutch_word(low)


def _last_may_be_name(name: str, lexicon: Lexicon) -> bool:
    return _surname(name, lexicon) or _may_be_name(name.split()[-1].title(), lexicon)


def _small_name(name: str, lexicon: Lexicon) -> bool:
    low = fold(name)
    if low in lexicon.common or low in lexicon.roles or low in lexicon.titles or low in lexicon.not_names:
        return False
    return low in lexicon.first_names or (low in lexicon.surnames and low not in lexicon.verbs)


def _foreign_to_dutch(surname: str, lexicon: Lexicon) -> bool:
    low = fold(surname)
    known = low in lexicon.surnames or low in lexicon.first_names
    return not is_dutch_word(low) and low not in lexicon.common and (known or len(low) > 4)


def _in_capitals(text: Text, lexicon: Lexicon) -> Iterator[Span]:
    """ "werd VAN DER PLUIJM-DE RIDDER binnengeroepen", "JANSEN belt terug": in a sentence that is not shouted itself."""
    for match in CAPITALS.finditer(text.raw):
        start, end = text.sentence_span(text.sentence_of(match.start()))
        letters = [sign for sign in text.raw[start:end] if sign.isalpha()]
        shouted = sum(sign.isupper() for sign in letters) > 0.7 * len(letters)
        parts = [fold(part) for part in re.split(r"[-\s]", match["surname"]) if fold(part) not in INTERFIXES]
        led = match.start("surname") > match.start("name")
        known = any(part in lexicon.surnames for part in parts)
        word = any(is_dutch_word(part) or part in lexicon.places or part in lexicon.not_names for part in parts)
        opens = start == match.start()  # of the sentence: more often a heading or a word that is stressed
        if not shouted and not (opens and not led) and known and (led or not word):
            yield Span(*match.span("name"), "person", sure=True)


BESIDE_KIN: tuple[Asked, ...] = (((OWN_KIN,), _may_be_name), ((OWN_KIN_SMALL,), _small_name))
ASKED: tuple[Asked, ...] = (
    (WITH_CAPITAL, _may_be_name),
    (WORD_AS_NAME, _surname),
    ((MONTH_AS_NAME, *FORMED), lambda _name, _lexicon: True),
    ((SHOUTED_TITLE,), _shouted_name),
    ((CALLED_ON,), _may_be_name),
    ((ACCOUNT_OF, BORN_BEHIND), _last_may_be_name),
    (SMALL, _small_name),
    ((INITIAL_SMALL,), _foreign_to_dutch),
)
