"""What a person types in the box, as a query: words must all occur, "quotes" keep words together, a minus leaves words out."""

import re
from collections.abc import Iterator

from modelsearch.query import MATCH_ALL, And, Not, Phrase, PlainText, SearchQuery

PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


def parse(text: str) -> SearchQuery:
    """Never fails: whatever cannot be understood as a mark is a word."""
    words, parts = [], []
    for minus, quoted, content in _parts(text):
        if minus:
            parts.append(Not(Phrase(content)))
        elif quoted:
            parts.append(Phrase(content))
        else:
            words.append(content)
    if words:
        parts.insert(0, PlainText(" ".join(words)))
    if not parts or all(isinstance(part, Not) for part in parts):
        parts.insert(0, MATCH_ALL)
    return parts[0] if len(parts) == 1 else And(parts)


def _parts(text: str) -> Iterator[tuple[bool, bool, str]]:
    """(left out, kept together, content) for each part that holds a letter or a digit."""
    for match in PART.finditer(text):
        content = (match["phrase"] if match["phrase"] is not None else match["word"]).strip()
        if any(character.isalnum() for character in content):
            yield bool(match["minus"]), match["phrase"] is not None, content


def wanted_words(text: str) -> list[str]:
    """The words a hit has, in lower case."""
    return [
        word.lower() for minus, _quoted, content in _parts(text) if not minus for word in re.findall(r"\w+", content)
    ]


def asks_nothing(text: str) -> bool:
    return not any(_parts(text))
