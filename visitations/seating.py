"""The committee's seats as one reader may see them, with what that reader may do with each."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from regions.models import Membership
from regions.states import MembershipStatus, Role

from . import rules
from .models import Declaration, MemberObjection, VisitationPage
from .states import Stage, TieDecision


@dataclass
class Row:
    """``declaration`` and ``objection`` only for who may read them. ``is_later``: asked after the committee was installed."""

    seat: Membership
    declaration: Declaration | None = None
    objection: MemberObjection | None = None
    objection_ends: Any = None
    is_later: bool = False
    may_decide_tie: bool = False
    may_decide_objection: bool = False
    may_object: bool = False
    may_override: bool = False

    @property
    def is_recused(self) -> bool:
        return self.seat.status == MembershipStatus.RECUSED


class SeatTable:
    """One reader's view; what it asks does not grow with the seats."""

    def __init__(self, visitation: VisitationPage, user: Any) -> None:
        self.visitation, self.user = visitation, user
        self.composes = rules.may_compose_committee(user, visitation)
        self.visited = rules.is_visited(user, visitation)
        self.is_host = self.visited and rules.is_host(user, visitation)
        self.edits = rules.edits(user, visitation) and visitation.stage != Stage.CLOSED
        self.on_members = self.composes and rules.may_decide_on_ties(user, visitation)
        self.on_chair = self.composes and rules.may_decide_on_chair(user, visitation)

    def rows(self) -> list[Row]:
        objections = {one.membership_id: one for one in self._objections()}
        return [self._row(seat, objections.get(seat.pk)) for seat in self._seats(objections)]

    def _objections(self) -> list[MemberObjection]:
        """For both sides, but never for who it is about."""
        if not (self.composes or self.visited):
            return []
        here = MemberObjection.objects.filter(membership__circle=self.visitation.committee_id)
        return list(here.exclude(membership__user=self.user))

    def _seats(self, objections: dict[int, MemberObjection]) -> list[Membership]:
        """Who is recused is there for who composes; for the visited party only after an objection of its own."""
        people = self.visitation.committee.memberships.select_related("user__organisation", "declaration")
        if self.composes:
            shown = people.exclude(status=MembershipStatus.ENDED)
        elif self.visited:
            still_in = Q(status__in=[MembershipStatus.ACTIVE, MembershipStatus.AWAITING_DECLARATION])
            shown = people.filter(still_in | Q(pk__in=objections)).exclude(status=MembershipStatus.ENDED)
        else:
            shown = people.reading()
        return list(shown.order_by("since", "pk"))

    def _row(self, seat: Membership, objection: MemberObjection | None) -> Row:
        declaration = getattr(seat, "declaration", None)
        if not self.composes and seat.status != MembershipStatus.ACTIVE:
            declaration = None  # a tie that waits for a decision, or led to a recusal, is not the other side's to read
        decides = seat.user_id != self.user.pk and (self.on_chair if seat.role == Role.CHAIR else self.on_members)
        ends = rules.objection_ends(seat, self.visitation) if self.visited or self.composes else None
        running = ends if ends and timezone.localdate() <= ends else None
        still_in = seat.status in {MembershipStatus.ACTIVE, MembershipStatus.AWAITING_DECLARATION}
        recused_by_tie = (
            declaration is not None
            and declaration.decision == TieDecision.RECUSED
            and seat.status == MembershipStatus.RECUSED
        )
        return Row(
            seat=seat,
            declaration=declaration,
            objection=objection,
            objection_ends=running if still_in and objection is None else None,
            is_later=self._is_later(seat),
            may_decide_tie=decides and declaration is not None and self._is_pending(declaration),
            may_decide_objection=decides and objection is not None and self._is_pending(objection),
            may_object=self.is_host and still_in and running is not None and objection is None,
            may_override=recused_by_tie and self.edits and seat.user_id != self.user.pk,
        )

    def _is_later(self, seat: Membership) -> bool:
        installed = self.visitation.installed_on
        return installed is not None and timezone.localdate(seat.since) > installed

    @staticmethod
    def _is_pending(asked: Declaration | MemberObjection) -> bool:
        return asked.decision == "pending"
