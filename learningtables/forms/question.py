from typing import Any

from django import forms

from .running import by_name_or_not


class FocusedRadios(forms.RadioSelect):
    """Who comes to this page stands at its first choice."""

    def create_option(
        self, name: str, value: Any, label: Any, selected: Any, index: int, **kwargs: Any
    ) -> dict[str, Any]:  # type: ignore[override]
        option = super().create_option(name, value, label, selected, index, **kwargs)
        return option | {"attrs": {**option["attrs"], **({"autofocus": True} if index == 0 else {})}}


class AskForm(forms.Form):
    """Nothing is chosen beforehand: it can never be changed. Sent without a choice, the focus goes to where it is made."""

    anonymous = by_name_or_not()

    def focus(self) -> None:
        field: Any = self.fields["anonymous"]
        field.widget = FocusedRadios(choices=field.choices)
        field.widget.is_required = True
