from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.forms import TextForm
from regions.models import User

from .. import actions
from ..models import FactCheckRemark, Finding
from ..states import RemarkDecision, RemarkKind
from .fields import area


class RemarkForm(TextForm):
    kind = forms.ChoiceField(label=_("What is it about?"), choices=RemarkKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Your remark"),
        widget=area(),
        help_text=_("Published with the report, without your name. Write no names."),
    )

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.finding = finding

    def act(self, *, user: User) -> FactCheckRemark:
        return actions.remark(self.finding, user=user, **self.cleaned_data)


class RemarkDecisionForm(TextForm):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[choice for choice in RemarkDecision.choices if choice[0] != RemarkDecision.PENDING],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Reason"), widget=area(3), help_text=_("Published with the report."))
    statement = forms.CharField(
        label=_("The finding reads from now on"),
        widget=area(5),
        help_text=_(
            "Change it when you adopt the remark, wholly or partly. Nothing else in the report can change any more."
        ),
    )

    def __init__(self, *args: Any, remark: FactCheckRemark, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remark = remark
        self.initial["statement"] = remark.finding.statement

    def act(self, *, user: User) -> FactCheckRemark:
        return actions.decide_remark(self.remark, user=user, **self.cleaned_data)
