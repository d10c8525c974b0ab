"""Days that somebody can mean."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# The Youth Act made municipalities, and so the regions in which they work together, answer for youth care (Stb. 2014, 105).
FIRST_DAY = datetime.date(2015, 1, 1)
MOST_YEARS_AHEAD = 10


def since_the_regions(day: datetime.date) -> None:
    """ValidationError for a day before the regions were there."""
    if day < FIRST_DAY:
        raise ValidationError(
            _("The regions answer for youth care since %(day)s. Look at the year again."),
            params={"day": date_format(FIRST_DAY)},
        )


def still_to_come(day: datetime.date) -> None:
    """ValidationError for a day that is past, and for one that is further off than anybody plans."""
    today = timezone.localdate()
    if day < today:
        raise ValidationError(_("That day is past. Choose one that is still to come."))
    if day.year - today.year > MOST_YEARS_AHEAD:
        raise ValidationError(
            _("That is more than %(years)s years off. Look at the year again."), params={"years": MOST_YEARS_AHEAD}
        )
