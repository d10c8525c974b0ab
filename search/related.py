"""What stands near a page: found by its words in the same search as everything else, so by what the reader may see."""

import re
from collections.abc import Iterable
from typing import Any

from lessons.models import ContentPage

from .queries import Search, find

SHORTEST_WORD = 5
MOST_WORDS = 30
LOOKED_AT = 12
# A page that shares neither theme nor tag needs so many words in common: one word is found in many.
WORDS_NEEDED = 2


def words_in(text: str) -> list[str]:
    """The longer words, each once, in their order."""
    long = (word for word in re.findall(r"\w+", text.casefold()) if len(word) >= SHORTEST_WORD)
    return list(dict.fromkeys(long))


def related(page: Any, *, user: Any, among: Any = None, limit: int = 4, texts: Iterable[str] = ()) -> list[ContentPage]:
    """At most ``limit`` pages that ``user`` may see near ``page``, the nearest first; ``among`` other pages than all, and by
    ``texts`` beside the page's own. They have what a card shows."""
    themes, tags = list(page.themes.all()), list(page.tags.all())
    said = [page.title, *map(str, (*themes, *tags)), page.summary, *texts]
    words = words_in(" ".join(said))[:MOST_WORDS]
    if not words:
        return []
    others = (ContentPage.objects.all() if among is None else among).exclude(pk=page.pk)
    hits = find(Search(any_of=tuple(words)), user=user, among=others).hits[:LOOKED_AT]
    mains = {theme.parent_id or theme.pk for theme in themes}
    names = {tag.pk for tag in tags}
    return [hit for hit in hits if _is_near(hit, mains, names, words)][:limit]


def _is_near(hit: ContentPage, mains: set[int], tags: set[int], words: Iterable[str]) -> bool:
    if any((theme.parent_id or theme.pk) in mains for theme in hit.themes.all()):
        return True
    if any(item.tag_id in tags for item in hit.tagged_items.all()):
        return True
    text = f"{hit.title} {hit.summary}".casefold()
    return sum(word in text for word in words) >= WORDS_NEEDED
