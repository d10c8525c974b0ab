from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from regions.forms import VersionedForm
from regions.models import User
from regions.versions import version_of

from ..models import VisitationPage
from ..ties import INSIDE, hints


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PersonField(forms.ModelChoiceField):
    """Chooses a person by name, with what tells namesakes apart."""

    def __init__(self, **kwargs: Any) -> None:
        people = User.objects.filter(is_active=True).select_related("organisation", "home_region")
        super().__init__(people, empty_label=_("Choose a person"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        about = [str(part) for part in (obj.function, obj.organisation, obj.home_region) if part]
        return f"{obj} ({', '.join(about)})" if about else str(obj)


def area(rows: int = 4, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class ShowsHints(forms.Form):
    """What the platform knows of somebody is shown before they are asked; sent again for the same person, it asks them."""

    shown = forms.CharField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)

    def show_hints(self, field: str, visitation: VisitationPage) -> None:
        person, shown = self.cleaned_data.get(field), self.cleaned_data.pop("shown", "")
        found = hints(person, visitation) if person and shown != str(person.pk) else []
        known = [hint for hint in found if hint.kind not in INSIDE]
        if known:
            self.data = self.data.copy()  # type: ignore[union-attr]
            self.data[self.add_prefix("shown")] = str(person.pk)  # type: ignore[index,union-attr]
            again = _("The platform knows of a tie. Send the form again to ask this person all the same.")
            self.add_error(field, [again, *map(str, known)])


class RecordForm(VersionedForm):
    """Writes one row, or a new one, from the version that was on the screen."""

    def stored(self) -> Model | None:
        """The row as it is stored now."""
        raise NotImplementedError

    def get_version(self) -> str | int | None:
        return version_of(self.stored())

    def get_standing(self) -> dict[str, Any]:
        stored = self.stored()
        texts = [
            name for name, field in self.fields.items() if isinstance(field.widget, forms.Textarea | forms.TextInput)
        ]
        return {
            "version": self.get_version(),
            **{name: getattr(stored, name) for name in texts if hasattr(stored, name)},
        }
