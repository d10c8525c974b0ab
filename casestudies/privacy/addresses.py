"""Where somebody lives: a postcode, and a street with a number."""

import re
from collections.abc import Iterator

from .abroad import TOWN_ABROAD, find_abroad
from .findings import Span
from .lexicon import Lexicon, is_dutch_word
from .numerals import CARDINAL, FIGURES, matches_near, said, starts, windows
from .said_addresses import find_said
from .street_parts import BEFORE_NUMBER, CODE, ENDING, NUMBER, STREET
from .words import fold

POSTCODE = re.compile(
    rf"(?<![\w€-])(?:[1-9]\d{{3}} {{0,2}}(?!SA|SD|SS)[A-Z]{{2}}(?!\w))(?:\s{{0,2}}[,;]?\s{{0,2}}(?:-|/|nr\.?|nummer"
    rf"|huisn(?:umme)?r\.?|no\.?)?\s?{NUMBER}(?![\w%]|[.,:]\d|\s?(?:jaar|uur|keer|weken|maanden|dagen|euro)))?"
)
SMALL_POSTCODE = re.compile(
    r"(?<![\w€-])(?:(?:postcode|pc)(?: is| van \w+ is)?:?\s?)?(?P<code>[1-9]\d{3} {0,2}[a-z]{2})(?:\s{0,2}[,;]?\s{0,2}(?:-|/"
    r"|nr\.?|nummer|huisn(?:umme)?r\.?)?\s?(?P<number>\d{1,4}[a-z]?))?(?!\w)",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    rf"(?<!\w)(?:(?<!-)|(?<='[st]-))(?P<street>{STREET}),? (?:{BEFORE_NUMBER})?{NUMBER}(?![\w%€]|[.,:]\d"
    r"|\s?(?:jaar|uur|keer|weken|maanden|dagen|euro|kinderen|leerlingen|procent))"
    rf"(?:,? {CODE})?"
)
SMALL_ADDRESS = re.compile(
    r"(?<![\w-])(?P<street>[a-z][a-z.'-]{2,30}(?:straat|laan|weg|plein|kade|gracht|singel|dijk|dreef"
    r"|plantsoen|steeg|pad|hof|markt|boulevard|str\.?|ln|pln))"
    rf" (?:{BEFORE_NUMBER})?{NUMBER}(?![\w%€]|[.,:]\d|\s?(?:jaar|uur|keer|weken|maanden|dagen|euro))"
    rf"(?:,? {CODE})?",
    re.IGNORECASE,
)
# "de Parklaan tweehonderdtwaalf": said, so with nothing counted behind it.
SAID_NUMBER = re.compile(
    rf"(?<![\w-])(?P<street>(?:[A-Z][\w'-]{{0,30}} ){{0,3}}[A-Z]?[\w.'-]{{2,30}}{ENDING}),? (?:nummer )?"
    rf"(?!(?:een|één)\b)(?:(?:{CARDINAL})?honderd(?:[eë]n)?(?:{CARDINAL})?|{CARDINAL})"
    r"(?=\s?(?:[.,;:!?)]|$)|\s(?:in|te|boven|onder|hoog|bis|achter|naast|a|b|c|hier|daar)\b)",
)
# How far an address may reach, before and behind a figure in it.
BEFORE, BEHIND = 120, 80
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
# "postcode 6825", "PC4: 7021": the figures alone, after their word.
AREA = re.compile(
    r"\b(?:postcode(?:gebied|wijk|cijfers)?|pc-?4)(?:\s(?:is|van\s\w+(?:\sis)?))?:?\s(?P<code>[1-9]\d{3})(?!\w|[.,-]\d)",
    re.IGNORECASE,
)
GLUED_POSTCODE = re.compile(
    r"(?<![\w€.,/:-])[1-9]\d{3}(?!er|nd|th|st|px|mw|wh|kb|mb|gb|tb|rb|pk|hz|mm|pt|bc|ad|bp|xx|sa|sd|ss)[a-z]{2}(?!\w)"
)
# "1e Weerdsweg", "burg. van Houtplein": what a street's name may start with.
STREET_START = re.compile(
    r"(?:(?:\d{1,2}e|(?:[Bb]urg(?:emeester)?|[Pp]rof(?:essor)?|[Dd]r|[Dd]s|[Ss]t|[Mm]r|[Pp]ast(?:oor)?"
    r"|[Gg]en|[Mm]gr|[Kk]on|[Dd]octor|[Dd]ominee)\.?"
    r"(?:\s[A-Z][\w.'-]{0,30})?)\s(?:(?:van|de|der|den|het|'t)\s){0,3}(?:[A-Z][\w'-]*\s){0,2}|'(?:[st][-\s]?)?"
    r"|\b(?:[Vv]an|[Dd]e|[Hh]et)(?:\s(?:der|den|de|het|'t))?\s)$"
)


