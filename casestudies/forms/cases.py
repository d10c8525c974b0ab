"""Beginning a case: what it is called, and for whom it is written."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lessons.forms import offer_regions
from lessons.places import regions_for
from regions.models import Circle, Region, User

from .. import actions
from ..models import CaseStudyPage
from ..states import CASE_CIRCLES

TITLE_HELP = _("What it was about, without names: “Waiting for day treatment”.")


def circles_of(user: User) -> Any:
    """Those for which ``user`` can write a case."""
    mine = user.memberships.reading().values("circle")
    return Circle.objects.filter(pk__in=mine, kind__in=CASE_CIRCLES)


class NewCaseForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=255, help_text=TITLE_HELP)
    circle = forms.ModelChoiceField(
        Circle.objects.none(),
        label=_("For which circle?"),
        help_text=_(
            "Only this circle reads the case, once you share it. A wider audience needs a privacy check first."
        ),
    )
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label=_("Region"),
        empty_label=_("Choose"),
        help_text=_("The case is listed under this region, for who may read it."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"region": user.home_region, **(kwargs.get("initial") or {})}})
        self.writer = user
        circles = circles_of(user)
        field = cast(forms.ModelChoiceField, self.fields["circle"])
        field.queryset, field.empty_label = circles, None if len(circles) == 1 else _("Choose")
        offer_regions(self, "region", regions_for(circles, writer=user))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        circle, region = data.get("circle"), data.get("region")
        if circle and region and region not in regions_for([circle], writer=self.writer):
            self.add_error("region", _("Choose a region of this circle, or your own."))
        return data

    def act(self, *, user: User) -> CaseStudyPage:
        return actions.write_case(user=user, **self.cleaned_data)


class RegionForm(forms.Form):
    """Under which region the case is listed."""

    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), empty_label=None)

    def __init__(self, *args: Any, case: CaseStudyPage, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"region": case.lead_region_id}})
        self.case = case
        field = cast(forms.ModelChoiceField, self.fields["region"])
        field.queryset = regions_for([case.circle], writer=user)

    def act(self, *, user: User) -> CaseStudyPage:
        return actions.move_case(self.case, region=self.cleaned_data["region"], user=user)
