"""Rows of a form: the voices in a case, the events on its timeline."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.forms import TextForm
from regions.states import Perspective

EMPTY_ROWS = 2


class RowForm(TextForm):
    """One row: wholly filled in, or empty and then left out. ``halves`` lets half a row stand, for what is kept while somebody
    is typing."""

    needed_when: ClassVar[dict[str, Any]] = dict.fromkeys(("perspective", "month", "text"))

    def __init__(self, *args: Any, halves: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.halves = halves

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        missing = [name for name in self.fields if data.get(name) in (None, "") and name not in self.errors]
        if not self.halves and missing and len(missing) < len(self.fields):
            for name in missing:
                self.add_error(name, _("Fill this in as well, or empty the whole row."))
        return data

    def row(self) -> tuple[Any, ...] | None:
        values = tuple(self.cleaned_data.get(name) for name in self.fields)
        return None if all(value in (None, "") for value in values) else values


class PerspectiveForm(RowForm):
    perspective = forms.ChoiceField(
        label=_("Seen by"), choices=[("", _("Choose")), *Perspective.choices], required=False
    )
    text = forms.CharField(label=_("How they saw it"), widget=forms.Textarea(attrs={"rows": 2}), required=False)


class EventForm(RowForm):
    month = forms.IntegerField(label=_("Month"), min_value=0, max_value=600, required=False)
    text = forms.CharField(label=_("What happened"), max_length=300, required=False)


class BaseRows(forms.BaseFormSet):
    def rows(self) -> list[tuple[Any, ...]]:
        return [row for form in self.forms if (row := cast(RowForm, form).row()) is not None]

    def typed(self) -> list[dict[str, Any]]:
        """The rows as they were typed, valid or not, without the empty ones."""
        rows = [{name: form.data.get(form.add_prefix(name), "") for name in form.fields} for form in self.forms]
        return [row for row in rows if any(row.values())]


Perspectives = forms.formset_factory(PerspectiveForm, BaseRows, extra=1, max_num=50)
Events = forms.formset_factory(EventForm, BaseRows, extra=EMPTY_ROWS, max_num=100)
