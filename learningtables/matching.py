"""Lessons of any region that may help a table prepare a session, by what the session and its cases are about.

Found when the page is read, and kept nowhere: what stands in a case leaves no trace outside it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from lessons.models import ContentPage, LessonPage, Theme
from lessons.models.content import ContentTag
from lessons.states import LessonStatus
from search.queries import Search, find
from search.related import Subject, shared, words_in

from .models import LessonVerdict, SessionPage
from .states import Verdict

AT_MOST = 3
LOOKED_AT = 200
HITS = 20
WORDS = 30
# What a lesson has in common with the session, and what that weighs.
SAME_THEME, SAME_MAIN_THEME, SAME_TAG = 4, 1, 3
WORDS_COUNTED = 4


@dataclass(frozen=True)
class Match:
    """A lesson, what it has in common with the session, and what the table said of it."""

    lesson: LessonPage
    shared: list[str]
    verdict: LessonVerdict | None = None


@dataclass(frozen=True)
class Matches:
    shown: list[Match]
    not_relevant: list[LessonVerdict]


def judgeable(user: Any) -> Any:
    """Lessons of which ``user`` may say something: those in use that they may read."""
    return LessonPage.objects.visible_to(user).exclude(status=LessonStatus.RETIRED)


def matching_lessons(session: SessionPage, *, user: Any, cases: Iterable[ContentPage]) -> Matches:
    """Those the table uses or contradicts, and the best others up to three in all. ``cases`` are those on the agenda that
    ``user`` may read."""
    judged = session.verdicts.filter(lesson__in=judgeable(user).values("pk")).order_by("pk")
    verdicts = list(judged.select_related("lesson__lead_region", "given_by"))
    kept = [Match(one.lesson, [], one) for one in verdicts if one.verdict != Verdict.NOT_RELEVANT]
    fresh: list[Match] = []
    if len(kept) < AT_MOST:
        known = {one.lesson_id for one in verdicts}
        fresh = best(session, subject_of([session, *cases]), user=user, without=known)[: AT_MOST - len(kept)]
    return Matches([*kept, *fresh], [one for one in verdicts if one.verdict == Verdict.NOT_RELEVANT])


def subject_of(pages: Iterable[ContentPage]) -> Subject:
    found = list(pages)
    numbers = [page.pk for page in found]
    themes = list(Theme.objects.filter(content__in=numbers).order_by().values_list("pk", "parent"))
    tags = ContentTag.objects.filter(content_object__in=numbers).values_list("tag", flat=True)
    texts = [text for page in found for text in (page.title, page.summary, getattr(page, "preparation", ""))]
    return Subject(
        themes=frozenset(pk for pk, _main in themes),
        mains=frozenset(main or pk for pk, main in themes),
        tags=frozenset(tags),
        words=tuple(words_in(" ".join(texts)))[:WORDS],
    )


def best(session: SessionPage, subject: Subject, *, user: Any, without: Collection[int]) -> list[Match]:
    """Best first; of equals, those of other regions before the table's own, then the newest."""
    lessons = LessonPage.objects.visible_to(user).filter(status=LessonStatus.PUBLISHED)
    near = Q(themes__in=subject.themes) | Q(themes__parent__in=subject.mains) | Q(themes__in=subject.mains)
    about = lessons.filter(near | Q(tagged_items__tag__in=subject.tags)).order_by().values("pk")
    worded = _by_words(lessons, subject.words, user=user)
    candidates = lessons.filter(Q(pk__in=about) | Q(pk__in=worded)).exclude(pk__in=without)
    scored = []
    for lesson in candidates.for_cards().order_by("-date", "-pk")[:LOOKED_AT]:
        score, shared = _weigh(lesson, subject)
        if score:
            own = lesson.lead_region_id == session.lead_region_id
            scored.append(((-score, own), Match(lesson, shared)))
    return [match for _order, match in sorted(scored, key=lambda row: row[0])]


def _by_words(lessons: Any, words: Collection[str], *, user: Any) -> list[int]:
    """By the site's search, which knows other forms of a word and always answers, if need be with nothing."""
    if not words:
        return []
    found = find(Search(any_of=tuple(words)), user=user, among=lessons)
    return [lesson.pk for lesson in found.hits[:HITS]]


def _weigh(lesson: LessonPage, subject: Subject) -> tuple[int, list[str]]:
    """How much the lesson has in common with the subject, and the names of what that is."""
    text = " ".join([lesson.title, lesson.summary, lesson.why, lesson.conditions])
    same = shared(lesson, subject, text)
    if not same.is_near:
        return 0, []
    alike = SAME_THEME * len(same.themes) + SAME_MAIN_THEME * len(same.mains) + SAME_TAG * len(same.tags)
    return alike + min(same.words, WORDS_COUNTED), [str(one) for one in ([*same.themes, *same.tags] or same.mains)]
