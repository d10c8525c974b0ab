"""A name that was found once is found wherever the same text says it again."""

import re
from collections.abc import Iterable, Iterator

from .findings import Span
from .lexicon import is_dutch_word

SHORTEST = 4  # a shorter one may be part of something else
PART = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def find_repeated(raw: str, spans: Iterable[Span]) -> Iterator[Span]:
    said = {part for span in spans if span.kind == "person" for part in PART.findall(raw[span.start : span.end])}
    names = sorted(
        part for part in said if len(part) >= SHORTEST and part[0].isupper() and not is_dutch_word(part.lower())
    )
    # A name that was written small is so again: "mo", "ali".
    small = {raw[span.start : span.end] for span in spans if span.kind == "person"}
    names += sorted(name for name in small if name.islower() and PART.fullmatch(name) and not is_dutch_word(name))
    if names:
        pattern = re.compile(rf"(?<![\w-])(?P<name>{'|'.join(map(re.escape, names))})(?:['’]?s)?(?![\w-])")
        for match in pattern.finditer(raw):
            yield Span(*match.span("name"), "person")
