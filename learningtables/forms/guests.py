import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import actions
from ..lookalikes import as_seen
from ..models import Participant
from ..models.participants import FORGOTTEN


class GuestForm(forms.Form):
    """``uid`` is made anew for each form that is shown, so that one that is sent twice gives one seat."""

    code = forms.CharField(
        label=_("Session code"),
        max_length=20,
        help_text=_("Eight letters and digits, from who leads the session. Capitals and spaces do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-input"}
        ),
    )
    name = forms.CharField(
        label=_("Your name in this session"),
        max_length=60,
        help_text=_("As the others may call you; a first name will do."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    uid = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"uid": uuid.uuid4(), **kwargs.pop("initial", {})}, **kwargs)

    def clean_name(self) -> str:
        name = as_seen(self.cleaned_data["name"])[:60]
        if not name or name.startswith(FORGOTTEN):
            raise forms.ValidationError(_("Begin your name with a letter."))
        return name

    def act(self, *, user: Any) -> Participant:
        return actions.come_in(user=user, **self.cleaned_data)
