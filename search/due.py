"""What a clock does for saved searches: once a day or a week, in the morning, each reader hears how much is new in theirs.

It can be run by several processes at once: who tells somebody first says up to when they were told, and then searches and
mails. When that fails it is taken back, and tried again; a process that is killed meanwhile tells them nothing, never twice.
"""

import datetime
import logging
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lessons.models import ContentPage
from regions.audit import record
from regions.models import User

from . import emails, vain
from .apps import needs_rebuild
from .models import Digest, SavedSearch, SearchDigest
from .queries import find
from .saved import search_of

logger = logging.getLogger(__name__)

MORNING = datetime.time(6)
MONDAY = 0
# The index may be so much behind: what was published before the morning is in it by then.
SETTLES = datetime.timedelta(minutes=10)


class NoAnswer(Exception):
    """The search engine is away."""


class Claim(NamedTuple):
    """``digest`` with the moment up to which it was told before."""

    digest: SearchDigest
    since: datetime.datetime


def mornings(moment: datetime.datetime) -> dict[str, datetime.datetime]:
    """By rhythm, the last moment up to which everything can be told."""
    settled = timezone.localtime(moment - SETTLES)
    day = settled.date() if settled.time() >= MORNING else settled.date() - datetime.timedelta(days=1)
    monday = day - datetime.timedelta(days=(day.weekday() - MONDAY) % 7)
    at = {Digest.DAILY: day, Digest.WEEKLY: monday}
    return {rhythm: timezone.make_aware(datetime.datetime.combine(one, MORNING)) for rhythm, one in at.items()}


def _due(moment: datetime.datetime) -> Any:
    waiting = Q()
    for rhythm, until in mornings(moment).items():
        waiting |= Q(rhythm=rhythm, told_until__lt=until)
    return SearchDigest.objects.allowed().filter(waiting)


@transaction.atomic
def _claim(user: User, *, moment: datetime.datetime) -> list[Claim]:
    """All that is due for ``user``, who counts as told from here on; nothing when another process was first."""
    User.objects.select_for_update().get(pk=user.pk)
    until = mornings(moment)
    claims = []
    for digest in _due(moment).filter(user=user).select_related("search").order_by("pk"):
        claims.append(Claim(digest, digest.told_until))
        digest.told_until = until[digest.rhythm]
        digest.save(update_fields=["told_until"])
    return claims


def _take_back(claims: list[Claim]) -> None:
    for claim in claims:
        standing = SearchDigest.objects.filter(pk=claim.digest.pk, told_until=claim.digest.told_until)
        standing.update(told_until=claim.since)


def count_new(saved: SavedSearch, *, user: User, since: datetime.datetime, until: datetime.datetime) -> int:
    """How many pages that ``user`` may read now came into the search between two moments, or were published anew: one that
    was opened to more readers was, too."""
    search = search_of(saved.address)
    among = ContentPage.objects.filter(last_published_at__gt=since, last_published_at__lte=until)
    found = find(search, user=user, among=among)
    if not found.answered:
        raise NoAnswer
    # Where few pages are asked, few have the words: only what is widened on the search page too counts then.
    is_widened = found.widening and not find(search, user=user).widening
    return 0 if is_widened else Paginator(found.hits, per_page=1).count


def tell(user: User, *, moment: datetime.datetime) -> None:
    """One mail about all saved searches that are due, or none when there is nothing new."""
    claims = _claim(user, moment=moment)
    try:
        counted = [
            emails.New(
                f"{reverse('search:open', args=[digest.search_id])}?nieuw",
                count_new(digest.search, user=user, since=since, until=digest.told_until),
            )
            for digest, since in claims
        ]
        found = [one for one in counted if one.number]
        if found:
            emails.tell(user, found)
    except Exception:
        _take_back(claims)
        raise
    if found:
        record(user, "search.tell", user=None)


def run_due() -> None:
    """What cannot be told to one is told to the others; while the index misses something, nobody is told."""
    vain.forget()
    moment = timezone.now()
    waiting = User.objects.filter(pk__in=_due(moment).values("user")).order_by("pk")
    if not waiting or needs_rebuild():
        return
    for user in waiting:
        try:
            tell(user, moment=moment)
        except Exception:
            logger.exception("What is new in saved searches could not be told; it is tried again next time")
