from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.models import User

from . import actions
from .national import FIRST_MEASURE, MEASURES


class ProfileForm(forms.ModelForm):
    """What a person says of themselves; the address is changed on a screen of its own, which checks it."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "function", "perspective", "language"]
        help_texts = {
            "perspective": _("The side from which you look at a case. It stands beside your answers."),
            "language": _("Of the site and of the mails you get."),
        }

    def act(self, *, user: User) -> User:
        return actions.change_profile(user, user=user, **self.cleaned_data)


class NationalForm(forms.Form):
    """What the national overview shows; anything it does not know is left out rather than refused."""

    jaar = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    kaart = forms.ChoiceField(label=_("On the map"), required=False)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        self.fields["jaar"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["kaart"].choices = [(name, one.label) for name, one in MEASURES.items()]  # type: ignore[attr-defined]
        if self.is_bound:
            self.is_valid()

    @property
    def year(self) -> int:
        return self._chosen("jaar") or self.years[0]

    @property
    def measure(self) -> str:
        return self._chosen("kaart") or FIRST_MEASURE

    def _chosen(self, name: str) -> Any:
        return self.cleaned_data.get(name) if self.is_bound else None
