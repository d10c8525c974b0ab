"""Schools and houses of care by the turns of phrase that name them: "'t Anker", "De Ark heet die", "op het Stedelijk"."""

import re
from collections.abc import Iterator

from .findings import Span
from .lexicon import Lexicon, is_dutch_word
from .words import Text, fold

_CAPITAL = r"[A-ZÀ-Þ][^\W\d_]+(?:['-][^\W\d_]+)*"
_NAMED = rf"(?:(?:'[tT]|De|Het|d'|In de|Op de|Onder de) ?)?{_CAPITAL}(?:\s{_CAPITAL})?"
OF_SCHOOL = re.compile(
    r"\b(?:\w*school\w*|\w*klas\w*|juf|meester|mentor|les(?:sen)?|groep \d|sbo|obs|cbs|vmbo\S*|havo|vwo|mavo|gymnasium|vso"
    r"|bso|kdv|leerlingen?|leerkracht|leraar|docent|brugklas|\w*opvang|peuterspeelzaal|cr[eè]che|kinderdagverblijf|examen\w*"
    r"|rooster|slimste|blijven zitten|schorst|geschorst|leerplicht\w*)\b",
    re.IGNORECASE,
)
OF_CARE = re.compile(
    r"\b(?:groep|behandel\w*|begeleid\w*|hulp\w*|zorg\w*|kliniek|gesloten|crisis\w*|opvang|opgenomen|opname|geplaatst"
    r"|plaatsing|woont|woonde|verblijft|verbleef|zat|zit|zitten|gezeten|logeert|leiding|mentor|telefoon|plek|intake"
    r"|wachtlijst|team)\b",
    re.IGNORECASE,
)
# "'t Kruimeltje heet die", "De Ark heet het daar"; "een opvang die De Ark heet"
CALLED = (
    re.compile(rf"(?<!\w)(?P<name>(?:'[tT]|De|Het) ?{_CAPITAL}),? (?:heet|heette) (?:die|dat|het|ze|hij|zij)\b"),
    re.compile(
        rf"\b(?:school|opvang|peuterspeelzaal|groep|huis|gezinshuis|locatie|instelling|boerderij|klas|cr[eè]che) (?:die "
        rf"|dat )?(?:heet|heette|genaamd|met de naam) (?P<name>{_NAMED})"
    ),
    re.compile(rf"\b(?:die|dat) (?P<name>(?:'[tT]|De|Het) ?{_CAPITAL}) (?:heet|heette)\b"),
)
# "De Kameleon heeft gebeld. Juf Marjolein bleef rustig.": a capital behind the article that starts a sentence.
STARTS = re.compile(
    rf"(?:^|(?<=[.!?]\s)|(?<=\n))(?P<name>(?:De|Het|'t) {_CAPITAL}) (?:heeft|had|belde|belt|mailde|mailt|appte|meldt"
    rf"|meldde|schreef"
    r"|schrijft|zegt|zei|wil|vindt|laat)\b"
)
WITH_T = re.compile(rf"\b(?:bij|in|op|van|naar|uit|door|aan) (?P<name>'t {_CAPITAL}(?: {_CAPITAL})?)")
ON_THE = re.compile(
    rf"\b(?:(?:op|naar|van|bij|adviseerde|bezoekt|bezocht) )het (?P<name>(?:[A-Z][a-z]{{0,3}}\. ?)*{_CAPITAL}(?: {_CAPITAL})?)"
)
TEACHER_OF = re.compile(
    rf"\b(?:juf|meester|mentor|leraar|lerares|docente?|directeur|directrice|ib'er|conciërge|leerkracht) {_CAPITAL} (?:van|op) "
    rf"(?P<name>(?:De|Het|'t) {_CAPITAL})"
)
# "school (De Vlieger, groep 6)", "leerling van het Hooghuis"
PUPIL_OF = re.compile(
    rf"\b(?:school\s?[(:=]\s?(?P<called>(?:De|Het|'t) {_CAPITAL})|leerling(?:e|en)? (?:van|op|bij) (?:de"
    rf"|het) (?P<name>{_CAPITAL}))"
)
# "groep 6 van de Klimop", "de Klimop (sbo)"
CLASS_OF = re.compile(
    rf"\b(?:groep|klas) \d(?:/\d|[a-z])? (?:van|op|bij) (?:(?:de|het) )?(?P<name>(?:(?:De|Het|'t) )?{_CAPITAL})"
)
BRACKETED = re.compile(
    rf"(?<!\w)(?P<name>(?:(?:De|Het|'t) )?{_CAPITAL}) \((?:(?:een|de|het) )?(?:sbo|so|vso|obs|cbs|rkbs"
    r"|kdv|bso|psz|vmbo|havo|vwo|mbo|basisschool|school)\b"
)
SMALL_SCHOOL = re.compile(
    r"(?<![\w-])(?P<name>(?:st|sint|heilige|pater|prins(?:es)?|koningin|dr|burg)\.? [a-zà-ÿ]+(?:school|college|lyceum))(?!\w)",
    re.I,
)
HYPHENED = re.compile(
    rf"(?<!\w)(?P<name>(?:{_CAPITAL} (?:(?:van|de|der|den) ){{0,3}}){{0,6}}{_CAPITAL}-(?:scholengroep|scholengemeenschap|school"
    rf"|college|lyceum|opvang|kliniek|groep))(?!\w)"
)
# "de Jan Ligthartschool"
AFTER_SOMEBODY = re.compile(
    rf"(?<!\w)(?P<name>(?:{_CAPITAL} ){{1,3}}(?P<last>[A-ZÀ-Þ][a-zà-ÿ]{{2,}}(?:school|college|lyceum)))(?!\w)"
)
CHURCH = re.compile(r"(?<=\w )(?P<name>[A-ZÀ-Þ][^\W\d_]{3,}(?:kerk|moskee|kapel))(?!\w)")
WITHOUT_NAME = re.compile(
    r"(?:Nederlands|Engels|Frans|Duits|Rijk|Parlement|Kabinet|Openbaar|Koninklijk|Ministerie|College|Team)\b"
)


