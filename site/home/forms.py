from django import forms
from django.utils.translation import gettext_lazy as _

from regions.models import User

from . import actions


class ProfileForm(forms.ModelForm):
    """What a person says of themselves; the address is changed on a screen of its own, which checks it."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "function", "perspective", "language"]
        help_texts = {
            "perspective": _("The side from which you look at a case. It stands beside your answers."),
            "language": _("Of the site and of the mails you get."),
        }

    def act(self, *, user: User) -> User:
        return actions.change_profile(user, user=user, **self.cleaned_data)
