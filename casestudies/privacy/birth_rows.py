"""Dates of birth by whom the date stands next to, in rows, lists and tables."""

import datetime
import re
from collections.abc import Iterable, Iterator

from .births import BIRTH_WORD, EVENT, OTHER_EVENT, is_full
from .findings import Span

# Between a name and a date of birth in a row of a list: a mark, a sex, what somebody is called.
ROW_GAP = re.compile(
    r"(?:\s?\([^()\n\d]{1,30}\))?(?:\s?[,;:|/(–-]\s?|\s+)(?:\(?(?:m|v|x|j|jongen|meisje|man|vrouw|zoon|dochter|kind"
    r"|roepnaam [^\W\d]+)\)?\s?[,;:|/ ]\s?)?\Z",
    re.IGNORECASE,
)
CHILD_BEFORE = re.compile(
    r"\b(?:zoon(?:tje)?|dochter(?:tje)?|kind(?:eren)?|jongen|meisje|baby|peuter|kleuter|broer(?:tje)?|zus(?:je)?|oudste"
    r"|jongste|middelste|jeugdige|minderjarige|cli[eë]nt|leerling|pupil|tweeling)(?:\s\d)?(?:(?:\s[A-Z][\w'-]+)?\svan\s"
    r"|\s?[:,;(|=-]\s?|\s)"
    r"(?:\(?[mvj]\)?[,;]?\s)?\Z|(?:^|[\s,;|(])[mvjx]\s?[,;/|]\s?\Z",
    re.IGNORECASE,
)
ROW_ENDS = re.compile(
    r"\s?(?:[,;|)/]|(?:en|&)\s|\.(?!\d)|$|\n|\((?:m|v|j|\d)|[mv](?!\w)|-\s|te\s[A-Z]|bsn)", re.IGNORECASE
)
# Who wrote, signed or was spoken with: a date behind such a name is when it was.
WRITTEN_BY = re.compile(
    r"\b(?:door|verslag|auteur|opgesteld|opsteller|namens|getekend|ondertekend|groet\w*|gesprek|mail|bericht|overleg|afspraak"
    r"|besproken|gesproken|overlegd|gebeld|gezien|bezocht|sprak|huisbezoek|intake|zitting|mdo|evaluatie|datum|notitie"
    r"|aantekening|versie|bron|foto|opname|start|bezoek|brief)\b"
    r"[^.\n]{0,40}$",
    re.IGNORECASE,
)
# "moeder (04-11-1986)": a date and nothing else between brackets, after what somebody is called by.
KIN_OPENS = re.compile(
    r"\b(?:(?:stief|pleeg|half|schoon|groot|over|adoptie|bonus)?(?:moeder|vader|ouder|oma|opa|broer(?:tje)?|zus(?:je)?"
    r"|zoon(?:tje)?"
    r"|dochter(?:tje)?|kind)|mdr|vdr|partner|vriend(?:in)?|tante|oom|nicht(?:je)?|neef(?:je)?|voogd)\s?\((?:van\s)?\Z",
    re.IGNORECASE,
)
# The first row of a table: cells without a figure, one of which says birth, and the rows below it.
CELL_WORD = re.compile(
    rf"(?<!\w)(?:{BIRTH_WORD}|(?:voor|achter|roep)?naam|namen|bsn|telefoon\w*|tel|mobiel|adres|school|klas|groep|geslacht|m/v"
    r"|relatie|rol|kind|jeugdige|leerling|nr|postcode|(?:woon)?plaats|e-?mail\w*|nationaliteit|leeftijd|opmerkingen?)(?![^\W\d])",
    re.IGNORECASE,
)
HEADER = re.compile(r"^[^\n\d]{8,120}$", re.MULTILINE)
ROWS = re.compile(r"\n(?:[^\n]+(?:\n|\Z))+")
BORN = re.compile(rf"(?<!\w){BIRTH_WORD}(?![^\W\d])", re.IGNORECASE)
# "op 3-3-2011", "d.d. 3-3-2011", "versie 3-3-2011": when something was.
WHEN = re.compile(
    r"(?:\b(?:op|sinds|vanaf|per|tot|t/m|d\.?d\.?|dd|na|voor|tussen|en|van|rond|uiterlijk|geldig|afgegeven|verloopt"
    r"|medio|in|eind|begin"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag)|-)\s?\Z",
    re.IGNORECASE,
)
AND_ONE = re.compile(r"\s?(?:,|en|&|/)\s?\Z")
UNTIL = re.compile(r"\b(?:tot|t/m|vanaf|per|verleng\w*|start|eind\w*|zitting|beschikking)\b", re.IGNORECASE)
_D, _M = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])"
DIGITS_NEXT = re.compile(
    rf"(?:\s?[,;|]\s?|\s)(?P<date>{_D}{_M}(?:(?:19|20)\d\d|[012]\d)|(?:19|20)\d\d{_M}{_D})(?=\s?(?:[,;|\n]|$)|\s[mvxMVX](?!\w))"
)
YEAR = re.compile(r"(?:19|20)\d\d|\d\d$")
GROWN = 10  # years: who writes down a name, an address and a date next to each other means a date of birth
RECENT = 2  # years: a date this young next to a name is more often of a report
OLDEST = 110


