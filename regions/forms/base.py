"""Forms for long texts, and for two people at once."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from ..models import User
from ..versions import EditConflict

LONGEST_TEXT = 50_000


def limit_texts(form: forms.BaseForm, longest: int = LONGEST_TEXT) -> None:
    """What is too long is refused, and stands there still: a browser that heeds ``maxlength`` would cut it without a word."""
    too_long = _(
        "This text has %(show_value)d characters and at most %(limit_value)d fit here. Shorten it, or split it."
    )
    for field in form.fields.values():
        if isinstance(field, forms.CharField) and field.max_length is None:
            field.validators.append(MaxLengthValidator(longest, too_long))
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs.pop("maxlength", None)


def limit_keys(form: forms.BaseForm) -> None:
    """A key larger than the database's largest is a choice that is not there, and not the end of the form."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            field.clean = partial(_chosen, field, field.clean)  # type: ignore[method-assign]


def _chosen(field: forms.Field, clean: Callable[[Any], Any], value: Any) -> Any:
    try:
        return clean(value)
    except OverflowError as error:
        raise ValidationError(field.error_messages["invalid_choice"], params={"value": "…"}) from error


class TextForm(forms.Form):
    """For texts of any length that somebody would write."""

    # Of a text that has no length of its own, in characters.
    longest: ClassVar[int] = LONGEST_TEXT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_texts(self, self.longest)
        limit_keys(self)


class VersionedForm(TextForm):
    """Carries the version that its writer started from. After a conflict ``standing`` holds (label, text) of what stands now
    where it is something else, and the form carries the new version: saving again is then a choice made with both in sight."""

    # A browser that fills in again what a form held before would bring an old version back.
    version = forms.CharField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)
    standing: list[tuple[Any, str]] = []

    def write(self, *, user: User) -> Any:
        """Calls the action, which raises EditConflict."""
        raise NotImplementedError

    def get_standing(self) -> dict[str, Any]:
        """The fields as they stand now, ``version`` among them."""
        raise NotImplementedError

    @property
    def values(self) -> dict[str, Any]:
        """What was filled in, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def act(self, *, user: User) -> Any:
        try:
            return self.write(user=user)
        except EditConflict:
            self.meet(self.get_standing())
            raise

    def meet(self, standing: dict[str, Any]) -> None:
        self.data = self.data.copy()  # type: ignore[union-attr]
        self.data[self.add_prefix("version")] = str(standing["version"] or "")  # type: ignore[index]
        self.standing = [
            (self.fields[name].label, in_words(value))
            for name, value in standing.items()
            if name != "version" and name in self.fields and in_words(value) != in_words(self.cleaned_data.get(name))
        ]


def in_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str) or not isinstance(value, Iterable):
        return str(value).replace("\r\n", "\n").strip()
    return ", ".join(sorted(str(one) for one in value))
