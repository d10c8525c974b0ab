from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from regions.models import User

from ..versions import EditConflict, version_of


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


class VersionedForm(forms.Form):
    """Remembers what the writer started from. When somebody else saved meanwhile, ``theirs`` holds their text, and saving
    once more keeps the writer's."""

    based_on = forms.CharField(widget=forms.HiddenInput, required=False)
    theirs: list[tuple[Any, str]] = []

    def stored(self) -> Model | None:
        """The row as it is stored now."""
        raise NotImplementedError

    def version(self) -> str:
        return version_of(self.stored())

    def call(self, *, user: User) -> Any:
        """Calls the action."""
        raise NotImplementedError

    def act(self, *, user: User) -> Any:
        try:
            return self.call(user=user)
        except EditConflict:
            self.renew()
            raise

    def renew(self) -> None:
        stored = self.stored()
        self.data = self.data.copy()  # type: ignore[union-attr]
        self.data["based_on"] = self.version()  # type: ignore[index]
        self.theirs = [
            (field.label, str(getattr(stored, name)))
            for name, field in self.fields.items()
            if isinstance(field.widget, forms.Textarea | forms.TextInput) and hasattr(stored, name)
        ]

    @property
    def values(self) -> dict[str, Any]:
        """What was filled in, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "based_on"}
