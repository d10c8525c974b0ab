"""How far an address reaches: the article and the house before it, the floor and the place behind it, and its parts in a row."""

import re
from collections.abc import Iterable

from .abroad import TOWN_ABROAD
from .findings import Span
from .lexicon import Lexicon, is_dutch_word
from .postcodes import POSTCODE
from .words import fold

ADJOINS = re.compile(r"\s[/|•·-]\s|\)?,?(?: {1,2}| ?\n ?)(?:(?:te|in|, |[1-9]\d{3})\s)?|\)?\s?,\s?")
LEADS_TO_PLACE = re.compile(r"\b(?:te|in)\s$")
PART_OF_TOWN = re.compile(
    r"[ -](?:Noord|Zuid|Oost|West|Centrum|Nieuw-West|Zuidoost|Noordoost|Zuidwest|Noordwest)(?!\w)"
)
BEFORE_CODE = re.compile(r"(?:\s?\([^()\d\n]{2,20}\))?\s{0,2}[,/]?\s{0,2}")
PROVINCE = re.compile(
    r"\s\((?:Gld|Gel|NH|N\.H\.?|ZH|Z\.H\.?|NB|Nb|N\.Br|Ov|OV|Fr|Frl|Gr|Dr|L|Lb|Limb|Ut|Utr|Zld|Fl|[A-Z]{1,2})\.?\)"
)
CLOSED = re.compile(r"\s*(?:$|[\n.,;)])")
PLACE_WORDS = re.compile(r"(?:['’][sSt]-?\s?)?[^\W\d_][\w-]*(?:\s(?:aan|den|de|der|op|en|[A-Z])[\w-]*){0,4}")
# "Kerkstraat 12 (bovenwoning)", "12 links", "12 / 3", "Oudegracht 12 a/d Werf", "Calle Mayor 12, 3º B"
MORE_OF_DOOR = re.compile(
    r"(?:\s?\((?:boven|beneden|achter|voor|tussen|hoek|parterre|begane|souterrain|links|rechts|\d{1,2}e? (?:hoog|etage"
    r"|verd))[^()\n]{0,20}\)"
    r"|,?\s(?:links|rechts|linksachter|rechtsachter|linksvoor|rechtsvoor|linksboven|rechtsboven|achterhuis|voorhuis|parterre"
    r"|begane grond|bovenwoning|benedenwoning|bovenhuis|benedenhuis|tussenwoning|souterrain)(?!\w)"
    r"|\s?/\s?\d{1,3}[a-zA-Z]?(?![\w/.-])|\s(?:a/d|aan de|a\.d\.)\s[A-Z][\w-]+(?!\w)|,?\s(?:m\.|kat\.?|D|Kat|Daire|et\."
    r"|bus|bte|apt\.?)"
    r"\s?:?\s?\d{1,3}(?!\w)|,\s\d{1,2}\s?[ºª°](?:\s?[A-Z])?(?!\w)|,?\s(?:app|appartement|unit|kamer|huisnr|box|nr|bel"
    r"|flat|studio)\.?\s?[A-Z]?\d{1,4}(?!\w)"
    r"|\s(?:-|en|of|&)\s\d{1,4}[a-zA-Z]?(?=\s?(?:[.,;!?)](?!\d)|$|\n))|\s(?:achter|voor|links|rechts)(?=\s?(?:[.,;!?)]|$|\n)))"
)
HOUSE_BEFORE = re.compile(
    r"\b(?i:boerderij|hoeve|huize?|villa|landgoed|landhuis|woonboot|woonark|flat(?:gebouw)?|residentie|camping|pension|hofje)\s"
    r"(?P<name>[A-ZÀ-Þ][\w'-]+(?: (?:van|de|der|den|het|[A-ZÀ-Þ])[\w'-]*){0,3},\s)\Z"
)
ARTICLE_BEFORE = re.compile(
    r"(?<![\w-])(?:(?:[Dd]e|[Hh]et|[Dd]en|'[tT])\s|'?[sS][ -])?(?:(?:huis)?n(?:umme)?r\.?\s)?\Z"
)
# Between two parts of one address: a mark, a new line, what a form calls the next part.
BETWEEN = re.compile(
    r"[\s,;/|()•·-]{1,5}(?:(?:te|in|postcode|pc|huisn(?:umme)?r\.?|nr\.?|(?:woon)?plaats|adres|gemeente|[A-ZÀ-Þ'][\w'-]+)"
    r"[\s,;:/|()=-]{1,4}){0,3}"
)
ONLY_CODE = re.compile(rf"\(?{POSTCODE.pattern}(?:[\s,]{{1,2}}[A-ZÀ-Þ][\w'-]*){{0,3}}\)?")


