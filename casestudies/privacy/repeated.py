"""A name that was found once is found wherever the same text says it again."""

import re
from collections.abc import Iterable, Iterator

from .findings import Span
from .lexicon import Lexicon, is_dutch_word
from .words import fold

SHORTEST = 4  # a shorter one may be part of something else
PART = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


# "over Tesfit, Luwam en hun neefje": one more in a row of names.
ONE_MORE = re.compile(r"(?:, | en | & )(?P<name>[A-ZÀ-Þ][^\W\d_]{2,}(?:-[A-ZÀ-Þ][^\W\d_]+)?)(?=, | en | & |\.|$)")


def find_one_more(raw: str, spans: Iterable[Span], lexicon: Lexicon) -> Iterator[Span]:
    """Beside a name a word with a capital that no list and no dictionary knows."""
    for span in spans:
        end = span.end if span.kind == "person" else len(raw)
        while (more := ONE_MORE.match(raw, end)) and _unknown(more["name"], lexicon):
            yield Span(*more.span("name"), "person")
            end = more.end()


def _unknown(name: str, lexicon: Lexicon) -> bool:
    low = fold(name)
    listed = low in lexicon.not_names or low in lexicon.places or low in lexicon.providers or low in lexicon.roles
    return not (listed or name.isupper() or is_dutch_word(low) or is_dutch_word(low.removesuffix("s")))


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
