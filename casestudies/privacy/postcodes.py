"""Postcodes, with the number or the street beside them: "7411 KP 12", "12, 7411KP", "pc 7411 - kp", "postcode tachtig elf ab"."""

import re
from collections.abc import Iterator

from .notation import DIGIT_WORDS, word_set
from .numerals import CARDINAL, matches_near, starts, windows
from .street_parts import NO_NUMBER, NUMBER

POSTCODE = re.compile(
    rf"(?<![\w€-])(?:[1-9]\d{{3}} {{0,2}}(?!SA|SD|SS)[A-Z]{{2}}(?!\w))(?:\s{{0,2}}[,;]?\s{{0,2}}(?:-|/|nr\.?|nummer"
    rf"|huisn(?:umme)?r\.?|no\.?)?\s?{NUMBER}(?![\w%]|[.,:]\d|\s?(?:jaar|uur|keer|weken|maanden|dagen|euro)))?"
)
SMALL_POSTCODE = re.compile(
    rf"(?<![\w€-])(?:(?:postcode|pc)(?: is"
    rf"| van \w+ is)?:?\s?)?(?P<code>[1-9]\d{{3}} {{0,2}}[a-z]{{2}})(?:\s{{0,2}}[,;]?\s{{0,2}}(?:-|/"
    rf"|nr\.?|nummer|huisn(?:umme)?r\.?)?\s?(?P<number>{NO_NUMBER}\d{{1,4}}[a-z]?))?(?!\w)",
    re.IGNORECASE,
)
FOUR_FIGURES = re.compile(r"(?<!\d)[1-9]\d{3,4}(?!\d)")
SAYS_POSTCODE = re.compile(r"\b(?:postcode|pc|zip)", re.IGNORECASE)
BEFORE, BEHIND = 30, 80  # signs that a postcode may reach, around its figures
NOT_LETTERS = word_set("de en in is om op te ik je we ze er of nu al ja km uu st eu kg cm mg ml pp ha me zo na aan")
# Whatever is written as a street in front of a postcode: "Achter de Kerk 7, 4331 AA".
BEFORE_POSTCODE = re.compile(
    r"(?<![\w-])(?:'[ts][ -])?[A-Z][\w.'-]{0,30} (?:(?:[A-Z][\w.'-]{0,30}|van|de|der|den|het|'t|aan|op|in|bij|te) ){0,5}"
    r"\d{1,5}(?:[ -]?[a-zA-Z0-9]{1,4})?\s?,?\s?\Z"
)
# "12, 7411KP", "huisnummer 12 (7411 KP)"
NUMBER_BEFORE = re.compile(
    r"(?:\b(?:huis)?n(?:umme)?r\.? )?(?<![\w/.,:-])[1-9]\d{0,3}(?:[a-zA-Z]|[- ]\d{1,3})?(?:, ?| ?\(| - | / )\Z",
    re.IGNORECASE,
)
# "pc 9401 - KN", "postcode 8 0 1 1 A B": after its word, however it is cut.
NAMED_POSTCODE = re.compile(
    r"\b(?:postcode|pc|zip)[:.=]?\s?(?:is\s|van\s\w+\sis\s)?(?P<code>[1-9](?:\s?\d){3}\s?[-.,]?\s{0,2}(?!(?:is|en|of|te"
    r"|in|op|nu|al|de)\b)"
    r"[A-Z]\s?[A-Z])(?!\w)",
    re.IGNORECASE,
)
# "7411.KP", "7411-KP": with a mark in between, where no year stands.
CUT = re.compile(r"(?<![\w€.,/:-])(?!19|20)[1-9]\d{3}(?:\s?[-.]|\n)(?!SA|SD|SS|EU|NL)[A-Z]{2}(?![\w-])")
# "postcode 6825", "PC4: 7021": the figures alone, after their word.
AREA = re.compile(
    r"\b(?:postcode(?:gebied|wijk|cijfers)?|pc-?4)(?:\s(?:is|van\s\w+(?:\sis)?))?:?\s(?P<code>[1-9]\d{3})(?!\w|[.,-]\d)",
    re.IGNORECASE,
)
# "woont ergens in 1104ed": with nothing in between, and no unit.
GLUED_POSTCODE = re.compile(
    r"(?<![\w€.,/:-])[1-9]\d{3}(?!er|nd|th|st|px|mw|wh|kb|mb|gb|tb|rb|pk|hz|mm|pt|bc|ad|bp|xx|sa|sd|ss)[a-z]{2}(?!\w)"
)
# "postcode is tachtig elf ab", "postcode acht nul een een a b"
_SAID = rf"(?:{'|'.join(DIGIT_WORDS)}|één|{CARDINAL}|\d{{1,2}})"
SAID_POSTCODE = re.compile(
    rf"\bpostcode:?\s(?:is\s|van\s\w+\sis\s)?(?P<code>{_SAID}(?:[\s,]{{1,2}}{_SAID}){{1,3}}(?:[\s,]{{1,2}}(?:[A-Z]\s?[A-Z]"
    r"|[A-Z]\s(?:van|als in)\s\w+[\s,]{1,2}(?:en\s)?[A-Z](?:\s(?:van|als in)\s\w+)?)(?!\w))?)",
    re.IGNORECASE,
)
# "NL-8011 AB", "B-2000 Antwerpen", "D-48455 Bad Bentheim"
WITH_COUNTRY = re.compile(
    r"(?<![\w-])(?:NL ?- ?[1-9]\d{3} ?[A-Z]{2}|(?:B|BE|D|DE|L|A|F|CH|PL|I"
    r"|E) ?- ?\d{4,5}(?= [A-ZÀ-Þ][a-zà-ÿ])(?: [A-ZÀ-Þ][\w-]+){1,2})(?!\w)"
)


def find_postcodes(raw: str) -> Iterator[tuple[int, int]]:
    near = windows(starts(FOUR_FIGURES, raw), BEFORE, BEHIND)
    for match in matches_near(POSTCODE, raw, near):
        yield _beside(raw, match.start()), match.end()
    for match in matches_near(SMALL_POSTCODE, raw, near):
        named = match.group().lower().startswith("p")
        letters = match["code"][-2:].lower()
        word = match["code"][-2:] in NOT_LETTERS and " " in match["code"]  # "postcode is 6825 en"
        if (named and not word) or (match["number"] and letters not in NOT_LETTERS):
            yield match.span("code")[0], match.end()
    after_word = windows(starts(SAYS_POSTCODE, raw), 0, BEHIND)
    for pattern in (NAMED_POSTCODE, AREA, SAID_POSTCODE):
        for match in matches_near(pattern, raw, after_word):
            yield match.span("code")
    for match in matches_near(GLUED_POSTCODE, raw, near):
        if match.group()[-2:] not in NOT_LETTERS:
            yield match.span()
    for pattern in (CUT, WITH_COUNTRY):
        for match in matches_near(pattern, raw, near):
            yield match.span()


def _beside(raw: str, start: int) -> int:
    """Where the street or the number before the postcode starts."""
    near = raw[max(0, start - 60) : start]
    before = BEFORE_POSTCODE.search(near) or NUMBER_BEFORE.search(near)
    return start - len(before.group() if before else "")