def find_houses(text: Text, lexicon: Lexicon) -> Iterator[Span]:
    yield from _pupils(text.raw)
    for pattern, kind_of in KINDS:
        for match in pattern.finditer(text.raw):
            kind = kind_of(text, match, lexicon)
            if kind:
                yield Span(*match.span("name"), kind, sure=True)


def _pupils(raw: str) -> Iterator[Span]:
    for match in PUPIL_OF.finditer(raw):
        yield Span(*match.span("called" if match["called"] else "name"), "school", sure=True)


def _by_sentence(text: Text, match: re.Match[str], lexicon: Lexicon) -> str:
    if _known_otherwise(match["name"], lexicon):
        return ""
    if _said(OF_SCHOOL, text, match.start()):
        return "school"
    return "institution" if _said(OF_CARE, text, match.start()) else ""


def _nearby(text: Text, match: re.Match[str], lexicon: Lexicon) -> str:
    """Said of school or care in this sentence or the next."""
    name = match["name"].split()[-1]
    if _known_otherwise(match["name"], lexicon) or fold(name) in lexicon.roles or fold(name) in lexicon.surnames:
        return ""
    end = min(len(text.raw), match.end() + 120)
    if OF_SCHOOL.search(text.raw, match.start(), end):
        return "school"
    return "institution" if OF_CARE.search(text.raw, match.start(), end) else ""


def _on_the(text: Text, match: re.Match[str], lexicon: Lexicon) -> str:
    low = fold(match["name"])
    clear = low not in lexicon.ambiguous and not is_dutch_word(low)
    # "Mark (school)": who was there for it, rather than what it is called.
    sent_by = match.group().endswith("(school")
    somebody = match.re is BRACKETED and low in lexicon.first_names and (clear or sent_by)
    other = somebody or _known_otherwise(match["name"], lexicon) or WITHOUT_NAME.match(match["name"])
    return "school" if not other and _said(OF_SCHOOL, text, match.start()) else ""


def _hyphened(_text: Text, match: re.Match[str], _lexicon: Lexicon) -> str:
    if is_dutch_word(fold(match["name"]).split("-")[0]):
        return ""
    return "institution" if match["name"].endswith(("-kliniek", "-groep")) else "school"


def _church(_text: Text, match: re.Match[str], lexicon: Lexicon) -> str:
    low = fold(match["name"])
    known = is_dutch_word(low) or low in lexicon.places or low in lexicon.surnames or low in lexicon.not_names
    return "" if known else "institution"


def _after_somebody(_text: Text, match: re.Match[str], lexicon: Lexicon) -> str:
    first = fold(match["name"].split()[0])
    return "school" if first in lexicon.first_names and not is_dutch_word(match["last"].lower()) else ""


def _school(_text: Text, _match: re.Match[str], _lexicon: Lexicon) -> str:
    return "school"


def _known_otherwise(name: str, lexicon: Lexicon) -> bool:
    low = fold(name)
    last = low.split()[-1]
    return (
        low in lexicon.places
        or low.lstrip("'") in lexicon.places
        or last in lexicon.not_names
        or name.split()[-1].isupper()
    )


def _said(words: re.Pattern[str], text: Text, offset: int) -> bool:
    start, end = text.sentence_span(text.sentence_of(offset))
    return bool(words.search(text.raw, start, end))


KINDS = (
    *((pattern, _by_sentence) for pattern in (*CALLED, WITH_T)),
    *((pattern, _on_the) for pattern in (ON_THE, CLASS_OF, BRACKETED)),
    *((pattern, _school) for pattern in (TEACHER_OF, SMALL_SCHOOL)),
    (STARTS, _nearby),
    (HYPHENED, _hyphened),
    (AFTER_SOMEBODY, _after_somebody),
    (CHURCH, _church),
)
