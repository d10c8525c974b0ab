"""Where somebody lives: a postcode, and a street with a number."""

import re
from collections.abc import Iterator

from .findings import Span
from .lexicon import Lexicon
from .words import fold

_NUMBER = (
    r"\d{1,5}(?!\d)(?:[ -]?(?:[a-zA-Z]|bis|hs|bus \d{1,3}|huis|I{1,3}|IV|rd|zw)(?![\w])|[-/ ]\d{1,4}(?!\w))?(?:[- ]"
    r"(?:hoog|\d{1,3}|[a-zA-Z])(?!\w))?"
)
# Four digits, the first no zero, and two letters; SA, SD and SS are never given out (NEN 5825).
_POSTCODE = r"[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}(?!\w)"
POSTCODE = re.compile(
    rf"(?<![\w€-])(?:[1-9]\d{{3}} ?(?!SA|SD|SS)[A-Z]{{2}}(?![\w-]))(?:\s?,?\s?(?:-|/|nr\.?|nummer"
    rf"|huisnummer|no\.?)?\s?{_NUMBER}(?![\w%]|[.,:]\d|\s?(?:jaar|uur|keer|weken|maanden|dagen|euro)))?"
)
SMALL_POSTCODE = re.compile(
    r"(?<![\w€-])(?:(?:postcode|pc)(?: is| van \w+ is)?:?\s?)?(?P<code>[1-9]\d{3} ?[a-z]{2})(?:\s?,?\s?(?:-"
    r"|nr\.?|nummer|huisnummer)?\s?(?P<number>\d{1,4}[a-z]?))?(?!\w)",
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
    r"|hoeve|kreek|bloem|beek|polder|duin|zand|dorp|polderweg|rand|spoor|lei|kolk)"
)
_STREET = (
    r"(?:(?:Laan|Plein|Weg|Pad|Hof|Park|Boulevard|Avenue|Rue|Kade|Singel)(?: (?:van|de|der|den|het|'t|du"
    rf"|[A-Z][\w'-]*|\d{{4}})){{1,5}}(?=,? )|[A-Z][\w.'-]{{0,30}}(?: (?:van|de|den|der|het|'t|ter|ten|op|aan|v\.?"
    rf"|d\.?|[A-Z][\w.'-]{{0,30}})){{0,4}} ?{_ENDING}|[A-Z][\w.'-]{{0,30}}{_ENDING}|[A-Z][\w'-]*"
    rf"(?: [a-z]{{2,4}}){{0,2}} (?i:{_ENDING}))"
)
ADDRESS = re.compile(
    rf"(?<![\w-])(?P<street>{_STREET}),? (?:(?:nr\.?|nummer|no\.?|huisnummer) ?)?{_NUMBER}(?![\w%€]|[.,:]\d"
    r"|\s?(?:jaar|uur|keer|weken|maanden|dagen|euro|kinderen|leerlingen|procent))"
    rf"(?:,? {_POSTCODE})?"
)
SMALL_ADDRESS = re.compile(
    r"(?<![\w-])(?P<street>[a-z][a-z.'-]{2,30}(?:straat|laan|weg|plein|kade|gracht|singel|dijk|dreef"
    r"|plantsoen|steeg|pad|hof|markt|boulevard))"
    rf" (?:(?:nr\.?|nummer|huisnummer) ?)?{_NUMBER}(?![\w%€]|[.,:]\d|\s?(?:jaar|uur|keer|weken|maanden|dagen|euro))"
    rf"(?:,? {_POSTCODE})?",
    re.IGNORECASE,
)
# "woont aan De Bongerd 14": any name with a number, where living is spoken of.
LIVES = re.compile(
    r"\b(?i:wo(?:on|ont|onde|nen|nend(?:e)?)|verblijft|adres|verhuisd?e?|opgehaald|langs|huis|flat|woning"
    r"|kamer)\b[^.\n\d]{0,25}?\b(?:aan|op|in|naar|is|:|te)(?: (?:de|het))? ?"
    r"(?P<address>(?:De |Het |'t |In de |Op de )?[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2},? (?:(?:nr\.?"
    r"|nummer) ?)?\d{1,4}[a-zA-Z]?)(?![\w%€]|[.,:-]\d|\s?(?:jaar|uur|keer|weken|maanden|dagen|euro))"
)
MONTH = re.compile(
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b", re.IGNORECASE
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
    r"(?<![\w-])[A-Z][\w.'-]{0,30}\s(?:(?:[A-Z][\w.'-]{0,30}|van|de|der|den|het|'t|aan|op|in|bij|te)\s){0,5}"
    r"\d{1,5}(?:[ -]?[a-zA-Z0-9]{1,4})?\s?,?\s?$"
)
POSTBOX = re.compile(r"\b[Pp]ostbus \d{1,5}")
# "1e Weerdsweg", "burg. van Houtplein": what a street's name may start with.
STREET_START = re.compile(
    r"(?:(?:\d{1,2}e|(?:[Bb]urg(?:emeester)?|[Pp]rof(?:essor)?|[Dd]r|[Dd]s|[Ss]t|[Mm]r|[Pp]ast(?:oor)?"
    r"|[Gg]en|[Mm]gr|[Kk]on|[Dd]octor|[Dd]ominee)\.?"
    r"(?:\s[A-Z][\w.'-]{0,30})?)\s(?:(?:van|de|der|den|het|'t)\s){0,3}(?:[A-Z][\w'-]*\s){0,2}|'(?:[st][-\s]?)?"
    r"|\b(?:[Vv]an|[Dd]e|[Hh]et)(?:\s(?:der|den|de|het|'t))?\s)$"
)


