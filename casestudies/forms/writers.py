"""Asking people of the circle along."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.models import User

from .. import actions
from ..models import CaseStudyPage, CaseWriter
from ..states import WriterRole

ROLES = [
    (WriterRole.CO_WRITER, _("Writes along: changes the text, the decision points and what came of it")),
    (WriterRole.READER, _("Reads along: sees the draft and changes nothing")),
]


class AskAlongForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.none(), label=_("Who?"), empty_label=_("Choose"))
    role = forms.ChoiceField(label=_("What for?"), choices=ROLES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, case: CaseStudyPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        reading = case.circle.memberships.reading().exclude(user=case.owner_id)
        there = case.writers.values("user")
        people = User.objects.filter(pk__in=reading.values("user"), is_active=True).exclude(pk__in=there)
        cast(forms.ModelChoiceField, self.fields["person"]).queryset = people

    def act(self, *, user: User) -> CaseWriter:
        return actions.ask_along(self.case, user=user, **self.cleaned_data)
