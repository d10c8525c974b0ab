"""What stands beside a label that took somebody's place: "[naam] (14)", "[kind], 12-03-2014", "[naam] de Boer".

The text is read again with a person in the place of each such label, so that a replacement hides nothing next to it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from .ages import find_ages
from .dates import find_dates
from .findings import Span
from .initials import find_initials
from .lexicon import Lexicon
from .numerals import FIGURES, said
from .persons import find_persons
from .slots import find_beside_kin, find_in_slots
from .words import Text, fold

WORDS = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
SOMEBODY = frozenset({"naam", "namen", "persoon", "voornaam", "achternaam", "initialen", "iemand"})
NAME, PERSON = "Daan", "kind"  # a first name and nothing else; what ages and dates of birth are said of
LABEL = re.compile(r"\[[^\[\]@\n]{1,50}\]")
Reading = tuple[Callable[[str], str], Callable[[str, bytes], Iterable[Span]]]
Slots = Callable[[Text, Lexicon], Iterator[Span]]
REACH = 30  # signs around a label in which it may make a name of a word


def persons_replaced(read: Text, lexicon: Lexicon) -> list[Span]:
    """The labels that say themselves that somebody stood there."""
    return [Span(*match.span(), "person") for match in LABEL.finditer(read.raw) if _says_person(match.group(), lexicon)]


def _says_person(label: str, lexicon: Lexicon) -> bool:
    said = {fold(word) for word in WORDS.findall(label)}
    return not said.isdisjoint(SOMEBODY) or any(word in lexicon.roles for word in said)


@dataclass(frozen=True)
class Excerpt:
    """The sentences that hold a label, each followed by a new line; the others were read already."""

    raw: str
    labels: tuple[Span, ...]  # where they lie in it

    @cached_property
    def near(self) -> bytes:
        """Marks the signs around the labels."""
        marks = bytearray(len(self.raw))
        for label in self.labels:
            start, end = max(0, label.start - REACH), min(len(marks), label.end + REACH)
            marks[start:end] = b"\1" * (end - start)
        return bytes(marks)

    def with_(self, stand_in: Callable[[str], str]) -> str:
        """A word in the place of each label, sign for sign as long as it was."""
        pieces, read = [], 0
        for label in self.labels:
            length = label.end - label.start
            pieces += [
                self.raw[read : label.start],
                stand_in(self.raw[label.start : label.end])[-length:].rjust(length),
            ]
            read = label.end
        return "".join([*pieces, self.raw[read:]])


def find_beside_labels(read: Text, lexicon: Lexicon, labels: Sequence[Span]) -> Iterator[Span]:
    sentences: dict[int, list[Span]] = {}
    for label in labels:
        number = read.sentence_of(label.start)
        if label.end <= read.sentence_span(number)[1]:
            sentences.setdefault(number, []).append(label)
    yield from _read(read, {number: held for number, held in sentences.items() if _says_number(read, number)}, AGED)
    yield from _read(
        read,
        sentences,
        [(_name, partial(_persons, lexicon, find_in_slots)), (_own_word, partial(_persons, lexicon, find_beside_kin))],
    )


def _read(read: Text, sentences: Mapping[int, Sequence[Span]], readings: Iterable[Reading]) -> Iterator[Span]:
    excerpt, shifts = _excerpt(read, sentences)
    begins = [start for start, _shift in shifts]
    for stand_in, find in readings:
        for span in _besides(find(excerpt.with_(stand_in), excerpt.near), excerpt.raw, excerpt.labels):
            shift = shifts[bisect_right(begins, span.start) - 1][1]
            yield replace(span, start=span.start + shift, end=span.end + shift)


def _excerpt(read: Text, sentences: Mapping[int, Sequence[Span]]) -> tuple[Excerpt, list[tuple[int, int]]]:
    """And how far each sentence lies from where it was."""
    pieces, labels, shifts, length = [], [], [], 0
    for number, held in sentences.items():
        start, end = read.sentence_span(number)
        shift = start - length
        shifts.append((length, shift))
        labels += [replace(label, start=label.start - shift, end=label.end - shift) for label in held]
        pieces.append(read.raw[start:end] + "\n")
        length += end - start + 1
    return Excerpt("".join(pieces), tuple(labels)), shifts


def _says_number(read: Text, number: int) -> bool:
    """A sentence without one says no age and no date."""
    words = LABEL.sub(" ", read.raw[slice(*read.sentence_span(number))])
    return bool(FIGURES.search(words) or said(words))


def _ages_and_dates(raw: str, _near: bytes) -> Iterable[Span]:
    return (*find_ages(raw), *find_dates(raw))


def _persons(lexicon: Lexicon, slots: Slots, raw: str, near: bytes) -> Iterable[Span]:
    text = Text(raw)
    return (*find_persons(text, lexicon, near), *find_initials(text, lexicon), *slots(text, lexicon))


def _besides(spans: Iterable[Span], raw: str, labels: Sequence[Span]) -> Iterator[Span]:
    """Of a name that began with the label only the rest: "de Boer" of "[naam] de Boer"."""
    starts = [label.start for label in labels]
    for span in spans:
        last = bisect_right(starts, span.start) - 1
        start = _clear_start(raw, span, labels[last].end if last >= 0 else 0)
        reaches = bisect_left(starts, span.end) > bisect_left(starts, start)
        rest = start > span.start  # "[naam]s": one letter is left, and is no name
        if not reaches and (not rest or (span.kind == "person" and span.end - start > 1)):
            yield Span(start, span.end, span.kind, span.hint, span.sure)


def _clear_start(raw: str, span: Span, end: int) -> int:
    if end <= span.start:
        return span.start
    return end + len(raw[end : span.end]) - len(raw[end : span.end].lstrip(" -"))


def _capital(label: str) -> str:
    return "N" + "a" * (len(label) - 1)


def _person(_label: str) -> str:
    return PERSON


def _name(_label: str) -> str:
    return NAME


def _own_word(label: str) -> str:
    """ "[moeder] Fatima" reads as "moeder Fatima"."""
    return label.strip("[]")


AGED: Sequence[Reading] = [(stand_in, _ages_and_dates) for stand_in in (_capital, _person)]
