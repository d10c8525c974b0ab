"""What people who are signed in ask in vain: the words by day, never who asked. Editors see them once they are no slip of one
person's."""

import datetime
import logging
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Count, F, Max, Q, Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string

from .apps import needs_rebuild
from .models import UnansweredSearch
from .queries import Found

logger = logging.getLogger(__name__)

LONGEST = 200
KEPT = datetime.timedelta(days=90)
# A reload within so many seconds is the same question.
SAME_WITHIN = 3600
# Shown once asked on so many days, or as often as no group may be smaller than.
FROM_DAYS = 2


def note(found: Found, *, number: int, request: Any) -> None:
    """Count the words of a search that found nothing, as ``number`` of hits says, or no page with all of them. Not what is
    still being typed, nor what may say who somebody is. Searching goes on when this cannot be written."""
    words = " ".join(found.read.words).casefold()
    if not words or len(words) > LONGEST or not request.user.is_authenticated or not _is_in_vain(found, number):
        return
    if request.headers.get("X-Live") == "type" or names_somebody(words) or not _is_first(words, request.session):
        return
    try:
        _count(words, timezone.localdate())
    except DatabaseError:
        logger.exception("A search that found nothing could not be counted")


def _is_in_vain(found: Found, number: int) -> bool:
    """It is not when a filter left nothing, while the index misses pages, or when the engine gave no answer."""
    if number and not (found.widening and found.widening.some_words):
        return False
    is_narrowed = any(found.chosen.values()) or any(found.read.left_out.values())
    return found.answered and not is_narrowed and not needs_rebuild()


def names_somebody(words: str) -> bool:
    """What the privacy check says of them, as they stand and as if somebody's name had been typed with capitals. It lives in
    a layer above this one, so the settings name it."""
    find_identifiers = import_string(settings.FIND_IDENTIFIERS)
    return bool(find_identifiers(words)) or any(one.kind == "person" for one in find_identifiers(words.title()))


def _is_first(words: str, session: Any) -> bool:
    """In this session within the hour. What is remembered leads back to neither the words nor the session."""
    asked = salted_hmac("search.vain", f"{session.session_key}\n{words}", algorithm="sha256").hexdigest()
    return bool(cache.add(f"vain:{asked}", 1, SAME_WITHIN))


def _count(words: str, day: datetime.date) -> None:
    standing = UnansweredSearch.objects.filter(words=words, day=day)
    if standing.update(times=F("times") + 1):
        return
    try:
        with transaction.atomic():
            UnansweredSearch.objects.create(words=words, day=day)
    except IntegrityError:  # another was first
        standing.update(times=F("times") + 1)


def forget() -> None:
    """What is older than it is kept."""
    old = UnansweredSearch.objects.filter(day__lt=timezone.localdate() - KEPT)
    if old.exists():  # a clock asks often, and a deletion waits for whoever writes
        old.delete()


def asked() -> Any:
    """``words``, ``times``, ``days`` and ``last`` day, most often asked first."""
    since = timezone.localdate() - KEPT
    rows = UnansweredSearch.objects.filter(day__gte=since).order_by().values("words")
    counted = rows.annotate(total=Sum("times"), days=Count("day"), last=Max("day"))
    shown = counted.filter(Q(days__gte=FROM_DAYS) | Q(total__gte=settings.SMALL_NUMBERS_K))
    return shown.order_by("-total", "words")