def find_addresses(raw: str) -> Iterator[Span]:
    for start, end in (*_postcodes(raw), *_streets(raw), *find_said(raw), *find_abroad(raw)):
        yield Span(start, end, "postcode_address")


def _postcodes(raw: str) -> Iterator[tuple[int, int]]:
    for match in POSTCODE.finditer(raw):
        street = BEFORE_POSTCODE.search(raw[max(0, match.start() - 60) : match.start()])
        yield match.start() - len(street.group() if street else ""), match.end()
    for match in SMALL_POSTCODE.finditer(raw):
        named = match.group().lower().startswith("p")
        letters = match["code"][-2:].lower()
        word = match["code"][-2:] in NOT_LETTERS and " " in match["code"]  # "postcode is 6825 en"
        if (named and not word) or (match["number"] and letters not in NOT_LETTERS):
            yield match.start("code"), match.end()
    for pattern in (NAMED_POSTCODE, AREA):
        for match in pattern.finditer(raw):
            yield match.span("code")
    for match in GLUED_POSTCODE.finditer(raw):
        if match.group()[-2:] not in NOT_LETTERS:
            yield match.span()


def _streets(raw: str) -> Iterator[tuple[int, int]]:
    figures, words = windows(starts(FIGURES, raw), BEFORE, BEHIND), windows(said(raw), BEFORE, BEHIND)
    for pattern, near in ((ADDRESS, figures), (SMALL_ADDRESS, figures), (SAID_NUMBER, words)):
        for match in matches_near(pattern, raw, near):
            if match["street"].lower() not in NO_STREET:
                earlier = STREET_START.search(raw[max(0, match.start() - 40) : match.start()])
                start = match.start() - len(earlier.group() if earlier else "")
                yield _from_postcode(raw, start), match.end()


# "7411 CD Deventer aan de Polstraat 71": its letters read as the first word of the street.
DIGITS_BEFORE = re.compile(r"(?<!\d)[1-9]\d{3} {0,2}\Z")


def _from_postcode(raw: str, start: int) -> int:
    digits = DIGITS_BEFORE.search(raw, max(0, start - 6), start) if POSTCODE.match(raw, start - 5, start + 2) else None
    return digits.start() if digits else start


# "Fatima aan de Kerkstraat 12": who lives there is no part of the street.
WHO = re.compile(
    r"(?P<names>[A-ZÀ-Þ][^\W\d_]+(?:[ -](?:[a-z']{1,3} ){0,3}[A-ZÀ-Þ][\w'-]*){0,3}?)"
    r" (?P<at>aan|op|in|bij|te)(?P<article> (?:de|het|den|'t))? (?=[A-Z'])"
)


VERB = re.compile(
    r"(?:Ingeschreven|Woonachtig|Wonend|Wonende|Verblijft|Verblijvend|Woont|Gevestigd|Adres|Nu|Thans)"
    r" (?:(?:aan|op|in|te|de|het) ){1,2}"
)


def without_person(raw: str, span: Span, lexicon: Lexicon) -> Span:
    """The address from its street, when a person or a verb stands before it."""
    verb = VERB.match(raw, span.start, span.end)
    if verb:
        return Span(verb.end(), span.end, span.kind)
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
LEADS_TO_PLACE = re.compile(r"\b(?:te|in)\s$")
CALLED = re.compile(r"([\w'’-]+)\.? $")
PART_OF_TOWN = re.compile(
    r"[ -](?:Noord|Zuid|Oost|West|Centrum|Nieuw-West|Zuidoost|Noordoost|Zuidwest|Noordwest)(?!\w)"
)
BEFORE_CODE = re.compile(r"(?:\s?\([^()\d\n]{2,20}\))?\s{0,2}[,/]?\s{0,2}")
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
            if (
                name.islower()
                and (is_dutch_word(name) or name in lexicon.common)
                and not LEADS_TO_PLACE.search(gap.group())
            ):
                continue  # "6825, meer weet zij niet"
            if {fold(name), fold(name).partition("-")[0]} & lexicon.places or (
                length == 1 and _first_of_place(raw, gap, name, lexicon)
            ):
                end = gap.end() + len(name)
                part = PART_OF_TOWN.match(raw, end)
                return Span(span.start, part.end() if part else end, span.kind)
        break
    return Span(span.start, end, span.kind)
