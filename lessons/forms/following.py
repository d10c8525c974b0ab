"""Forms for what one follows and puts aside."""

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.models import User
from regions.states import Rhythm

from .. import actions


class RhythmForm(forms.Form):
    digest = forms.ChoiceField(
        label=_("Mail about what you follow"),
        choices=Rhythm,
        help_text=_(
            "One mail about all of it, with numbers and links and never what is in it; none when nothing is new."
        ),
    )

    def act(self, *, user: User) -> User:
        return actions.choose_rhythm(user, rhythm=self.cleaned_data["digest"])


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Note to yourself"), max_length=300, required=False)
