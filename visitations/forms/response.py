from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.models import User

from .. import actions
from ..models import Recommendation, Response
from ..states import Position
from .checked import CheckedTexts
from .fields import DateInput, RecordForm, area


class ResponseForm(CheckedTexts, RecordForm):
    checked = ("plan", "owner")

    position = forms.ChoiceField(label=_("Your position"), choices=Position.choices, widget=forms.RadioSelect)
    plan = forms.CharField(
        label=_("What will you do?"), widget=area(), help_text=_("Or, when you do not accept it, why not.")
    )
    owner = forms.CharField(label=_("Who?"), max_length=150, help_text=_("The role, not the name."))
    due_on = forms.DateField(label=_("When?"), required=False, widget=DateInput())

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recommendation = recommendation
        stored = self.stored()
        self.initial["version"] = self.get_version()
        if stored is not None:
            self.initial |= {name: getattr(stored, name) for name in ("position", "plan", "owner", "due_on")}

    def stored(self) -> Response | None:
        return Response.objects.filter(recommendation=self.recommendation).first()

    def write(self, *, user: User) -> Response:
        return actions.respond(self.recommendation, user=user, version=self.cleaned_data["version"], **self.values)
