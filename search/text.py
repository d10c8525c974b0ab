"""What a person types in the box, as a query: words must all occur, "quotes" keep words together, a minus leaves out, OR means
either, and a field such as region:twente narrows. What cannot be understood as a mark is a word."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _
from modelsearch.query import MATCH_ALL, And, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from .marks import CLOSE, FIELD, FIELDS, LONGEST, MOST_PARTS, OPEN, OR, PHRASE, WORD, Token, clean, tokens


class Prefix(PlainText):
    """One word of which only the start is given. An engine that does not know ``is_prefix`` takes it for the whole word; one
    that does says ``supports_prefix``."""

    is_prefix = True

    def __repr__(self) -> str:
        return f"<Prefix {self.query_string!r}>"


class Meaning(NamedTuple):
    """What a field's value stands for: the ``values`` to choose, under a ``label``, of a facet that is called ``facet``. With
    ``several`` it stood for more than one, and is none of them."""

    values: tuple[str, ...] = ()
    label: str = ""
    facet: str = ""
    several: tuple[str, ...] = ()


# (facet, what was typed) to what it means to who asks.
Lookup = Callable[[str, str], Meaning]


def knows_no_names(facet: str, typed: str) -> Meaning:
    return Meaning()


@dataclass(frozen=True)
class Read:
    """``query`` for the backend; ``chosen`` and ``left_out`` hold values per facet; ``words`` are those a hit has; ``notes``
    say, in the reader's language, how the text was read and what of it was not understood."""

    query: SearchQuery = MATCH_ALL
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def asks_nothing(self) -> bool:
        """Of the texts: without words nothing is more relevant than anything else."""
        return isinstance(self.query, MatchAll)

    @cached_property
    def has_prefix(self) -> bool:
        return _holds(self.query, Prefix)

    @property
    def leaves_out(self) -> bool:
        return bool(self.left_out) or _holds(self.query, Not)

    @property
    def has_marks(self) -> bool:
        """Quotes or minus signs, which make it stricter."""
        return self.leaves_out or _holds(self.query, Phrase)

    def in_whole_words(self) -> "Read":
        """For an engine that cannot tell how words begin."""
        note = _("The search engine of this site takes a word with a * for the whole word.")
        return replace(self.with_notes([note]), query=_whole_words(self.query))

    def with_notes(self, notes: Iterable[str]) -> "Read":
        return replace(self, notes=tuple(dict.fromkeys([*self.notes, *notes])))


def read(text: str, *, named: Lookup = knows_no_names, only_chosen: Collection[str] = ()) -> Read:
    """Never fails. Facets that can only be chosen are not left out."""
    found = tokens(text)
    reader = _Reader(_said_so_far(found[:MOST_PARTS]), named, only_chosen)
    query = reader.read_all()
    if len(clean(text)) > LONGEST or len(found) > MOST_PARTS or reader.values_left < 0:
        reader.note(_("This is long: only the first part of it was searched for."))
    return Read(
        query=MATCH_ALL if query is None else query,
        chosen={facet: tuple(dict.fromkeys(values)) for facet, values in reader.chosen.items()},
        left_out={facet: tuple(dict.fromkeys(values)) for facet, values in reader.left_out.items()},
        words=tuple(dict.fromkeys(_words_of(query))),
        notes=tuple(dict.fromkeys(reader.notes)),
    )


def _said_so_far(found: Sequence[Token]) -> Sequence[Token]:
    """Without an OR at the end: what it stands before is still to be typed, or was cut off."""
    return found[:-1] if len(found) > 1 and found[-1].kind == OR else found


def any_of(words: Iterable[str]) -> SearchQuery | None:
    """Of these words, taken as they are; None when there is none."""
    plain = [PlainText(word) for word in re.findall(r"\w+", " ".join(map(clean, words)))]
    return Or(plain) if len(plain) > 1 else plain[0] if plain else None


def asks_nothing(text: str) -> bool:
    return read(text).asks_nothing


def _whole_words(query: SearchQuery) -> SearchQuery:
    match query:
        case Prefix():
            return PlainText(query.query_string)
        case And() | Or():
            return type(query)([_whole_words(part) for part in query.subqueries])
        case Not():
            return Not(_whole_words(query.subquery))
    return query


def _holds(query: SearchQuery, kind: type[SearchQuery]) -> bool:
    parts = [*getattr(query, "subqueries", ()), *filter(None, [getattr(query, "subquery", None)])]
    return isinstance(query, kind) or any(_holds(part, kind) for part in parts)


def _words_of(query: SearchQuery | None) -> Iterable[str]:
    match query:
        case PlainText() | Phrase():
            yield from re.findall(r"\w+", query.query_string.lower())
        case And() | Or():
            for part in query.subqueries:
                yield from _words_of(part)