def reaching(raw: str, span: Span, lexicon: Lexicon) -> Span:
    """The address with what belongs to it on either side."""
    start, end = _start(raw, span.start), span.end
    end = _door_end(raw, _with_place(raw, _door_end(raw, end), lexicon))
    opened = raw.count("(", start, end) > raw.count(")", start, end) and raw[end : end + 1] == ")"
    return Span(start, end + opened, span.kind)


def _door_end(raw: str, end: int) -> int:
    while more := MORE_OF_DOOR.match(raw, end):
        end = more.end()
    return end


def _start(raw: str, start: int) -> int:
    house = HOUSE_BEFORE.search(raw, max(0, start - 60), start)
    if house:
        return house.start("name")
    article = ARTICLE_BEFORE.search(raw, max(0, start - 20), start)
    return article.start() if article else start


def joined(raw: str, spans: Iterable[Span], lexicon: Lexicon) -> list[Span]:
    """A street and a postcode that only a mark, a place or the word of a form keeps apart are one address."""
    found: list[Span] = []
    for span in sorted({reaching(raw, span, lexicon) for span in spans}, key=lambda one: (one.start, -one.end)):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end), span.kind)
        elif found and _one_address(raw, found[-1], span):
            found[-1] = reaching(raw, Span(found[-1].start, span.end, span.kind), lexicon)
        else:
            found.append(span)
    return found


def _one_address(raw: str, one: Span, other: Span) -> bool:
    if other.start - one.end > 45 or not BETWEEN.fullmatch(raw, one.end, other.start):
        return False
    return any(ONLY_CODE.fullmatch(raw, span.start, span.end) for span in (one, other))


def _with_place(raw: str, end: int, lexicon: Lexicon) -> int:
    """Where the postcode and the place that adjoin it end: "Dorpsstraat 12a te Ede"."""
    near = BEFORE_CODE.match(raw, end)
    postcode = POSTCODE.match(raw, near.end()) if near else None
    abroad = None if postcode else TOWN_ABROAD.match(raw, end)
    if abroad:
        return abroad.end()
    end = postcode.end() if postcode else end
    gap = ADJOINS.match(raw, end)
    words = PLACE_WORDS.match(raw, gap.end()) if gap else None
    return _place_end(raw, gap, words.group().split(), lexicon) or end if words and gap else end


def _place_end(raw: str, gap: re.Match[str], parts: list[str], lexicon: Lexicon) -> int:
    for length in range(len(parts), 0, -1):
        name = " ".join(parts[:length])
        said = name.islower() and (is_dutch_word(name) or name in lexicon.common)
        closes = fold(name) in lexicon.places and CLOSED.match(raw, gap.end() + len(name))
        if said and not LEADS_TO_PLACE.search(gap.group()) and not closes:
            continue  # "6825, meer weet zij niet"
        known = bool({fold(name), fold(name).partition("-")[0]} & lexicon.places)
        if known or (length == 1 and _first_of_place(raw, gap, name, lexicon)):
            end = gap.end() + len(name)
            part = PART_OF_TOWN.match(raw, end) or PROVINCE.match(raw, end)
            return part.end() if part else end
    return 0


def _first_of_place(raw: str, gap: re.Match[str], name: str, lexicon: Lexicon) -> bool:
    """ "Dorpsstraat 118bis, Ouderkerk": the place by the first of its words."""
    low = fold(name)
    ends = re.match(r"\s*(?:$|[\n.,;)])", raw[gap.end() + len(name) :][:3])
    known = low in lexicon.place_starts and low not in lexicon.first_names
    return bool("," in gap.group() and name[0].isupper() and ends and known)
