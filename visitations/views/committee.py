from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from regions.models import Membership
from regions.states import MembershipStatus, Role

from .. import actions, rules
from ..forms import DeclarationForm, HostForm, ProposeForm, TieDecisionForm
from ..models import Declaration, VisitationPage
from ..models.trajectory import VisitationPageQuerySet
from ..overview import seats
from .base import Button, FormScreen, Screen, VisitationMixin, committee_or_page, of_those_involved


class CommitteeView(Screen):
    """Who composes the committee sees every seat and every tie; the others who is in, and the ties that were accepted."""

    template_name = "visitations/committee.html"
    door = staticmethod(of_those_involved)
    rule = staticmethod(rules.may_see_committee)

    def get_seats(self, *, composes: bool) -> list[Membership]:
        people = self.visitation.committee.memberships.select_related("user__organisation", "declaration")
        shown = people.exclude(status=MembershipStatus.ENDED) if composes else people.reading()
        return list(shown.order_by("since", "pk"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        composes = rules.may_compose_committee(user, self.visitation)
        return super().get_context_data(
            composes=composes,
            decides=rules.may_decide_on_ties(user, self.visitation),
            decides_on_chair=rules.may_decide_on_chair(user, self.visitation),
            adds_hosts=rules.may_add_host(user, self.visitation),
            seats=self.get_seats(composes=composes),
            hosts=seats(self.visitation.visited_party_id),
            **kwargs,
        )


class AboutASeat(VisitationMixin):
    """Ends on the committee's screen, unless it is the reader's own seat that closed it to them."""

    door = staticmethod(of_those_involved)

    def get_success_url(self, _obj: Any = None) -> str:
        return committee_or_page(self.visitation, self.request.user)


class ProposeView(AboutASeat, FormScreen):
    form_class = ProposeForm
    rule = staticmethod(rules.may_compose_committee)
    title = _("Propose a member")
    intro = _("The person is asked by mail to declare their ties, and reads nothing of the work before that.")
    submit = _("Propose")
    success_message = _("The person has been asked to declare their ties.")


class HostView(AboutASeat, FormScreen):
    form_class = HostForm
    rule = staticmethod(rules.may_add_host)
    title = _("Add a contact of the visited party")
    submit = _("Add")
    success_message = _("The contact has been added.")


class WithdrawView(AboutASeat, Button):
    rule = staticmethod(rules.may_compose_committee)
    success_message = _("The seat has ended.")

    def act(self, obj: VisitationPage, user: Any) -> Membership:
        seat = get_object_or_404(obj.committee.memberships, pk=self.kwargs["seat_pk"])
        return actions.withdraw_member(seat, user=user)


class TieDecisionView(AboutASeat, FormScreen):
    """Shows the tie, and nothing of the committee's work: an editor decides without seeing it."""

    template_name = "visitations/tie_decision.html"
    form_class = TieDecisionForm
    about = ("declaration",)
    rule = staticmethod(rules.may_decide_on_tie)
    title = _("Decide on a tie")
    submit = _("Decide")
    success_message = _("Decided. The member has been told.")

    @cached_property
    def declaration(self) -> Declaration:
        declarations = Declaration.objects.select_related(
            "membership__user__organisation", "membership__circle__visitation"
        )
        return get_object_or_404(
            declarations, membership=self.kwargs["seat_pk"], membership__circle=self.visitation.committee_id
        )

    def get_rule_object(self) -> Declaration:
        return self.declaration

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        of_chair = self.declaration.membership.role == Role.CHAIR
        stands_in = of_chair and rules.stands_in_for_editors(self.request.user, self.visitation)
        return super().get_context_data(stands_in=stands_in, **kwargs)


def with_seat_of(user: Any) -> VisitationPageQuerySet:
    return VisitationPage.objects.with_seat_of(user)


class DeclareView(FormScreen):
    """The one screen of a member who has not declared, or is recused: their own declaration."""

    template_name = "visitations/declare.html"
    form_class = DeclarationForm
    about = ("membership",)
    door = staticmethod(with_seat_of)
    rule = staticmethod(rules.may_declare)
    back = "declare"
    title = _("Your declaration of ties")
    submit = _("Declare")
    success_message = _("Thank you. Your declaration has been kept.")

    @cached_property
    def membership(self) -> Membership:
        seats_here = Membership.objects.exclude(status=MembershipStatus.ENDED).select_related("declaration")
        return get_object_or_404(seats_here, circle=self.visitation.committee_id, user=self.request.user)

    def get_rule_object(self) -> Membership:
        return self.membership

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        declaration = Declaration.objects.filter(membership=self.membership).first()
        return super().get_context_data(declaration=declaration, **kwargs)
