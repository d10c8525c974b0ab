"""What a clock does for who follows something: once a day or a week, in the morning, one mail says how much is new.

It can be run by several processes at once: who tells somebody first says up to when they were told, and then looks and mails.
When that fails it is taken back, and tried again; a process that is killed meanwhile tells them nothing, never twice.
"""

import datetime
import logging
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from lessons.models import Follow
from regions.audit import record
from regions.models import User
from regions.states import Rhythm
from search.apps import needs_rebuild

from . import digest_mail
from .news import news_for

logger = logging.getLogger(__name__)

MORNING = datetime.time(6)
MONDAY = 0
# The index may be so much behind: what was published before the morning is in it by then.
SETTLES = datetime.timedelta(minutes=10)


class Claim(NamedTuple):
    """``since`` is the moment up to which the person was told before."""

    since: datetime.datetime
    until: datetime.datetime


def mornings(moment: datetime.datetime) -> dict[str, datetime.datetime]:
    """By rhythm, the last moment up to which everything can be told."""
    settled = timezone.localtime(moment - SETTLES)
    day = settled.date() if settled.time() >= MORNING else settled.date() - datetime.timedelta(days=1)
    monday = day - datetime.timedelta(days=(day.weekday() - MONDAY) % 7)
    at = {Rhythm.DAILY: day, Rhythm.WEEKLY: monday}
    return {rhythm: timezone.make_aware(datetime.datetime.combine(one, MORNING)) for rhythm, one in at.items()}


def _due(moment: datetime.datetime) -> Any:
    """People who may sign in, follow something, and were not told yet."""
    waiting = Q()
    for rhythm, until in mornings(moment).items():
        waiting |= Q(digest=rhythm, told_until__lt=until)
    return User.objects.filter(waiting, Exists(Follow.objects.filter(user=OuterRef("pk"))), is_active=True)


@transaction.atomic
def _claim(user: User, *, moment: datetime.datetime) -> Claim | None:
    """From here on ``user`` counts as told; None when another process was first."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    standing = _due(moment).filter(pk=user.pk).first()
    if standing is None:
        return None
    claim = Claim(standing.told_until, mornings(moment)[standing.digest])
    User.objects.filter(pk=user.pk).update(told_until=claim.until)
    return claim


def _take_back(user: User, claim: Claim) -> None:
    User.objects.filter(pk=user.pk, told_until=claim.until).update(told_until=claim.since)


def tell(user: User, *, moment: datetime.datetime) -> None:
    """One mail about all that is followed, or none when there is nothing new."""
    claim = _claim(user, moment=moment)
    if claim is None:
        return
    try:
        news = news_for(user, since=claim.since, until=claim.until)
        if news:
            digest_mail.send(user, news, since=claim.since)
    except Exception:
        _take_back(user, claim)
        raise
    if news:
        record(user, "home.tell", user=None)


def run_due() -> None:
    """What cannot be told to one is told to the others; while the index misses something, nobody hears of searches."""
    moment = timezone.now()
    waiting = _due(moment).order_by("pk")
    if not waiting:
        return
    if needs_rebuild():
        waiting = waiting.exclude(Exists(Follow.objects.filter(user=OuterRef("pk")).exclude(search=None)))
    for user in waiting:
        try:
            tell(user, moment=moment)
        except Exception:
            logger.exception("What is new could not be told; it is tried again next time")
