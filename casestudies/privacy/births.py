"""Which dates are dates of birth: by a word of birth around them, or by whom they stand next to."""

import datetime
import re
from collections.abc import Iterable, Iterator

from .findings import Span

BIRTH_WORD = (
    r"(?:(?:ge)?boren|geb(?:\.|oorte\w*|\.?\s?dat(?:um)?|dat|d)?\.?|gb\.?(?:d(?:at)?\.?)?|g\.d\.|gebd|dob|d\.o\.b\.?"
    r"|birth\w*|born|°|˚|\*|☆|verjaar\w*|verjaart|jarig|levenslicht|ter wereld|bevallen|bevalling|geboorte\w*"
    r"|bouwjaar|bday|b-day|birthday|verj\.?)"
)
# A full stop ends the reach of the word, but not the one inside "i.p.v." or a number.
# Of several such words the last.
BORN_BEFORE = re.compile(
    rf"(?s:.*)(?<!\w)(?P<word>{BIRTH_WORD})(?![^\W\d])(?P<between>(?:[^.;\n]|i\.p\.v\.|\bca\.|\bdd\.|\bnl\.|\.(?=\d)){{0,45}})$",
    re.IGNORECASE,
)
# What may stand between the word of birth and its date, so that another event's date is not taken for it.
OTHER_EVENT = re.compile(
    r"\d{4}|\b(?:overleden|overleed|sinds|verhuis\w*|gevlucht|uit huis|geplaatst|gescheiden|getrouwd"
    r"|besluit|melding|zitting|contact"
    r"|lag|ging|kwam(?! ter)|kreeg|had|mocht|moest|zat|stond|sprak|gesproken|gebeld|kreeg|waarna|toen"
    r"|ingeschreven|aangemeld|gestart|woont|vond|gesprek)\b",
    re.IGNORECASE,
)
ANOTHER_VERB = re.compile(r"\b(?:werd|was|is|heeft)\b", re.IGNORECASE)
_MONTHS = r"(?:jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)"
_NOT_LATER = rf"(?!\s(?:op|in)\s(?:\d|{_MONTHS}\w*\s\d))"
BORN_AFTER = re.compile(
    rf"\)?,?\s?(?:\(?(?:geboren|geboortedatum|geb\.?(?:datum)?)\b{_NOT_LATER}|(?:is|werd)?\s?"
    rf"(?:\w+\s){{0,2}}geboren\b{_NOT_LATER}|ter wereld|[^.\n]{{0,40}}\(geboortedat)",
    re.IGNORECASE,
)
# "op 29 februari 2016 in de auto geboren", "op 3 mei 2015 zag zij het levenslicht", "12 maart is zijn verjaardag".
BORN_LATER = re.compile(
    r"(?P<between>[^.;\n\d]{1,60}?)\b(?:(?:ge|te vroeg ge)boren|ter wereld|bevallen|levenslicht|op de wereld)\b"
    + _NOT_LATER,
    re.IGNORECASE,
)
BIRTHDAY_AFTER = re.compile(
    r"\s(?:(?:is|was|ben|wordt)\s(?:\w+\s){0,3}(?:jarig|verjaardag|verjaart|geboortedag|geboortedatum)|jarig)\b",
    re.IGNORECASE,
)
CLAUSE_STARTS = re.compile(
    r"\b(?:waar|wier|wiens|die|dat|omdat|nadat|toen|terwijl|met|over|van wie|wanneer|waarin)\b", re.I
)
# "staat in het paspoort": a document that says when somebody was born.
_DOCUMENT = r"(?:paspoort|geboorteakte|akte|identiteitskaart|id-?kaart|id|verblijfspas|brp|gba|uittreksel|pasje|geboortekaartje)"
DOCUMENT_SAYS = re.compile(
    rf"\s(?:staat|stond|staan|zegt|volgens|is wat|klopt)\b[^.;\n\d]{{0,25}}\b{_DOCUMENT}\b", re.IGNORECASE
)
DOCUMENT_SAID = re.compile(
    rf"\b(?:hoe oud|welke leeftijd|(?:volgens|in|op) (?:het|de|haar|zijn|hun|mijn|d'r|z'n) {_DOCUMENT}|{_DOCUMENT}"
    r" (?:zegt|staat|vermeldt))\b[^.;\n\d]{0,60}$",
    re.IGNORECASE,
)
AND_BORN = re.compile(r"^[\s,.]{0,2}(?:en|,|/|&)[^.;\n]{0,45}$", re.IGNORECASE)
AFTER_A_NAME = re.compile(r"[A-Z][\w'-]+(?:\s[A-Z][\w'-]+)?\s?\($")
IS_OF = re.compile(
    r"\b(?:hij|zij|ze|ik|jongen|meisje|kind|zoon|dochter|zoontje|dochtertje|broer|zus|oudste|jongste"
    r"|[A-Z]\w+)\s(?:is|ben|was)?\s?(?:zelf\s)?van\s$"
)
WITHOUT_DAY = re.compile(r"[^\W\d]+\.?\s(?:van\s)?\d{4}$")
YEAR = re.compile(r"(?:19|20)\d\d|\d\d$")


def is_birth(raw: str, start: int, end: int, last_birth: int) -> bool:
    """What the words around the date say."""
    if born_before(raw, start, end) or BORN_AFTER.match(raw, end) or _born_later(raw, end):
        return True
    if is_full(raw[start:end]) and (
        DOCUMENT_SAYS.match(raw, end) or DOCUMENT_SAID.search(raw[max(0, start - 90) : start])
    ):
        return True
    if IS_OF.search(raw[max(0, start - 30) : start]) and not re.match(r"\w+\s\d{4}$", raw[start:end]):
        return True
    if AFTER_A_NAME.search(raw[max(0, start - 50) : start]) and raw[end : end + 1] == ")":
        return is_full(raw[start:end])
    return _another(raw, start, last_birth)


