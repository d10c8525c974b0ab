"""What stands beside a label that took somebody's place: "[naam] (14)", "[kind], 12-03-2014", "[naam] de Boer".

The text is read again with a person in the place of each such label, so that a replacement hides nothing next to it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from .ages import find_ages
from .dates import find_dates
from .findings import Span
from .initials import find_initials
from .lexicon import Lexicon
from .persons import find_persons
from .slots import find_in_slots
from .words import Text, fold

WORDS = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
SOMEBODY = frozenset({"naam", "namen", "persoon", "voornaam", "achternaam", "initialen", "iemand"})
NAME, PERSON = "Daan", "kind"  # a first name and nothing else; what ages and dates of birth are said of
LABEL = re.compile(r"\[[^\[\]@\n]{1,50}\]")
LINE = re.compile(r"[^\n]+")


def persons_replaced(read: Text, lexicon: Lexicon) -> list[Span]:
    """The labels that say themselves that somebody stood there."""
    return [Span(*match.span(), "person") for match in LABEL.finditer(read.raw) if _says_person(match.group(), lexicon)]


def _says_person(label: str, lexicon: Lexicon) -> bool:
    said = {fold(word) for word in WORDS.findall(label)}
    return not said.isdisjoint(SOMEBODY) or any(word in lexicon.roles for word in said)


def find_beside_labels(read: Text, lexicon: Lexicon, labels: Sequence[Span]) -> Iterator[Span]:
    if not labels:
        return
    for stand_in in (_capital, _person):
        raw = _with(read.raw, labels, stand_in)
        yield from _besides((*find_ages(raw), *find_dates(raw)), read.raw, labels)
    for stand_in in (_name, _own_word):
        text = Text(_with(read.raw, labels, stand_in))
        yield from _besides(_persons(text, lexicon), read.raw, labels)


def _persons(text: Text, lexicon: Lexicon) -> Iterable[Span]:
    return (*find_persons(text, lexicon), *find_initials(text, lexicon), *find_in_slots(text, lexicon))


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


def _with(raw: str, labels: Iterable[Span], stand_in: Callable[[str], str]) -> str:
    """Sign for sign as long as it was, and only the lines that hold a label: the others were read already."""
    pieces, read = [], 0
    for label in labels:
        length = label.end - label.start
        word = stand_in(raw[label.start : label.end])[-length:].rjust(length)
        pieces += [raw[read : label.start], word]
        read = label.end
    written = "".join([*pieces, raw[read:]])
    held = {raw.rfind("\n", 0, label.start) + 1 for label in labels}
    return LINE.sub(lambda line: line.group() if line.start() in held else " " * len(line.group()), written)


def _capital(label: str) -> str:
    return "N" + "a" * (len(label) - 1)


def _person(_label: str) -> str:
    return PERSON


def _name(_label: str) -> str:
    return NAME


def _own_word(label: str) -> str:
    """ "[moeder] Fatima" reads as "moeder Fatima"."""
    return label.strip("[]")
