"""The committee: proposed, declared, decided on. Until a seat is active it opens nothing that is not public."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from regions import actions as circles
from regions.audit import record
from regions.models import Membership, User
from regions.states import IllegalMove, MembershipStatus, Role

from .. import emails, rules
from ..models import Declaration, VisitationPage
from ..states import Stage, TieDecision, TieKind
from .locking import demand_stage, demand_text

BEFORE_THE_END = [stage for stage in Stage if stage != Stage.CLOSED]


def outside_eyes_only(person: User, visitation: VisitationPage) -> None:
    """Raise IllegalMove for somebody of the visited region or organisation."""
    if person.home_region_id == visitation.lead_region_id:
        raise IllegalMove(_("This person works in the region that is visited. A committee looks with outside eyes."))
    organisation = person.organisation
    if organisation is None:
        return
    if (
        organisation.pk == visitation.organisation_id
        or organisation.regions.filter(pk=visitation.lead_region_id).exists()
    ):
        raise IllegalMove(_("This person's organisation works in the region that is visited."))


def visitation_of(membership: Membership) -> VisitationPage:
    return VisitationPage.objects.get(committee=membership.circle_id)


@transaction.atomic
def propose_member(visitation: VisitationPage, *, person: User, role: Role, user: User) -> Membership:
    """A seat that opens nothing until the person has declared their ties."""
    demand_stage(visitation, BEFORE_THE_END)
    outside_eyes_only(person, visitation)
    seats = visitation.committee.memberships.exclude(status=MembershipStatus.ENDED)
    if seats.filter(user=person).exists():
        raise IllegalMove(_("This person was asked for this committee already."))
    if role == Role.CHAIR and seats.filter(role=Role.CHAIR).exclude(status=MembershipStatus.RECUSED).exists():
        raise IllegalMove(_("This committee has a chair already."))
    membership = circles.add_member(
        visitation.committee, member=person, role=role, user=user, status=MembershipStatus.AWAITING_DECLARATION
    )
    record(visitation, "visitations.propose_member", user=user, membership=membership.pk)
    emails.ask_for_declaration(membership, visitation=visitation)
    return membership


@transaction.atomic
def withdraw_member(membership: Membership, *, user: User) -> Membership:
    """The seat ends. The person may be asked again later."""
    visitation = demand_stage(visitation_of(membership), BEFORE_THE_END)
    if membership.status == MembershipStatus.ENDED:
        raise IllegalMove(_("This seat has ended already."))
    circles.set_membership_status(membership, status=MembershipStatus.ENDED, user=user)
    record(visitation, "visitations.withdraw_member", user=user, membership=membership.pk)
    return membership


@transaction.atomic
def add_host(visitation: VisitationPage, *, person: User, user: User, role: Role = Role.HOST) -> Membership:
    """Somebody who speaks for the visited party; nobody is on both sides of the table."""
    demand_stage(visitation, BEFORE_THE_END)
    if visitation.committee.memberships.exclude(status=MembershipStatus.ENDED).filter(user=person).exists():
        raise IllegalMove(_("This person was asked for the committee and cannot speak for the visited party."))
    membership = circles.add_member(visitation.visited_party, member=person, role=role, user=user)
    record(visitation, "visitations.add_host", user=user, membership=membership.pk)
    return membership


@transaction.atomic
def declare(membership: Membership, *, user: User, ties: Iterable[TieKind] = (), explanation: str = "") -> Declaration:
    """The member's own word on their ties. Without a tie the seat is active at once; with one it waits for a decision.

    A tie found later may be declared then and closes the seat until it is decided; one declared cannot be taken back.
    """
    visitation = demand_stage(visitation_of(membership), BEFORE_THE_END)
    if membership.user_id != user.pk:
        raise IllegalMove(_("Everybody declares for themselves."))
    outside_eyes_only(user, visitation)
    earlier = Declaration.objects.filter(membership=membership).first()
    declared = [str(tie) for tie in TieKind if tie in set(ties)]
    if earlier is not None and (earlier.ties or not declared):
        raise IllegalMove(_("You have declared this already."))
    if declared:
        demand_text(explanation, _("Explain the tie, so that it can be decided on."))
    decision = TieDecision.PENDING if declared else TieDecision.ACCEPTED
    declaration, _created = Declaration.objects.update_or_create(
        membership=membership, defaults={"ties": declared, "explanation": explanation.strip(), "decision": decision}
    )
    _seat(membership, decision=decision, user=user)
    record(visitation, "visitations.declare", user=user, membership=membership.pk)
    if decision == TieDecision.PENDING:
        emails.ask_to_decide(declaration, visitation=visitation)
    return declaration


@transaction.atomic
def decide_on_tie(declaration: Declaration, *, decision: TieDecision, reason: str, user: User) -> Declaration:
    """Accepted with a reason that the visited party can read, or recused: then the member is absent from everything."""
    membership = declaration.membership
    visitation = demand_stage(visitation_of(membership), BEFORE_THE_END)
    declaration.refresh_from_db()
    if declaration.decision != TieDecision.PENDING or decision == TieDecision.PENDING:
        raise IllegalMove(_("This tie has been decided on already."))
    declaration.reason = demand_text(reason, _("Give a reason: the visited party can read why a tie was accepted."))
    declaration.decision, declaration.decided_by = decision, user
    declaration.save(update_fields=["decision", "reason", "decided_by"])
    _seat(membership, decision=decision, user=user)
    stands_in = membership.role == Role.CHAIR and rules.stands_in_for_editors(user, visitation)
    noted = {"instead_of_editors": True} if stands_in else {}
    record(visitation, "visitations.decide_on_tie", user=user, membership=membership.pk, **noted)
    emails.tell_decision(declaration, visitation=visitation)
    return declaration


SEAT_AFTER = {
    TieDecision.PENDING: MembershipStatus.AWAITING_DECLARATION,
    TieDecision.ACCEPTED: MembershipStatus.ACTIVE,
    TieDecision.RECUSED: MembershipStatus.RECUSED,
}


def _seat(membership: Membership, *, decision: TieDecision, user: User) -> None:
    status = SEAT_AFTER[decision]
    if membership.status == MembershipStatus.ENDED:
        raise IllegalMove(_("This seat has ended."))
    if membership.status != status:
        circles.set_membership_status(membership, status=status, user=user)
