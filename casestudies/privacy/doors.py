"""Addresses that what stands around them tells: a name, a number, and a word, a place or a mark that says somebody lives there.

"Rietkraag 88, Almere", "taxi: Klaproos 3", "bij Molenwiek 12b deed niemand open", "wij wonen op laan van malkenschoten 40".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .abroad import TOWN_ABROAD
from .lexicon import is_dutch_word, lexicon
from .notation import word_set
from .numbered_things import COUNTED, NUMBERED
from .numerals import Stretch, matches_near
from .street_parts import CODE, NUMBER
from .words import fold

_CAPITAL = r"[A-ZÀ-ÞĀ-Ž][\w'-]*\.?"
_SMALL = r"(?:van|de|den|der|het|'t|ter|ten|aan|op|in|v\.?d?\.?|a/d|y|di|da|la|le)"
_OPENS = (
    r"(?:(?:De|Het|It|'[tTsS]|Den)[ -]|(?:Achter|Onder|Op|Bij|In|Aan|Tussen|Boven|Over|Langs|Buiten|Binnen|Voor|Oan) "
    r"(?:(?:de|den|het|'t|der|it) ))"
)
# What stands before the number: up to four words with a capital, and a mark that says number.
NAME = re.compile(
    rf"(?<![\w.'/-])(?P<name>(?P<opens>{_OPENS})?(?P<first>{_CAPITAL})(?:[ -](?:{_SMALL} ){{0,3}}{_CAPITAL}){{0,3}})"
    r"(?P<mark>,? ?(?:nr\.?|nummer|no[.:]|huisnr\.?|huisnummer|#) ?| )\Z"
)
HEAD = re.compile(r"(?<=[ .#:])(?<!\d )[1-9]\d{0,3}(?!\d|[-/.]\d{1,2}[-/.]|[.,:]\d|%| ?€)")
HOUSE = re.compile(NUMBER)
# Behind the number the address ends, or the sentence goes on with a verb or a small word.
CLOSES = re.compile(
    r"\s?(?:[.,;!?)|\]/](?!\d)|$|\n|-\s)|\s(?:te|in|en|of|is|was|staat|stond|deed|waar|bij|naar|op|aan|om|voor|door|met|woont"
    r"|wonen|woonde|tot|dat|die|omdat|zodat|maar|want|ligt|lag|blijft|kwam|werd|wordt|heeft|had|toe|af|te|sinds|vanaf|dus|zit)\b"
)
LETTERED = re.compile(r"\d{1,4}(?: ?-?[a-hA-H](?![\w.])|[ -]?(?:bis|hs|I{2,3}|huis|hoog|\d{0,2}-?hoog)(?!\w))")
RANGED = re.compile(r"\d{1,4}-\d{1,4}(?![\d-])")
# Who speaks of one of these says where somebody lives, is fetched or gets the post.
DWELLS = (
    r"(?:wo(?:on(?:t|de|den|achtig)?|nen(?:de?)?)|\w*adres(?:sen)?|verblij(?:ft|ven|vende?|f)|verble(?:ef|ven)"
    r"|ingeschreven|inwonend|gevestigd"
    r"|verhui\w+|huisvesting|log(?:eer|er)\w*|huis|thuis|flat|woning|appartement\w*|studio|pand|perceel|portiek|kavel|boerderij"
    r"|woonboot|woonwagen\w*|voordeur|deur|aanbel\w*|aangebeld|bel aan|taxi\w*|ophalen|opgehaald|haalt|gehaald|brengen|gebracht"
    r"|huisbezoek|hb|locatie|post|brie(?:f|ven)|pakke\w+|bezorg\w*|envelop\w*|kaart(?:je)?|melding|aangetroffen|aangehouden"
    r"|gevonden|inval|brand|buren|buur\w*|fiets\w*|rit|vervoer|route|sleutel|huur\w*|gehuurd|kamer|verstuurd|gestuurd|langs"
    r"|lives?|living|address|staying)"
)
DWELLING = re.compile(rf"(?<!\w){DWELLS}(?!\w)", re.IGNORECASE)
REACH = 90
# Directly before the name: what leads to a place, or a mark.
LEADS = re.compile(
    r"(?:\b(?:aan|op|in|bij|naar|van|vanaf|vanuit|uit|tegenover|langs|voor|achter|naast|is|te|nu|at|hoek)(?: (?:de|het|den|'t))?"
    r"|[:=(,|>-]|\b(?:p/a|p\.a\.?|c/o)) ?['\"]?\Z",
    re.IGNORECASE,
)
ALONGSIDE = re.compile(r"(?:\b[Aa]an(?: (?:de|het|den|'t))?|\b(?:p/a|p\.a\.?|hoek)) \Z")
CARE_OF = re.compile(r"\b(?:p/a|p\.a\.|c/o|per adres)[^\n\d]{0,30}\Z", re.IGNORECASE)
_SAYS_WHERE = (
    r"(?:wo(?:on(?:t|de|den|achtig)?|nen(?:de?)?)|\w*adres|verblij(?:ft|ven|vende?)|verbleef|ingeschreven|logeert|flat"
    r"|woning|pand"
    r"|perceel|portiek|appartement|studio|boerderij|woonboot|ophalen|taxi|huisbezoek|hb|locatie|kavel|rit|bezorgen|aanbellen)"
)
NAMED_SO = re.compile(rf"(?<!\w)(?:{_SAYS_WHERE}|{DWELLS}\s?[:=(])\s?[:=]?\s?\(?(?:de |het )?\Z", re.IGNORECASE)
KIN_BEFORE = re.compile(
    r"\b(?:moeder|vader|ouders|oma|opa|tante|oom|zus|broer|mdr|vdr|partner|ex|pleeg\w+|stief\w+|buurvrouw|buurman|vriend(?:in)?)"
    r"(?: \(\d{1,2}\))?\s?[,:(=-] ?\Z",
    re.IGNORECASE,
)
PLACE_BEHIND = re.compile(
    r",? ?(?:\b(?:te|in)\b )?\(?(?P<place>['A-ZÀ-Þ][\w'-]+(?: (?:aan den?|aan de|op|en|den|de|[A-Z])[\w'-]*){0,3})"
)
CODE_BEHIND = re.compile(rf",? {CODE}")
PREPOSITIONS = word_set(
    "op in aan bij van naar vanaf vanuit tegenover langs voor achter naast om onder tussen boven over buiten binnen"
)
STREETLIKE = re.compile(r"(?:weg|straat|laan|dijk|kade|plein|hof|kamp|oord|eind|bosch?|berg|kerk|brug)\Z")
ARTICLES = word_set("de het 't den it")
LED_BY = re.compile(r"(?P<word>[^\W\d_]+)[.:]? (?:(?P<at>op|in|aan|te|bij) (?:(?:de|het|den|'t) )?)?(?=['A-ZÀ-Þ])")
# In small letters: "laan van malkenschoten 40", "schilder straat 12", "klaproos 3 almere".
_LAST = rf"{NUMBER}(?=\s?(?:[.,;:!?)|/](?!\d)|$|\n)|\s(?:in|te|en|want|dus|daar|maar|met|bij|is|waar)\b)"
SMALL_LANE = re.compile(
    rf"(?<![\w-])(?P<address>(?:laan|ln|plein|hof|weg|pad|straat|kade|park|singel)\s(?:van|der|aan|naar|v\.?)\s"
    rf"(?:(?:de|den|het|der|d\.?)\s)?[a-z][a-z'-]{{2,}}(?:\s[a-z][a-z'-]{{3,}})?,? (?:nr\.? ?|nummer )?{_LAST})"
)
SMALL_SPLIT = re.compile(
    rf"(?<![\w-])(?P<address>(?P<word>[A-Za-z][\w'-]{{2,}})\s(?:straat|laan|plein|gracht|kade|singel|dijk|dreef|plantsoen|steeg"
    rf"|hof),? (?:nr\.? ?|nummer )?{_LAST})"
)
SMALL_NAMED = re.compile(
    rf"(?<!\w){_SAYS_WHERE}(?: (?:nu|ook|daar|hier|tijdelijk|sinds kort|weer|nog))?(?: (?:(?:aan|op|in|bij|naar|van"
    rf"|is)(?: (?:de|het))?)|:|=)?"
    rf" (?P<address>(?P<word>[a-z][a-z'-]{{3,}}) {_LAST})"
)


def find_doors(raw: str) -> Iterator[tuple[int, int]]:
    for head in HEAD.finditer(raw):
        name = NAME.search(raw, max(0, head.start() - 60), head.start())
        house = HOUSE.match(raw, head.start()) if name else None
        if name and house:
            start = _start(raw, name)
            if _is_address(raw, Door(raw[start : name.end("name")], start, house)):
                yield start, house.end()


def find_small_doors(raw: str, near: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    for pattern in (SMALL_LANE, SMALL_SPLIT):
        for match in matches_near(pattern, raw, near):
            said = DWELLING.search(raw, max(0, match.start() - REACH), match.start())
            word = match.groupdict().get("word", "")
            if said and not (word and (word.lower() in lexicon().common or word.lower() in NUMBERED)):
                yield match.span("address")
    for match in matches_near(SMALL_NAMED, raw, near):
        word = match["word"]
        if not (
            word in lexicon().common
            or word in NUMBERED
            or fold(word) in lexicon().first_names
            or word in lexicon().roles
        ):
            yield match.span("address")


@dataclass(frozen=True, slots=True)
class Door:
    name: str
    start: int
    house: re.Match[str]

    @property
    def first(self) -> str:
        return self.name.split()[0].strip(".").lower()

    @property
    def opens(self) -> bool:
        """ "Achter de Hoven": a preposition with a capital, and its article."""
        return self.first in PREPOSITIONS and len(self.name.split()) > 2


def _start(raw: str, name: re.Match[str]) -> int:
    """Without who, what or where stands before it: "Vader Rietkraag 88", "Op Molenwiek 12b", "Assendelft in de Kerkbuurt 16"."""
    start, end = name.span("name")
    while (led := LED_BY.match(raw, start, end)) and _leads(led):
        start = led.end()
    return start


def _leads(led: re.Match[str]) -> bool:
    word = led["word"].lower()
    if led["at"]:
        return fold(word) in lexicon().places or (is_dutch_word(word) and not STREETLIKE.search(word))
    return word in lexicon().roles or word in PREPOSITIONS or bool(DWELLING.fullmatch(word))


def _is_address(raw: str, door: Door) -> bool:
    if not _may_be_street(door):
        return False
    end, house, somebody = door.house.end(), door.house.group(), _somebody(door.name)
    if _place_follows(raw, end) and not somebody:
        return True
    if not CLOSES.match(raw, end):
        return False
    left = raw[max(0, door.start - REACH) : door.start].rpartition("\n")[2]
    if ALONGSIDE.search(left) or CARE_OF.search(left) or NAMED_SO.search(left):
        return True
    led = bool(LEADS.search(left))
    if led and DWELLING.search(left):
        return True
    if somebody:
        return False
    if LETTERED.fullmatch(house) or (RANGED.fullmatch(house) and led) or door.opens:
        return True
    return bool(KIN_BEFORE.search(left)) and is_dutch_word(door.first)


def _may_be_street(door: Door) -> bool:
    """Neither a thing that is numbered ("Groep 3") nor short for something ("OTS 2")."""
    words = [word.strip(".'").lower() for word in re.split(r"[ -]", door.name)]
    counted = (
        bool(COUNTED.search(words[-1]))
        or words[-1] in NUMBERED
        or (words[0] in NUMBERED and len(words) > 1 and words[0] not in ARTICLES)
    )
    short = (door.name.isupper() and len(door.name) < 6) or len(door.name) < 3
    return not (short or counted or words[-1] in lexicon().roles)


def _somebody(name: str) -> bool:
    """ "Sem 12": more likely how old somebody is."""
    parts = [fold(part) for part in name.split()]
    known = parts[0] in lexicon().first_names
    return known and len(parts) < 3 and not (is_dutch_word(parts[0]) and parts[0] in lexicon().ambiguous)


def _place_follows(raw: str, end: int) -> bool:
    if TOWN_ABROAD.match(raw, end) or CODE_BEHIND.match(raw, end):
        return True
    place = PLACE_BEHIND.match(raw, end)
    words = place["place"].split() if place else []
    return any(fold(" ".join(words[:length])) in lexicon().places for length in range(len(words), 0, -1))
