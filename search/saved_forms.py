"""Forms to keep a search and to change one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.models import User

from . import actions
from .models import SavedSearch
from .rules import circles_to_share_with
from .saved import LONGEST_NAME


class SavedForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    circle: Any = forms.ModelChoiceField(
        label=_("Share with a circle"),
        queryset=None,
        required=False,
        empty_label=_("Nobody: only you see it"),
        help_text=_(
            "Everyone in the circle then sees the name, the words and the filters, and that it is yours. "
            "Each finds by it only what they may read themselves."
        ),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs.pop("maxlength", None)
        circle: Any = self.fields["circle"]
        circle.queryset = circles_to_share_with(user)
        if not circle.queryset.exists():
            del self.fields["circle"]


class KeepForm(SavedForm):
    is_followed = forms.BooleanField(
        label=_("Follow it"),
        required=False,
        help_text=_("What is new in what you follow comes in one mail, with numbers and never what is in it."),
    )

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address

    def act(self, *, user: User) -> SavedSearch:
        data = self.cleaned_data
        return actions.keep_search(
            user=user,
            name=data["name"],
            address=self.address,
            circle=data.get("circle"),
            is_followed=data["is_followed"],
        )


class ChangeForm(SavedForm):
    def __init__(self, *args: Any, saved: SavedSearch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.saved = saved

    def act(self, *, user: User) -> SavedSearch:
        data = self.cleaned_data
        return actions.change_search(self.saved, name=data["name"], circle=data.get("circle"), user=user)
