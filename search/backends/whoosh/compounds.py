"""Dutch writes compounds as one word: "aanbieders" should find "jeugdhulpaanbieders".

They are taken apart when asked, against the words in the index and the dictionary, so nothing has to be learned
beforehand and a new document is found at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from search.backends.whoosh.analysis import SHORTEST_PART, Analyzer
from search.backends.whoosh.segments import Segment, Snapshot

DEEPEST = 3
MOST_LOOKED_AT = 3000
MOST_FOUND = 300
# Between two parts: gezin-s-voogd, kind-er-opvang, boek-en-kast.
LINKS = ("s", "en", "er", "e", "n")
# Verbs with these are words of their own: "onderhouden" is not a kind of "houden".
PREFIXES = frozenset({"over", "onder", "door", "voor", "tegen", "achter"})
# Heads that no dictionary has as a word.
HEADS = frozenset({"uithuis"})
# Ends of words that are seldom meant as a word: "beslissing" is no way of singing.
ENDS = frozenset({"sing", "ling", "ning", "ting", "king", "heid", "lijk", "baar", "loos", "achtig"})
# Words that can be divided but do not mean what their parts do: a "maatregel" is no kind of "regel".
WHOLE = (
    *(
        "maatregel",
        "regelmatig",
        "regelmaat",
        "kwartaal",
        "leidraad",
        "belangstelling",
        "veronderstelling",
        "huiselijk",
    ),
    *("standaard", "werkelijk", "schoolmeester", "kinderachtig", "wachtwoord", "raadsel", "landelijk", "handelaar"),
    *("bijzonder", "weerstand", "voorstelling", "tegenstelling", "vaststelling", "gemeenschap", "verlichting"),
)

Known = Callable[[str], bool]


class Compounds(NamedTuple):
    """Terms of the index that a word is a part of: `surely` by the dictionary, `perhaps` by words that the index has. Whoever
    may not read those words does not know them."""

    surely: tuple[bytes, ...] = ()
    perhaps: tuple[tuple[str, str], ...] = ()

    def known_by(self, knows: Known) -> list[bytes]:
        found = (word for part, word in self.perhaps if knows(part) and is_compound_with(part, word, knows))
        return [*self.surely, *(word.encode() for word in found)]


def compounds_of(forms: Iterable[str], snapshot: Snapshot, field: str, analyzer: Analyzer) -> Compounds:
    """Terms in the index of which a word, in one of these forms, is a part."""
    if not analyzer.compounding:
        return Compounds()
    found = [_compounds(form, snapshot, field, analyzer) for form in forms if len(form) >= SHORTEST_PART]
    return Compounds(tuple(chain(*(one.surely for one in found))), tuple(chain(*(one.perhaps for one in found))))


def parts_of(
    word: str, snapshot: Snapshot, field: str, analyzer: Analyzer
) -> tuple[tuple[tuple[bytes, ...], tuple[bytes, ...]], ...]:
    """The ways to take a compound in two parts that both stand in the index, each with the terms it may be: "jeugdhulp" and
    "aanbieder" for "jeugdhulpaanbieder"."""
    if not analyzer.compounding or len(word) < 2 * SHORTEST_PART:
        return ()

    def indexed(part: str) -> tuple[bytes, ...]:
        meaning = analyzer.meaning(part)
        terms = (term.encode() for term in (*meaning.exact, *meaning.related))
        return tuple(term for term in terms if snapshot.has_term(field, term))

    def find() -> tuple[tuple[tuple[tuple[bytes, ...], tuple[bytes, ...]], ...], int]:
        found = []
        for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            tail = indexed(word[place:])
            heads = (head for head in _without_link_at_end(word[:place]) if len(head) >= SHORTEST_PART)
            if tail and word[:place] not in PREFIXES:
                found += [(head, tail) for head in map(indexed, heads) if head]
        return tuple(dict.fromkeys(found)), 200 * len(found) + 300

    return snapshot.cache.get((snapshot.lexicon(field), "parts", field, word), find)


def halves(word: str, analyzer: Analyzer) -> list[tuple[str, str]]:
    """The ways to take a compound in two, as far as the dictionary knows."""
    if not analyzer.compounding or len(word) < 2 * SHORTEST_PART:
        return []
    places = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    cut = ((head, word[place:]) for place in places for head in _without_link_at_end(word[:place]))
    return [(head, tail) for head, tail in cut if _is_word(head, analyzer.known) and _is_word(tail, analyzer.known)]


def shorter(word: str, snapshot: Snapshot, field: str, analyzer: Analyzer) -> list[bytes]:
    """What is left of a compound without its first part, where that is a compound too: a "kinderbeschermingsmaatregel" is a
    "beschermingsmaatregel"."""
    tails = (word[place:] for place in range(SHORTEST_PART, len(word) - 2 * SHORTEST_PART + 1))
    found = (
        tail for tail in tails if snapshot.has_term(field, tail.encode()) and analyzer.known(word.removesuffix(tail))
    )
    return [tail.encode() for tail in found if _is_compound(tail, analyzer.known)] if analyzer.compounding else []


def _is_compound(word: str, known: Known) -> bool:
    return any(_splits(word, known, 1))


def _compounds(part: str, snapshot: Snapshot, field: str, analyzer: Analyzer) -> Compounds:
    def known(word: str) -> bool:
        return analyzer.known(word) or snapshot.has_term(field, word.encode())

    def find() -> tuple[Compounds, int]:
        surely: set[str] = set()
        perhaps: set[str] = set()
        for segment in snapshot.segments:
            sure, others = _containing(part, segment, field, analyzer)
            surely.update(sure)
            perhaps.update(word for word in others if is_compound_with(part, word, known))
        if not analyzer.known(part):
            surely, perhaps = set(), surely | perhaps
        words = [word.encode() for word in _shortest(surely)]
        found = Compounds(tuple(words), tuple((part, word) for word in _shortest(perhaps - surely)))
        return found, 100 * len(words) + 200 * len(found.perhaps) + 300

    if not known(part):
        return Compounds()
    return snapshot.cache.get((snapshot.lexicon(field), "compounds", field, part), find)


def _shortest(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (len(word), word))[:MOST_FOUND]


def _containing(part: str, segment: Segment, field: str, analyzer: Analyzer) -> tuple[list[str], list[str]]:
    """Terms of a segment with the part in them: compounds by the dictionary alone, which holds whatever other segments have,
    and the others."""

    def find() -> tuple[list[str], list[str]]:
        words = list(_scan(part.encode(), segment, field))
        surely = [word for word in words if is_compound_with(part, word, analyzer.known)]
        return surely, sorted(set(words).difference(surely))

    return segment.kept("containing", (field, part, analyzer.language), find)


def _scan(part: bytes, segment: Segment, field: str) -> Iterator[str]:
    text = segment.joined_vocabulary(field)
    place = text.find(part)
    for _ in range(MOST_LOOKED_AT):
        if place < 0:
            return
        start, end = text.rfind(b"\n", 0, place) + 1, text.find(b"\n", place)
        yield text[start:end].decode()
        place = text.find(part, end)


def is_compound_with(part: str, word: str, known: Known) -> bool:
    place = word.find(part)
    while place >= 0:
        before, after = word[:place], word[place + len(part) :]
        if (
            (after or (before and part not in ENDS))
            and _is_head(before, known)
            and _is_tail(after, known)
            and not _in_whole(part, place, word)
        ):
            return True
        place = word.find(part, place + 1)
    return False


def _in_whole(part: str, place: int, word: str) -> bool:
    """Whether the part is only a part of such a word."""
    for whole in WHOLE:
        start = word.find(whole) if part != whole and part in whole else -1
        if 0 <= start <= place and place + len(part) <= start + len(whole):
            return True
    return False


def _is_head(before: str, known: Known) -> bool:
    return not before or (
        before not in PREFIXES and any(_is_word(word, known) for word in _without_link_at_end(before))
    )


def _is_tail(after: str, known: Known) -> bool:
    return not after or any(_is_word(word, known) for word in _without_link_at_start(after))


def _is_word(word: str, known: Known, depth: int = 1) -> bool:
    if len(word) < SHORTEST_PART:
        return False
    return known(word) or word in HEADS or (depth < DEEPEST and any(_splits(word, known, depth)))


def _splits(word: str, known: Known, depth: int) -> Iterator[bool]:
    for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        before, after = word[:place], word[place:]
        if any(len(head) >= SHORTEST_PART and known(head) for head in _without_link_at_end(before)):
            yield _is_word(after, known, depth + 1)


def _without_link_at_end(word: str) -> Iterator[str]:
    yield word
    yield from (word.removesuffix(link) for link in LINKS if word.endswith(link))


def _without_link_at_start(word: str) -> Iterator[str]:
    yield word
    yield from (word.removeprefix(link) for link in LINKS if word.startswith(link))
