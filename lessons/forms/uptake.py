"""What a region does with a lesson."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.forms import TextForm
from regions.models import Region, User
from regions.states import Role

from .. import actions
from ..models import LessonPage, Uptake
from ..states import NEGATIVE_UPTAKE, UptakeReason, UptakeStatus


class UptakeForm(TextForm, forms.ModelForm):
    needed_when: ClassVar[dict[str, Any]] = {"reason": _("needed when you stopped or it is not for you")}

    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), empty_label=None)

    class Meta:
        model = Uptake
        fields = ["region", "status", "reason", "note", "result"]
        widgets = {
            "status": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 3}),
            "result": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, lesson: LessonPage, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lesson = lesson
        coordinated = user.memberships.reading().filter(role=Role.COORDINATOR).values("circle")
        self.fields["region"].queryset = Region.objects.filter(circle__in=coordinated)  # type: ignore[attr-defined]
        self.fields["status"].choices = UptakeStatus.choices  # type: ignore[attr-defined]
        self.fields["reason"].choices = [("", "–"), *UptakeReason.choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("status") in NEGATIVE_UPTAKE and not data.get("reason"):
            self.add_error("reason", _("Choose a reason: it tells others when the lesson does not hold."))
        return data

    def act(self, *, user: User) -> Uptake:
        return actions.report_uptake(self.lesson, user=user, **self.cleaned_data)
