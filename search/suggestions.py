"""What somebody may have meant who found nothing."""

import re
from dataclasses import replace
from typing import Any

from lessons.models import ContentPage, Theme
from regions.models import Region

from . import text
from .backends.whoosh.fuzzy import similar
from .queries import Search, find

SHORTEST = 4
MOST_WORDS = 8


def meant(search: Search, *, user: Any) -> str:
    """The same question in words that stand in titles, keywords and themes ``user`` may read, when that finds something; or
    "". No word of a page that they may not read is told."""
    asked = [word for word in text.wanted_words(search.text) if len(word) >= SHORTEST]
    if not 0 < len(asked) <= MOST_WORDS:
        return ""
    known = words_for(user)
    other = {word: near[0] for word in asked if word not in known and (near := similar(word, known))}
    if not other:
        return ""
    said = re.sub(r"\w+", lambda hit: other.get(hit[0].lower(), hit[0]), search.text)
    return said if len(find(replace(search, text=said), user=user).hits) else ""


def words_for(user: Any) -> list[str]:
    """Each once, in the order of the alphabet."""
    pages = ContentPage.objects.visible_to(user)
    said = [*pages.values_list("title", flat=True), *pages.values_list("tags__name", flat=True).distinct()]
    said += [*Theme.objects.values_list("name", flat=True), *Region.objects.values_list("name", flat=True)]
    words = {word for line in said if line for word in re.findall(r"\w+", line.lower())}
    return sorted(word for word in words if len(word) >= SHORTEST)
