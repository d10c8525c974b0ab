"""What a clock does for actions: reminds their owners some days before the day, and once a week when it has passed. For lessons:
reminds of the day on which they were to be looked at again, and opens what was answered when the question was asked again.

It can be run by several processes at once: each row is looked at again under a lock.
"""

import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions import emails
from regions.audit import record
from regions.models import User
from regions.states import IllegalMove, MembershipStatus, Role

from .actions.reviews import open_review
from .models import Action, LessonPage, LessonReview, Trial
from .responsible import responsible_for
from .states import LessonStatus, ReviewState

DAYS_BEFORE = datetime.timedelta(days=3)
AGAIN_AFTER = datetime.timedelta(days=7)
SETTLES = datetime.timedelta(days=1)
REVIEW_AGAIN_AFTER = datetime.timedelta(days=30)


def _to_be_reminded(moment: datetime.datetime) -> Any:
    """Not of what was agreed on within a day; and who was reminded before the day came hears of it again when it has passed."""
    today = timezone.localdate(moment)
    begins = timezone.make_aware(datetime.datetime.combine(today, datetime.time()))
    never = Q(reminded_at=None)
    soon = Q(due_on__range=(today, today + DAYS_BEFORE)) & (never | Q(reminded_at__lt=begins - DAYS_BEFORE))
    told_before_it = Q(reminded_at__date__lte=F("due_on"))
    late = Q(due_on__lt=today) & (never | told_before_it | Q(reminded_at__lte=moment - AGAIN_AFTER))
    return Action.objects.open().filter(soon | late, owner__is_active=True, created_at__lte=moment - SETTLES)


@transaction.atomic
def remind_owner(action: Action, *, moment: datetime.datetime) -> Action:
    """By mail, with a link and no word of what it is about; once, however many ask."""
    Action.objects.select_for_update().get(pk=action.pk)
    waiting = _to_be_reminded(moment).filter(pk=action.pk).select_related("owner").first()
    if waiting is None:
        return action
    waiting.reminded_at = moment
    waiting.save(update_fields=["reminded_at"])
    record(waiting, "lessons.remind_owner", user=None)
    late = waiting.due_on < timezone.localdate(moment)
    emails.send(
        waiting.owner,
        subject=_("An action of yours is past its date") if late else _("An action of yours is due soon"),
        template="lessons/emails/action_late.txt" if late else "lessons/emails/action_soon.txt",
        context={"path": reverse("lessons:finish_action", args=[waiting.pk])},
    )
    return waiting


def _to_be_looked_at(moment: datetime.datetime) -> Any:
    of_an_earlier_day = Q(review_reminded_at__date__lt=F("review_on"))
    told = Q(review_reminded_at=None) | of_an_earlier_day | Q(review_reminded_at__lte=moment - REVIEW_AGAIN_AFTER)
    today = timezone.localdate(moment)
    return LessonPage.objects.live().filter(told, status=LessonStatus.PUBLISHED, review_on__lte=today)


@transaction.atomic
def remind_of_review(lesson: LessonPage, *, moment: datetime.datetime) -> None:
    """Who answers for it hears at the date, and once a month after, by a link."""
    LessonPage.objects.select_for_update().get(pk=lesson.pk)
    waiting = _to_be_looked_at(moment).filter(pk=lesson.pk).select_related("owner", "lead_region").first()
    if waiting is None:
        return
    LessonPage.objects.filter(pk=lesson.pk).update(review_reminded_at=moment)
    record(waiting, "lessons.remind_of_review", user=None)
    for person in responsible_for(waiting):
        emails.send(
            person,
            subject=_("A lesson is to be looked at again"),
            template="lessons/emails/review_due.txt",
            context={"path": reverse("lessons:lesson", args=[waiting.pk])},
        )


def open_overdue(moment: datetime.datetime) -> None:
    """What was asked until a day before ``moment``'s is opened, whoever has answered."""
    asked = LessonReview.objects.filter(state=ReviewState.ASKED, answer_by__lt=timezone.localdate(moment))
    for review in asked.order_by("pk"):
        try:
            open_review(review, user=None)
        except IllegalMove:
            continue  # somebody opened or concluded it meanwhile


def _ended(moment: datetime.datetime) -> Any:
    told = Q(reminded_at=None) | Q(reminded_at__lte=moment - AGAIN_AFTER)
    return Trial.objects.running().filter(told, ends_on__lt=timezone.localdate(moment))


@transaction.atomic
def remind_of_trial(trial: Trial, *, moment: datetime.datetime) -> None:
    """Who coordinates the region, when its end has passed and as long as nobody decides; the first time who began it too."""
    Trial.objects.select_for_update().get(pk=trial.pk)
    waiting = _ended(moment).filter(pk=trial.pk).select_related("region", "lesson").first()
    if waiting is None:
        return
    Trial.objects.filter(pk=trial.pk).update(reminded_at=moment)
    record(waiting, "lessons.remind_of_trial", user=None, lesson=waiting.lesson_id)
    leading = User.objects.filter(
        memberships__circle=waiting.region.circle_id,
        memberships__role=Role.COORDINATOR,
        memberships__status=MembershipStatus.ACTIVE,
        is_active=True,
    )
    for person in leading.distinct():
        _tell_of_end(person, "lessons/emails/trial_ended.txt", reverse("lessons:decide_trial", args=[waiting.pk]))
    began = User.objects.filter(pk=waiting.started_by_id, is_active=True).exclude(pk__in=leading.values("pk")).first()
    is_first = waiting.reminded_at is None
    if began and is_first and LessonPage.objects.visible_to(began).filter(pk=waiting.lesson_id).exists():
        _tell_of_end(began, "lessons/emails/trial_to_be_decided.txt", reverse("lessons:trial", args=[waiting.pk]))


def _tell_of_end(person: User, template: str, path: str) -> None:
    emails.send(person, subject=_("A small trial has come to its end"), template=template, context={"path": path})


def run_due() -> None:
    moment = timezone.now()
    for rows, remind in (
        (_ended(moment), remind_of_trial),
        (_to_be_reminded(moment), remind_owner),
        (_to_be_looked_at(moment), remind_of_review),
    ):
        for row in rows.order_by("pk"):
            try:
                remind(row, moment=moment)
            except ObjectDoesNotExist:
                continue  # it went between the look and the lock
    open_overdue(moment)