def find_births_in_rows(raw: str, spans: Iterable[Span]) -> Iterator[Span]:
    """ "Kind 1: Rojin Haddad, 09-05-2014", "281080239;Hoogland;19-06-2008;V", "zoon 12-03-2014"."""
    spans = sorted(spans, key=lambda span: span.start)
    ends = [span.end for span in spans if span.kind in ("person", "exact_age")]
    addressed = [span.end for span in spans if span.kind == "postcode_address"]
    numbered = [span for span in spans if span.kind == "bsn"]
    below = _below_header(raw, spans)
    yield from _in_a_row(raw, [span.end for span in spans if span.kind == "person"])
    last_birth = -1
    for span in spans:
        years = _years_ago(raw[span.start : span.end]) if span.kind == "date" else None
        if years is None:
            continue
        told = (
            (years >= GROWN and _on_its_own(raw, span))
            or (last_birth >= 0 and ROW_ENDS.match(raw, span.end) and AND_ONE.fullmatch(raw, last_birth, span.start))
            or (ROW_ENDS.match(raw, span.end) and _in_place(raw, span, years, ends, addressed, numbered))
        )
        if told or span in below:
            last_birth = span.end
            yield Span(span.start, span.end, "birthdate", sure=True)


def _in_place(raw: str, span: Span, years: int, ends: list[int], addressed: list[int], numbered: list[Span]) -> bool:
    """Next to a person, an address or a number of somebody."""
    if _beside(raw, span, ends, years) or any(_in_one_row(raw, span, other) for other in numbered):
        return True
    return years > GROWN and any(AND_ONE.fullmatch(raw, end, span.start) for end in addressed)


def _in_a_row(raw: str, ends: Iterable[int]) -> Iterator[Span]:
    """ "Emir S., 010613, groep 5": its digits in a row, between a name and the end of the cell."""
    for end in ends:
        match = DIGITS_NEXT.match(raw, end)
        if match and not WRITTEN_BY.search(raw[max(0, end - 60) : end]):
            yield Span(*match.span("date"), "birthdate", sure=True)


def _below_header(raw: str, spans: Iterable[Span]) -> set[Span]:
    """In a table with a column for births, the first full date of each row."""
    found: set[Span] = set()
    end = 0
    for header in HEADER.finditer(raw):
        inside = header.start() < end or not BORN.search(header.group())
        table = None if inside or len(CELL_WORD.findall(header.group())) < 2 else ROWS.match(raw, header.end())
        if table is None:
            continue
        end = table.end()
        rows: dict[int, Span] = {}
        for span in spans:
            if span.kind == "date" and table.start() <= span.start < end:
                rows.setdefault(raw.rfind("\n", 0, span.start), span)
        found.update(rows.values())
    return found


def _years_ago(written: str) -> int | None:
    """How many years ago a full date lies; nothing for a date without a year or in the future."""
    year = YEAR.search(written) if is_full(written) else None
    if year is None:
        return None
    today, value = datetime.datetime.now(tz=datetime.UTC).year, int(year.group())
    value += 0 if value > 99 else 2000 if value <= today % 100 else 1900
    return today - value if 0 <= today - value <= OLDEST else None


def _beside(raw: str, span: Span, ends: list[int], years: int) -> bool:
    start = span.start
    line = raw[max(0, start - 90) : start].rpartition("\n")[2]
    if CHILD_BEFORE.search(line):
        return not WRITTEN_BY.search(line)
    if KIN_OPENS.search(line) and raw[span.end : span.end + 1] == ")":
        return years > RECENT
    near = [end for end in ends if start - 30 <= end <= start and ROW_GAP.match(raw[end:start].lstrip(")"))]
    bracketed = [end for end in ends if raw[end : end + 1] == ")" and ROW_GAP.match(raw[end + 1 : start])]
    return bool(near or bracketed) and years > RECENT and not WRITTEN_BY.search(line)


def _on_its_own(raw: str, span: Span) -> bool:
    """A date of years ago that no word ties to something else: on a form, in brackets, between marks."""
    line = raw[max(0, span.start - 70) : span.start].rpartition("\n")[2]
    behind = raw[span.end : span.end + 60].partition("\n")[0]
    return not (WHEN.search(line) or WRITTEN_BY.search(line) or EVENT.search(line) or EVENT.search(behind))


def _in_one_row(raw: str, span: Span, number: Span) -> bool:
    first, last = sorted((span, number), key=lambda one: one.start)
    between = raw[first.end : last.start]
    if len(between) >= 60 or "\n" in between or OTHER_EVENT.search(between) or UNTIL.search(between):
        return False
    return bool(re.match(r"\s?[,;|\t/]", between))
