"""Passages of a plain text with the words of a query marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from modelsearch.query import And, Boost, Fuzzy, Or, Phrase, PlainText, SearchQuery

from search.backends.whoosh.analysis import SHORTEST_PART, Analyzer, fold, get_analyzer, normalize, tokens
from search.backends.whoosh.compounds import is_compound_with
from search.backends.whoosh.fuzzy import similar

BEFORE = 60
ELLIPSIS = " … "


class Span(NamedTuple):
    start: int
    end: int


def highlight(
    text: str, query: str | SearchQuery, language: str = "nl", passages: int = 2, width: int = 200
) -> SafeString:
    """Everything but our own <mark> is escaped. Without a hit: the start of the text."""
    text = normalize(text or "")
    hits = list(_hits(text, _strings(query), get_analyzer(language), tuple(_beginnings(query))))
    windows = _windows(text, hits, passages, width) or [_trim(text, Span(0, min(width, len(text))))]
    return mark_safe(ELLIPSIS.join(_mark(text, window, hits) for window in windows))


def _strings(query: str | SearchQuery) -> list[tuple[str, bool]]:
    """The texts asked for, and whether each may differ a letter. What must not occur is not marked."""
    match query:
        case str():
            return [(query, False)]
        case PlainText() | Phrase():
            return [(query.query_string, False)]
        case Fuzzy():
            return [(query.query_string, True)]
        case Boost():
            return _strings(query.subquery)
        case And() | Or():
            return [string for part in query.subqueries for string in _strings(part)]
    return []


def _beginnings(query: str | SearchQuery) -> Iterator[str]:
    """Of words that may go on."""
    match query:
        case PlainText() if getattr(query, "is_prefix", False):
            yield from [fold(token.word) for token in tokens(query.query_string)][-1:]
        case Boost():
            yield from _beginnings(query.subquery)
        case And() | Or():
            for part in query.subqueries:
                yield from _beginnings(part)


def _hits(
    text: str, strings: list[tuple[str, bool]], analyzer: Analyzer, beginnings: tuple[str, ...] = ()
) -> Iterator[Span]:
    asked = {analyzer.term(token.word): fuzzy for string, fuzzy in strings for token in analyzer.content_tokens(string)}
    answers: dict[str, bool] = {}
    for token in tokens(text) if asked or beginnings else ():
        if token.word not in answers:
            answers[token.word] = fold(token.word).startswith(beginnings) or _matches(token.word, asked, analyzer)
        if answers[token.word]:
            yield Span(token.start, token.end)


def _matches(word: str, asked: dict[str, bool], analyzer: Analyzer) -> bool:
    for term in analyzer.terms(word):
        if term in asked or any(fuzzy and similar(other, [term]) for other, fuzzy in asked.items()):
            return True
        if any(_is_part(other, term, asked, analyzer) for other in asked):
            return True
    return False


def _is_part(part: str, word: str, asked: Iterable[str], analyzer: Analyzer) -> bool:
    if not analyzer.compounding or len(part) < SHORTEST_PART or part not in word:
        return False
    return is_compound_with(part, word, lambda other: analyzer.known(other) or other in asked)


def _windows(text: str, hits: list[Span], passages: int, width: int) -> list[Span]:
    """Windows that do not overlap, each around the first hit after the one before."""
    windows: list[Span] = []
    for hit in hits:
        if windows and hit.start < windows[-1].end:
            continue
        if len(windows) == passages:
            break
        start = max(0, hit.start - BEFORE, windows[-1].end if windows else 0)
        windows.append(_trim(text, Span(start, min(len(text), max(start + width, hit.end)))))
    return windows


def _trim(text: str, window: Span) -> Span:
    """Whole words: from the first space to the last, unless there is none."""
    start, end = window
    if start:
        space = text.find(" ", start, min(start + BEFORE, end))
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start + (end - start) // 2 else end
    return Span(start, end)


def _mark(text: str, window: Span, hits: list[Span]) -> str:
    parts, place = [], window.start
    for hit in hits:
        if hit.start >= place and hit.end <= window.end:
            parts.append(f"{escape(text[place : hit.start])}<mark>{escape(text[hit.start : hit.end])}</mark>")
            place = hit.end
    parts.append(escape(text[place : window.end]))
    return "".join(parts)
