"""THEN per decision point, and on screens of their own what came of it and what is known now."""

from typing import Any

from django import forms
from django.db.models import Model
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from regions.forms import TextForm, VersionedForm
from regions.models import User
from regions.versions import version_of

from .. import actions
from ..models import Addendum, CaseStudyPage, DecisionPoint, NowRecord, Outcome

SURENESS = [
    (1, _("1 – not sure at all")),
    (2, _("2 – a little sure")),
    (3, _("3 – fairly sure")),
    (4, _("4 – sure")),
    (5, _("5 – very sure")),
]


def text_field(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


class SurenessField(forms.TypedChoiceField):
    def __init__(self, label: Any, **kwargs: Any) -> None:
        widget = forms.RadioSelect(attrs={"class": "radios--inline"})
        super().__init__(label=label, choices=SURENESS, coerce=int, widget=widget, **kwargs)


class RecordForm(VersionedForm):
    """A record that is written in one piece, from the version that was on the screen."""

    def __init__(self, *args: Any, record: Model | None, **kwargs: Any) -> None:
        values = model_to_dict(record) if record is not None else {}
        initial = {**values, "version": version_of(record), **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.record = record

    def save(self, *, user: User, **fields: Any) -> Any:
        raise NotImplementedError

    def stored_now(self) -> Model | None:
        raise NotImplementedError

    def write(self, *, user: User) -> Any:
        return self.save(user=user, **self.cleaned_data)

    def get_standing(self) -> dict[str, Any]:
        stored = self.stored_now()
        return {**(model_to_dict(stored) if stored is not None else {}), "version": version_of(stored)}


class DecisionPointForm(RecordForm):
    title = forms.CharField(
        label=_("The decision"),
        max_length=200,
        help_text=_("One decision, in a few words: “Leave the child at home with support”."),
    )
    month = forms.IntegerField(
        label=_("Month"),
        min_value=0,
        max_value=600,
        help_text=_("Counted from the first event on the timeline, which is month 0. Not a date."),
    )
    period = forms.CharField(
        label=_("More precisely"), max_length=50, required=False, help_text=_("“Month 4 to 6”, “in the evening”.")
    )
    decided_by = forms.CharField(
        label=_("Who decided"), max_length=150, help_text=_("The role, not the name: “coordinator of the local team”.")
    )
    known = text_field(
        _("What we knew then"),
        _("Only what was on the table at that moment. Leave out what you learned later."),
        rows=4,
    )
    unknown = text_field(
        _("What we asked but did not know"), _("Questions that were open when you decided."), required=False
    )
    options = text_field(_("Which options we saw"), _("Also the ones you dropped, and doing nothing."))
    chosen = text_field(_("What we chose, and why"), _("The reasons of that moment, in your own words."))
    dissent = text_field(
        _("Who saw it otherwise"),
        _("By role: who had doubts or would have chosen differently, and why?"),
        required=False,
    )
    expected = text_field(_("What we expected of it"), _("What should have changed, and by when?"))
    confidence = SurenessField(_("How sure were you then?"))

    def __init__(self, *args: Any, case: CaseStudyPage, record: DecisionPoint | None = None, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.case = case

    def stored_now(self) -> Model | None:
        return self.case.decision_points.filter(pk=self.record.pk).first() if self.record else None

    def save(self, *, user: User, **fields: Any) -> DecisionPoint:
        if isinstance(self.record, DecisionPoint):
            return actions.edit_decision_point(self.record, user=user, **fields)
        del fields["version"]
        return actions.add_decision_point(self.case, user=user, **fields)


class NowForm(RecordForm):
    happened = text_field(_("What happened after this decision"), _("The facts, told by role and in relative time."))
    known_now = text_field(_("What we know now"), _("What came to light later that would have mattered then?"))

    def __init__(self, *args: Any, point: DecisionPoint, **kwargs: Any) -> None:
        self.point = point
        super().__init__(*args, record=self.stored_now(), **kwargs)

    def stored_now(self) -> Model | None:
        return NowRecord.objects.filter(pk=self.point.pk).first()

    def save(self, *, user: User, **fields: Any) -> NowRecord:
        return actions.write_now(self.point, user=user, **fields)


class OutcomeForm(RecordForm):
    text = text_field(_("How did it go on?"), _("How are those concerned now, as far as you know?"), rows=6)

    def __init__(self, *args: Any, case: CaseStudyPage, **kwargs: Any) -> None:
        self.case = case
        super().__init__(*args, record=self.stored_now(), **kwargs)

    def stored_now(self) -> Model | None:
        return Outcome.objects.filter(pk=self.case.pk).first()

    def save(self, *, user: User, **fields: Any) -> Outcome:
        return actions.write_outcome(self.case, user=user, **fields)


class AddendumForm(TextForm):
    text = text_field(
        _("Addendum"), _("What should be added or put right? It stands beside the text, with your name and the date.")
    )

    def __init__(self, *args: Any, point: DecisionPoint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.point = point

    def act(self, *, user: User) -> Addendum:
        return actions.add_addendum(self.point, text=self.cleaned_data["text"], user=user)
