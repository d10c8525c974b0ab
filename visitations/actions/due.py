"""What a clock does for visitations: reminds whoever is waited for, once before a date and once when it has passed.

It can be run by several processes at once: each row is looked at again under a lock.
"""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from regions.audit import record

from .. import emails
from ..follow_up import still_open
from ..models import DocumentRequest, Recommendation, StageTerm
from ..states import PUBLISHED_STAGES, WRITING_STAGES, RequestStatus, Stage

DAYS_BEFORE = datetime.timedelta(days=3)


def _asked(rows: QuerySet[Any], *, day: str, today: datetime.date) -> QuerySet[Any]:
    """Those whose ``day`` is near and of which nobody was reminded yet, or has passed since somebody was."""
    near = Q(**{f"{day}__range": (today, today + DAYS_BEFORE), "reminded_on": None})
    passed = Q(**{f"{day}__lt": today}) & (Q(reminded_on=None) | Q(reminded_on__lte=F(day)))
    return rows.filter(near | passed)


def terms_to_remind_of(today: datetime.date) -> QuerySet[StageTerm]:
    """Of the stage that a visitation is at; a fact check whose remarks are in waits for nobody outside."""
    current = StageTerm.objects.filter(stage=F("visitation__stage"), done_on=None).exclude(stage=Stage.CLOSED)
    return _asked(current, day="due_on", today=today)


def requests_to_remind_of(today: datetime.date) -> QuerySet[DocumentRequest]:
    open_requests = DocumentRequest.objects.filter(
        status=RequestStatus.ASKED, visitation__stage__in=WRITING_STAGES, due_on__isnull=False
    )
    return _asked(open_requests, day="due_on", today=today)


def recommendations_to_remind_of(today: datetime.date) -> QuerySet[Recommendation]:
    waiting = still_open(Recommendation.objects.filter(visitation__stage__in=PUBLISHED_STAGES - {Stage.CLOSED}))
    return _asked(waiting.filter(response__due_on__isnull=False), day="response__due_on", today=today)


@transaction.atomic
def _remind(row: Any, *, waiting: QuerySet[Any], today: datetime.date, tell: Any, told: set[int]) -> None:
    """Once, however many ask: the lock lets them follow each other, and the second finds nothing to do. What is due of one
    visitation at the same time is one mail, whose link leads to all of it."""
    type(row)._default_manager.select_for_update().get(pk=row.pk)
    if not waiting.filter(pk=row.pk).exists():
        return
    type(row)._default_manager.filter(pk=row.pk).update(reminded_on=today)
    record(row.visitation, "visitations.remind", user=None, of=row._meta.model_name, row=row.pk)
    if row.visitation_id not in told:
        tell(row)
        told.add(row.visitation_id)


def run_due() -> None:
    today = timezone.localdate()
    for waiting, tell in (
        (terms_to_remind_of(today), emails.remind_of_term),
        (requests_to_remind_of(today), emails.remind_of_request),
        (recommendations_to_remind_of(today), emails.remind_of_recommendation),
    ):
        told: set[int] = set()
        for row in waiting.select_related("visitation").order_by("pk"):
            _remind(row, waiting=waiting, today=today, tell=tell, told=told)