def born_before(raw: str, start: int, end: int) -> bool:
    before = BORN_BEFORE.match(raw[max(0, start - 65) : start])
    if before is None or OTHER_EVENT.search(before["between"]):
        return False
    # "kort na haar achtste verjaardag, in augustus 2022": no day, so not the day itself.
    return not (before["word"].lower().startswith("verjaar") and WITHOUT_DAY.match(raw[start:end]))


def _born_later(raw: str, end: int) -> bool:
    if BIRTHDAY_AFTER.match(raw, end):
        return True
    later = BORN_LATER.match(raw, end)
    return later is not None and not (
        OTHER_EVENT.search(later["between"].replace("kwam", "")) or CLAUSE_STARTS.search(later["between"])
    )


def _another(raw: str, start: int, last_birth: int) -> bool:
    """ "geboren op 3-4-2012 en 5-6-2014": one more, after a date of birth."""
    between = raw[last_birth:start] if last_birth >= 0 and raw[start].isdigit() else ""
    if not AND_BORN.match(between):
        return False
    return not (OTHER_EVENT.search(between) or ANOTHER_VERB.search(between))


def is_full(written: str) -> bool:
    """Day, month and year."""
    return bool(re.search(r"\d\D+\d+\D+\d", written) or re.match(r"\d+\w{0,3}\s\w+\.?\s'?\d", written))


# --- by whom the date stands next to ------------------------------------------------------------------

# Between a name and a date of birth in a row of a list: a mark, a sex, what somebody is called.
ROW_GAP = re.compile(
    r"(?:\s?[,;:|/(–-]\s?|\s+)(?:\(?(?:m|v|x|j|jongen|meisje|man|vrouw|zoon|dochter|kind|roepnaam [^\W\d]+)\)?\s?[,;:|/ ]\s?)?\Z",
    re.IGNORECASE,
)
CHILD_BEFORE = re.compile(
    r"\b(?:zoon(?:tje)?|dochter(?:tje)?|kind(?:eren)?|jongen|meisje|baby|peuter|kleuter|broer(?:tje)?|zus(?:je)?|oudste"
    r"|jongste|middelste|jeugdige|minderjarige|cli[eë]nt|leerling|pupil|tweeling)(?:\s\d)?(?:\s?[:,;(|=-]\s?|\s)"
    r"(?:\(?[mvj]\)?[,;]?\s)?\Z",
    re.IGNORECASE,
)
ROW_ENDS = re.compile(r"\s?(?:[,;|)/]|\.(?!\d)|$|\n|\((?:m|v|j|\d)|[mv](?!\w)|-\s|te\s[A-Z]|bsn)", re.IGNORECASE)
# Who wrote, signed or was spoken with: a date behind such a name is when it was.
WRITTEN_BY = re.compile(
    r"\b(?:door|verslag|auteur|opgesteld|opsteller|namens|getekend|ondertekend|groet\w*|gesprek|mail|bericht|overleg|afspraak"
    r"|besproken|gesproken|overlegd|gebeld|gezien|bezocht|sprak|huisbezoek|intake|zitting|mdo|evaluatie|datum|notitie|aantekening|versie|bron|foto|opname|start|bezoek|brief)\b"
    r"[^.\n]{0,40}$",
    re.IGNORECASE,
)
RECENT = 2  # years: a date this young next to a name is more often of a report
OLDEST = 110


def find_births_in_rows(raw: str, spans: Iterable[Span]) -> Iterator[Span]:
    """ "Kind 1: Rojin Haddad, 09-05-2014", "281080239;Hoogland;19-06-2008;V", "zoon 12-03-2014"."""
    spans = list(spans)
    ends = [span.end for span in spans if span.kind in ("person", "exact_age")]
    numbered = [span for span in spans if span.kind == "bsn"]
    for span in spans:
        years = _years_ago(raw[span.start : span.end]) if span.kind == "date" else None
        if years is None or not ROW_ENDS.match(raw, span.end):
            continue
        if _beside(raw, span.start, ends, years) or any(_in_one_row(raw, span, other) for other in numbered):
            yield Span(span.start, span.end, "birthdate", sure=True)


def _years_ago(written: str) -> int | None:
    """How many years ago a full date lies; nothing for a date without a year or in the future."""
    year = YEAR.search(written) if is_full(written) else None
    if year is None:
        return None
    today, value = datetime.datetime.now(tz=datetime.UTC).year, int(year.group())
    value += 0 if value > 99 else 2000 if value <= today % 100 else 1900
    return today - value if 0 <= today - value <= OLDEST else None


def _beside(raw: str, start: int, ends: list[int], years: int) -> bool:
    line = raw[max(0, start - 90) : start].rpartition("\n")[2]
    if CHILD_BEFORE.search(line):
        return not WRITTEN_BY.search(line)
    near = [end for end in ends if start - 30 <= end <= start and ROW_GAP.match(raw[end:start].lstrip(")"))]
    bracketed = [end for end in ends if raw[end : end + 1] == ")" and ROW_GAP.match(raw[end + 1 : start])]
    return bool(near or bracketed) and years > RECENT and not WRITTEN_BY.search(line)


def _in_one_row(raw: str, span: Span, number: Span) -> bool:
    first, last = sorted((span, number), key=lambda one: one.start)
    between = raw[first.end : last.start]
    return len(between) < 60 and "\n" not in between and bool(re.match(r"\s?[,;|\t/]", between))
