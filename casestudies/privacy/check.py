"""All detectors over one text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .address_edges import joined
from .addresses import find_addresses, without_person
from .ages import find_ages
from .beside_labels import find_beside_labels, persons_replaced
from .birth_rows import find_births_in_rows
from .birth_years import find_birth_years
from .combinations import Combination, find_combinations
from .contacts import find_emails, find_urls_and_handles
from .dates import find_dates
from .files import find_file_numbers
from .findings import BLOCKING, Finding, Span, outside, without_overlap
from .houses import find_houses
from .initials import find_initials
from .known import find_known_names
from .labels import COMBINATION, COMBINATION_KNOWN, COMBINATION_PLACE, COMBINATION_SMALL, WHY, suggestion
from .lexicon import Lexicon, lexicon
from .notation import UNSEEN, plain
from .numbers import find_bsn, find_iban
from .numerals import HOUSE_FIGURES, YEARS_OLD, starts
from .numerals import outside as open_figures
from .persons import find_persons
from .phones import find_phones
from .places import find_places
from .plates import find_licence_plates
from .repeated import find_one_more, find_repeated
from .rosters import find_in_cells, find_reversed
from .slots import find_in_slots
from .spoken import find_organisations
from .words import Text

BY_FORM = (
    find_bsn, find_iban, find_phones, find_emails, find_licence_plates, find_file_numbers, find_dates,
    find_urls_and_handles, find_birth_years,
)  # fmt: skip
BY_WORD = (find_persons, find_initials, find_in_slots, find_in_cells, find_houses, find_organisations, find_places)


def find_identifiers(text: str, known_names: Sequence[str] = ()) -> list[Finding]:
    """Everything in the text that may say who somebody is, in order; only a combination may lie over others."""
    try:
        if UNSEEN.isdisjoint(text):
            return _find(text, known_names)
        seen = [place for place, sign in enumerate(text) if sign not in UNSEEN]
        found = _find("".join(text[place] for place in seen), known_names)
        return [_as_written(finding, text, seen) for finding in found]
    finally:
        starts.cache_clear()  # nothing of the text stays behind


def _as_written(finding: Finding, text: str, seen: Sequence[int]) -> Finding:
    start, end = seen[finding.start], seen[finding.end - 1] + 1
    return replace(finding, start=start, end=end, text=text[start:end])


def _find(text: str, known_names: Sequence[str]) -> list[Finding]:
    words = lexicon()
    read = Text(plain(text))
    # A name that the owner gave is found in brackets too: it is no label that says nothing.
    spans = [*outside(_spans(read, words), read.replaced), *find_known_names(read.raw, known_names, words)]
    labels = persons_replaced(read, words)
    spans = without_overlap([*spans, *outside(find_beside_labels(read, words, labels), read.replaced)])
    more = [
        *find_one_more(read.raw, spans, words),
        *find_repeated(read.raw, spans),
        *find_births_in_rows(read.raw, [*spans, *labels]),
        *find_reversed(read.raw, spans, words),
    ]
    spans = without_overlap([*spans, *outside(more, read.replaced)])
    found = [_finding(text, span) for span in spans]
    found += [_combined(text, combination) for combination in find_combinations(read, words, spans)]
    return sorted(found, key=lambda finding: (finding.start, finding.end))


def _spans(read: Text, words: Lexicon) -> Iterator[Span]:
    raw = read.raw
    by_form = [span for find in BY_FORM for span in find(raw)]
    yield from by_form
    taken = _taken(raw, by_form)
    found = find_addresses(raw, open_figures(HOUSE_FIGURES, raw, taken))
    addresses = joined(raw, [without_person(raw, span, words) for span in found], words)
    yield from addresses
    yield from find_ages(raw, open_figures(YEARS_OLD, raw, _taken(raw, addresses, taken)))
    for by_word in BY_WORD:
        yield from by_word(read, words)


def _taken(raw: str, spans: Iterable[Span], before: bytes = b"") -> bytes:
    """Marks the signs of what is a number of its own: no house and nobody's age is looked for there."""
    marks = bytearray(before or len(raw))
    for span in spans:
        if span.kind not in ("url_handle", "licence_plate"):
            marks[span.start : span.end] = b"\1" * (span.end - span.start)
    return bytes(marks)


def _finding(text: str, span: Span) -> Finding:
    words = text[span.start : span.end]
    severity = "block" if span.kind in BLOCKING else "warn"
    return Finding(span.start, span.end, words, span.kind, severity, WHY[span.kind], suggestion(span, words))


def _combined(text: str, combination: Combination) -> Finding:
    span = combination.span
    people = f"{combination.people:,}".replace(",", ".")
    why = (
        COMBINATION_KNOWN
        if combination.alone
        else COMBINATION_PLACE
        if combination.people
        else COMBINATION_SMALL
        if combination.place
        else COMBINATION
    )
    facts = {"elements": combination.elements, "place": combination.place, "people": people}
    return Finding(span.start, span.end, text[span.start : span.end], span.kind, "warn", why, "", facts)
