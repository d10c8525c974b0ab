"""Where somebody lives: a postcode, and a street with a number."""

import re
from collections.abc import Iterator, Sequence

from .abroad import find_abroad
from .address_tables import find_in_tables
from .doors import find_doors, find_small_doors
from .findings import Span
from .lexicon import Lexicon, is_dutch_word
from .numerals import CARDINAL, HOUSE_FIGURES, Stretch, matches_near, said, starts, windows
from .postcodes import POSTCODE, find_postcodes
from .said_addresses import find_gapped, find_said
from .street_parts import BEFORE_NUMBER, CODE, ENDING, NUMBER, STREET, UNITS
from .words import fold

ADDRESS = re.compile(
    rf"(?<!\w)(?:(?<!-)|(?<='[st]-))(?P<street>{STREET}),? (?:{BEFORE_NUMBER})?{NUMBER}(?![\w%€]|[.,:]\d"
    rf"|\s?{UNITS})"
    rf"(?:,? {CODE})?"
)
SMALL_ADDRESS = re.compile(
    r"(?<![\w-])(?P<street>[a-z][a-z.'-]{2,30}(?:straat|laan|weg|plein|kade|gracht|singel|dijk|dreef"
    r"|plantsoen|steeg|pad|hof|markt|boulevard|str\.?|ln|pln))"
    rf" (?:{BEFORE_NUMBER})?{NUMBER}(?![\w%€]|[.,:]\d|\s?{UNITS})"
    rf"(?:,? {CODE})?",
    re.IGNORECASE,
)
# "de Parklaan tweehonderdtwaalf": said, so with nothing counted behind it.
SAID_NUMBER = re.compile(
    rf"(?<![\w-])(?P<street>(?:[A-Z][\w'-]{{0,30}} ){{0,3}}[A-Z]?[\w.'-]{{2,30}}{ENDING}),? (?:op )?(?:nummer )?"
    rf"(?!(?:een|één)\b)(?:(?:{CARDINAL})?honderd(?:[eë]n)?(?:{CARDINAL})?|{CARDINAL})"
    r"(?=\s?(?:[.,;:!?)]|$)|\s(?:in|te|boven|onder|hoog|bis|achter|naast|a|b|c|hier|daar|en|[a-z]+t)\b)",
)
# How far an address may reach, before and behind a figure in it.
BEFORE, BEHIND = 80, 60
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
# "1e Weerdsweg", "burg. van Houtplein": what a street's name may start with.
STREET_START = re.compile(
    r"(?:(?:\d{1,2}e|(?:[Bb]urg(?:emeester)?|[Pp]rof(?:essor)?|[Dd]r|[Dd]s|[Ss]t|[Mm]r|[Pp]ast(?:oor)?"
    r"|[Gg]en|[Mm]gr|[Kk]on|[Dd]octor|[Dd]ominee)\.?"
    r"(?:\s[A-Z][\w.'-]{0,30})?)\s(?:(?:van|de|der|den|het|'t|v\.?\s?d\.?|vd|v\.?)\s){0,3}(?:[A-Z][\w'-]*\s){0,2}"
    r"|'(?:[st][-\s]?)?"
    r"|\b(?:[Vv]an|[Dd]e|[Hh]et)(?:\s(?:der|den|de|het|'t))?\s)$"
)


def find_addresses(raw: str, figures: Sequence[int] | None = None) -> Iterator[Span]:
    """Where the figures are given, only around those: the others belong to something that was found already."""
    near = windows(starts(HOUSE_FIGURES, raw) if figures is None else figures, BEFORE, BEHIND)
    for start, end in (
        *find_postcodes(raw), *_streets(raw, near), *find_said(raw, near), *find_gapped(raw, near), *find_abroad(raw, near),
        *find_doors(raw), *find_small_doors(raw, near), *find_in_tables(raw),
    ):  # fmt: skip
        yield Span(start, end, "postcode_address")


def _streets(raw: str, near: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    words = windows(said(raw), BEFORE, BEHIND)
    for pattern, stretches in ((ADDRESS, near), (SMALL_ADDRESS, near), (SAID_NUMBER, words)):
        for match in matches_near(pattern, raw, stretches):
            word = stretches is words and match["street"].islower() and is_dutch_word(match["street"])
            if match["street"].lower() not in NO_STREET and not word:
                earlier = STREET_START.search(raw[max(0, match.start() - 40) : match.start()])
                start = match.start() - len(earlier.group() if earlier else "")
                yield _from_postcode(raw, start), match.end()


# "7411 CD Deventer aan de Polstraat 71": its letters read as the first word of the street.
DIGITS_BEFORE = re.compile(r"(?<!\d)[1-9]\d{3} {0,2}\Z")


def _from_postcode(raw: str, start: int) -> int:
    digits = DIGITS_BEFORE.search(raw, max(0, start - 6), start) if POSTCODE.match(raw, start - 5, start + 2) else None
    return digits.start() if digits else start


CALLED = re.compile(r"([\w'’-]+)\.? $")
# "Fatima aan de Kerkstraat 12": who lives there is no part of the street.
WHO = re.compile(
    r"(?P<names>[A-ZÀ-Þ][^\W\d_]+(?:[ -](?:[a-z']{1,3} ){0,3}[A-ZÀ-Þ][\w'-]*){0,3}?)"
    r" (?P<at>aan|op|in|bij|te)(?P<article> (?:de|het|den|'t))? (?=[A-Z'])"
)


LIVES_AT = re.compile(r"\b(?:te|in)\s\Z")  # "wonende te Haren aan de Rijksstraatweg 187": the place is said apart
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
    town = who and fold(who["names"]) in lexicon.places and LIVES_AT.search(raw, max(0, span.start - 30), span.start)
    if who is None or not (town or _is_somebody(raw, who, lexicon)):
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
