"""What the committee writes. Each form adds a row or changes the one it is given."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _

from regions.models import User

from .. import actions
from ..models import Criterion, Evidence, Finding, Recommendation, VisitationPage
from ..states import EvidenceKind, FindingKind, Weight
from .fields import VersionedForm, area


class WorkForm(VersionedForm):
    model: ClassVar[type[Model]]

    def __init__(self, *args: Any, visitation: VisitationPage, item: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visitation, self.item = visitation, item
        self.initial["based_on"] = self.version()
        if item is not None:
            self.initial |= {name: self._initial(name) for name in self.fields if name != "based_on"}

    def _initial(self, name: str) -> Any:
        value = getattr(self.item, name)
        return [row.pk for row in value.all()] if hasattr(value, "all") else getattr(value, "pk", value)

    def stored(self) -> Model | None:
        return self.item and self.model._default_manager.get(pk=self.item.pk)


class EvidenceForm(WorkForm):
    model = Evidence

    kind = forms.ChoiceField(label=_("Kind"), choices=EvidenceKind.choices, widget=RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=200)
    group = forms.CharField(
        label=_("Stakeholder group"),
        max_length=100,
        required=False,
        help_text=_("Whom you spoke: parents, wijkteam, providers. A group, never a person."),
    )
    notes = forms.CharField(
        label=_("Notes"), required=False, widget=area(8), help_text=_("Read by the committee alone. Write no names.")
    )

    def call(self, *, user: User) -> Evidence:
        if self.item is None:
            return actions.add_evidence(self.visitation, user=user, **self.values)
        return actions.change_evidence(self.item, user=user, based_on=self.cleaned_data["based_on"], **self.values)


class FindingForm(WorkForm):
    model = Finding

    criterion = forms.ModelChoiceField(
        Criterion.objects.none(), label=_("Criterion"), empty_label=_("Choose a criterion")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=FindingKind.choices, widget=RadioSelect)
    statement = forms.CharField(label=_("What did you find?"), widget=area(5))
    evidence = forms.ModelMultipleChoiceField(
        Evidence.objects.none(),
        label=_("On what evidence?"),
        required=False,
        widget=CheckboxSelectMultiple,
        help_text=_("At least two items that confirm each other. The workspace shows findings that rest on less."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = self.visitation.framework.criteria.all()  # type: ignore[attr-defined]
        self.fields["evidence"].queryset = self.visitation.evidence.all()  # type: ignore[attr-defined]

    def call(self, *, user: User) -> Finding:
        if self.item is None:
            return actions.write_finding(self.visitation, user=user, **self.values)
        return actions.change_finding(self.item, user=user, based_on=self.cleaned_data["based_on"], **self.values)


class RecommendationForm(WorkForm):
    model = Recommendation

    text = forms.CharField(label=_("What do you recommend?"), widget=area())
    addressee = forms.CharField(label=_("For whom?"), max_length=150, help_text=_("A body or a role, not a name."))
    weight = forms.ChoiceField(label=_("Weight"), choices=Weight.choices, widget=RadioSelect, initial=Weight.ADVICE)
    findings = forms.ModelMultipleChoiceField(
        Finding.objects.none(), label=_("On which findings does it rest?"), widget=CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"].queryset = self.visitation.findings.all()  # type: ignore[attr-defined]

    def call(self, *, user: User) -> Recommendation:
        if self.item is None:
            return actions.write_recommendation(self.visitation, user=user, **self.values)
        return actions.change_recommendation(
            self.item, user=user, based_on=self.cleaned_data["based_on"], **self.values
        )
