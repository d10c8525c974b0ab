"""Two lessons that say the same become one, and nothing that hangs on either is lost."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove

from ..models import Action, Bookmark, Comment, Follow, LessonPage, Provenance, ThemePick, Uptake
from ..states import RetireReason
from .lessons import retire_lesson
from .locking import demand_in_use, lock_lessons
from .publishing import publish_page


@transaction.atomic
def merge_lessons(lesson: LessonPage, *, into: LessonPage, user: User) -> LessonPage:
    """``lesson`` is retired as a double of ``into``, where all that hangs on it stands from now on: where it came from, what
    regions do with it and why it did not hold, earlier words, reviews, trials, comments, actions, and who follows it.

    Where both were taken up by one region, its last word on either stands, and the others are history.
    """
    locked = lock_lessons(lesson.pk, into.pk)
    if len(locked) < 2:
        raise IllegalMove(_("Choose another lesson: one cannot be merged with itself."))
    lesson, into = locked[lesson.pk], locked[into.pk]
    for one in (lesson, into):
        demand_in_use(one, _("Only lessons that are published can be merged."))
    if lesson.audience_key != into.audience_key:
        raise IllegalMove(_("These lessons have different readers. Open both to the same readers first."))
    if lesson.reviews.running().exists() or into.reviews.running().exists():
        raise IllegalMove(_("One of them is being looked at again. Conclude that first."))
    if lesson.has_unpublished_changes or into.has_unpublished_changes:
        raise IllegalMove(_("One of them has a newer text that is not shown yet. Show that first."))
    for one in (lesson, into):
        _take_names_off(one)
    _move_words(lesson, into)
    _move_uptakes(lesson, into)
    _move_people(lesson, into)
    for name in settings.LESSON_MERGES:
        merge: Callable[..., Any] = import_string(name)
        merge(lesson, into)
    _describe(lesson, into, user=user)
    record(into, "lessons.merge_lessons", user=user, merged=lesson.pk)
    because = _("It says the same as another lesson, and goes on there.")
    retire_lesson(lesson, because=because, retired_for=RetireReason.DOUBLE, replaced_by=into, user=user)
    return into


def _take_names_off(lesson: LessonPage) -> None:
    """A region that is not named with its last word on one of them is not named by a later word on the other."""
    unnamed = list(lesson.uptakes.current().filter(is_named=False).values_list("region", flat=True))
    lesson.uptakes.filter(region__in=unnamed).update(is_named=False)
    lesson.contradictions.filter(region__in=unnamed).update(is_named=False)


def _move_words(lesson: LessonPage, into: LessonPage) -> None:
    """Versions of both stand in the order in which they were published, those of the double marked as such."""
    lesson.contradictions.update(lesson=into)
    lesson.reviews.update(lesson=into)
    last = into.versions.aggregate(Max("number"))["number__max"] or 0
    for number, version in enumerate(lesson.versions.order_by("number"), start=last + 1):
        version.lesson, version.number, version.merged_from = into, number, lesson
        version.save(update_fields=["lesson", "number", "merged_from"])


def _move_uptakes(lesson: LessonPage, into: LessonPage) -> None:
    running = set(into.trials.running().values_list("region", flat=True))
    if lesson.trials.running().filter(region__in=running).exists():
        raise IllegalMove(_("One region has a trial of both. Let it decide on one of them first."))
    for mine in lesson.uptakes.current():
        theirs = into.uptakes.current().filter(region=mine.region).first()
        if theirs is not None:
            older = min(mine, theirs, key=lambda one: (one.date, one.reported_at, one.pk))
            Uptake.objects.filter(pk=older.pk).update(superseded=True)
    lesson.uptakes.filter(first_of=None).update(first_of=lesson)
    lesson.uptakes.update(lesson=into)
    lesson.trials.update(lesson=into)


def _move_people(lesson: LessonPage, into: LessonPage) -> None:
    Comment.objects.filter(page=lesson).update(page=into)
    Action.objects.filter(page=lesson).update(page=into)
    for model, owner in ((Follow, "user"), (Bookmark, "user"), (ThemePick, "theme")):
        already = model.objects.filter(page=into).values(owner)
        model.objects.filter(page=lesson).exclude(**{f"{owner}__in": already}).update(page=into)  # type: ignore[attr-defined]


def _describe(lesson: LessonPage, into: LessonPage, *, user: User) -> None:
    """Where it came from, its themes, tags and further regions; each once."""
    known = {(one.kind, one.page_id, one.region_id, one.year) for one in into.provenance.all()}
    found = [one for one in lesson.provenance.all() if (one.kind, one.page_id, one.region_id, one.year) not in known]
    for one in found:
        into.provenance.add(Provenance(kind=one.kind, page_id=one.page_id, region_id=one.region_id, year=one.year))
    into.themes.add(*lesson.themes.all())
    into.tags.add(*lesson.tags.names())
    further = {region.pk: region for region in [*lesson.further_regions.all(), lesson.lead_region]}
    further.pop(into.lead_region_id, None)
    into.further_regions.add(*further.values())
    publish_page(into, user=user)
