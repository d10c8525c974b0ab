from django import forms

from .running import by_name_or_not


class AskForm(forms.Form):
    """Nothing is chosen beforehand: it can never be changed."""

    anonymous = by_name_or_not()
