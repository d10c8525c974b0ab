"""What a region does with a lesson."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.forms import NamingForm, TextForm, since_the_regions
from regions.models import Region, User

from .. import actions
from ..models import LessonPage, Uptake
from ..states import NEGATIVE_UPTAKE, UptakeReason, UptakeStatus

# What a region says of itself names its places, its organisations and when it was.
OF_A_REGION = frozenset({"place", "institution", "date"})
NAMED = [("yes", _("Yes, with the region's name")), ("no", _("No, as “a region that does not want to be named”"))]


class UptakeForm(NamingForm, TextForm, forms.ModelForm):
    longest = 3000
    read_by_others = ("note", "result")
    expected = OF_A_REGION
    needed_when: ClassVar[dict[str, Any]] = {
        "reason": _("needed when you stopped or it is not for you"),
        "note": _("needed when you adapted it"),
    }

    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), empty_label=None)
    is_named = forms.TypedChoiceField(
        label=_("May others see which region this is?"),
        choices=NAMED,
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_(
            "Your words are read either way, by whoever may read the lesson: do not name the region in them then."
        ),
    )

    class Meta:
        model = Uptake
        fields = ["region", "status", "date", "reason", "note", "result"]
        labels = {"date": _("Since when?")}
        help_texts = {"note": _("What you do with it, or why it did not hold. When you adapted it: how.")}
        widgets = {
            "status": forms.RadioSelect,
            "date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "note": forms.Textarea(attrs={"rows": 3}),
            "result": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, lesson: LessonPage, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lesson = lesson
        self.initial.setdefault("date", timezone.localdate())
        self.fields["region"].queryset = Region.objects.current().coordinated_by(user)  # type: ignore[attr-defined]
        self.fields["status"].choices = UptakeStatus.choices  # type: ignore[attr-defined]
        self.fields["reason"].choices = [("", "–"), *UptakeReason.choices]  # type: ignore[attr-defined]

    def clean_date(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["date"]
        since_the_regions(day)
        if day > timezone.localdate():
            raise ValidationError(_("That day is still to come. Say what the region does now."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("status") == UptakeStatus.ADAPTED and not (data.get("note") or "").strip():
            self.add_error("note", _("Say how you adapted it: that is what others can use."))
        if data.get("status") in NEGATIVE_UPTAKE and not data.get("reason"):
            self.add_error("reason", _("Choose a reason: it tells others when the lesson does not hold."))
        return data

    def act(self, *, user: User) -> Uptake:
        return actions.report_uptake(self.lesson, user=user, **self.cleaned_data)
