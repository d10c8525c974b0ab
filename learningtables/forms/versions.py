"""Saving beside each other: who comes second sees both texts and decides."""

from collections.abc import Iterable
from typing import Any

from django import forms

from ..actions import ChangedMeanwhile


class VersionedForm(forms.Form):
    """Carries the version its reader started from. After a conflict ``standing`` holds (label, text) of what stands now, and
    the form carries the new version: saving again is then a choice."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    standing: list[tuple[Any, str]] = []

    def write(self, *, user: Any) -> Any:
        raise NotImplementedError

    def get_standing(self) -> dict[str, Any]:
        """The fields as they stand now, ``version`` among them."""
        raise NotImplementedError

    def act(self, *, user: Any) -> Any:
        try:
            return self.write(user=user)
        except ChangedMeanwhile:
            self._stand_beside(self.get_standing())
            raise

    def _stand_beside(self, standing: dict[str, Any]) -> None:
        self.data = self.data.copy()
        self.data["version"] = str(standing.pop("version"))
        self.standing = [
            (self.fields[name].label, shown(value))
            for name, value in standing.items()
            if shown(value) != shown(self.cleaned_data[name])
        ]


def shown(value: Any) -> str:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return str(value).replace("\r\n", "\n").strip()
    return ", ".join(sorted(str(one) for one in value))
