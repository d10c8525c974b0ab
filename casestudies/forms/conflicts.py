"""Saving without losing text: a form knows which version it was filled in from."""

from collections.abc import Mapping
from typing import Any

from django import forms


class VersionedForm(forms.Form):
    """On a conflict the text that was typed stays in the fields, and ``stored`` holds what stands now, field by field. The
    new version is taken over, so that saving again is a choice made with both in sight."""

    # A browser that fills in again what a form held before would bring an old version back.
    version = forms.CharField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)
    stored: list[tuple[str, str]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = []

    def meet_conflict(self, *, version: str, stored: Mapping[str, Any]) -> None:
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[self.add_prefix("version")] = version  # type: ignore[index]
        typed = self.cleaned_data
        self.stored = [
            (str(self.fields[name].label), str(text))
            for name, text in stored.items()
            if name in self.fields and str(typed.get(name)) != str(text)
        ]
