"""Persons of whom a letter is left: "J.", "J. de V.", "P.J. Terpstra", "moeder K."."""

import re
from collections.abc import Iterator

from .findings import Span
from .lexicon import Lexicon, is_dutch_word
from .words import Text, fold

_INITIAL = r"(?:[A-ZÀ-Þ]|Th|Ch|Chr|Ph|Fr|Joh|IJ|St|Sj|Tj)\.-?"
_SMALL = (
    r"(?:(?i:van|der|den|de|het|'t|ter|ten|te|el|al|ait|ben|bin|da|di|dos|du|la|le|von|zu|zur|op|in|aan"
    r"|bij|v\.|d\.|v\.d\.|vd|v|v/d|baron|barones|jonkheer|jonkvrouw|graaf|gravin|ridder|freule|jhr\.?)\s)"
)
_NAME = r"[A-ZÀ-ÞİŞŻŁŽŠČ][^\W\d_]*(?:['’-][^\W\d_]+)*"
WITH_SURNAME = re.compile(
    rf"(?<![\w.&@/])(?:{_INITIAL} ?){{1,5}}{_SMALL}{{0,5}}(?P<surname>{_NAME})(?:\s?-\s?{_SMALL}?{_NAME}"
    rf"|-{_SMALL}{_NAME}|\s{_SMALL}*{_NAME}(?<![A-Z]))?"
)
ALONE = re.compile(rf"(?<![\w.&@/])(?:[A-Z]\.){{1,3}}(?:\s{_SMALL}{{0,3}}[A-Z]\.)?(?![\w@])")
AFTER_ROLE = re.compile(r"(?<=\s)[A-Z](?=[\s,;:)]|'s|$)(?!\.\w)(?!\s?\d)")
# "vitamine D.", "bijlage A.": letters that number something; and what is short for a form of company.
NUMBERS_SOMETHING = re.compile(
    r"\b(?:vitamine|plan|optie|bijlage|hepatitis|groep|categorie|punt|team|klas|type|lid|fase|variant|deel"
    r"|scenario|bloedgroep|locatie|lijn|kolom|vraag|blok|gebouw|unit|figuur|onderdeel|stap|route|spoor"
    r"|model|generatie|versie|havo|vmbo|kamer|zaal|afdeling)\s$",
    re.IGNORECASE,
)
COMPANY = {"B.V.", "N.V.", "U.S.", "E.U.", "V.S.", "A.U.B.", "S.V.P.", "P.S.", "N.B.", "O.M.", "C.V.", "P.M.", "R.K."}
LIST_LETTER = re.compile(r"(?:^|\n)\s*$")


def find_initials(text: Text, lexicon: Lexicon) -> Iterator[Span]:
    raw = text.raw
    for match in WITH_SURNAME.finditer(raw):
        if _is_surname(match["surname"], lexicon) and not NUMBERS_SOMETHING.search(
            raw[max(0, match.start() - 16) : match.start()]
        ):
            yield Span(*match.span(), "person", _role(raw, match.start(), lexicon), sure=True)
    for match in ALONE.finditer(raw):
        if _stands_for_person(raw, match):
            yield Span(*match.span(), "person", _role(raw, match.start(), lexicon))
    for match in AFTER_ROLE.finditer(raw):
        if _role(raw, match.start(), lexicon) and match.group() != "U":
            yield Span(*match.span(), "person", _role(raw, match.start(), lexicon))


def _is_surname(surname: str, lexicon: Lexicon) -> bool:
    name = fold(surname)
    if name in lexicon.roles or name in lexicon.not_names - lexicon.surnames:
        return False
    if surname.isupper() and len(surname) > 1:
        return len(surname) > 3 and not is_dutch_word(name)
    return name in lexicon.surnames or name in lexicon.first_names or not is_dutch_word(surname.lower())


def _stands_for_person(raw: str, match: re.Match[str]) -> bool:
    before, after = raw[max(0, match.start() - 16) : match.start()], raw[match.end() : match.end() + 3]
    if match.group() in COMPANY or NUMBERS_SOMETHING.search(before):
        return False
    if LIST_LETTER.search(before):
        return bool(re.match(r"\s[a-z(]", after))
    return True


def _role(raw: str, start: int, lexicon: Lexicon) -> str:
    before = re.search(r"([\w'’-]+)\.?\s?[:(]?\s?$", raw[max(0, start - 30) : start])
    word = before.group(1).lower() if before else ""
    return lexicon.roles.get(word, "volwassene" if word in lexicon.titles else "")
