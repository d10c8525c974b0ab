"""Addresses in forms and tables: "Straat: De Kolk / Huisnr.: 12", and the column of a table that is called so."""

import re
from collections.abc import Iterator

from .numerals import matches_near, starts, windows
from .street_parts import NUMBER

_OF = (
    r"(?:\s(?:(?:van|bij)\s)?(?:moeder|vader|ouders?|kind|cli[eë]nt|oma|opa|mdr|vdr|jeugdige|pleegouders|thuis|oud"
    r"|nieuw|nu|is|\([^()\n]{2,20}\)))?"
)
_FIELD = (
    r"(?:(?:woon|verblijfs?|post|huis|thuis|ophaal|haal|aflever|bezorg|logeer|correspondentie|factuur|brp|gba|inschrijf"
    r"|huidige?|oude?"
    r"|nieuwe?|feitelijk)[ -]?)?adres(?:gegevens)?"
)
# Whatever fills in a field that is called so, up to its number.
FILLED_IN = re.compile(
    rf"(?<![\w-])(?:{_FIELD}|straat(?:naam)?(?: en (?:huis)?(?:nummer|nr\.?))?){_OF}\s?[:=]\s*(?P<address>(?!zie "
    rf"|onbekend|geheim|idem)"
    rf"[^\W\d_'][^\n;|:=\d@?!]{{2,45}}?[ ,\n]\s?(?:nr\.? ?|nummer )?{NUMBER})(?![\w@%€]|[.:]\d)",
    re.IGNORECASE,
)
# "Straat: De Kolk | Huisnummer: 12", "straat De Kolk huisnr 12"
IN_FIELDS = re.compile(
    r"(?<![\w-])(?i:straat(?:naam)?|adres|woonadres)\s?[:=]?\s(?P<address>[A-ZÀ-Þ'][^\n;|:=,\d]{2,40}?\s?[;"
    r"|,\n/ ]\s?(?i:huis-?)?(?i:nummer|nr\.?|no\.?)"
    rf"(?i:\s?\+?\s?toev\w*\.?)?\s?[:=]?\s?{NUMBER})(?!\w)"
)
FIELD = re.compile(r"adres|straat|huis-?n|locatie|woon|wonend|verblij", re.IGNORECASE)
BEFORE, BEHIND = 20, 120  # signs that a field may reach, around the word for it
NUMBER_FIELD = re.compile(
    r"(?<![\w-])huis-?n(?:umme)?r\.?\s?[:=]\s?(?P<address>[1-9]\d{0,4}(?:[ -]?[a-zA-Z])?)(?![\w.-])", re.IGNORECASE
)
HEADER = re.compile(r"^[^\n\d]*[|;\t][^\n\d]*$", re.MULTILINE)
ROWS = re.compile(r"\n(?:[^\n]*[|;\t][^\n]*(?:\n|\Z))+")
CELL = re.compile(r"[^|;\t\n]+")
STREET_COLUMN = re.compile(
    rf"\s*(?:{_FIELD}|straat(?:naam)?|straat \+ nr\.?|woont|wonend|verblijft|locatie thuis)\b", re.IGNORECASE
)
MORE_COLUMN = re.compile(
    r"\s*(?:huis-?)?(?:nummer|nr\.?|no\.?|toev\w*|postcode|pc|(?:woon)?plaats|gemeente)\s*\Z", re.IGNORECASE
)


def find_in_tables(raw: str) -> Iterator[tuple[int, int]]:
    near = windows(starts(FIELD, raw), BEFORE, BEHIND)
    for pattern in (FILLED_IN, IN_FIELDS, NUMBER_FIELD):
        for match in matches_near(pattern, raw, near):
            yield match.span("address")
    if not near:
        return
    end = 0
    for header in HEADER.finditer(raw):
        columns = _address_columns(header.group()) if header.start() >= end else range(0)
        table = ROWS.match(raw, header.end()) if columns else None
        if table:
            end = table.end()
            yield from _cells(raw, *table.span(), columns)


def _address_columns(header: str) -> range:
    """The column of the street and those beside it that go on with the address."""
    cells = [cell.group() for cell in CELL.finditer(header)]
    first = next((at for at, cell in enumerate(cells) if STREET_COLUMN.match(cell)), None)
    if first is None:
        return range(0)
    last = first + 1
    while last < len(cells) and MORE_COLUMN.match(cells[last]):
        last += 1
    return range(first, last)


def _cells(raw: str, start: int, end: int, columns: range) -> Iterator[tuple[int, int]]:
    for row in re.finditer(r"[^\n]+", raw[start:end]):
        cells = list(CELL.finditer(row.group()))[columns.start : columns.stop]
        written = row.group()[cells[0].start() : cells[-1].end()] if cells else ""
        if re.search(r"\d", written) and re.search(r"[^\W\d_]{2}", written):
            first = start + row.start() + cells[0].start() + len(written) - len(written.lstrip())
            yield first, first + len(written.strip())
