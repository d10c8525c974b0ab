"""The regional plan of action: each text a form of its own, so that two people who write at once lose nothing."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..actions import plan_parts
from ..actions import plans as actions
from ..models import Organisation, PlanPart, PlanVersion, PlanWriter, Region, RegionalPlan, User
from ..plans import audiences
from ..states import Perspective, PlanStatus
from .base import TextForm, VersionedForm

FIRST_YEAR, LAST_YEAR = 2015, 2100


def year_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=FIRST_YEAR, max_value=LAST_YEAR, localize=False)


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class YearsMixin:
    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        if (data.get("from_year") or 0) > (data.get("until_year") or LAST_YEAR):
            self.add_error("until_year", _("The last year comes before the first."))  # type: ignore[attr-defined]
        return data


class BeginPlanForm(YearsMixin, TextForm):
    title = forms.CharField(label=_("Title"), max_length=200)
    from_year = year_field(_("From (year)"))
    until_year = year_field(_("Until (year)"))

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        year = timezone.localdate().year
        self.initial = {"from_year": year + 1, "until_year": year + 4, **self.initial}

    def act(self, *, user: User) -> RegionalPlan:
        return actions.begin_plan(self.region, user=user, **self.cleaned_data)


class PlanForm(YearsMixin, VersionedForm):
    title = forms.CharField(label=_("Title"), max_length=200)
    from_year = year_field(_("From (year)"))
    until_year = year_field(_("Until (year)"))
    clients_included = forms.CharField(
        label=_("How clients were included"),
        required=False,
        widget=area(6),
        help_text=_(
            "Young people, parents, client councils: when, and to what effect? If they were not, say why. Without this the plan "
            "cannot be approved."
        ),
    )

    def __init__(self, *args: Any, plan: RegionalPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.initial = self._says(plan)

    def _says(self, plan: RegionalPlan) -> dict[str, Any]:
        names = ("title", "from_year", "until_year", "clients_included")
        return {"version": actions.details_version(plan), **{name: getattr(plan, name) for name in names}}

    def write(self, *, user: User) -> RegionalPlan:
        return actions.change_plan(self.plan, version=self.cleaned_data["version"], user=user, **self.values)

    def get_standing(self) -> dict[str, Any]:
        return self._says(RegionalPlan.objects.get(pk=self.plan.pk))


class PlanPartForm(VersionedForm):
    heading = forms.CharField(label=_("Heading"), max_length=200)
    text = forms.CharField(
        label=_("Text"),
        required=False,
        widget=area(16),
        help_text=_(
            "A blank line begins a new paragraph. No names of people, and nothing by which a child can be recognised."
        ),
    )

    def __init__(
        self, *args: Any, plan: RegionalPlan, part: PlanPart | None = None, part_pk: int | None = None, **kwargs: Any
    ) -> None:
        """``part_pk`` without ``part``: it was taken out while somebody wrote in it."""
        super().__init__(*args, **kwargs)
        self.plan, self.part, self.part_pk = plan, part, part.pk if part else part_pk
        if part:
            self.initial = self._says(part)

    def _says(self, part: PlanPart | None) -> dict[str, Any]:
        version = plan_parts.part_version(part)
        return {"version": version, "heading": part.heading, "text": part.text} if part else {"version": version}

    def write(self, *, user: User) -> PlanPart:
        version = self.cleaned_data["version"]
        return plan_parts.write_plan_part(self.plan, self.part_pk, version=version, user=user, **self.values)

    def get_standing(self) -> dict[str, Any]:
        return self._says(self.plan.parts.filter(pk=self.part_pk).first())


class RemovePartForm(VersionedForm):
    """``version`` is what was looked at."""

    def __init__(self, *args: Any, plan: RegionalPlan, part: PlanPart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.part = plan, part
        self.initial = {"version": plan_parts.part_version(part)}

    def write(self, *, user: User) -> RegionalPlan:
        version = self.cleaned_data["version"]
        return plan_parts.remove_plan_part(self.plan, self.part.pk, version=version, user=user)

    def get_standing(self) -> dict[str, Any]:
        self.part = PlanPart.objects.filter(pk=self.part.pk).first() or self.part
        return {"version": plan_parts.part_version(self.part)}


class PlanWriterForm(TextForm):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), required=False, empty_label=_("Another: write it below")
    )
    name = forms.CharField(
        label=_("Another organisation or group"),
        max_length=150,
        required=False,
        help_text=_("For example: youth council, parents of the residential group. No names of people."),
    )
    perspective = forms.ChoiceField(label=_("From which side"), choices=Perspective.choices)

    def __init__(self, *args: Any, plan: RegionalPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["organisation"].queryset = Organisation.objects.order_by("name")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("organisation") and not data.get("name"):
            self.add_error("name", _("Choose an organisation, or write which group it was."))
        return data

    def act(self, *, user: User) -> PlanWriter | None:
        return actions.add_plan_writer(self.plan, user=user, **self.cleaned_data)


class KeepVersionForm(TextForm):
    what_changed = forms.CharField(label=_("What changed"), required=False, widget=area(3))

    def __init__(self, *args: Any, plan: RegionalPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan

    def act(self, *, user: User) -> PlanVersion:
        return actions.keep_plan_version(self.plan, user=user, **self.cleaned_data)


class MovePlanForm(KeepVersionForm):
    to = forms.ChoiceField(choices=PlanStatus.choices, widget=forms.HiddenInput)

    def act(self, *, user: User) -> RegionalPlan:
        to = PlanStatus(self.cleaned_data["to"])
        return actions.move_plan(self.plan, to=to, what_changed=self.cleaned_data["what_changed"], user=user)


class DeletePlanForm(VersionedForm):
    """``version`` is a mark of the whole text that was looked at."""

    def __init__(self, *args: Any, plan: RegionalPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.initial = self.get_standing()

    def write(self, *, user: User) -> Region:
        return actions.delete_plan(self.plan, version=self.cleaned_data["version"], user=user)

    def get_standing(self) -> dict[str, Any]:
        return {"version": actions.plan_version(self.plan)}


class PlanAudienceForm(forms.Form):
    audience_key = forms.ChoiceField(label=_("Who may read it once it is approved"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, plan: RegionalPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["audience_key"].choices = audiences(plan.region)
        self.initial = {"audience_key": plan.audience_key}

    def act(self, *, user: User) -> RegionalPlan:
        return actions.set_plan_audience(self.plan, user=user, **self.cleaned_data)


class ApprovePlanForm(VersionedForm):
    """``version`` is a mark of the whole text that was looked at."""

    approved_by = forms.CharField(
        label=_("Approved by"),
        max_length=200,
        help_text=_("The body that approved it, such as “the regional board of aldermen”; no name of a person."),
    )
    approved_on = forms.DateField(
        label=_("Approved on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    what_changed = forms.CharField(
        label=_("What changed since the last approved version"), required=False, widget=area(3)
    )
    replaces = forms.ModelMultipleChoiceField(
        RegionalPlan.objects.none(),
        label=_("It takes the place of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick nothing when the earlier plan goes on beside this one, each for its own years."),
    )

    def __init__(self, *args: Any, plan: RegionalPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        earlier = plan.region.plans.filter(versions__approved_on__isnull=False).exclude(pk=plan.pk)
        self.fields["replaces"].queryset = earlier.exclude(status=PlanStatus.REPLACED).distinct()
        if not self.fields["replaces"].queryset.exists():
            del self.fields["replaces"]
        self.initial = {"version": actions.plan_version(plan), "approved_on": timezone.localdate(), **self.initial}

    def clean_approved_on(self) -> Any:
        day = self.cleaned_data["approved_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day of approval has not come yet."))
        return day

    def write(self, *, user: User) -> PlanVersion:
        version = self.cleaned_data["version"]
        return actions.approve_plan(self.plan, version=version, user=user, **self.values)

    def get_standing(self) -> dict[str, Any]:
        return {"version": actions.plan_version(self.plan)}
