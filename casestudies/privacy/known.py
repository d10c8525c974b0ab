"""The names that the owner of the text gave: found whatever their capitals, accents or possessive."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from .findings import Span
from .lexicon import Lexicon
from .notation import word_set

SMALL_WORDS = word_set("van de der den het 't ter ten te el al ben bin di da la le von op in aan v d")


def find_known_names(raw: str, known_names: Sequence[str], lexicon: Lexicon) -> Iterator[Span]:
    wanted = sorted({part for name in known_names for part in _parts(name)}, key=len, reverse=True)
    if not wanted:
        return
    folded, offsets = _fold_with_offsets(raw)
    names = "|".join(r"[\s-]+".join(re.escape(word) for word in part.split()) for part in wanted)
    pattern = re.compile(rf"(?<!\w)(?P<name>{names})(?:['’]?s|['’])?(?!\w)")
    for match in pattern.finditer(folded):
        start, end = offsets[match.start("name")], offsets[match.end("name")]
        before = re.search(r"([\w'’-]+)\.?\s?[:(]?\s?$", raw[max(0, start - 30) : start])
        yield Span(start, end, "person", lexicon.roles.get(before.group(1).lower(), "") if before else "", sure=True)


def _parts(name: str) -> Iterator[str]:
    """The whole name, its first name, its surname with and without the small words before it, and both of a double name."""
    whole = _fold(" ".join(name.split()))
    if not whole:
        return
    yield whole
    parts = [part for part in re.split(r"[ .]", whole) if part]
    for index, part in enumerate(parts):
        if len(part) > 1 and part not in SMALL_WORDS:
            yield part
            yield " ".join(parts[index:])
        yield from (half for half in part.split("-") if len(half) > 2)


def _fold(text: str) -> str:
    return _fold_with_offsets(text)[0].replace("’", "'")


def _fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Small letters without accents, and for each of them where it stood; letters that fall apart keep their place."""
    signs: list[str] = []
    offsets: list[int] = []
    for place, sign in enumerate(text):
        for part in unicodedata.normalize("NFKD", sign).lower():
            if not unicodedata.combining(part):
                signs.append("i" if part == "ı" else "'" if part == "’" else part)
                offsets.append(place)
    return "".join(signs), [*offsets, len(text)]
