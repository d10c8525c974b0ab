"""What a clock does: ends rounds whose time is over, reminds before that, and asks a case again when its day has come.

Each of these can be run by several processes at once, and again after one that broke off: it looks under a lock whether
there still is something to do.
"""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from wagtail.models import PageLogEntry

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove

from .. import emails
from ..models import CaseStudyPage, Reflection
from ..states import ReflectionState
from .cases import locked as locked_case
from .reflections import ONE_DAY, end_overdue_round, remind

REVIEW_DUE = "casestudies.review_due"


def end_overdue(reflections: Any = None) -> None:
    """End every round of ``reflections`` (all of them, left out) whose time is over; screens do so before they show them."""
    moment = timezone.now()
    among: Any = Reflection.objects if reflections is None else reflections
    for reflection in among.overdue(moment).order_by("pk"):
        end_overdue_round(reflection, moment=moment)


def up_to_date(reflection: Reflection) -> Reflection:
    """``reflection`` as it is when the clock has been looked at."""
    moment = timezone.now()
    if reflection.is_answering and reflection.until and reflection.until <= moment:
        ended = end_overdue_round(reflection, moment=moment)
        reflection.state, reflection.revealed_at = ended.state, ended.revealed_at
        reflection.round_one_until, reflection.round_two_until = ended.round_one_until, ended.round_two_until
    return reflection


def _to_be_reminded(moment: datetime.datetime) -> Any:
    """A day before its deadline, of a round that has run for a day; not when people were reminded of it shortly before."""
    soon = (moment, moment + ONE_DAY)
    fresh = moment - ONE_DAY
    first = Q(state=ReflectionState.ROUND_ONE, round_one_until__range=soon, opened_at__lte=fresh)
    second = Q(state=ReflectionState.ROUND_TWO, round_two_until__range=soon, revealed_at__lte=fresh)
    never = Q(reminded_at=None)
    first &= never | Q(reminded_at__lt=F("round_one_until") - 2 * ONE_DAY)
    second &= never | Q(reminded_at__lt=F("revealed_at")) | Q(reminded_at__lt=F("round_two_until") - 2 * ONE_DAY)
    return Reflection.objects.filter(first | second).order_by("pk")


def remind_before_deadlines(moment: datetime.datetime) -> None:
    for reflection in _to_be_reminded(moment):
        try:
            remind(reflection, user=None)
        except IllegalMove:
            continue  # another process was first, or the round has just ended


@transaction.atomic
def set_review_date(case: CaseStudyPage, *, review_on: datetime.date | None, user: User) -> CaseStudyPage:
    """When the owner wants to hear that it is time to ask again. It is no part of the text, so no revision is made; the latest
    one takes the day along, so that publishing it does not undo this."""
    case = locked_case(case)
    if case.review_on == review_on:
        return case
    CaseStudyPage.objects.filter(pk=case.pk).update(review_on=review_on)
    revision = case.get_latest_revision()
    if revision is not None:
        revision.content["review_on"] = review_on and review_on.isoformat()
        revision.save(update_fields=["content"])
    record(case, "casestudies.set_review_date", user=user)
    return locked_case(case)


def _to_be_asked_again(moment: datetime.datetime) -> Any:
    today = timezone.localdate(moment)
    told = PageLogEntry.objects.filter(
        page=OuterRef("pk"), action=REVIEW_DUE, timestamp__date__gte=OuterRef("review_on")
    )
    return CaseStudyPage.objects.filter(~Exists(told), review_on__lte=today, owner__is_active=True)


@transaction.atomic
def tell_owner(case: CaseStudyPage, *, moment: datetime.datetime) -> CaseStudyPage:
    """That the day has come to ask the case again, once per day that was set: the entry in the log remembers it."""
    case = locked_case(case)
    if _to_be_asked_again(moment).filter(pk=case.pk).exists():
        record(case, REVIEW_DUE, user=None)
        emails.review_due(case)
    return case


def run_due() -> None:
    """Everything whose time has come."""
    moment = timezone.now()
    end_overdue()
    remind_before_deadlines(moment)
    for case in _to_be_asked_again(moment).order_by("pk"):
        tell_owner(case, moment=moment)
