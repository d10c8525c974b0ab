"""What a person types in the box, taken apart: words, phrases, and the marks between them. Fails on nothing."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

# What is read of a text: more nobody types, and each part costs every backend something.
LONGEST = 500
MOST_PARTS = 32

WORD, PHRASE, OPEN, CLOSE, OR, FIELD = "word", "phrase", "open", "close", "or", "field"

# Every spelling that is understood, whatever the reader's language.
FIELDS = {
    "regio": "region",
    "region": "region",
    "samenwerking": "partnership",
    "partnership": "partnership",
    "thema": "theme",
    "theme": "theme",
    "soort": "kind",
    "kind": "kind",
    "jaar": "year",
    "year": "year",
    "tag": "tag",
    "perspectief": "perspective",
    "perspective": "perspective",
    "leefgebied": "domain",
    "domain": "domain",
    "antwoord": "answer",
    "answer": "answer",
    "status": "status",
    "zekerheid": "certainty",
    "certainty": "certainty",
}
EITHER = frozenset({"OR", "OF", "|"})
QUOTES = dict.fromkeys(map(ord, "„“”«»＂‟"), '"')
NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u2028-\u202e\ufeff\ufffe\uffff]+")
TOKEN = re.compile(
    r"""
    (?P<minus>(?<![^\s(])[-−–](?=\S))?
    (?: (?P<open>\() | (?P<close>\)) | "(?P<phrase>[^"]*)(?P<closed>"?)
      | (?P<word>[^\s"()]+(?:\([^\s"()]*\)[^\s"()]*)*) )
    """,
    re.VERBOSE,
)
EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True)
class Token:
    """``text`` is what to look for and ``typed`` as it stood there; ``values`` are a field's. ``whole`` is false for a word of
    which only the start is given, and for a quote that is not closed."""

    kind: str
    text: str = ""
    minus: bool = False
    typed: str = ""
    values: tuple[str, ...] = ()
    whole: bool = True


def clean(text: str) -> str:
    """What can be stored, sent and shown: no control characters and no halves of characters."""
    return NO_TEXT.sub(" ", text).strip()


def fold(text: str) -> str:
    """For comparing names: letters and digits alone, without case and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def tokens(text: str) -> list[Token]:
    """In their order; what holds no letter or digit is left out."""
    found = list(_raw(clean(text)[:LONGEST].translate(QUOTES)))
    return list(_with_fields(found))


def _raw(text: str) -> Iterator[Token]:
    for match in TOKEN.finditer(text):
        minus = bool(match["minus"])
        if match["open"] or match["close"]:
            yield Token(OPEN if match["open"] else CLOSE, minus=minus, typed=match[0])
        elif match["phrase"] is not None:
            phrase = " ".join(match["phrase"].split())
            yield Token(PHRASE, phrase, minus, match[0], whole=bool(match["closed"]))
        elif match[0] in EITHER:
            yield Token(OR, match[0], typed=match[0])
        else:
            yield Token(WORD, match["word"], minus, match[0])


def _with_fields(found: list[Token]) -> Iterator[Token]:
    at = 0
    while at < len(found):
        token, first = found[at], at
        at += 1
        name, colon, value = token.text.partition(":")
        if token.kind == WORD and colon and fold(name) in FIELDS:
            value, at = _value(value, found, at)
            typed = " ".join(part.typed for part in found[first:at])
            values = tuple(one for one in (part.strip() for part in value.split(",")) if fold(one))
            yield replace(token, kind=FIELD, text=fold(name), typed=typed, values=values)
        elif token.kind in (OPEN, CLOSE, OR):
            yield token
        elif any(character.isalnum() for character in token.text):
            yield _as_words(token)


def _value(value: str, found: list[Token], at: int) -> tuple[str, int]:
    """All values of a field that begins with ``value``: after a colon or a comma another word or phrase is taken."""
    while at < len(found) and _goes_on(value, found[at]):
        value, at = value + found[at].text, at + 1
    return value, at


def _goes_on(value: str, token: Token) -> bool:
    name, colon, _rest = token.text.partition(":")
    if token.kind not in (WORD, PHRASE) or token.minus or (colon and fold(name) in FIELDS):
        return False
    return not value or value.endswith(",") or (token.kind == WORD and token.text.startswith(","))


def _as_words(token: Token) -> Token:
    if token.kind == PHRASE:
        return replace(token, text=" ".join(token.text.replace("*", " ").split()))
    start = token.text.endswith("*") and len(fold(token.text)) > 1
    return replace(token, text=EDGES.sub("", token.text).replace("*", " "), whole=not start)