class _Reader:
    """Goes once through the tokens. Fields narrow the whole search, wherever they stand."""

    def __init__(self, found: Sequence[Token], named: Lookup, only_chosen: Collection[str]) -> None:
        self.tokens = found
        self.named = named
        self.only_chosen = only_chosen
        self.at = 0
        self.notes: list[str] = []
        self.chosen: dict[str, list[str]] = {}
        self.left_out: dict[str, list[str]] = {}
        self.values_left = MOST_PARTS

    def note(self, text: str) -> None:
        self.notes.append(text)

    def read_all(self) -> SearchQuery | None:
        parts = []
        while self.at < len(self.tokens):
            # Each round but the last ends at a parenthesis that closes nothing.
            parts.append(self._group(negated=False))
            self.at += 1
        return _joined([part for part in parts if part is not None])

    def _group(self, *, negated: bool) -> SearchQuery | None:
        """Up to the parenthesis that closes it, which stays to be read."""
        all_of: list[list[SearchQuery]] = []
        either = False
        while self.at < len(self.tokens) and self.tokens[self.at].kind != CLOSE:
            token = self.tokens[self.at]
            if token.kind == OR:
                either = self._means_either(all_of)
                if not either and token.text.isalpha() and not self._beside_field():
                    all_of.append([PlainText(token.text)])
                self.at += 1
                continue
            part = self._part(token, negated=negated)
            self.at += 1
            if either and part is not None and not isinstance(part, Not):
                all_of[-1].append(part)
            elif part is not None:
                all_of.append([part])
            either = False
        return _joined([parts[0] if len(parts) == 1 else Or(parts) for parts in all_of])

    def _means_either(self, before: list[list[SearchQuery]]) -> bool:
        """Whether what stands here is between two things that may occur."""
        if not before or isinstance(before[-1][-1], Not) or self.at + 1 >= len(self.tokens) or self._beside_field():
            return False
        after = self.tokens[self.at + 1]
        return after.kind in (WORD, PHRASE, OPEN) and not after.minus

    def _beside_field(self) -> bool:
        """Several of one field mean or as it is; a field and a word always both apply."""
        beside = [self.tokens[at] for at in (self.at - 1, self.at + 1) if 0 <= at < len(self.tokens)]
        fields = {FIELDS[token.text] if token.kind == FIELD else "" for token in beside}
        if len(fields) > 1:
            self.note(
                _("“%(word)s” stands between words: a word and a field, or two fields, both apply.")
                % {"word": self.tokens[self.at].text}
            )
        return bool(fields - {""})

    def _part(self, token: Token, *, negated: bool) -> SearchQuery | None:
        if token.kind == FIELD:
            return self._field(token, negated=negated)
        part = self._parentheses(token, negated=negated) if token.kind == OPEN else self._words(token)
        if part is None or not token.minus:
            return part
        return part.subquery if isinstance(part, Not) else Not(part)

    def _parentheses(self, token: Token, *, negated: bool) -> SearchQuery | None:
        self.at += 1
        part = self._group(negated=negated != token.minus)
        if self.at >= len(self.tokens):
            self.note(_("A parenthesis was not closed: it was read to the end."))
        return part

    def _words(self, token: Token) -> SearchQuery:
        if token.kind == PHRASE and not token.whole:
            self.note(_("A quote was not closed: “%(phrase)s” was read to the end.") % {"phrase": token.text})
        if not token.whole and token.kind == WORD:
            return Prefix(token.text)
        return Phrase(token.text) if token.kind == PHRASE or token.minus else PlainText(token.text)

    def _field(self, token: Token, *, negated: bool) -> SearchQuery | None:
        """What of it is no value is words."""
        if not token.values:
            self.note(_("“%(typed)s” has no value: it was searched for as a word.") % {"typed": token.typed})
            return PlainText(token.text)
        facet, without = FIELDS[token.text], token.minus != negated
        words = []
        values = token.values[: max(self.values_left, 0)]
        self.values_left -= len(token.values)
        for value in values:
            meaning = self.named(facet, value)
            typed = f"{'-' if token.minus else ''}{token.text}:{value}"
            if meaning.values and without and facet in self.only_chosen:
                known = {"typed": typed, "facet": meaning.facet}
                self.note(_("“%(typed)s” was not read: %(facet)s can be chosen, but not left out.") % known)
                continue
            self.note(_said(meaning, typed, without=without))
            if meaning.values:
                (self.left_out if without else self.chosen).setdefault(facet, []).extend(meaning.values)
            else:
                words += [PlainText(found.text) for found in tokens(value) if found.kind == WORD]
        part = _joined(words)
        return Not(part) if part is not None and token.minus else part


def _said(meaning: Meaning, typed: str, *, without: bool) -> str:
    known = {"typed": typed, "facet": meaning.facet, "label": meaning.label}
    if meaning.values and without:
        return _("“%(typed)s” is read as: without %(facet)s %(label)s.") % known
    if meaning.values:
        return _("“%(typed)s” is read as %(facet)s %(label)s.") % known
    if meaning.several:
        several = {**known, "several": ", ".join(meaning.several)}
        return _("“%(typed)s” may be any of: %(several)s. It was searched for as a word.") % several
    return _("“%(typed)s”: there is no such %(facet)s. It was searched for as a word.") % known


def _joined(parts: Sequence[SearchQuery]) -> SearchQuery | None:
    """All of these. Plain words go together, first; what is left out goes last."""
    plain = [part for part in parts if type(part) is PlainText]
    left_out = [part for part in parts if isinstance(part, Not)]
    others = [part for part in parts if part not in plain and part not in left_out]
    if plain:
        others.insert(0, PlainText(" ".join(part.query_string for part in plain)))
    if not others and len(left_out) > 1:
        return Not(Or([part.subquery for part in left_out]))
    every = [*others, *left_out]
    return every[0] if len(every) == 1 else And(every) if every else None
