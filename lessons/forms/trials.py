"""Small trials: beginning one, changing it while it runs, deciding on it; each ends in one action."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.forms import NamingForm, TextForm, VersionedForm, since_the_regions
from regions.models import Region, User
from regions.versions import version_of

from .. import actions
from ..actions.trials import TRIED
from ..models import LessonPage, Trial
from ..states import TrialDecision, UptakeReason
from .uptake import NAMED, OF_A_REGION

LONGEST_YEARS = 5
# Where it is tried is a team, whose name may look like a person's.
TOLD = ("hypothesis", "noticed_by")
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TrialFields(forms.ModelForm):
    class Meta:
        model = Trial
        fields = list(TRIED)
        widgets = {
            "hypothesis": forms.Textarea(attrs={"rows": 3}),
            "noticed_by": forms.Textarea(attrs={"rows": 3}),
            "starts_on": DAY,
            "ends_on": DAY,
        }
        help_texts = {
            "hypothesis": _("If we do this, we expect that …"),
            "where": _("One team, one place, one group: small enough to stop."),
            "noticed_by": _("What will we see, hear or count, also when it does not work?"),
        }

    def clean_starts_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["starts_on"]
        since_the_regions(day)
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, ends = data.get("starts_on"), data.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("A trial ends after it has begun."))
        if begins and ends and ends.year - begins.year > LONGEST_YEARS:
            said = _("A small trial takes %(years)s years at most. Look at the year again.")
            self.add_error("ends_on", said % {"years": LONGEST_YEARS})
        return data

    def _post_clean(self) -> None:
        """What a trial belongs to is the action's to set; its constraints are asked there."""
        self._validate_unique = False
        for name in self._meta.fields or ():
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])


class BeginTrialForm(NamingForm, TextForm, TrialFields):
    longest = 3000
    read_by_others = TOLD
    expected = OF_A_REGION
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), empty_label=None)
    is_named = forms.TypedChoiceField(
        label=_("May others see which region this is?"),
        choices=NAMED,
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_(
            "What you expect and notice is read by whoever may read the lesson: do not name the region in it then."
        ),
    )

    field_order = ["region", *TRIED, "is_named"]

    def __init__(self, *args: Any, lesson: LessonPage, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lesson = lesson
        self.fields["region"].queryset = Region.objects.current().coordinated_by(user)  # type: ignore[attr-defined]

    def act(self, *, user: User) -> Trial:
        return actions.begin_trial(self.lesson, user=user, **self.cleaned_data)


class ChangeTrialForm(NamingForm, VersionedForm, TrialFields):
    longest = 3000
    read_by_others = TOLD
    expected = OF_A_REGION

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = version_of(self.instance, fields=TRIED)

    def write(self, *, user: User) -> Trial:
        return actions.change_trial(self.instance, version=self.cleaned_data["version"], user=user, **self.values)

    def get_standing(self) -> dict[str, Any]:
        standing = Trial.objects.get(pk=self.instance.pk)
        return {"version": version_of(standing, fields=TRIED), **{name: getattr(standing, name) for name in TRIED}}


class DecideTrialForm(NamingForm, TextForm):
    longest = 3000
    read_by_others = ("noticed", "because")
    expected = OF_A_REGION
    needed_when: ClassVar[dict[str, Any]] = {"reason": _("needed when you stop")}

    noticed = forms.CharField(label=_("What did you notice?"), widget=forms.Textarea(attrs={"rows": 4}))
    decision = forms.ChoiceField(label=_("What do you decide?"), choices=TrialDecision, widget=forms.RadioSelect)
    because = forms.CharField(
        label=_("Why this decision?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("When you go on adapted: how. Others read it with the lesson; a trial that stops teaches as much."),
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "–"), *UptakeReason.choices], required=False)

    def __init__(self, *args: Any, trial: Trial, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trial = trial

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") == TrialDecision.STOP and not data.get("reason"):
            self.add_error("reason", _("Choose a reason: it tells others when the lesson does not hold."))
        return data

    def act(self, *, user: User) -> Trial:
        return actions.decide_trial(self.trial, user=user, **self.cleaned_data)
