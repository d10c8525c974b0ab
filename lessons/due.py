"""What a clock does for actions: reminds their owners some days before the day, and once a week when it has passed.

It can be run by several processes at once: each action is looked at again under a lock.
"""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions import emails
from regions.audit import record

from .models import Action

DAYS_BEFORE = datetime.timedelta(days=3)
AGAIN_AFTER = datetime.timedelta(days=7)
SETTLES = datetime.timedelta(days=1)


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


def run_due() -> None:
    moment = timezone.now()
    for action in _to_be_reminded(moment).order_by("pk"):
        remind_owner(action, moment=moment)
