"""When a round ends by itself, in local time."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import User

from .. import actions
from ..actions.due import set_review_date
from ..models import CaseStudyPage, Reflection
from ..states import ReflectionState

AS_TYPED = "%Y-%m-%dT%H:%M"


class DeadlineField(forms.DateTimeField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=AS_TYPED)
        messages = {"invalid": _("Give a day and a time, like 2026-11-30 17:00.")}
        super().__init__(required=False, widget=widget, error_messages=messages, **kwargs)

    def clean(self, value: Any) -> Any:
        moment = super().clean(value)
        if moment and moment <= timezone.now():
            raise forms.ValidationError(_("Choose a moment that is still to come."))
        return moment


class DeadlinesForm(forms.Form):
    """Optional deadlines for both rounds, of a reflection that is about to be opened."""

    round_one_until = DeadlineField(
        label=_("Answering alone, until"),
        help_text=_(
            "Then the answers open by themselves. Leave it empty in a session: you open them when everybody is done."
        ),
    )
    round_two_until = DeadlineField(
        label=_("Answering again, until"),
        help_text=_("Then the second round ends by itself. Leave it empty to end it yourself."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, second = data.get("round_one_until"), data.get("round_two_until")
        if first and second and second <= first:
            self.add_error("round_two_until", _("Choose a moment after the end of the first round."))
        return data

    @property
    def deadlines(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("round_one_until", "round_two_until")}


class DeadlineForm(forms.Form):
    """Another deadline for the round that is open, or none."""

    until = DeadlineField(
        label=_("Until"), help_text=_("Leave it empty for no deadline: then you end the round yourself.")
    )

    def __init__(self, *args: Any, reflection: Reflection, **kwargs: Any) -> None:
        super().__init__(*args, initial={"until": reflection.until, **kwargs.pop("initial", {})}, **kwargs)
        self.reflection = reflection

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        second = self.reflection.round_two_until
        if until and second and self.reflection.state == ReflectionState.ROUND_ONE and second <= until:
            raise forms.ValidationError(_("Choose a moment before the end of the second round."))
        return until

    def act(self, *, user: User) -> Reflection:
        return actions.set_deadline(self.reflection, until=self.cleaned_data["until"], user=user)


class ReviewDateForm(forms.Form):
    """When the owner wants to be reminded to have the case asked again."""

    review_on = forms.DateField(
        label=_("Remind me on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("You get a mail on that day. Leave it empty for no reminder."),
    )

    def __init__(self, *args: Any, case: CaseStudyPage, **kwargs: Any) -> None:
        super().__init__(*args, initial={"review_on": case.review_on, **kwargs.pop("initial", {})}, **kwargs)
        self.case = case

    def clean_review_on(self) -> Any:
        day = self.cleaned_data["review_on"]
        if day and day <= timezone.localdate() and day != self.case.review_on:
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return day

    def act(self, *, user: User) -> CaseStudyPage:
        return set_review_date(self.case, review_on=self.cleaned_data["review_on"], user=user)
