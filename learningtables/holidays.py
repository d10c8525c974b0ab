"""Dutch public holidays: nobody means to plan a session on one. School holidays differ by part of the country and from year to
year, so those are for who plans to know."""

import datetime

from django.utils.translation import gettext_lazy as _

SUNDAY = 6
KINGS_DAY = (4, 27)

# After Easter Sunday, in days.
WITH_EASTER = {
    -2: _("Good Friday"),
    0: _("Easter Sunday"),
    1: _("Easter Monday"),
    39: _("Ascension Day"),
    49: _("Whit Sunday"),
    50: _("Whit Monday"),
}
FIXED = {
    (1, 1): _("New Year’s Day"),
    (5, 5): _("Liberation Day"),
    (12, 25): _("Christmas Day"),
    (12, 26): _("Second Christmas Day"),
}


def holiday_on(day: datetime.date) -> str:
    """The name of the public holiday on ``day``; "" when it is none."""
    if day == _kings_day(day.year):
        return str(_("King’s Day"))
    name = FIXED.get((day.month, day.day)) or WITH_EASTER.get((day - easter(day.year)).days)
    return str(name or "")


def _kings_day(year: int) -> datetime.date:
    """The day before, when it would be a Sunday."""
    day = datetime.date(year, *KINGS_DAY)
    return day - datetime.timedelta(days=day.weekday() == SUNDAY)


def easter(year: int) -> datetime.date:
    """Easter Sunday, by the rule for the Gregorian calendar of Meeus, Jones and Butcher."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    correction = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)
