"""Addresses by the turn of phrase around them, and with slips of the pen in them."""

import re
from collections.abc import Iterator, Sequence

from .lexicon import is_dutch_word, lexicon
from .numbered_things import COUNTED, NUMBERED
from .numerals import CARDINAL, Stretch, matches_near, said, windows
from .street_parts import ENDING, NUMBER, STREET, UNITS
from .words import fold

# "woont aan De Bongerd 14": any name with a number, where living is spoken of.
LIVES = re.compile(
    r"\b(?i:wo(?:on|ont|onde|nen|nend(?:e)?)|verblijft|verblijven|\w*adres|verhuisd?e?|welkom|post|aangetroffen|gevonden"
    r"|opgehaald|langs|huis|flat|woning"
    r"|verblijf|ingeschreven"
    r"|kamer|kaartje|envelop|brief|pakket\w*|bezorgd|afgeleverd|logeert|staat op)\b[^.\n\d]{0,25}?(?:\b(?:aan|op|in|via|naar"
    r"|is|te|alleen)|:)"
    r"(?: (?:de|het))?[ '\"]{0,2}(?P<address>(?!(?:Op|In|Aan|Na|Om|Van|Tot|Er|De|Het|Bij|Met|Voor|Al|Nog|Zo|Dat|Die)\s\d)"
    r"(?:(?:De|Het|It|'[tT]|(?:In|Op|Aan|Achter|Onder|Bij|Oan|Tussen) (?:de|het|den"
    r"|'t|it)) )?[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2},? (?:(?:nr\.?"
    rf"|nummer) ?)?{NUMBER})(?![\w%€]|[.,:-]\d|\s?{UNITS})"
)
MONTH = re.compile(
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b", re.IGNORECASE
)
# "woont bij het station, evenaar 40 ofzo": after a comma, in small letters.
LIVES_SMALL = re.compile(
    r"\b(?:woon\w*|wonen\w*|verblij\w+|logeer\w*)\b[^.\n\d]{0,50}, "
    rf"(?P<address>(?!kamer|verdieping|etage|klas|groep|unit"
    r"|nummer|plek|dag|week"
    rf"|maand|fase|lijn|bus|deel|samen|ongeveer|zo'n|circa|sinds|vanaf|met|van|voor|nog|pas|al"
    rf"|bijna)[a-z][a-z'-]{{3,}} {NUMBER})"
    r"(?!\w|[.,:-]\d|\s?(?:jaar|uur|keer|weken|maanden|dagen|euro|kinderen|km|minuten|mensen|jongeren|anderen))"
)
# "portiek Osdorper Ban 712 t/m 730"
AT_DOOR = re.compile(
    rf"\b(?i:portiek|trappenhuis|flat|perceel|pand|woning"
    rf"|adres:?)\s(?P<address>[A-Z][\w'-]+(?: [A-Z][\w'-]+){{0,3}} {NUMBER})(?![\w%€])"
)
# "Rietgors 52 te Hellevoetsluis": a name, a number and a place.
IN_PLACE = re.compile(
    r"(?<![\w.-])(?P<address>(?P<name>(?!(?:Groep|Kamer|Zaal|Team|Locatie|Unit|Afdeling|Klas|Gebouw|Bijlage|Fase|Week"
    r"|Dag|Punt|Op|In|Van|Met|Na)\b)"
    rf"[A-Z][\w'-]{{3,}}(?: [A-Z][\w'-]+)?) {NUMBER} (?P<at>te|in) (?P<place>['A-Z][\w'-]+))(?!\w)"
)
# In capitals: a word that is none, with the ending of a street.
SHOUTED = re.compile(
    rf"(?<![\w-])(?P<street>(?:[A-ZÀ-Þ][A-ZÀ-Þ.'-]+ ){{0,3}}[A-ZÀ-Þ][A-ZÀ-Þ.'-]*(?i:{ENDING}))"
    rf" {NUMBER}(?![\w%€]|[.,:]\d)"
)
# "op nummer 12 van de Dorpsstraat"
NUMBER_FIRST = re.compile(
    rf"\b(?:nummers?|nrs?\.?) (?P<address>{NUMBER}(?: (?:en|of|-|&|t/m) \d{{1,4}}\w?)?(?:,| (?:in|van|aan|op))? (?:de "
    rf"|het )?{STREET})(?!\w)"
)
# "woont op nummer 21 van de Lange Voorst": any name, where living is spoken of.
LIVES_FIRST = re.compile(
    r"\b(?i:wo(?:ont|onde|nen|nend(?:e)?|onachtig)|verblijft|adres)\b[^.\n\d]{0,20}\b(?:nummer|nr\.?|huisnummer) "
    rf"(?P<address>{NUMBER},? (?:van|aan|in|op) (?:de |het |'t )?[A-Z][\w'-]+(?: [A-Z][\w'-]+){{0,2}})(?!\w)"
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
MISTYPED = re.compile(rf"(?<![\w-])(?P<street>[A-Z][\w'-]{{2,30}}(?:{_SLIPS})) {NUMBER}(?![\w%€]|[.,:]\d)")
# "boven de snackbar, Markt 4": a name that is nothing but the ending of a street, with its capital inside a sentence.
BARE_ENDING = re.compile(
    r"(?:(?<=[a-z,;(] )|(?<=\()|(?:^|(?<=\n)))(?P<address>(?:(?:Nieuwe|Ged\.|Gedempte|Oude|Grote|Kleine|Hoge"
    r"|Lage) )?(?:Markt|Brink|Plein|Kade|Haven|Singel"
    r"|Wal|Gracht|Dijk|Dam|Laan|Hof|Heuvel|Vest|Werf|Bleek|Meent|Dreef|Steeg|Zoom|Esplanade|Boulevard|Kerkhof)"
    rf" {NUMBER})(?![\w%€]|[.,:]\d|\s?{UNITS})"
)
# "'t Zand 11": any name after 't, where the number closes it.
WITH_T = re.compile(
    rf"(?<!\w)(?<!groep )(?<!locatie )(?P<address>'[tT] [A-Z][\w-]+(?: [A-Z][\w-]+)? {NUMBER})"
    r"(?=\s?(?:[;:)\n|/]|[.,](?!\d)|$)|\s(?:te|in)\s['A-Z])"
)
# "waar op nummer 10 zijn oma woont"
DOOR_ALONE = re.compile(
    rf"\b(?:op|van|bij|aan) (?P<address>(?:huis)?n(?:umme)?r\.? (?![1-3]\b){NUMBER})(?![\w%€]|[.,:]\d"
    rf"|\s?{UNITS})[^.;\n]{{0,30}}\bwo(?:on\w*|nen)\b"
    rf"|\bwo(?:on\w*|nen)\b[^.;\n\d]{{0,25}}\b(?:op|van|bij|aan) (?P<other>(?:huis)?n(?:umme)?r\.? (?![1-3]\b){NUMBER})(?![\w%€]"
    rf"|[.,:]\d|\s?{UNITS})",
    re.IGNORECASE,
)
# "Veerdijk ong. te Wehl"
UNNUMBERED = re.compile(r"(?<=[a-z]),? (?:ong\.|ongenummerd|zonder (?:huis)?nummer)(?!\w)")
STREET_BEFORE = re.compile(rf"(?<![\w-])(?P<street>{STREET})\Z")
POSTBOX = re.compile(
    r"\b(?:postbus|antwoordn(?:umme)?r\.?|postbusn(?:umme)?r\.?|p\.?o\.? ?box|pb) ?:? ?\d{1,6}(?!\d)", re.IGNORECASE
)


def find_said(raw: str, near: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    for match in matches_near(IN_PLACE, raw, near):
        if _in_place(match):
            yield match.span("address")
    yield from _by_ending(raw, near)
    for match in POSTBOX.finditer(raw):
        yield match.span()
    for match in matches_near(DOOR_ALONE, raw, near):
        yield match.span("address" if match["address"] else "other")
    yield from _unnumbered(raw)
    for pattern in (NUMBER_FIRST, LIVES_FIRST, LIVES, LIVES_SMALL, AT_DOOR, BARE_ENDING, WITH_T):
        for match in matches_near(pattern, raw, near):
            if not MONTH.match(match["address"]) and not _counts(match["address"]):
                yield match.span("address")


def _in_place(match: re.Match[str]) -> bool:
    known = fold(match["place"]) in lexicon().places and not _counts(match["address"])
    return known and (match["at"] == "te" or not is_dutch_word(match["name"].split()[0].lower()))


def _by_ending(raw: str, near: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    for pattern in (MISTYPED, SHOUTED):
        for match in matches_near(pattern, raw, near):
            shouted = pattern is MISTYPED or match["street"].isupper()
            if shouted and not is_dutch_word(match["street"].lower().split()[-1]):
                yield match.span()


def _counts(address: str) -> bool:
    """ "Week 12", "Buurtteam 3"."""
    last = re.split(r",? (?=\d)", address)[0].split()[-1].lower()
    return last in NUMBERED or bool(COUNTED.search(last))


def _unnumbered(raw: str) -> Iterator[tuple[int, int]]:
    for match in UNNUMBERED.finditer(raw):
        street = STREET_BEFORE.search(raw, max(0, match.start() - 60), match.start())
        if street:
            yield street.start(), match.end()


# "de Tulpstraat (nummer 3)", "Kerkstraat, daar op 12", "Kerkstr.12", "Kerkstraat\n12": other things than a space in between.
_STRONG = (
    r"(?:straat|straatje|str\.?|laan|laantje|gracht|plein|kade|singel|dijk|dreef|plantsoen|steeg|weg|pad|hof"
    r"|boulevard|markt|ln|pln)(?:[ -](?:Noord|Oost|Zuid|West|Binnen|Buiten|[NOZW]\.?Z\.?)(?!\w)|\s[AN]\d{1,3}(?!\d))?"
)
_NUMBER_WORD = r"(?:(?:huis)?n(?:umme)?rs?\.?|no\.?)"
GAPPED = re.compile(
    rf"(?<![\w-])(?P<street>[^\W\d_][\w.'-]{{2,30}}{_STRONG})(?:\s?\((?:op )?{_NUMBER_WORD}\s?|\s?:\s?|\s?#\s?|-|\."
    rf"|,?\s?{_NUMBER_WORD}\s?[:=]?\s?"
    rf"|,?\s(?:(?:en )?(?:daar|wel|dan|ergens)\s)?op\s(?:{_NUMBER_WORD}\s?)?|,?\s(?:ter hoogte van|t\.?h\.?v\.?|hoek"
    rf"|tegenover|naast|schuin tegenover)"
    rf"\s(?:{_NUMBER_WORD}\s?|huis\s)?|\n|,\s)?(?P<number>{NUMBER})(?![\w%€]|[.,:]\d|\s?{UNITS}|\s(?:januari|februari"
    r"|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b)",
    re.IGNORECASE,
)
# "tolbrugstraat honderd twaalf a": said, so in small letters.
SAID_SMALL = re.compile(
    rf"(?<![\w-])(?P<street>[^\W\d_][\w.'-]{{2,30}} ?{_STRONG}),? (?:(?:op )?{_NUMBER_WORD} )?"
    rf"(?!(?:een|één)\b)(?:(?:{CARDINAL} ?)?honderd(?: ?[eë]n)?(?: ?{CARDINAL})?|{CARDINAL})(?: (?:[a-h](?!\w)|bis|hoog"
    rf"|\w+ hoog))?"
    r"(?=\s?(?:[.,;:!?)]|$)|\s(?:in|te|boven|onder|achter|naast|hier|daar|zei|is|en|dus|want|[a-z]+t)\b)",
    re.IGNORECASE,
)
SITE = re.compile(
    r"\b(?P<address>(?:camping|recreatiepark|vakantiepark|bungalowpark|woonwagen(?:kamp|centrum|park)|jachthaven|haven"
    r"|chaletpark|park)"
    r"\s(?:(?:De|Het|'t)\s)?[A-ZÀ-Þ][\w'-]+(?:\s[A-ZÀ-Þ][\w'-]+){0,2},?\s(?:op\s)?(?:(?:plek|plaats|kavel|huisje"
    r"|bungalow|chalet|stand"
    rf"plaats|ligplaats|unit|vak|{_NUMBER_WORD})\s?){{0,2}}{NUMBER})(?![\w%€]|[.,:]\d)",
)


NO_STREET = re.compile(
    r"(?:onder|ander|over|halver|snel|terug|rond|halverwege|alle|bij|omleidings?|uit|binnen|heen)weg\Z|(?:de|die|een"
    r"|hele|eigen)\s",
    re.I,
)


def find_gapped(raw: str, near: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    for match in matches_near(GAPPED, raw, near):
        if not (is_dutch_word(match["street"].lower()) and match["street"].islower()) and not NO_STREET.match(
            match["street"]
        ):
            yield match.span()
    for match in matches_near(SAID_SMALL, raw, windows(said(raw), 60, 60)):
        if not NO_STREET.match(match["street"]) and not (is_dutch_word(match["street"].lower())):
            yield match.span()
    for match in matches_near(SITE, raw, near):
        yield match.span("address")
