"""Where somebody lives: a postcode, and a street with a number."""

import re
from collections.abc import Iterator

from .abroad import TOWN_ABROAD, find_abroad
from .findings import Span
from .lexicon import Lexicon, is_dutch_word
from .numerals import CARDINAL
from .words import fold

# What tells one door from another on the same number: 12a, 12-3, 12-A3, 12 bis B, 12 3hoog, 12-3v, 12 hs, 12 II, 12 2e etage.
_FLOOR = r"(?:hoog|etage|verdieping|verd\.?|hg|v|vloer)"
_ADDITION = (
    rf"(?:[ ,-]{{0,2}}(?:\d{{1,2}}|een|één|twee|drie|vier|I{{1,3}})?(?:e|de|ste)? ?-?{_FLOOR}|[ -]?(?:bis|hs|huis|sous"
    rf"|souterrain|bg"
    r"|beneden|boven|rood|zwart|rd|zw|ond|t/?o(?: \d{1,4})?|(?:t/m|tot en met) \d{1,4}|V?I{1,3}|I?V)"
    r"(?! (?:de|het|een|mijn"
    r"|haar)\b)"
    r"|[ -](?:bus|app(?:artement)?\.?|apt\.?|unit|kamer|flat|box|k|nr\.?) ?[A-Z]?\d{1,4}"
    r"|,? ?/? ?(?:chalet|kavel|bungalow|huisje|stacaravan|caravan|woonwagen|(?:sta|lig|woon)?plaats|plek|unit|kamer|appartement"
    r"|studio)(?: nr\.?| nummer)? ?\d{1,4}[a-zA-Z]?|[ -]?[a-zA-Z](?:[ -]?\d{1,3})?"
    r"|[-/]\d{1,4}[a-zA-Z]?| \d{1,4})(?![\w])"
)
# Not the digits of a postcode: "adres 3076 EB 118".
_NO_NUMBER = (
    r"(?!0|\d{1,2} (?i:jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|jun[i.]|jul[i.]|aug(?:ustus)?"
    r"|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|[1-9]\d{3} {0,2}[A-Z]{2}(?!\w)"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
)
_NUMBER = rf"{_NO_NUMBER}\d{{1,5}}(?!\d)(?:{_ADDITION}){{0,2}}"
# Four digits, the first no zero, and two letters; SA, SD and SS are never given out (NEN 5825).
_POSTCODE = r"[1-9]\d{3} {0,2}(?!SA|SD|SS)[A-Z]{2}(?!\w)"
POSTCODE = re.compile(
    rf"(?<![\w€-])(?:[1-9]\d{{3}} {{0,2}}(?!SA|SD|SS)[A-Z]{{2}}(?!\w))(?:\s{{0,2}}[,;]?\s{{0,2}}(?:-|/|nr\.?|nummer"
    rf"|huisn(?:umme)?r\.?|no\.?)?\s?{_NUMBER}(?![\w%]|[.,:]\d|\s?(?:jaar|uur|keer|weken|maanden|dagen|euro)))?"
)
SMALL_POSTCODE = re.compile(
    r"(?<![\w€-])(?:(?:postcode|pc)(?: is| van \w+ is)?:?\s?)?(?P<code>[1-9]\d{3} {0,2}[a-z]{2})(?:\s{0,2}[,;]?\s{0,2}(?:-|/"
    r"|nr\.?|nummer|huisn(?:umme)?r\.?)?\s?(?P<number>\d{1,4}[a-z]?))?(?!\w)",
    re.IGNORECASE,
)
# Words a street's name ends in. A name of several words starts with a capital.
_ENDING = (
    r"(?:straat|str\.?|laan|ln|weg|plein|pln|kade|gracht|singel|dijk|dreef|hof|pad|plantsoen|steeg|park"
    r"|burg|markt|wal|ring|baan|erf|poort"
    r"|boulevard|allee|kamp|weide|meent|brink|hage|akker|veld|oord|zoom|rade|donk|gaarde|haven|vaart|sloot"
    r"|steen|werf|tuin|wijk|horst"
    r"|berg|bos|hout|waard|buurt|plaats|stede|es|veste|passage|heuvel|schans|eind|einde|hoek|slag|tocht"
    r"|dam|sluis|brug|kwartier|gang"
    r"|strjitte|leane|dyk|wei|reed|straot|hoeve|kreek|bloem|beek|polder|duin|zand|dorp|polderweg|rand|spoor|lei|kolk)"
)
_STREET = (
    r"(?:(?:Laan|Ln\.?|Plein|Pln\.?|Weg|Pad|Hof|Park|Boulevard|Avenue|Rue|Kade|Singel)(?: (?:van|de|der|den|het|'t|du|v\.?"
    rf"|v\.?d\.?|[A-Z][\w'-]*|\d{{4}}(?:-\d{{4}})?)){{1,5}}(?=,? )|[A-Z][\w.'-]{{0,30}}(?: (?:van|de|den|der|het|'t|ter"
    rf"|ten|op|aan|v\.?"
    rf"|d\.?|[A-Z][\w.'-]{{0,30}})){{0,4}} ?{_ENDING}|[A-Z][\w.'-]{{0,30}}{_ENDING}|[A-Z][\w'-]*"
    rf"(?: [a-z]{{2,4}}){{0,2}} (?i:{_ENDING}))"
)
ADDRESS = re.compile(
    rf"(?<!\w)(?:(?<!-)|(?<='[st]-))(?P<street>{_STREET}),? (?:(?:nr\.?|nummer|no\.?|huisnummer) ?)?{_NUMBER}(?![\w%€]|[.,:]\d"
    r"|\s?(?:jaar|uur|keer|weken|maanden|dagen|euro|kinderen|leerlingen|procent))"
    rf"(?:,? {_POSTCODE})?"
)
SMALL_ADDRESS = re.compile(
    r"(?<![\w-])(?P<street>[a-z][a-z.'-]{2,30}(?:straat|laan|weg|plein|kade|gracht|singel|dijk|dreef"
    r"|plantsoen|steeg|pad|hof|markt|boulevard|str\.?|ln|pln))"
    rf" (?:(?:nr\.?|nummer|huisnummer) ?)?{_NUMBER}(?![\w%€]|[.,:]\d|\s?(?:jaar|uur|keer|weken|maanden|dagen|euro))"
    rf"(?:,? {_POSTCODE})?",
    re.IGNORECASE,
)
# "woont aan De Bongerd 14": any name with a number, where living is spoken of.
LIVES = re.compile(
    r"\b(?i:wo(?:on|ont|onde|nen|nend(?:e)?)|verblijft|verblijven|\w*adres|verhuisd?e?|welkom|post|aangetroffen|gevonden"
    r"|opgehaald|langs|huis|flat|woning"
    r"|kamer|kaartje|envelop|brief|pakket\w*|bezorgd|afgeleverd|logeert|staat op)\b[^.\n\d]{0,25}?(?:\b(?:aan|op|in|via|naar"
    r"|is|te|alleen)|:)"
    r"(?: (?:de|het))?[ '\"]{0,2}(?P<address>(?:(?:De|Het|It|'[tT]|(?:In|Op|Aan|Achter|Onder|Bij|Oan|Tussen) (?:de|het|den"
    r"|'t|it)) )?[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2},? (?:(?:nr\.?"
    rf"|nummer) ?)?{_NUMBER})(?![\w%€]|[.,:-]\d|\s?(?:jaar|uur|keer|weken|maanden|dagen|euro))"
)
MONTH = re.compile(
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b", re.IGNORECASE
)
# "de Parklaan tweehonderdtwaalf": said, so with nothing counted behind it.
SAID_NUMBER = re.compile(
    rf"(?<![\w-])(?P<street>(?:[A-Z][\w'-]{{0,30}} ){{0,3}}[A-Z]?[\w.'-]{{2,30}}{_ENDING}),? (?:nummer )?"
    rf"(?!(?:een|één)\b)(?:(?:{CARDINAL})?honderd(?:[eë]n)?(?:{CARDINAL})?|{CARDINAL})"
    r"(?=\s?(?:[.,;:!?)]|$)|\s(?:in|te|boven|onder|hoog|bis|achter|naast|a|b|c|hier|daar)\b)",
)
# "woont bij het station, evenaar 40 ofzo": after a comma, in small letters.
LIVES_SMALL = re.compile(
    r"\b(?:woon\w*|wonen\w*|verblij\w+|logeer\w*)\b[^.\n\d]{0,50}, "
    rf"(?P<address>(?!kamer|verdieping|etage|klas|groep|unit"
    r"|nummer|plek|dag|week"
    rf"|maand|fase|lijn|bus|deel|samen|ongeveer|zo'n|circa|sinds|vanaf|met|van|voor|nog|pas|al"
    rf"|bijna)[a-z][a-z'-]{{3,}} {_NUMBER})"
    r"(?!\w|[.,:-]\d|\s?(?:jaar|uur|keer|weken|maanden|dagen|euro|kinderen|km|minuten|mensen|jongeren|anderen))"
)
# "portiek Osdorper Ban 712 t/m 730"
AT_DOOR = re.compile(
    rf"\b(?i:portiek|trappenhuis|flat|perceel|pand|woning"
    rf"|adres:?)\s(?P<address>[A-Z][\w'-]+(?: [A-Z][\w'-]+){{0,3}} {_NUMBER})(?![\w%€])"
)
# In capitals: a word that is none, with the ending of a street.
SHOUTED = re.compile(
    rf"(?<![\w-])(?P<street>(?:[A-ZÀ-Þ][A-ZÀ-Þ.'-]+ ){{0,3}}[A-ZÀ-Þ][A-ZÀ-Þ.'-]*(?i:{_ENDING}))"
    rf" {_NUMBER}(?![\w%€]|[.,:]\d)"
)
# "op nummer 12 van de Dorpsstraat"
NUMBER_FIRST = re.compile(
    rf"\b(?:nummer|nr\.?) (?P<address>{_NUMBER}(?:,| (?:in|van|aan|op)) (?:de |het )?{_STREET})(?!\w)"
)
NO_STREET = {
    "onderweg",
    "anderweg",
    "overweg",
    "halverwege",
    "snelweg",
    "weg",
    "straat",
    "terugweg",
    "gang",
    "gerechtshof",
    "artikel",
}
NOT_LETTERS = {
    "de",
    "en",
    "in",
    "is",
    "om",
    "op",
    "te",
    "ik",
    "je",
    "we",
    "ze",
    "er",
    "of",
    "nu",
    "al",
    "ja",
    "km",
    "uu",
    "st",
    "eu",
    "kg",
    "cm",
    "mg",
    "ml",
    "pp",
    "ha",
    "me",
    "zo",
    "na",
    "aan",
}


