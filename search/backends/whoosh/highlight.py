"""Passages of a plain text with the words of a query marked."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from modelsearch.query import SearchQuery

from search.backends.whoosh.analysis import get_analyzer, normalize
from search.backends.whoosh.marking import Asked, Span

BEFORE = 60
CUT = "…"
ELLIPSIS = f" {CUT} "


def highlight(
    text: str, asked: str | SearchQuery | Asked, language: str = "nl", passages: int = 2, width: int = 200
) -> SafeString:
    """Everything but our own <mark> is escaped, and "…" stands where text was left out. Without a hit: the start of the text."""
    text = normalize(text or "")
    words = asked if isinstance(asked, Asked) else Asked(asked, get_analyzer(language))
    found = _windows(text, words.spans(text) if words else iter(()), passages, width)
    windows = found or [(_trim(text, Span(0, min(width, len(text)))), [])]
    said = ELLIPSIS.join(_mark(text, window, hits) for window, hits in windows)
    before = f"{CUT} " if text[: windows[0][0].start].strip() else ""
    after = f" {CUT}" if text[windows[-1][0].end :].strip() else ""
    return mark_safe(f"{before}{said}{after}")


def _windows(text: str, hits: Iterator[Span], passages: int, width: int) -> list[tuple[Span, list[Span]]]:
    """Windows that do not overlap, each around the first hit after the one before, with the hits in it. No more of the text is
    read than that takes."""
    windows: list[tuple[Span, list[Span]]] = []
    for hit in hits:
        end = windows[-1][0].end if windows else 0
        if windows and hit.start < end:
            if hit.end <= end:
                windows[-1][1].append(hit)
            continue
        if len(windows) == passages:
            break
        start = max(0, hit.start - BEFORE, end)
        window = _trim(text, Span(start, min(len(text), max(start + width, hit.end))))
        windows.append((window, [hit] if hit.start >= window.start and hit.end <= window.end else []))
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
        parts.append(f"{escape(text[place : hit.start])}<mark>{escape(text[hit.start : hit.end])}</mark>")
        place = hit.end
    parts.append(escape(text[place : window.end]))
    return "".join(parts)
