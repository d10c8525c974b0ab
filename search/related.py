"""What stands near a page: found by its words in the same search as everything else, so by what the reader may see."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from lessons.models import ContentPage, LessonPage, Theme
from lessons.states import LessonStatus

from .queries import Search, find

SHORTEST_WORD = 5
MOST_WORDS = 30
LOOKED_AT = 12
# A page that shares neither theme nor tag needs so many words in common: one word is found in many.
WORDS_NEEDED = 2


@dataclass(frozen=True)
class Subject:
    """What something is about: themes, the main themes they are of, tags, and words."""

    themes: frozenset[int]
    mains: frozenset[int]
    tags: frozenset[int]
    words: tuple[str, ...]


class Shared(NamedTuple):
    """What a page has in common with a subject; ``mains`` are its themes of which only the main theme is the same."""

    themes: list[Theme]
    mains: list[Theme]
    tags: list[Any]
    words: int

    @property
    def is_near(self) -> bool:
        return bool(self.themes or self.mains or self.tags) or self.words >= WORDS_NEEDED


def words_in(text: str) -> list[str]:
    """The longer words, each once, in their order."""
    long = (word for word in re.findall(r"\w+", text.casefold()) if len(word) >= SHORTEST_WORD)
    return list(dict.fromkeys(long))


def related(page: Any, *, user: Any, among: Any = None, limit: int = 4, texts: Iterable[str] = ()) -> list[ContentPage]:
    """At most ``limit`` pages that ``user`` may see near ``page``, the nearest first, and after all others the lessons that
    hold no more; ``among`` other pages than all, and by ``texts`` beside the page's own. They have what a card shows."""
    themes, tags = list(page.themes.all()), list(page.tags.all())
    said = [page.title, *map(str, (*themes, *tags)), page.summary, *texts]
    words = words_in(" ".join(said))[:MOST_WORDS]
    if not words:
        return []
    others = (ContentPage.objects.all() if among is None else among).exclude(pk=page.pk)
    hits = find(Search(any_of=tuple(words)), user=user, among=others).hits[:LOOKED_AT]
    subject = Subject(
        themes=frozenset(theme.pk for theme in themes),
        mains=frozenset(theme.parent_id or theme.pk for theme in themes),
        tags=frozenset(tag.pk for tag in tags),
        words=tuple(words),
    )
    near = (hit for hit in hits if shared(hit, subject, f"{hit.title} {hit.summary}").is_near)
    return sorted(near, key=_holds_no_more)[:limit]


def _holds_no_more(page: Any) -> bool:
    lesson = page if isinstance(page, LessonPage) else getattr(page, "lessonpage", None)
    return lesson is not None and lesson.status == LessonStatus.RETIRED


def shared(page: Any, subject: Subject, text: str) -> Shared:
    """``page`` as a card has it, with ``text`` as what it says."""
    themes, said = list(page.themes.all()), text.casefold()
    same = [theme for theme in themes if theme.pk in subject.themes]
    mains = [theme for theme in themes if theme not in same and (theme.parent_id or theme.pk) in subject.mains]
    tags = [item.tag for item in page.tagged_items.all() if item.tag_id in subject.tags]
    return Shared(same, mains, tags, sum(word in said for word in subject.words))
