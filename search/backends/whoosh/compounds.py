"""Dutch writes compounds as one word: "aanbieders" should find "jeugdhulpaanbieders".

They are taken apart when asked, against the words in the index and the dictionary, so nothing has to be learned
beforehand and a new document is found at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from search.backends.whoosh.analysis import SHORTEST_PART, Analyzer
from search.backends.whoosh.segments import Segment, Snapshot

DEEPEST = 3
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
    """Terms of the index that a word is a part of, the shortest first; each with the part when it is one only by words that the
    index has, which whoever may not read them does not know, or "" when it is by the dictionary."""

    terms: tuple[tuple[bytes, str], ...] = ()

    @property
    def nbytes(self) -> int:
        return 200 * len(self.terms) + 300

    def known_by(self, knows: Known, reads: Callable[[bytes], bool]) -> list[bytes]:
        """Of very many the first that may be read: others do not take their place."""
        are_many = len(self.terms) > MOST_FOUND
        known = (
            term
            for term, part in self.terms
            if (not part or (knows(part) and is_compound_with(part, term.decode(), knows)))
            and (not are_many or reads(term))
        )
        return list(islice(known, MOST_FOUND))


def compounds_of(forms: Iterable[str], snapshot: Snapshot, field: str, analyzer: Analyzer) -> Compounds:
    """Terms in the index of which a word, in one of these forms, is a part."""
    if not analyzer.compounding:
        return Compounds()
    found = [_compounds(form, snapshot, field, analyzer) for form in forms if len(form) >= SHORTEST_PART]
    return Compounds(tuple(sorted(chain(*(one.terms for one in found)), key=_length)))


def _length(row: tuple[bytes, str]) -> tuple[int, bytes, str]:
    return len(row[0]), *row


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

    def find() -> Compounds:
        surely: set[str] = set()
        perhaps: set[str] = set()
        for segment in snapshot.segments:
            sure, others = _containing(part, segment, field, analyzer)
            surely.update(sure)
            perhaps.update(word for word in others if is_compound_with(part, word, known))
        if not analyzer.known(part):
            surely, perhaps = set(), surely | perhaps
        rows = [(word, "") for word in surely] + [(word, part) for word in perhaps - surely]
        return Compounds(tuple(sorted(((word.encode(), needs) for word, needs in rows), key=_length)))

    if not known(part):
        return Compounds()
    return snapshot.cache.keep((snapshot.lexicon(field), "compounds", field, part), find)


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
    while place >= 0:
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
