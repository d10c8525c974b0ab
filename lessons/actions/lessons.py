"""What can be done with lessons, from draft to retirement."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audience import WIDE
from regions.audit import record
from regions.checking import demand_nobody
from regions.models import Region, User
from regions.states import IllegalMove, check_move
from regions.versions import EditConflict, demand_version

from ..checking import blocking, found_in, refusal
from ..holds import demand_free, holds_on
from ..models import ContentPage, LessonPage, Provenance, Theme
from ..models.content import renamed_slug
from ..states import LESSON_MOVES, NEEDS_SUCCESSOR, LessonStatus, RetireReason, ReviewOutcome, ReviewState, SourceKind
from .locking import lock_lessons
from .publishing import publish_page
from .versions import keep_first, keep_version

Source = tuple[SourceKind, ContentPage | None, Region, int]


@transaction.atomic
def write_lesson(
    *,
    region: Region,
    title: str,
    why: str,
    audience_key: str,
    user: User,
    themes: Iterable[Theme] = (),
    tags: Iterable[str] = (),
    provenance: Iterable[Source] = (),
    **fields: Any,
) -> LessonPage:
    """A draft under the region's page, read by ``audience_key`` (the circle it comes from) until it is published.

    ``provenance`` holds (kind, page or None, region, year) for each source; ``fields`` are further fields of `LessonPage`.
    """
    lesson = LessonPage(
        title=title, why=why, audience_key=audience_key, lead_region=region, owner=user, live=False, **fields
    )
    lesson.themes = list(themes)
    lesson.provenance = [
        Provenance(kind=kind, page=page, region=source_region, year=year)
        for kind, page, source_region, year in provenance
    ]
    lesson.tags.set(list(tags))
    region.page.add_child(instance=lesson)
    lesson.save_revision(user=user, log_action=True)
    record(lesson, "lessons.write_lesson", user=user)
    return lesson


def _demand_nobody_named(lesson: LessonPage) -> list[str]:
    """Refuses what leads straight to a person, once others than the circle may read it; the kinds of what else was found."""
    found = found_in(lesson) if lesson.audience_key in WIDE else []
    if named := blocking(found):
        raise IllegalMove(refusal(named))
    return sorted({one.kind for one in found})


@transaction.atomic
def change_lesson(lesson: LessonPage, *, version: str | int | None, user: User, what_changed: str = "") -> LessonPage:
    """Keep changed fields as a new revision, and show them at once when the lesson is published and nothing holds them back.
    ``version`` is the revision that was edited from; ``what_changed`` stands with the version that readers get."""
    standing = LessonPage.objects.select_for_update().get(pk=lesson.pk)
    if standing.status == LessonStatus.RETIRED:
        raise IllegalMove(_("This lesson is retired; its text stays as it was."))
    demand_version(standing.latest_revision_id, version)
    _demand_nobody_named(lesson)
    if lesson.title != standing.title and not standing.first_published_at:
        lesson.slug = renamed_slug(standing.slug, old=standing.title, new=lesson.title)
    if lesson.live and holds_on(lesson):
        lesson.save_revision(user=user, log_action=True)
        return lesson
    if lesson.live:
        keep_first(standing)
        publish_page(lesson, user=user)
        keep_version(lesson, user=user, what_changed=what_changed)
        return lesson
    lesson.save_revision(user=user, log_action=True).as_object().save()
    return lesson


@transaction.atomic
def show_changes(
    lesson: LessonPage, *, user: User, what_changed: str = "", version: str | int | None = None
) -> LessonPage:
    """Show the text that was kept while something held it back; ``what_changed`` stands with the version. ``version`` is the
    revision that was read."""
    lesson = LessonPage.objects.select_for_update().get(pk=lesson.pk)
    _demand_read(lesson, version)
    if not lesson.live or not lesson.has_unpublished_changes:
        raise IllegalMove(_("There is no newer text to show."))
    changed = lesson.get_latest_revision_as_object()
    demand_free(changed)
    _demand_nobody_named(changed)
    keep_first(lesson)
    publish_page(changed, user=user)
    keep_version(changed, user=user, what_changed=what_changed)
    return changed


def _demand_read(lesson: LessonPage, version: str | int | None) -> None:
    """EditConflict when others would read another text than was looked at."""
    if version is not None and str(version) != str(lesson.latest_revision_id or ""):
        raise EditConflict(_("The text was changed since you read it. Read it once more."))


def _move(lesson: LessonPage, to: LessonStatus) -> LessonPage:
    """The locked, fresh row in its new state; not saved."""
    fresh = LessonPage.objects.select_for_update().get(pk=lesson.pk)
    check_move(LESSON_MOVES, frm=fresh.status, to=to, labels=LessonStatus)
    fresh.status = to
    return fresh


@transaction.atomic
def agree_lesson(lesson: LessonPage, *, user: User) -> LessonPage:
    """The circle stands behind the sentence; it may now be published."""
    lesson = _move(lesson, LessonStatus.AGREED)
    lesson.save(update_fields=["status"])
    record(lesson, "lessons.agree_lesson", user=user)
    return lesson


@transaction.atomic
def reopen_lesson(lesson: LessonPage, *, user: User) -> LessonPage:
    """Agreed on too soon: it is a draft again."""
    lesson = _move(lesson, LessonStatus.DRAFT)
    lesson.save(update_fields=["status"])
    record(lesson, "lessons.reopen_lesson", user=user)
    return lesson


@transaction.atomic
def publish_lesson(
    lesson: LessonPage, *, audience_key: str, user: User, version: str | int | None = None
) -> LessonPage:
    """Open an agreed lesson, or one whose review is done, to ``audience_key``. Whoever calls this has had somebody read what
    the privacy check asks about in revision ``version``; what it forbids is refused here."""
    lesson = _move(lesson, LessonStatus.PUBLISHED)
    _demand_read(lesson, version)
    if lesson.reviews.running().exists():
        raise IllegalMove(_("This lesson is being looked at again. Conclude that first."))
    if lesson.live:
        _demand_all_shown(lesson)
    lesson.audience_key = audience_key
    demand_free(lesson)
    kinds = _demand_nobody_named(lesson)
    publish_page(lesson, user=user)
    keep_version(lesson, user=user)
    record(lesson, "lessons.publish_lesson", user=user, audience=audience_key, found=kinds)
    return lesson


@transaction.atomic
def note_published(lesson: LessonPage, *, user: User, what_changed: str = "") -> LessonPage:
    """The editor published the page in Wagtail, whose form has asked the privacy check: the lesson's life cycle follows."""
    if lesson.status in {LessonStatus.DRAFT, LessonStatus.AGREED}:
        kinds = _demand_nobody_named(lesson)
        lesson.status = LessonStatus.PUBLISHED
        lesson.save(update_fields=["status"])
        record(lesson, "lessons.publish_lesson", user=user, audience=lesson.audience_key, found=kinds)
    keep_version(lesson, user=user, what_changed=what_changed)
    return lesson


