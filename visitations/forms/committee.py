from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from regions.forms import TextForm
from regions.models import Membership, User
from regions.states import ROLES_BY_CIRCLE, CircleKind, MembershipStatus, Role

from .. import actions
from ..models import Declaration, MemberObjection, VisitationPage
from ..states import ObjectionDecision, TieDecision, TieKind
from ..ties import Hint
from .fields import PersonField, ShowsHints, area


class ProposeForm(ShowsHints):
    """Offers only people from outside the region that is visited; the action refuses the others as well."""

    person = PersonField(label=_("Person"), help_text=_("People of the visited region are not in this list."))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role, role.label) for role in ROLES_BY_CIRCLE[CircleKind.COMMITTEE]],
        initial=Role.MEMBER,
    )

    def __init__(self, *args: Any, visitation: VisitationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visitation = visitation
        people = self.fields["person"]
        asked = visitation.committee.memberships.exclude(status=MembershipStatus.ENDED).values("user")
        region = visitation.lead_region_id
        people.queryset = (  # type: ignore[attr-defined]
            people.queryset.exclude(home_region=region)  # type: ignore[attr-defined]
            .exclude(organisation__in=visitation.lead_region.organisations.all())
            .exclude(pk__in=asked)
        )

    def clean(self) -> None:
        self.show_hints("person", self.visitation)

    def act(self, *, user: User) -> Membership:
        return actions.propose_member(self.visitation, user=user, **self.cleaned_data)


class HostForm(forms.Form):
    person = PersonField(label=_("Person"), help_text=_("Reads the draft, makes remarks and writes the response."))

    def __init__(self, *args: Any, visitation: VisitationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visitation = visitation
        people = self.fields["person"]
        here = people.queryset.filter(home_region=visitation.lead_region_id)  # type: ignore[attr-defined]
        employed = people.queryset.filter(organisation__in=visitation.lead_region.organisations.all())  # type: ignore[attr-defined]
        people.queryset = (here | employed).distinct()  # type: ignore[attr-defined]

    def act(self, *, user: User) -> Membership:
        return actions.add_host(self.visitation, user=user, **self.cleaned_data)


NO_TIES = "none"


class DeclarationForm(TextForm):
    """``known``: what the platform knows; "no ties" asks for a word on it."""

    needed_when: ClassVar[dict[str, Any]] = {"explanation": _("needed when you have a tie")}

    ties = forms.MultipleChoiceField(
        choices=[(NO_TIES, _("No ties")), *TieKind.choices],
        widget=forms.CheckboxSelectMultiple,
    )
    explanation = forms.CharField(
        label=_("Explanation"),
        required=False,
        widget=area(),
        help_text=_("Read by who decides: the chair or a national editor."),
    )

    def __init__(self, *args: Any, membership: Membership, known: list[Hint], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.membership, self.known = membership, known
        self.fields["ties"].label = _(
            "Which ties do you have with the visited party, now or in the past %(years)s years?"
        ) % {"years": settings.TIE_LOOKBACK_YEARS}

    def clean_ties(self) -> list[str]:
        chosen = self.cleaned_data["ties"]
        if NO_TIES in chosen and len(chosen) > 1:
            raise forms.ValidationError(_("Choose “No ties”, or the ties that you have."))
        return [tie for tie in chosen if tie != NO_TIES]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("explanation", "").strip():
            if cleaned.get("ties"):
                self.add_error("explanation", _("Explain the tie, so that it can be decided on."))
            elif self.known and "ties" in cleaned:
                message = _("Say why what the platform knows is no tie, so that it can be decided on.")
                self.add_error("explanation", message)
        return cleaned

    def act(self, *, user: User) -> Declaration:
        return actions.declare(self.membership, user=user, **self.cleaned_data)


class TieDecisionForm(TextForm):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(choice, choice.label) for choice in (TieDecision.ACCEPTED, TieDecision.RECUSED)],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"), widget=area(3), help_text=_("When you accept the tie, the visited party reads this reason.")
    )

    def __init__(self, *args: Any, declaration: Declaration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.declaration = declaration

    def act(self, *, user: User) -> Declaration:
        return actions.decide_on_tie(self.declaration, user=user, **self.cleaned_data)


class OverrideForm(TextForm):
    reason = forms.CharField(
        label=_("Why is the recusal lifted?"),
        widget=area(3),
        help_text=_("Read by the visited party and by who composes the committee. Both get a mail that it was done."),
    )

    def __init__(self, *args: Any, declaration: Declaration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.declaration = declaration

    def act(self, *, user: User) -> Declaration:
        return actions.override_recusal(self.declaration, user=user, **self.cleaned_data)


class ObjectionForm(TextForm):
    reason = forms.CharField(
        label=_("Why not this member?"),
        widget=area(3),
        help_text=_("Read by who decides and by who composes the committee; not by the member."),
    )

    def __init__(self, *args: Any, seat: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat = seat

    def act(self, *, user: User) -> MemberObjection:
        return actions.object_to_member(self.seat, user=user, **self.cleaned_data)


class ObjectionDecisionForm(TextForm):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(choice, choice.label) for choice in (ObjectionDecision.UPHELD, ObjectionDecision.DISMISSED)],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Reason"), widget=area(3), help_text=_("The visited party reads this."))

    def __init__(self, *args: Any, objection: MemberObjection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.objection = objection

    def act(self, *, user: User) -> MemberObjection:
        return actions.decide_on_objection(self.objection, user=user, **self.cleaned_data)
