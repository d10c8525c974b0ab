"""What the committee writes. Each form adds a row or changes the one it is given."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _

from regions.models import User

from .. import actions
from ..models import Attachment, Criterion, Evidence, Finding, ProgrammeItem, Recommendation, VisitationPage
from ..states import EvidenceKind, FindingKind, Weight
from .checked import CheckedTexts
from .fields import RecordForm, area


class WorkForm(RecordForm):
    model: ClassVar[type[Model]]
    add: ClassVar[Callable[..., Any]]
    change: ClassVar[Callable[..., Any]]

    def __init__(self, *args: Any, visitation: VisitationPage, item: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visitation, self.item = visitation, item
        self.initial["version"] = self.get_version()
        if item is not None:
            self.initial |= {name: self._initial(name) for name in self.fields if name != "version"}

    def _initial(self, name: str) -> Any:
        value = getattr(self.item, name)
        return [row.pk for row in value.all()] if hasattr(value, "all") else getattr(value, "pk", value)

    def stored(self) -> Model | None:
        return self.item and self.model._default_manager.get(pk=self.item.pk)

    def write(self, *, user: User) -> Any:
        if self.item is None:
            return type(self).add(self.visitation, user=user, **self.values)
        return type(self).change(self.item, user=user, version=self.cleaned_data["version"], **self.values)


class EvidenceForm(CheckedTexts, WorkForm):
    checked = ("title", "group", "notes")
    model = Evidence
    add, change = staticmethod(actions.add_evidence), staticmethod(actions.change_evidence)

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
    programme_item = forms.ModelChoiceField(
        ProgrammeItem.objects.none(), label=_("Part of the visit"), required=False, empty_label=_("None of these")
    )
    attachment = forms.ModelChoiceField(
        Attachment.objects.none(),
        label=_("Document of the visited party"),
        required=False,
        empty_label=_("None of these"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme_item"].queryset = self.visitation.programme.filter(cancelled=False)  # type: ignore[attr-defined]
        self.fields["attachment"].queryset = self.visitation.attachments.handed_over()  # type: ignore[attr-defined]


class FindingForm(WorkForm):
    model = Finding
    add, change = staticmethod(actions.write_finding), staticmethod(actions.change_finding)

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
    one_source_because = forms.CharField(
        label=_("Why is one item enough?"),
        required=False,
        widget=area(2),
        help_text=_("Only when the finding rests on one item of evidence. The report says it too."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = self.visitation.framework.criteria.all()  # type: ignore[attr-defined]
        self.fields["evidence"].queryset = self.visitation.evidence.all()  # type: ignore[attr-defined]


class RecommendationForm(WorkForm):
    model = Recommendation
    add, change = staticmethod(actions.write_recommendation), staticmethod(actions.change_recommendation)

    text = forms.CharField(label=_("What do you recommend?"), widget=area())
    addressee = forms.CharField(label=_("For whom?"), max_length=150, help_text=_("A body or a role, not a name."))
    weight = forms.ChoiceField(label=_("Weight"), choices=Weight.choices, widget=RadioSelect, initial=Weight.ADVICE)
    findings = forms.ModelMultipleChoiceField(
        Finding.objects.none(), label=_("On which findings does it rest?"), widget=CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"].queryset = self.visitation.findings.all()  # type: ignore[attr-defined]
