"""What happened to a lesson that is followed, and what was said beside any page that is."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from lessons.models import Comment, Contradiction, LessonPage, LessonReview, LessonVersion, Uptake
from lessons.states import CommentStatus, Kind, LessonStatus

from .news_of_pages import Standing


def collect(
    user: Any, standing: Standing, *, since: datetime.datetime, until: datetime.datetime, request: Any = None
) -> Iterator[tuple[Any, ...]]:
    """(number of the following, sort, moment, title, address) for each."""
    pages = {thing.pk: (one.pk, thing) for one, thing in standing if one.what == "page"}
    if not pages:
        return
    lessons = [pk for pk, (_follow, thing) in pages.items() if thing.kind == Kind.LESSON]
    between = (since, until)
    events = [*_comments(user, list(pages), between)]
    if lessons:
        events += [
            *_versions(user, lessons, between),
            *_retired(lessons, between),
            *_reviews(lessons, between),
            *_contradictions(user, lessons, between),
            *_uptakes(user, lessons, between),
        ]
    for page_pk, sort, moment, title, anchor in events:
        follow, page = pages[page_pk]
        yield follow, sort, moment, title, f"{page.get_url(request) or ''}{anchor}"


Between = tuple[datetime.datetime, datetime.datetime]
Events = Iterator[tuple[int, str, Any, str, str]]


def _within(name: str, between: Between) -> dict[str, Any]:
    return {f"{name}__gt": between[0], f"{name}__lte": between[1]}


def _versions(user: Any, lessons: list[int], between: Between) -> Events:
    versions = LessonVersion.objects.readable_by(user)
    for one in versions.filter(lesson__in=lessons, **_within("published_at", between)):
        yield one.lesson_id, "version", one.published_at, _("Version %(number)s") % {"number": one.number}, ""


def _retired(lessons: list[int], between: Between) -> Events:
    """Retiring shows the page anew, with the reason."""
    retired = LessonPage.objects.filter(pk__in=lessons, status=LessonStatus.RETIRED)
    for one in retired.filter(**_within("last_published_at", between)):
        yield one.pk, "retired", one.last_published_at, _("The lesson is retired"), ""


def _reviews(lessons: list[int], between: Between) -> Events:
    for one in LessonReview.objects.filter(lesson__in=lessons, **_within("concluded_at", between)):
        title = _("Looked at again: %(outcome)s") % {"outcome": one.get_outcome_display()}
        yield one.lesson_id, "review", one.concluded_at, title, ""


def _contradictions(user: Any, lessons: list[int], between: Between) -> Events:
    """As with uptake: of regions that agreed to be named, and of one's own. When another spoke would tell which it is."""
    said = Contradiction.objects.filter(lesson__in=lessons, **_within("reported_at", between))
    named = said.named_for(user)
    for one in said.filter(pk__in=named).select_related("region"):
        title = _("Did not hold in %(region)s") % {"region": one.region}
        yield one.lesson_id, "contradiction", one.reported_at, title, ""


def _uptakes(user: Any, lessons: list[int], between: Between) -> Events:
    found = Uptake.objects.named_for(user).filter(lesson__in=lessons, **_within("reported_at", between))
    for one in found.select_related("region"):
        yield one.lesson_id, "uptake", one.reported_at, str(one), ""


def _comments(user: Any, pages: list[int], between: Between) -> Events:
    """Of others."""
    seen = Comment.objects.shown_to(user).filter(page__in=pages, status=CommentStatus.SHOWN)
    for one in seen.filter(**_within("settled_at", between)).exclude(author=user).select_related("author"):
        title = _("A comment of %(author)s") % {"author": one.author or _("somebody who is no longer here")}
        yield one.page_id, "comment", one.settled_at, title, f"#reactie-{one.pk}"