# Whatever is written as a street in front of a postcode: "Achter de Kerk 7, 4331 AA".
BEFORE_POSTCODE = re.compile(
    r"(?<![\w-])(?:'[ts][ -])?[A-Z][\w.'-]{0,30} (?:(?:[A-Z][\w.'-]{0,30}|van|de|der|den|het|'t|aan|op|in|bij|te) ){0,5}"
    r"\d{1,5}(?:[ -]?[a-zA-Z0-9]{1,4})?\s?,?\s?$"
)
# "pc 9401 - KN", "woont ergens in 1104ed": after its word, or with nothing in between and no unit.
NAMED_POSTCODE = re.compile(
    r"\b(?:postcode|pc)[:.]?\s(?:is\s)?(?P<code>[1-9]\d{3}\s?[-.]\s?[A-Z]{2})(?!\w)", re.IGNORECASE
)
GLUED_POSTCODE = re.compile(
    r"(?<![\w€.,/:-])[1-9]\d{3}(?!er|nd|th|st|px|mw|wh|kb|mb|gb|tb|rb|pk|hz|mm|pt|bc|ad|bp|xx|sa|sd|ss)[a-z]{2}(?!\w)"
)


def _slips(word: str) -> set[str]:
    """The word with a letter too few, twice, or two that changed places."""
    places = range(len(word) - 1)
    short = {word[:at] + word[at + 1 :] for at in range(1, len(word))}
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in places}
    doubled = {word[:at] + word[at] + word[at:] for at in range(len(word))}
    return (short | swapped | doubled) - {word}


