"""What somebody may have meant who found nothing, and what may follow on what is typed: in words that they may read."""

import re
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from modelsearch.query import MATCH_ALL
from wagtail.search.backends import get_search_backend

from lessons.models import ContentPage, Theme
from regions.models import Region

from . import fallback, spelling, text
from .backends.whoosh.dictionary import get_dictionary
from .backends.whoosh.fuzzy import similar
from .queries import Search, find

SHORTEST = 4
SHORTEST_BEGINNING = 2
MOST_WORDS = 8
MOST_TITLES = 4
LAST_WORD = re.compile(r"(?<![\w:-])\w+\Z")


@dataclass(frozen=True)
class Suggestion:
    """``text`` is what the box would hold; ``url`` the page it is the title of, or "" for words to search for."""

    text: str
    url: str = ""


def complete(typed: str, *, user: Any) -> list[Suggestion]:
    """What may be meant by what is typed so far: words with which it goes on, the most frequent first, and titles. All stand
    in pages that ``user`` may read; nothing is suggested for less than two letters."""
    beginning = LAST_WORD.search(typed)
    if beginning is None or len(beginning[0]) < SHORTEST_BEGINNING:
        return []
    before = typed[: beginning.start()]
    words = [Suggestion(before + word) for word in _words_beginning(beginning[0], user)]
    return [*(word for word in words if word.text != typed), *_titles(typed, user)]


def _words_beginning(beginning: str, user: Any) -> list[str]:
    words = _readable(user)
    if hasattr(words, "words_beginning"):
        return _as_written([word.text for word in words.words_beginning(beginning, MOST_WORDS)], user)
    return [word for word in words_for(user) if word.startswith(beginning.lower())][:MOST_WORDS]


def _as_written(words: list[str], user: Any) -> list[str]:
    """An engine has words without accents. What the dictionary has so is written so; of the others the texts tell."""
    dictionary = get_dictionary(settings.LANGUAGE_CODE)
    asked = tuple(word for word in words if not dictionary.is_written(word))
    pages = find(Search(any_of=asked), user=user).hits[: spelling.LOOKED_AT] if asked else []
    written = spelling.as_written(asked, list(pages))
    return [written.get(word, word) for word in words]


def _titles(typed: str, user: Any) -> list[Suggestion]:
    pages = ContentPage.objects.visible_to(user)
    try:
        found = get_search_backend().autocomplete(typed, pages)[:MOST_TITLES]
    except NotImplementedError:
        return []
    nothing: list[Any] = []
    told = fallback.answered(found, lambda: list(found), otherwise=nothing)
    return [Suggestion(page.title, page.url or "") for page in told]


def _readable(user: Any) -> Any:
    """All that ``user`` may read, as the engine in use has it."""
    return get_search_backend().search(MATCH_ALL, ContentPage.objects.visible_to(user))


def meant(search: Search, *, user: Any) -> str:
    """The same question in words that ``user`` may read, when that finds something; or "". No word of a page that they may
    not read is told."""
    asked = [word for word in text.read(search.text).words if len(word) >= SHORTEST]
    if not 0 < len(asked) <= MOST_WORDS:
        return ""
    other = _other_words(asked, user)
    if not other:
        return ""
    said = re.sub(r"\w+", lambda hit: other.get(hit[0].lower(), hit[0]), search.text)
    return said if len(find(replace(search, text=said), user=user).hits) else ""


def _other_words(asked: list[str], user: Any) -> dict[str, str]:
    readable = _readable(user)
    if hasattr(readable, "word_like"):
        alike = {word: readable.word_like(word) for word in asked if not readable.has_word(word)}
        told = [other for other in alike.values() if other]
        written = dict(zip(told, _as_written(told, user), strict=True))
        return {word: written[other] for word, other in alike.items() if other}
    known = words_for(user)
    return {word: near[0] for word in asked if word not in known and (near := similar(word, known))}


def words_for(user: Any) -> list[str]:
    """For engines that do not tell their words: those of titles, keywords and themes. Each once, in the order of the
    alphabet."""
    pages = ContentPage.objects.visible_to(user)
    said = [*pages.values_list("title", flat=True), *pages.values_list("tags__name", flat=True).distinct()]
    said += [*Theme.objects.values_list("name", flat=True), *Region.objects.values_list("name", flat=True)]
    words = {word for line in said if line for word in re.findall(r"\w+", line.lower())}
    return sorted(word for word in words if len(word) >= SHORTEST)
