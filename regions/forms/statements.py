"""Forms for statements, signatures and what became of them; each ends in one action."""

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from .. import actions, rules
from ..actions.statements import WRITTEN
from ..models import Organisation, Region, Signatory, Statement, UndertakingReport, User
from ..states import UndertakingStatus
from ..versions import version_of
from .base import TextForm, VersionedForm, in_words
from .days import still_to_come


class StatementForm(VersionedForm, forms.ModelForm):
    class Meta:
        model = Statement
        fields = list(WRITTEN)
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 2}),
            "text": forms.Textarea(attrs={"rows": 14}),
            "open_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "text": _("What the parties stand behind. It does not change any more once it is agreed."),
            "open_until": _("Left empty, it can always be signed."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["version"] = version_of(self.instance, fields=WRITTEN)

    def clean_open_until(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["open_until"]
        if day and "open_until" in self.changed_data:
            still_to_come(day)
        return day

    def write(self, *, user: User) -> Statement:
        if self.instance.pk is None:
            return actions.write_statement(user=user, **self.values)
        return actions.change_statement(self.instance, version=self.cleaned_data["version"], user=user, **self.values)

    def get_standing(self) -> dict[str, Any]:
        standing = Statement.objects.get(pk=self.instance.pk)
        said = {name: in_words(getattr(standing, name)) for name in WRITTEN}
        return {"version": version_of(standing, fields=WRITTEN), **said}


class SignForm(TextForm):
    """For a region that one coordinates; editors enter the signatures of organisations."""

    party = forms.ChoiceField(label=_("Who signs?"))
    signed_as = forms.CharField(
        label=_("Signed as"), max_length=150, help_text=_("A role, such as alderman or director. No name.")
    )
    undertakes = forms.CharField(
        label=_("What do you undertake?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What will you do, and by when? Everyone reads it, and you tell later what became of it."),
    )

    def __init__(self, *args: Any, statement: Statement, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statement = statement
        self.parties = parties_of(user, statement)
        choices = [("", _("Choose who signs")), *((key, str(party)) for key, party in self.parties.items())]
        self.fields["party"].choices = choices  # type: ignore[attr-defined]

    def act(self, *, user: User) -> Signatory:
        party = self.parties[self.cleaned_data["party"]]
        signs = {"region": party} if isinstance(party, Region) else {"organisation": party}
        return actions.sign_statement(
            self.statement,
            signed_as=self.cleaned_data["signed_as"],
            undertakes=self.cleaned_data["undertakes"],
            user=user,
            **signs,
        )


def parties_of(user: Any, statement: Statement) -> dict[str, Region | Organisation]:
    """Those for whom ``user`` may sign and that have not signed, by the key in the form."""
    signed = statement.signatories
    regions: QuerySet[Region] = Region.objects.current().coordinated_by(user)
    regions = regions.exclude(pk__in=signed.exclude(region=None).values("region"))
    parties: dict[str, Region | Organisation] = {f"region-{region.pk}": region for region in regions}
    if rules.is_editor(user):
        others = Organisation.objects.exclude(pk__in=signed.exclude(organisation=None).values("organisation"))
        parties |= {f"organisation-{one.pk}": one for one in others}
    return parties


class UndertakingForm(TextForm):
    status = forms.ChoiceField(label=_("Where does it stand?"), choices=UndertakingStatus, widget=forms.RadioSelect)
    note = forms.CharField(label=_("What became of it?"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, signatory: Signatory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signatory = signatory
        self.initial.setdefault("status", signatory.status)

    def act(self, *, user: User) -> UndertakingReport:
        return actions.report_undertaking(self.signatory, user=user, **self.cleaned_data)
