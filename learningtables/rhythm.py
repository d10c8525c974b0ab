"""On which days a series falls, and how that is said."""

import datetime
from calendar import monthrange
from collections.abc import Iterator
from itertools import count

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WEEK = 7

IN_THE_MONTH = (
    gettext_lazy("Every month on the first %(day)s"),
    gettext_lazy("Every month on the second %(day)s"),
    gettext_lazy("Every month on the third %(day)s"),
    gettext_lazy("Every month on the fourth %(day)s"),
    gettext_lazy("Every month on the last %(day)s"),
)


def every_weeks(first: datetime.date, weeks: int) -> Iterator[datetime.date]:
    return (first + datetime.timedelta(weeks=weeks * number) for number in count())


def every_month(first: datetime.date) -> Iterator[datetime.date]:
    """The same weekday of each month: the second Tuesday. Not every month has a fifth one: then it is the last."""
    for number in count():
        years, month = divmod(first.month - 1 + number, 12)
        yield _weekday_in(first.year + years, month + 1, first)


def _weekday_in(year: int, month: int, like: datetime.date) -> datetime.date:
    first_weekday, days = monthrange(year, month)
    day = 1 + (like.weekday() - first_weekday) % WEEK + WEEK * _how_manieth(like)
    return datetime.date(year, month, day if day <= days else day - WEEK)


def _how_manieth(day: datetime.date) -> int:
    """From 0; the fifth stands for the last."""
    return (day.day - 1) // WEEK


def in_words(first: datetime.date, weeks: int | None) -> str:
    """``weeks`` None: by the month."""
    day = {"day": WEEKDAYS[first.weekday()]}
    if weeks is None:
        return str(IN_THE_MONTH[_how_manieth(first)] % day)
    return (_("Every week on %(day)s") if weeks == 1 else _("Every %(n)d weeks on %(day)s")) % {"n": weeks, **day}