# "Vermeerstaat 14", "Keizersgract 221": the ending mistyped, of a word that is none.
_SLIPS = "|".join(
    sorted(slip for word in ("straat", "gracht", "plein", "singel", "plantsoen") for slip in _slips(word))
)
MISTYPED = re.compile(rf"(?<![\w-])(?P<street>[A-Z][\w'-]{{2,30}}(?:{_SLIPS})) {_NUMBER}(?![\w%€]|[.,:]\d)")
POSTBOX = re.compile(r"\b(?:postbus|antwoordn(?:umme)?r\.?|postbusn(?:umme)?r\.?) ?:? ?\d{1,6}(?!\d)", re.IGNORECASE)
# "1e Weerdsweg", "burg. van Houtplein": what a street's name may start with.
STREET_START = re.compile(
    r"(?:(?:\d{1,2}e|(?:[Bb]urg(?:emeester)?|[Pp]rof(?:essor)?|[Dd]r|[Dd]s|[Ss]t|[Mm]r|[Pp]ast(?:oor)?"
    r"|[Gg]en|[Mm]gr|[Kk]on|[Dd]octor|[Dd]ominee)\.?"
    r"(?:\s[A-Z][\w.'-]{0,30})?)\s(?:(?:van|de|der|den|het|'t)\s){0,3}(?:[A-Z][\w'-]*\s){0,2}|'(?:[st][-\s]?)?"
    r"|\b(?:[Vv]an|[Dd]e|[Hh]et)(?:\s(?:der|den|de|het|'t))?\s)$"
)


