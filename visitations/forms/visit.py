"""What the committee asks to read, and the days of the visit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.forms import TextForm
from regions.models import User

from .. import actions
from ..models import DocumentRequest, ProgrammeItem, VisitationPage
from ..states import ProgrammeKind
from .checked import CheckedTexts
from .fields import DateInput, area
from .findings import WorkForm


class RequestForm(CheckedTexts, TextForm):
    checked = ("title", "why")

    title = forms.CharField(label=_("What would the committee like to read?"), max_length=200)
    why = forms.CharField(label=_("Why?"), required=False, widget=area(3))
    due_on = forms.DateField(label=_("Needed on"), required=False, widget=DateInput)

    def __init__(self, *args: Any, visitation: VisitationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visitation = visitation

    def act(self, *, user: User) -> DocumentRequest:
        return actions.ask_for_document(self.visitation, user=user, **self.cleaned_data)


class AnswerForm(CheckedTexts, TextForm):
    checked = ("reply",)

    available = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Here it is")), ("no", _("It is not available"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reply = forms.CharField(
        label=_("Explanation"),
        required=False,
        widget=area(3),
        help_text=_("Needed when it is not available. Read by the committee."),
    )

    def __init__(self, *args: Any, asked: DocumentRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def act(self, *, user: User) -> DocumentRequest:
        return actions.answer_request(self.asked, user=user, **self.cleaned_data)


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class ProgrammeForm(CheckedTexts, WorkForm):
    """One part of the visit, from the version that was on the screen."""

    checked = ("title", "group", "place")
    model = ProgrammeItem
    add, change = staticmethod(actions.plan_item), staticmethod(actions.change_item)

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=ProgrammeKind.choices,
        widget=forms.RadioSelect,
        help_text=_("The deliberation is seen by the committee's own members alone."),
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    group = forms.CharField(
        label=_("Stakeholder group"),
        max_length=100,
        required=False,
        help_text=_("Needed for an interview: parents, local team, providers. A group, never a person."),
    )
    starts_at = forms.DateTimeField(label=_("Starts at"), widget=MomentInput)
    ends_at = forms.DateTimeField(label=_("Ends at"), widget=MomentInput)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.URLField(label=_("Link to the call"), required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end comes after the beginning."))
        if data.get("kind") == ProgrammeKind.INTERVIEW and not data.get("group", "").strip():
            self.add_error("group", _("Say with which group the committee speaks. A group, never a person."))
        return data
