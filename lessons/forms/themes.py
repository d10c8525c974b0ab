from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.models import User

from .. import actions
from ..models import Theme


class MergeThemeForm(forms.Form):
    into = forms.ModelChoiceField(Theme.objects.none(), label=_("Becomes part of"), empty_label=_("Choose a theme"))
    sure = forms.BooleanField(label=_("I have read what goes with it; this cannot be undone"))

    def __init__(self, *args: Any, theme: Theme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theme = theme
        self.fields["into"].queryset = Theme.objects.exclude(pk=theme.pk)  # type: ignore[attr-defined]

    def act(self, *, user: User) -> Theme:
        return actions.merge_theme(self.theme, into=self.cleaned_data["into"], user=user)