def find_addresses(raw: str) -> Iterator[Span]:
    for start, end in (*_postcodes(raw), *_streets(raw), *_said(raw), *find_abroad(raw)):
        yield Span(start, end, "postcode_address")


def _postcodes(raw: str) -> Iterator[tuple[int, int]]:
    for match in POSTCODE.finditer(raw):
        street = BEFORE_POSTCODE.search(raw[max(0, match.start() - 60) : match.start()])
        yield match.start() - len(street.group() if street else ""), match.end()
    for match in SMALL_POSTCODE.finditer(raw):
        named = match.group().lower().startswith("p")
        letters = match["code"][-2:].lower()
        if named or (match["number"] and letters not in NOT_LETTERS):
            yield match.start("code"), match.end()
    for match in NAMED_POSTCODE.finditer(raw):
        yield match.span("code")
    for match in GLUED_POSTCODE.finditer(raw):
        if match.group()[-2:] not in NOT_LETTERS:
            yield match.span()


def _streets(raw: str) -> Iterator[tuple[int, int]]:
    for pattern in (ADDRESS, SMALL_ADDRESS, SAID_NUMBER):
        for match in pattern.finditer(raw):
            if match["street"].lower() not in NO_STREET:
                earlier = STREET_START.search(raw[max(0, match.start() - 40) : match.start()])
                yield match.start() - len(earlier.group() if earlier else ""), match.end()


def _said(raw: str) -> Iterator[tuple[int, int]]:
    for pattern in (MISTYPED, SHOUTED):
        for match in pattern.finditer(raw):
            shouted = pattern is MISTYPED or match["street"].isupper()
            if shouted and not is_dutch_word(match["street"].lower().split()[-1]):
                yield match.span()
    for match in POSTBOX.finditer(raw):
        yield match.span()
    for pattern in (NUMBER_FIRST, LIVES, LIVES_SMALL, AT_DOOR):
        for match in pattern.finditer(raw):
            if not MONTH.match(match["address"]):
                yield match.span("address")