def begin_review(lesson: LessonPage, *, user: User) -> LessonPage:
    """It is being looked at again; it stays readable meanwhile."""
    lesson = _move(lesson, LessonStatus.UNDER_REVIEW)
    _demand_all_shown(lesson)
    publish_page(lesson, user=user)
    record(lesson, "lessons.review_lesson", user=user)
    return lesson


def end_review(
    lesson: LessonPage, *, outcome: ReviewOutcome, conclusion: str, review_on: datetime.date | None, user: User
) -> LessonPage:
    """It holds, and is looked at again on ``review_on``."""
    lesson = _move(lesson, LessonStatus.PUBLISHED)
    _demand_all_shown(lesson)
    demand_free(lesson)
    lesson.review_on, lesson.review_reminded_at = review_on, None
    _close_review(lesson, outcome, conclusion=conclusion)
    publish_page(lesson, user=user)
    return lesson


def _demand_all_shown(lesson: LessonPage) -> None:
    """What is shown anew here is the text that readers know; a newer one would be covered by it."""
    if lesson.has_unpublished_changes:
        raise IllegalMove(_("A newer text is kept that readers do not see yet. Show that first."))


def _close_review(lesson: LessonPage, outcome: ReviewOutcome, *, conclusion: str) -> None:
    standing = lesson.reviews.exclude(state=ReviewState.CONCLUDED)
    standing.update(
        state=ReviewState.CONCLUDED, outcome=outcome, conclusion=conclusion.strip(), concluded_at=timezone.now()
    )


@transaction.atomic
def retire_lesson(
    lesson: LessonPage,
    *,
    because: str,
    user: User,
    retired_for: RetireReason = RetireReason.OTHER,
    replaced_by: LessonPage | None = None,
) -> LessonPage:
    """Take it out of use; the page stays, says why, and leads on to its successor, which does not lead back here."""
    if not because.strip():
        raise IllegalMove(_("Say why the lesson is retired: others may be using it."))
    if retired_for in NEEDS_SUCCESSOR and replaced_by is None:
        raise IllegalMove(_("Choose the lesson that takes its place."))
    demand_nobody({_("retired because"): because})
    locked = lock_lessons(lesson.pk, *([replaced_by.pk] if replaced_by else []))
    replaced_by = locked[replaced_by.pk] if replaced_by else None
    lesson = _move(lesson, LessonStatus.RETIRED)
    if replaced_by is not None and lesson in successors(replaced_by):
        raise IllegalMove(_("That lesson leads back to this one. Choose another."))
    lesson.retired_because, lesson.replaced_by = because.strip(), replaced_by
    lesson.retired_for, lesson.retired_on = retired_for, timezone.localdate()
    _close_review(lesson, ReviewOutcome.RETIRED, conclusion=because)
    publish_page(lesson, user=user)
    record(lesson, "lessons.retire_lesson", user=user, reason=retired_for)
    return lesson


def successors(lesson: LessonPage) -> list[LessonPage]:
    """``lesson`` and what took its place, one after another; each once."""
    chain = [lesson]
    while (after := chain[-1].replaced_by) is not None and after not in chain:
        chain.append(after)
    return chain