def find_addresses(raw: str) -> Iterator[Span]:
    for match in POSTCODE.finditer(raw):
        street = BEFORE_POSTCODE.search(raw[max(0, match.start() - 60) : match.start()])
        yield Span(match.start() - len(street.group() if street else ""), match.end(), "postcode_address")
    for match in SMALL_POSTCODE.finditer(raw):
        named = match.group().lower().startswith("p")
        letters = match["code"][-2:].lower()
        if named or (match["number"] and letters not in NOT_LETTERS):
            yield Span(match.start("code"), match.end(), "postcode_address")
    for pattern in (ADDRESS, SMALL_ADDRESS):
        for match in pattern.finditer(raw):
            if match["street"].lower() not in NO_STREET:
                earlier = STREET_START.search(raw[max(0, match.start() - 40) : match.start()])
                yield Span(match.start() - len(earlier.group() if earlier else ""), match.end(), "postcode_address")
    for match in POSTBOX.finditer(raw):
        yield Span(*match.span(), "postcode_address")
    for match in LIVES.finditer(raw):
        if not MONTH.match(match["address"]):
            yield Span(*match.span("address"), "postcode_address")


ADJOINS = re.compile(r",?\s{1,2}(?:(?:te|in|, |[1-9]\d{3})\s)?|\s?,\s?")
PLACE_WORDS = re.compile(r"(?:['’][sSt]-?\s?)?[^\W\d_][\w-]*(?:\s(?:aan|den|de|der|op|en|[A-Z])[\w-]*){0,4}")


def with_place(raw: str, span: Span, lexicon: Lexicon) -> Span:
    """The address with the postcode and the place that adjoin it: "Dorpsstraat 12a te Ede"."""
    end = span.end
    gap = ADJOINS.match(raw, end)
    postcode = POSTCODE.match(raw, gap.end()) if gap else None
    if postcode:
        end = postcode.end()
        gap = ADJOINS.match(raw, end)
    words = PLACE_WORDS.match(raw, gap.end()) if gap else None
    while words and gap:
        parts = words.group().split()
        for length in range(len(parts), 0, -1):
            name = " ".join(parts[:length])
            if fold(name) in lexicon.places:
                return Span(span.start, gap.end() + len(name), span.kind)
        break
    return Span(span.start, end, span.kind)
