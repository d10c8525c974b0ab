"""Names in rows: a surname before its first name, and a cell that holds nothing but a name."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from .findings import Span
from .lexicon import Lexicon, is_dutch_word
from .words import Text, fold

CELL = re.compile(
    r"(?:(?<=[;|\t])|(?<=\n)|^)[ ]?(?P<name>[A-ZÀ-Þ][^\W\d_]*(?:[ '-][^\W\d_]+){0,4})(?= ?[;|\t])", re.MULTILINE
)
LAST_CELL = re.compile(r"(?<=[;|\t]) ?(?P<name>[A-ZÀ-Þ][^\W\d_]+(?:[ '-][^\W\d_]+){0,4})(?=$|\n)", re.MULTILINE)
MARKS_A_ROW = re.compile(r"\d{6,}|\d[-/]\d")
# Where a row starts, and with it a surname.
ROW_START = re.compile(r"(?:^|[\n;:|•*]|\s-|\d[.)]|\b[Nn]aam)\s?(?P<more>(?:[A-ZÀ-Þ][^\W\d_]+\s)?)\Z")
ROW_END = re.compile(r"\s?(?:[;|\n(/]|$|\.(?=\s|$)|-\s|\sen\s)")
FIRST_NAME = re.compile(r"[A-ZÀ-Þ][^\W\d_]*(?:-[A-ZÀ-Þ][^\W\d_]*)?|(?:[A-Z]\.){1,4}")
DATE_NEXT = re.compile(r",\s(?:\d|geb|[mvj]\b)")
BETWEEN = re.compile(r",\s\Z")


def find_in_cells(text: Text, lexicon: Lexicon) -> Iterator[Span]:
    """ "281080239;Hoogland;19-06-2008;V": a word alone in its cell, in a row that also holds a number or a date."""
    raw = text.raw
    yield from find_below_headers(raw)
    for pattern in (CELL, LAST_CELL):
        for match in pattern.finditer(raw):
            start, end = raw.rfind("\n", 0, match.start()) + 1, raw.find("\n", match.end())
            row = raw[start : end if end >= 0 else len(raw)]
            if MARKS_A_ROW.search(row) and _names(match["name"], lexicon):
                yield Span(*match.span("name"), "person")


HEADER = re.compile(
    r"^(?P<before>(?:[^;|\t\n]*[;|\t]){0,2}?) ?(?:(?:voor|achter|roep)?naam|leerling|cli[eë]nt|jongere|kind"
    r"|betrokkene) ?(?=[;|\t])[^\n\d]*\n"
    r"(?P<rows>(?:[^\n]+(?:\n|\Z))+)",
    re.IGNORECASE | re.MULTILINE,
)
NAME_CELL = re.compile(r"[A-ZÀ-Þ][^\W\d_]*(?:[ ,.'-]{1,2}[^\W\d_]+){0,5}")


def find_below_headers(raw: str) -> Iterator[Span]:
    """In a table with a column of names, what stands in it."""
    for table in HEADER.finditer(raw):
        column = len(re.findall(r"[;|\t]", table["before"]))
        for row in re.finditer(r"[^\n]+", table["rows"]):
            cells = list(re.finditer(r"[^;|\t]+", row.group()))
            cell = cells[column] if column < len(cells) else None
            name = NAME_CELL.fullmatch(cell.group().strip()) if cell else None
            if cell and name:
                start = table.start("rows") + row.start() + cell.start() + cell.group().index(name.group())
                yield Span(start, start + len(name.group()), "person", sure=True)


def _names(cell: str, lexicon: Lexicon) -> bool:
    parts = [fold(part) for part in re.split(r"[ -]", cell)]
    town = fold(cell) in lexicon.places and fold(cell) not in lexicon.surnames
    if town or any(part in lexicon.not_names or part in lexicon.roles for part in parts):
        return False
    known = any(part in lexicon.surnames or part in lexicon.first_names for part in parts)
    return known or not any(is_dutch_word(part) for part in parts)


# "Van Leeuwen, Joyce": small words with a capital tell the surname, in a row or not.
LED_REVERSED = re.compile(
    r"(?<![\w-])(?P<name>(?:Van|De|Den|Ter|Ten|El|Al|Van 't|Van de[nr]?|Van het|Von|Bin|Ben|Ait|Ould)"
    r" (?P<last>[A-ZÀ-Þ][^\W\d_]+(?:-[A-ZÀ-Þ][^\W\d_]+)?), (?P<first>[A-ZÀ-Þ][^\W\d_]+)(?:-[A-ZÀ-Þ][^\W\d_]+)?)(?![\w'-])"
)


# "naam: Oord, M.", "1. Oord, M.J. van der;"
INITIALS_BEHIND = re.compile(
    r"(?:^|[\n|;]\s?|\d[.)]\s|\b(?P<called>[Nn]aam)\s?:?\s?)(?P<name>(?P<last>[A-ZÀ-Þ][^\W\d_]+(?:-[A-ZÀ-Þ][^\W\d_]+)?),"
    r" (?:[A-Z]\. ?){1,4}(?<! )(?: (?:van|de|der|den|ter|ten|v\.d\.)){0,3})(?=\s?(?:[|;/,()\n]|$|-\s|geb))"
)


def find_reversed(raw: str, spans: Iterable[Span], lexicon: Lexicon) -> Iterator[Span]:
    for match in LED_REVERSED.finditer(raw):
        known = (
            fold(match["last"].partition("-")[0]) in lexicon.surnames and fold(match["first"]) in lexicon.first_names
        )
        if known and (ROW_END.match(raw, match.end()) or DATE_NEXT.match(raw, match.end())):
            yield Span(*match.span("name"), "person", sure=True)
    for match in INITIALS_BEHIND.finditer(raw):
        if match["called"] or fold(match["last"].partition("-")[0]) in lexicon.surnames:
            yield Span(*match.span("name"), "person", sure=True)
    yield from _reversed_in_rows(raw, spans, lexicon)


def _reversed_in_rows(raw: str, spans: Iterable[Span], lexicon: Lexicon) -> Iterator[Span]:
    """ "Ould Brahim, Nassim;": a surname and a first name with a comma, at the start of a row, are one name."""
    persons = sorted((span for span in spans if span.kind == "person"), key=lambda span: span.start)
    for one, other in pairwise(persons):
        if not BETWEEN.match(raw[one.end : other.start]) or not ROW_END.match(raw, other.end):
            continue
        opening = ROW_START.search(raw[max(0, one.start - 24) : one.start])
        last, first = raw[one.start : one.end], raw[other.start : other.end]
        given = FIRST_NAME.fullmatch(first) and ("." in first or fold(first) in lexicon.first_names)
        if opening and given and "." not in last and fold(last.split()[-1]) in lexicon.surnames | lexicon.first_names:
            yield Span(one.start - len(opening["more"]), other.end, "person", sure=True)
