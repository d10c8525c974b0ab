"""Forms for the actions people take on: agreeing on one, saying what became of it, and narrowing the list of them."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from regions.forms import TextForm
from regions.models import Circle, Region, User
from regions.states import CircleKind

from .. import actions
from ..models import Action
from ..states import ActionStatus


class ActionFilterForm(forms.Form):
    """Offers what there is something of in sight; anything it does not know is left out rather than refused."""

    wie = forms.ChoiceField(label=_("Whose"), required=False, choices=[("", _("Of all")), ("ik", _("Mine"))])
    tafel = forms.ModelChoiceField(
        Circle.objects.none(), required=False, label=_("Learning table"), empty_label=_("All learning tables")
    )
    regio = forms.ModelChoiceField(
        Region.objects.none(), to_field_name="slug", required=False, label=_("Region"), empty_label=_("All regions")
    )
    stand = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Open, done and dropped")), ("te-laat", _("Past its date")), *ActionStatus.choices],
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        circles = Circle.objects.filter(actions__in=Action.objects.visible_to(user))
        tables = circles.filter(kind=CircleKind.LEARNING_TABLE).distinct()
        regions = Region.objects.filter(Q(circle__in=circles) | Q(led_content__learningtablepage__circle__in=circles))
        self.fields["tafel"].queryset = tables.order_by("name")  # type: ignore[attr-defined]
        self.fields["regio"].queryset = regions.distinct()  # type: ignore[attr-defined]

    def narrow(self, found: QuerySet[Action]) -> QuerySet[Action]:
        if not self.is_bound:
            return found
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("wie"):
            found = found.filter(owner=self.user)
        if table := chosen.get("tafel"):
            found = found.filter(circle=table)
        if region := chosen.get("regio"):
            circles = Circle.objects.filter(Q(region=region) | Q(learning_table__lead_region=region))
            found = found.filter(circle__in=circles)
        if chosen.get("stand") == "te-laat":
            return found.overdue()  # type: ignore[attr-defined]
        return found.filter(status=chosen["stand"]) if chosen.get("stand") else found


class ActionForm(forms.ModelForm):
    """A new action for somebody of the circle."""

    class Meta:
        model = Action
        fields = ["what", "owner", "due_on", "noticed_by"]
        widgets = {"due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, circle: Circle, page: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circle, self.page = circle, page
        people = User.objects.filter(memberships__in=circle.memberships.reading())
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]

    def act(self, *, user: User) -> Action:
        return actions.agree_action(circle=self.circle, page=self.page, user=user, **self.cleaned_data)


class FinishActionForm(TextForm):
    needed_when: ClassVar[dict[str, Any]] = {"result": _("needed when the action is dropped")}

    status = forms.ChoiceField(
        label=_("How does it stand?"), choices=ActionStatus.choices, widget=forms.RadioSelect, initial=ActionStatus.DONE
    )
    result = forms.CharField(label=_("What came of it?"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("status") == ActionStatus.DROPPED and not data.get("result"):
            self.add_error("result", _("Say why the action is dropped."))
        return data

    def act(self, *, user: User) -> Action:
        return actions.finish_action(
            self.action,
            status=ActionStatus(self.cleaned_data["status"]),
            result=self.cleaned_data["result"],
            user=user,
        )
