"""History is written with the clock put back, so that every moment an action notes down lies where the texts say."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.utils import timezone


def day(offset: int) -> datetime.date:
    return _today() + datetime.timedelta(days=offset)


def moment(offset: int, hour: int = 10, minute: int = 0) -> datetime.datetime:
    """``offset`` days from today, at a time of the day in the site's zone."""
    return timezone.make_aware(datetime.datetime.combine(day(offset), datetime.time(hour, minute)))


@contextmanager
def at(when: datetime.datetime | int) -> Iterator[None]:
    """Inside, now is ``when``: a moment, or ten in the morning so many days from today. Never later than it really is."""
    then = moment(when) if isinstance(when, int) else when
    then = min(then, _real_now())
    with patch.object(timezone, "now", lambda: then):
        yield


_real_now = timezone.now


def _today() -> datetime.date:
    return timezone.localdate(_real_now())