# "Fatima aan de Kerkstraat 12": who lives there is no part of the street.
WHO = re.compile(
    r"(?P<names>[A-ZÀ-Þ][^\W\d_]+(?:[ -](?:[a-z']{1,3} ){0,3}[A-ZÀ-Þ][\w'-]*){0,3}?)"
    r" (?P<at>aan|op|in|bij|te)(?P<article> (?:de|het|den|'t))? (?=[A-Z'])"
)


def without_person(raw: str, span: Span, lexicon: Lexicon) -> Span:
    """The address from its street, when a person stands before it."""
    who = WHO.match(raw, span.start, span.end)
    if who is None or not _is_somebody(raw, who, lexicon):
        return span
    return Span(who.end(), span.end, span.kind)


def _is_somebody(raw: str, who: re.Match[str], lexicon: Lexicon) -> bool:
    if any(fold(raw[who.start() : who.end() + more]) in lexicon.places for more in _word_ends(raw, who.end())):
        return False  # "Bergen op Zoomstraat", "Horst aan de Maaslaan": the street bears the name of the place
    called = CALLED.search(raw[max(0, who.start() - 24) : who.start()])
    if called and (called[1].lower() in lexicon.roles or called[1].lower() in lexicon.titles):
        return True
    names = [fold(word) for word in who["names"].split() if word[0].isupper()]
    lives = who["article"] or who["at"] in ("aan", "bij")
    return bool(lives) and any(name in lexicon.first_names and not is_dutch_word(name) for name in names)


def _word_ends(raw: str, start: int) -> range:
    """Each length that the word there may be cut at: "Zoom" of "Zoomstraat"."""
    word = re.compile(r"[\w'-]*").match(raw, start)
    return range(1, len(word.group()) + 1 if word else 1)


def _first_of_place(raw: str, gap: re.Match[str], name: str, lexicon: Lexicon) -> bool:
    """ "Dorpsstraat 118bis, Ouderkerk": the place by the first of its words."""
    low = fold(name)
    ends = re.match(r"\s*(?:$|[\n.,;)])", raw[gap.end() + len(name) :][:3])
    known = low in lexicon.place_starts and low not in lexicon.first_names
    return bool("," in gap.group() and name[0].isupper() and ends and known)


ADJOINS = re.compile(r"\s/\s|,?\s{1,2}(?:(?:te|in|, |[1-9]\d{3})\s)?|\s?,\s?")
CALLED = re.compile(r"([\w'’-]+)\.? $")
BEFORE_CODE = re.compile(r"\s{0,2}[,/]?\s{0,2}")
PLACE_WORDS = re.compile(r"(?:['’][sSt]-?\s?)?[^\W\d_][\w-]*(?:\s(?:aan|den|de|der|op|en|[A-Z])[\w-]*){0,4}")


def with_place(raw: str, span: Span, lexicon: Lexicon) -> Span:
    """The address with the postcode and the place that adjoin it: "Dorpsstraat 12a te Ede"."""
    end = span.end
    near = BEFORE_CODE.match(raw, end)
    postcode = POSTCODE.match(raw, near.end()) if near else None
    abroad = None if postcode else TOWN_ABROAD.match(raw, end)
    if abroad:
        return Span(span.start, abroad.end(), span.kind)
    gap = ADJOINS.match(raw, end)
    if postcode:
        end = postcode.end()
        gap = ADJOINS.match(raw, end)
    words = PLACE_WORDS.match(raw, gap.end()) if gap else None
    while words and gap:
        parts = words.group().split()
        for length in range(len(parts), 0, -1):
            name = " ".join(parts[:length])
            if {fold(name), fold(name).partition("-")[0]} & lexicon.places or (
                length == 1 and _first_of_place(raw, gap, name, lexicon)
            ):
                return Span(span.start, gap.end() + len(name), span.kind)
        break
    return Span(span.start, end, span.kind)
