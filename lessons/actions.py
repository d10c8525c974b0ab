"""What can be done with lessons, their uptake, and actions."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from regions import emails
from regions.audience import WIDE
from regions.audit import record
from regions.models import Circle, Region, User
from regions.states import IllegalMove, check_move
from regions.versions import demand_version

from .checking import blocking, demand_nobody, found_in, refusal
from .holds import demand_free, holds_on
from .models import Action, ContentPage, LessonPage, Provenance, Theme, Uptake
from .models.content import renamed_slug
from .states import (
    ACTION_MOVES,
    LESSON_MOVES,
    NEGATIVE_UPTAKE,
    ActionStatus,
    LessonStatus,
    SourceKind,
    UptakeReason,
    UptakeStatus,
)

Source = tuple[SourceKind, ContentPage | None, Region, int]


def publish_page(page: Page, *, user: User | None) -> Page:
    """Keep ``page`` as a revision and show it. Whoever calls this has asked the app's own rule; Wagtail's page permissions
    are for the admin and are not asked."""
    page.save_revision(user=user, log_action=True).publish(user=user, skip_permission_checks=True)
    return page


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
def change_lesson(lesson: LessonPage, *, version: str | int | None, user: User) -> LessonPage:
    """Keep changed fields as a new revision, and show them at once when the lesson is published and nothing holds them back.
    ``version`` is the revision that was edited from."""
    standing = LessonPage.objects.select_for_update().get(pk=lesson.pk)
    demand_version(standing.latest_revision_id, version)
    _demand_nobody_named(lesson)
    if lesson.title != standing.title and not standing.first_published_at:
        lesson.slug = renamed_slug(standing.slug, old=standing.title, new=lesson.title)
    if lesson.live and holds_on(lesson):
        lesson.save_revision(user=user, log_action=True)
        return lesson
    if lesson.live:
        return publish_page(lesson, user=user)
    lesson.save_revision(user=user, log_action=True).as_object().save()
    return lesson


@transaction.atomic
def show_changes(lesson: LessonPage, *, user: User) -> LessonPage:
    """Show the text that was kept while something held it back."""
    lesson = LessonPage.objects.select_for_update().get(pk=lesson.pk)
    if not lesson.live or not lesson.has_unpublished_changes:
        raise IllegalMove(_("There is no newer text to show."))
    changed = lesson.get_latest_revision_as_object()
    demand_free(changed)
    _demand_nobody_named(changed)
    return publish_page(changed, user=user)


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
def publish_lesson(lesson: LessonPage, *, audience_key: str, user: User) -> LessonPage:
    """Open an agreed lesson, or one whose review is done, to ``audience_key``. Whoever calls this has had somebody read what
    the privacy check asks about; what it forbids is refused here."""
    lesson = _move(lesson, LessonStatus.PUBLISHED)
    lesson.audience_key = audience_key
    demand_free(lesson)
    kinds = _demand_nobody_named(lesson)
    publish_page(lesson, user=user)
    record(lesson, "lessons.publish_lesson", user=user, audience=audience_key, found=kinds)
    return lesson


@transaction.atomic
def note_published(lesson: LessonPage, *, user: User) -> LessonPage:
    """The editor published the page in Wagtail, whose form has asked the privacy check: the lesson's life cycle follows."""
    if lesson.status in {LessonStatus.DRAFT, LessonStatus.AGREED}:
        kinds = _demand_nobody_named(lesson)
        lesson.status = LessonStatus.PUBLISHED
        lesson.save(update_fields=["status"])
        record(lesson, "lessons.publish_lesson", user=user, audience=lesson.audience_key, found=kinds)
    return lesson


@transaction.atomic
def review_lesson(lesson: LessonPage, *, user: User) -> LessonPage:
    """Say that it is being looked at again; it stays readable meanwhile."""
    lesson = _move(lesson, LessonStatus.UNDER_REVIEW)
    publish_page(lesson, user=user)
    record(lesson, "lessons.review_lesson", user=user)
    return lesson


@transaction.atomic
def retire_lesson(lesson: LessonPage, *, because: str, user: User, replaced_by: LessonPage | None = None) -> LessonPage:
    """Take it out of use; the page stays, says why, and leads on to its successor."""
    if not because.strip():
        raise IllegalMove(_("Say why the lesson is retired: others may be using it."))
    demand_nobody(because=because)
    lesson = _move(lesson, LessonStatus.RETIRED)
    lesson.retired_because, lesson.replaced_by = because, replaced_by
    publish_page(lesson, user=user)
    record(lesson, "lessons.retire_lesson", user=user)
    return lesson


@transaction.atomic
def report_uptake(
    lesson: LessonPage,
    *,
    region: Region,
    status: UptakeStatus,
    user: User,
    reason: str = "",
    note: str = "",
    result: str = "",
    date: datetime.date | None = None,
) -> Uptake:
    """What ``region`` does with the lesson from now on; what it said before stays as history. The owner hears of a no."""
    if status in NEGATIVE_UPTAKE and reason not in UptakeReason.values:
        raise IllegalMove(_("Choose a reason: it tells others when the lesson does not hold."))
    demand_nobody(note=note, result=result)
    # The lesson's row is the lock: two coordinators at once follow each other.
    lesson = LessonPage.objects.select_for_update().get(pk=lesson.pk)
    if lesson.status not in {LessonStatus.PUBLISHED, LessonStatus.UNDER_REVIEW}:
        raise IllegalMove(_("Only a published lesson can be taken up."))
    lesson.uptakes.current().filter(region=region).update(superseded=True)
    uptake = Uptake.objects.create(
        lesson=lesson,
        region=region,
        status=status,
        reason=reason if status in NEGATIVE_UPTAKE else "",
        note=note,
        result=result,
        date=date or timezone.localdate(),
        reported_by=user,
    )
    record(lesson, "lessons.report_uptake", user=user, region=region.cbs_code, status=status)
    if status in NEGATIVE_UPTAKE and lesson.owner and lesson.owner != user:
        emails.send(
            lesson.owner,
            subject=gettext_lazy("A region reports on your lesson"),
            template="lessons/emails/uptake.txt",
            context={"path": lesson.get_url()},
        )
    return uptake


@transaction.atomic
def agree_action(
    *,
    circle: Circle,
    page: ContentPage | None,
    what: str,
    owner: User,
    due_on: datetime.date,
    user: User,
    noticed_by: str = "",
) -> Action:
    """Somebody of ``circle`` will change something by ``due_on``."""
    if not owner.memberships.reading().filter(circle=circle).exists():
        raise IllegalMove(_("Only somebody in the circle can take an action on."))
    action = Action.objects.create(
        circle=circle, page=page, what=what, owner=owner, due_on=due_on, noticed_by=noticed_by
    )
    record(action, "lessons.agree_action", user=user, circle=circle.pk)
    return action


@transaction.atomic
def finish_action(action: Action, *, status: ActionStatus, result: str, user: User) -> Action:
    """Done, dropped, or open again; ``result`` says what came of it, and why when it is dropped."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    check_move(ACTION_MOVES, frm=action.status, to=status, labels=ActionStatus)
    if status == ActionStatus.DROPPED and not result.strip():
        raise IllegalMove(_("Say why the action is dropped."))
    action.status, action.result = status, result.strip()
    action.finished_at = None if status == ActionStatus.OPEN else timezone.now()
    action.save(update_fields=["status", "result", "finished_at"])
    record(action, "lessons.finish_action", user=user, status=status)
    return action
