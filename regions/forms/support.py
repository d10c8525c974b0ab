"""Forms for requests for support; each ends in one action."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import actions
from ..actions.support import ASKED
from ..models import Region, SupportMessage, SupportRequest, User
from ..versions import version_of
from .base import TextForm, VersionedForm


class SupportRequestForm(VersionedForm, forms.ModelForm):
    longest = 5000

    class Meta:
        model = SupportRequest
        fields = list(ASKED)
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in ASKED if name != "title"}
        help_texts = {
            "title": _("What is stuck? No names of people."),
            "where_we_are": _("What happens now, and what did you try?"),
            "where_to": _("How would it look if it went well?"),
            "what_is_needed": _("What can the region not do alone?"),
        }

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        if self.instance.pk:
            self.initial["version"] = version_of(self.instance, fields=ASKED)

    def write(self, *, user: User) -> SupportRequest:
        if self.instance.pk is None:
            return actions.write_support_request(region=self.region, user=user, **self.values)
        return actions.change_support_request(
            self.instance, version=self.cleaned_data["version"], user=user, **self.values
        )

    def get_standing(self) -> dict[str, Any]:
        standing = SupportRequest.objects.get(pk=self.instance.pk)
        return {"version": version_of(standing, fields=ASKED), **{name: getattr(standing, name) for name in ASKED}}


class SupportMessageForm(TextForm):
    """``key`` tells a form that is sent twice from two messages of the same words."""

    longest = 5000

    text = forms.CharField(label=_("What do you want to say?"), widget=forms.Textarea(attrs={"rows": 4}))
    key = forms.CharField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), max_length=32)

    def __init__(self, *args: Any, request: SupportRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.initial["key"] = secrets.token_hex(8)

    def act(self, *, user: User) -> SupportMessage:
        return actions.say_about_support(self.request, user=user, **self.cleaned_data)


class CloseSupportForm(TextForm):
    outcome = forms.CharField(label=_("What came of it?"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, request: SupportRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def act(self, *, user: User) -> SupportRequest:
        return actions.close_support_request(self.request, user=user, **self.cleaned_data)
