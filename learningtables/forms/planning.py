"""Before a session: a series of them, and whose turn it is to lead. Date polls have their own file."""

import datetime
from itertools import islice, takewhile
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from regions.models import User

from .. import actions, rhythm
from ..actions.planning import LEAST, MOST, Moment
from ..holidays import holiday_on
from ..models import LearningTablePage, SessionPage
from .sessions import MeetingForm, moment_of

WEEKS, MONTH = "weeks", "month"
SHOWN_SESSIONS = 20


def for_ear(label: Any, what: Any) -> str:
    """A label that is short to the eye, and tells itself from its neighbours when it is heard."""
    return format_html('{}<span class="visually-hidden">: {}</span>', label, what)


class SeriesForm(MeetingForm):
    """The first screen: how the series runs. The second, ``MomentsForm``, shows the days that come of it."""

    needed_when: ClassVar[dict[str, Any]] = {
        **MeetingForm.needed_when,
        "weeks": _("needed when it repeats by the week"),
        "number": _("needed when there is no last day"),
        "until": _("needed when there is no number"),
    }

    repeat = forms.ChoiceField(
        label=_("How does it repeat?"),
        choices=[(WEEKS, _("Every so many weeks")), (MONTH, _("Every month, on the same day of the week"))],
        widget=forms.RadioSelect,
        initial=WEEKS,
    )
    weeks = forms.IntegerField(label=_("Every how many weeks?"), min_value=1, max_value=26, initial=6, required=False)
    number = forms.IntegerField(label=_("How many sessions?"), min_value=LEAST, max_value=MOST, required=False)
    until = forms.DateField(
        label=_("Or: until which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    field_order = ("title", "day", "begins", "ends", "repeat", "weeks", "number", "until", "place", "link", "method")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("First date")
        self.moments: MomentsForm | None = None

    def clean_day(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("A series is for days to come."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("repeat") == WEEKS and not data.get("weeks") and "weeks" not in self.errors:
            self.add_error("weeks", _("Say after how many weeks."))
        if bool(data.get("number")) == bool(data.get("until")) and not self.errors.keys() & {"number", "until"}:
            self.add_error("number", _("Say how many sessions, or until which day: one of the two."))
        if not self.errors and len(self.days()) < LEAST:
            self.add_error("until", _("Only one session falls before this day. Choose a later one."))
        return data

    def days(self) -> list[datetime.date]:
        """At most twelve; of an end further away the rest is planned another time."""
        data = self.cleaned_data
        first, until = data["day"], data.get("until")
        days = rhythm.every_month(first) if self._weeks is None else rhythm.every_weeks(first, self._weeks)
        if until:
            days = takewhile(lambda day: day <= until, days)
        return list(islice(days, data.get("number") or MOST))

    @property
    def _weeks(self) -> int | None:
        return self.cleaned_data["weeks"] if self.cleaned_data["repeat"] == WEEKS else None

    @property
    def rhythm(self) -> str:
        """It becomes content: in the language of that, whatever language its writer reads."""
        with override(settings.LANGUAGE_CODE):
            return rhythm.in_words(self.cleaned_data["day"], self._weeks)

    def show_days(self, data: Any = None) -> "MomentsForm":
        self.moments = MomentsForm(data, series=self)
        return self.moments

    def act(self, *, user: User) -> list[SessionPage]:
        assert self.moments is not None  # noqa: S101
        data = self.cleaned_data
        fields = {name: data[name] for name in ("title", "place", "link", "method", "participants")}
        return actions.plan_series(self.table, moments=self.moments.chosen, rhythm=self.rhythm, user=user, **fields)


class MomentsForm(forms.Form):
    """The days of a series: tick what takes place, and put another day where one does not suit. Public holidays are left out
    until somebody ticks them."""

    def __init__(self, *args: Any, series: SeriesForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.series = series
        self.days = series.days()
        self.needed_when = {f"day_{number}": _("needed when it takes place") for number in range(len(self.days))}
        for number, day in enumerate(self.days):
            name = format_date(day, "j F Y")
            self.fields[f"keep_{number}"] = forms.BooleanField(
                label=for_ear(gettext("Takes place"), name), required=False, initial=not holiday_on(day)
            )
            self.fields[f"day_{number}"] = forms.DateField(
                label=for_ear(gettext("On which day"), name),
                initial=day,
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What the screen shows of each day, with a session that the table has on it already, and why it is not ticked."""
        coming = SessionPage.objects.child_of(self.series.table).coming().values_list("starts_at", flat=True)
        taken = {timezone.localdate(moment) for moment in coming}
        return [
            {
                "day": day,
                "keep": self[f"keep_{number}"],
                "on": self[f"day_{number}"],
                "taken": day in taken,
                "holiday": holiday_on(day),
            }
            for number, day in enumerate(self.days)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kept = [number for number in range(len(self.days)) if data.get(f"keep_{number}")]
        for number in kept:
            self._check(number, [data.get(f"day_{other}") for other in kept if other < number])
        if not kept:
            raise forms.ValidationError(_("Tick at least one day."))
        return data

    def _check(self, number: int, before: list[datetime.date | None]) -> None:
        name = f"day_{number}"
        day = self.cleaned_data.get(name)
        if day is None:
            if name not in self.errors:
                self.add_error(name, _("Give a day, or leave this one out."))
        elif day in before:
            self.add_error(name, _("This day is in the series twice."))
        elif day < timezone.localdate():
            self.add_error(name, _("This day is over."))

    @property
    def chosen(self) -> list[Moment]:
        times = self.series.cleaned_data["begins"], self.series.cleaned_data["ends"]
        data = self.cleaned_data
        days = [data[f"day_{number}"] for number in range(len(self.days)) if data[f"keep_{number}"]]
        return [(moment_of(day, times[0]), moment_of(day, times[1])) for day in days]


class RotaForm(forms.Form):
    """One change of the order: somebody comes in, goes out, or moves a place."""

    needed_when: ClassVar[dict[str, Any]] = {"person": None}  # its first choice is everybody

    deed = forms.ChoiceField(choices=[(deed, deed) for deed in ("join", "leave", "up", "down")])
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Who"), required=False, empty_label=_("Everybody who is not in it yet")
    )
    seen = forms.IntegerField(required=False)

    def __init__(self, *args: Any, table: LearningTablePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        people = User.objects.filter(memberships__in=table.people)
        self.missing = people.exclude(pk__in=table.turns.values("user")).order_by("first_name", "last_name")
        self.fields["person"].queryset = people if self.is_bound else self.missing  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        moves = data.get("deed") in {"up", "down"}
        if (data.get("deed") != "join" and not data.get("person")) or (moves and data.get("seen") is None):
            raise forms.ValidationError(_("Say who it is about."))
        return data

    def act(self, *, user: User) -> LearningTablePage:
        deed, person = self.cleaned_data["deed"], self.cleaned_data["person"]
        if deed == "join":
            return actions.join_rota(self.table, [person] if person else self.missing, user=user)
        if deed == "leave":
            return actions.leave_rota(self.table, person, user=user)
        step = {"up": -1, "down": 1}[deed]
        return actions.move_in_rota(self.table, person, seen=self.cleaned_data["seen"], steps=step, user=user)


class TurnForm(forms.Form):
    """Who leads one session: somebody else, or a swap with another session."""

    choice = forms.ChoiceField(label=_("Who leads instead?"))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, session: SessionPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.initial["seen"] = session.facilitator_id
        people = User.objects.filter(memberships__in=session.table.people).exclude(pk=session.facilitator_id)
        self.people = {str(person.pk): person for person in people.order_by("first_name", "last_name")}
        self.sessions = {f"swap-{other.pk}": other for other in self._others()}
        self.fields["choice"].choices = self._choices()  # type: ignore[attr-defined]

    def _others(self) -> list[SessionPage]:
        """Sessions to come that somebody else leads: with those a turn can be swapped."""
        if self.session.facilitator_id is None:
            return []
        coming = SessionPage.objects.child_of(self.session.table).coming().filter(facilitator__isnull=False)
        others = coming.filter(state=self.session.state).exclude(facilitator=self.session.facilitator_id)
        return list(others.select_related("facilitator")[:SHOWN_SESSIONS])

    def _choices(self) -> list[tuple[str, Any]]:
        swaps = [
            (key, f"{other.facilitator}: {format_date(timezone.localtime(other.starts_at), 'j F Y, H:i')}")
            for key, other in self.sessions.items()
        ]
        groups = [("", gettext("Choose")), (gettext("Swap with another session"), swaps)] if swaps else []
        groups = groups or [("", gettext("Choose"))]
        groups.append((gettext("Only this session"), [(key, str(one)) for key, one in self.people.items()]))
        return [*groups, ("nobody", gettext("The facilitators of the table"))]

    def act(self, *, user: User) -> SessionPage:
        choice, seen = self.cleaned_data["choice"], self.cleaned_data["seen"]
        if choice in self.sessions:
            return actions.swap_turns(self.session, self.sessions[choice], seen=seen, user=user)
        return actions.give_turn(self.session, self.people.get(choice), seen=seen, user=user)
