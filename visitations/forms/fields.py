from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from regions.forms import VersionedForm
from regions.models import User
from regions.versions import version_of


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
