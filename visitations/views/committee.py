from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from regions.models import Membership
from regions.states import MembershipStatus, Role

from .. import actions, rules
from ..actions.requirements import missing_for_installing
from ..forms import (
    DeclarationForm,
    HostForm,
    ObjectionDecisionForm,
    ObjectionForm,
    OverrideForm,
    ProposeForm,
    TieDecisionForm,
)
from ..models import Declaration, MemberObjection, VisitationPage
from ..models.trajectory import VisitationPageQuerySet
from ..overview import moves, seats
from ..seating import SeatTable
from ..states import Stage, TieDecision
from ..ties import Hint, hints, restored
from .base import Button, FormScreen, Screen, VisitationMixin, committee_or_page, of_those_involved, of_visited_party


class CommitteeView(Screen):
    """Who composes the committee sees every seat and every tie; the visited party who is asked or in, with the ties that were
    accepted; the others who is in."""

    template_name = "visitations/committee.html"
    door = staticmethod(of_those_involved)
    rule = staticmethod(rules.may_see_committee)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, visitation = self.request.user, self.visitation
        composes = rules.may_compose_committee(user, visitation)
        rows = SeatTable(visitation, user).rows()
        installing = composes and visitation.stage == Stage.COMMITTEE and visitation.installed_on is None
        return super().get_context_data(
            composes=composes,
            visited=rules.is_visited(user, visitation),
            adds_hosts=rules.may_add_host(user, visitation),
            installing=installing,
            missing=missing_for_installing(visitation, timezone.localdate()) if installing else [],
            installs=rules.may_install(user, visitation),
            waives=any(row.may_object for row in rows),
            seats=rows,
            hosts=seats(visitation.visited_party_id),
            moves=moves(visitation, user),
            **kwargs,
        )


class AboutASeat(VisitationMixin):
    """Ends on the committee's screen, unless it is the reader's own seat that closed it to them."""

    door = staticmethod(of_those_involved)

    def get_success_url(self, _obj: Any = None) -> str:
        return committee_or_page(self.visitation, self.request.user)


class OneSeat(AboutASeat):
    """A seat that has not ended, of this committee."""

    @cached_property
    def seat(self) -> Membership:
        here = self.visitation.committee.memberships.exclude(status=MembershipStatus.ENDED)
        return get_object_or_404(here.select_related("user__organisation"), pk=self.kwargs["seat_pk"])


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
        return super().get_context_data(stands_in=stands_in, hints=restored(self.declaration.hints), **kwargs)


class OverrideView(AboutASeat, FormScreen):
    template_name = "visitations/override.html"
    form_class = OverrideForm
    about = ("declaration",)
    title = _("Lift a recusal")
    submit = _("Lift the recusal")
    success_message = _("The recusal was lifted. Both sides have been told.")

    @staticmethod
    def rule(user: Any, declaration: Declaration) -> bool:
        return rules.may_override(user, declaration.membership, declaration.membership.circle.visitation)

    @cached_property
    def declaration(self) -> Declaration:
        recused = Declaration.objects.select_related("membership__user", "membership__circle__visitation").filter(
            membership__circle=self.visitation.committee_id, membership__status=MembershipStatus.RECUSED
        )
        return get_object_or_404(recused, membership=self.kwargs["seat_pk"], decision=TieDecision.RECUSED)

    def get_rule_object(self) -> Declaration:
        return self.declaration


class ObjectView(OneSeat, FormScreen):
    """For the visited party: who was recused is not there for it."""

    template_name = "visitations/object.html"
    form_class = ObjectionForm
    about = ("seat",)
    door = staticmethod(of_visited_party)
    title = _("Object to a member")
    submit = _("Object")
    success_message = _("Your objection has been handed in. You read the decision on this screen.")

    @staticmethod
    def rule(user: Any, asked: tuple[Membership, VisitationPage]) -> bool:
        return rules.may_object(user, *asked)

    def get_rule_object(self) -> tuple[Membership, VisitationPage]:
        if self.seat.status == MembershipStatus.RECUSED:
            raise Http404
        return self.seat, self.visitation


class ObjectionDecisionView(AboutASeat, FormScreen):
    template_name = "visitations/objection_decision.html"
    form_class = ObjectionDecisionForm
    about = ("objection",)
    title = _("Decide on an objection")
    submit = _("Decide")
    success_message = _("Decided. The visited party has been told.")

    @staticmethod
    def rule(user: Any, asked: tuple[Membership, VisitationPage]) -> bool:
        return rules.may_decide_on_seat(user, *asked)

    @cached_property
    def objection(self) -> MemberObjection:
        objections = MemberObjection.objects.select_related("membership__user")
        return get_object_or_404(
            objections, membership=self.kwargs["seat_pk"], membership__circle=self.visitation.committee_id
        )

    def get_rule_object(self) -> tuple[Membership, VisitationPage]:
        return self.objection.membership, self.visitation


class WaiveView(AboutASeat, Button):
    door = staticmethod(of_visited_party)
    rule = staticmethod(rules.may_waive_objections)
    success_message = _("Noted: you have no objections to those who are asked now.")

    def act(self, obj: VisitationPage, user: Any) -> VisitationPage:
        return actions.waive_objections(obj, user=user)


class InstallView(AboutASeat, Button):
    rule = staticmethod(rules.may_install)
    success_message = _("The committee has been installed.")

    def act(self, obj: VisitationPage, user: Any) -> VisitationPage:
        return actions.install_committee(obj, user=user)


def with_seat_of(user: Any) -> VisitationPageQuerySet:
    return VisitationPage.objects.with_seat_of(user)


class DeclareView(FormScreen):
    """The one screen of a member who has not declared, or is recused: their own declaration."""

    template_name = "visitations/declare.html"
    form_class = DeclarationForm
    about = ("membership", "known")
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

    @cached_property
    def known(self) -> list[Hint]:
        return hints(self.request.user, self.visitation)

    def get_rule_object(self) -> Membership:
        return self.membership

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        declaration = Declaration.objects.filter(membership=self.membership).first()
        return super().get_context_data(declaration=declaration, **kwargs)
