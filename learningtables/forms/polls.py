"""Date polls: what is proposed, and what suits whom."""

import datetime
from typing import Any

from django import forms
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from regions.models import User

from .. import actions
from ..actions.planning import Moment
from ..actions.polls import LEAST_MOMENTS, MOST_MOMENTS
from ..models import DatePoll, DateReply, LearningTablePage
from ..states import Fits
from .planning import for_ear
from .sessions import moment_of

IN_SIGHT = 4


class PollForm(forms.Form):
    title = forms.CharField(
        label=_("Title"), max_length=150, help_text=_("What is it about? Nothing out of the cases, please.")
    )
    minutes = forms.IntegerField(label=_("How many minutes does it take?"), min_value=15, max_value=600, initial=120)

    def __init__(self, *args: Any, table: LearningTablePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        for number in range(1, MOST_MOMENTS + 1):
            needed = number <= LEAST_MOMENTS
            which = _("moment %(number)d") % {"number": number}
            self.fields[f"day_{number}"] = forms.DateField(
                label=for_ear(_("Date"), which), required=needed, widget=forms.DateInput(attrs={"type": "date"})
            )
            self.fields[f"begins_{number}"] = forms.TimeField(
                label=for_ear(_("Begins at"), which), required=needed, widget=forms.TimeInput(attrs={"type": "time"})
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {"number": number, "day": self[f"day_{number}"], "begins": self[f"begins_{number}"]}
            for number in range(1, MOST_MOMENTS + 1)
        ]

    @property
    def first_rows(self) -> list[dict[str, Any]]:
        return self.rows[:IN_SIGHT]

    @property
    def further_rows(self) -> list[dict[str, Any]]:
        return self.rows[IN_SIGHT:]

    @property
    def shows_further(self) -> bool:
        return any(row[name].value() or row[name].errors for row in self.further_rows for name in ("day", "begins"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        seen: set[Any] = set()
        for number in range(1, MOST_MOMENTS + 1):
            self._check(number, data.get(f"day_{number}"), data.get(f"begins_{number}"), seen)
        return data

    def _check(self, number: int, day: datetime.date | None, begins: datetime.time | None, seen: set[Any]) -> None:
        name, time = f"day_{number}", f"begins_{number}"
        if bool(day) != bool(begins) and not self.errors.keys() & {name, time}:
            self.add_error(time if day else name, _("A moment needs both a date and a time."))
        if day is None or begins is None:
            return
        if (day, begins) in seen:
            self.add_error(name, _("You propose this moment twice."))
        if moment_of(day, begins) < timezone.now():
            self.add_error(name, _("This moment is over."))
        seen.add((day, begins))

    def _moments(self) -> list[Moment]:
        data = self.cleaned_data
        lasts = datetime.timedelta(minutes=data["minutes"])
        pairs = [(data[f"day_{number}"], data[f"begins_{number}"]) for number in range(1, MOST_MOMENTS + 1)]
        starts = [moment_of(day, begins) for day, begins in pairs if day]
        return [(moment, moment + lasts) for moment in starts]

    def act(self, *, user: User) -> DatePoll:
        return actions.propose_moments(self.table, title=self.cleaned_data["title"], moments=self._moments(), user=user)


class PollReplyForm(forms.Form):
    """One choice for each moment; what was replied before stands filled in."""

    def __init__(self, *args: Any, poll: DatePoll, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poll = poll
        self.options = list(poll.options.all())
        mine = dict(DateReply.objects.filter(option__poll=poll, user=user).values_list("option", "fits"))
        for option in self.options:
            name = format_date(timezone.localtime(option.starts_at), "l j F, H:i")
            self.fields[f"moment_{option.pk}"] = forms.ChoiceField(
                label=format_html('<span class="visually-hidden">{}</span>', name),
                choices=Fits.choices,
                initial=mine.get(option.pk),
                widget=forms.RadioSelect(attrs={"class": "radios--inline"}),
                error_messages={"required": _("Choose one of the three.")},
            )

    def act(self, *, user: User) -> DatePoll:
        fits = {option.pk: Fits(self.cleaned_data[f"moment_{option.pk}"]) for option in self.options}
        return actions.reply_to_poll(self.poll, fits=fits, user=user)
