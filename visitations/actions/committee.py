"""The committee: proposed, declared, decided on. Until a seat is active it opens nothing that is not public."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions import actions as circles
from regions.audit import record
from regions.models import Membership, User
from regions.states import IllegalMove, MembershipStatus, Role

from .. import emails, rules
from ..models import Declaration, MemberObjection, VisitationPage
from ..states import ObjectionDecision, Stage, TieDecision, TieKind
from ..ties import hints
from .locking import demand_stage, demand_text
from .panel import leave_panel
from .requirements import missing_for_installing

BEFORE_THE_END = [stage for stage in Stage if stage != Stage.CLOSED]


def outside_eyes_only(person: User, visitation: VisitationPage) -> None:
    """Raise IllegalMove for somebody of the visited region or organisation, or who speaks for it."""
    if rules.has_seat_in(person, visitation.visited_party_id):
        raise IllegalMove(_("This person speaks for the visited party. Nobody is on both sides of the table."))
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
    if role == Role.CHAIR:
        _demand_no_chair(visitation)
    leave_panel(visitation, person, user=user)
    membership = circles.add_member(
        visitation.committee, member=person, role=role, user=user, status=MembershipStatus.AWAITING_DECLARATION
    )
    _hear_visited_party_again(visitation)
    record(visitation, "visitations.propose_member", user=user, membership=membership.pk)
    emails.ask_for_declaration(membership, visitation=visitation)
    emails.ask_for_objections(visitation)
    return membership


def _demand_no_chair(visitation: VisitationPage) -> None:
    gone = (MembershipStatus.ENDED, MembershipStatus.RECUSED)
    if visitation.committee.memberships.filter(role=Role.CHAIR).exclude(status__in=gone).exists():
        raise IllegalMove(_("This committee has a chair already."))


def _hear_visited_party_again(visitation: VisitationPage) -> None:
    """That it had no objections was about who was asked then."""
    if visitation.objections_waived_on is not None:
        visitation.objections_waived_on = None
        visitation.save(update_fields=["objections_waived_on"], clean=False)


@transaction.atomic
def withdraw_member(membership: Membership, *, user: User) -> Membership:
    """The seat ends. The person may be asked again later; but who stepped back is out already, and only an editor who says
    why takes them back."""
    visitation = demand_stage(visitation_of(membership), BEFORE_THE_END)
    membership.refresh_from_db(fields=["status"])
    if membership.status == MembershipStatus.ENDED:
        raise IllegalMove(_("This seat has ended already."))
    if membership.status == MembershipStatus.RECUSED:
        raise IllegalMove(_("This member has stepped back already."))
    circles.set_membership_status(membership, status=MembershipStatus.ENDED, user=user)
    record(visitation, "visitations.withdraw_member", user=user, membership=membership.pk)
    return membership


@transaction.atomic
def add_host(visitation: VisitationPage, *, person: User, user: User, role: Role = Role.HOST) -> Membership:
    """Somebody who speaks for the visited party; nobody is on both sides of the table."""
    demand_stage(visitation, BEFORE_THE_END)
    if visitation.committee.memberships.exclude(status=MembershipStatus.ENDED).filter(user=person).exists():
        raise IllegalMove(_("This person was asked for the committee and cannot speak for the visited party."))
    leave_panel(visitation, person, user=user)
    membership = circles.add_member(visitation.visited_party, member=person, role=role, user=user)
    record(visitation, "visitations.add_host", user=user, membership=membership.pk)
    return membership


@transaction.atomic
def declare(membership: Membership, *, user: User, ties: Iterable[TieKind] = (), explanation: str = "") -> Declaration:
    """The member's own word on their ties. Without a tie, and without one that the platform knows of, the seat is active at
    once; otherwise it waits for a decision, and what the platform knew is kept with it.

    A tie found later may be declared then and closes the seat until it is decided; one declared cannot be taken back.
    """
    visitation = demand_stage(visitation_of(membership), BEFORE_THE_END)
    membership.refresh_from_db(fields=["status"])
    if membership.user_id != user.pk:
        raise IllegalMove(_("Everybody declares for themselves."))
    outside_eyes_only(user, visitation)
    earlier = Declaration.objects.filter(membership=membership).first()
    declared = [str(tie) for tie in TieKind if tie in set(ties)]
    if earlier is not None and (earlier.ties or not declared):
        raise IllegalMove(_("You have declared this already."))
    known = [hint.stored() for hint in hints(user, visitation)]
    _demand_explanation(explanation, declared=bool(declared), known=bool(known))
    decision = TieDecision.PENDING if declared or known else TieDecision.ACCEPTED
    declaration, _created = Declaration.objects.update_or_create(
        membership=membership,
        defaults={"ties": declared, "explanation": explanation.strip(), "decision": decision, "hints": known},
    )
    _seat(membership, decision=decision, user=user)
    record(visitation, "visitations.declare", user=user, membership=membership.pk)
    if decision == TieDecision.PENDING:
        emails.ask_to_decide(declaration, visitation=visitation)
    return declaration


def _demand_explanation(explanation: str, *, declared: bool, known: bool) -> None:
    if declared:
        demand_text(explanation, _("Explain the tie, so that it can be decided on."))
    elif known:
        demand_text(explanation, _("Say why what the platform knows is no tie, so that it can be decided on."))


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


@transaction.atomic
def override_recusal(declaration: Declaration, *, reason: str, user: User) -> Declaration:
    """Takes a recused member back, against the decision that stood: with a reason, and made known to both sides.

    What the visited party's objection brought about is not for this: it would take back what was promised to it.
    """
    membership = declaration.membership
    visitation = demand_stage(visitation_of(membership), BEFORE_THE_END)
    declaration.refresh_from_db()
    membership.refresh_from_db(fields=["status"])
    if membership.user_id == user.pk:
        raise IllegalMove(_("Nobody lifts their own recusal."))
    if declaration.decision != TieDecision.RECUSED or membership.status != MembershipStatus.RECUSED:
        raise IllegalMove(_("This member is not recused because of a tie."))
    if MemberObjection.objects.filter(membership=membership, decision=ObjectionDecision.UPHELD).exists():
        raise IllegalMove(_("The visited party objected to this member, and that was upheld."))
    if membership.role == Role.CHAIR:
        _demand_no_chair(visitation)
    declaration.override_reason = demand_text(reason, _("Say why the recusal is lifted: both sides read it."))
    declaration.decision = TieDecision.ACCEPTED
    declaration.overridden_at, declaration.overridden_by = timezone.now(), user
    declaration.save(update_fields=["override_reason", "decision", "overridden_at", "overridden_by"])
    circles.set_membership_status(membership, status=MembershipStatus.ACTIVE, user=user)
    record(visitation, "visitations.override_recusal", user=user, membership=membership.pk)
    emails.tell_recusal_lifted(visitation, membership=membership)
    return declaration


@transaction.atomic
def install_committee(visitation: VisitationPage, *, user: User, on: datetime.date | None = None) -> VisitationPage:
    """The committee stands: everybody has declared, and the visited party had its say. IllegalMove tells what is missing."""
    day = on or timezone.localdate()
    demand_stage(visitation, {Stage.COMMITTEE})
    visitation.refresh_from_db(fields=["installed_on", "objections_waived_on"])
    if visitation.installed_on is not None:
        raise IllegalMove(_("This committee has been installed already."))
    if missing := missing_for_installing(visitation, day):
        raise IllegalMove(" ".join(missing))
    visitation.installed_on = day
    visitation.save(update_fields=["installed_on"], clean=False)
    record(visitation, "visitations.install_committee", user=user)
    return visitation


SEAT_AFTER = {
    TieDecision.PENDING: MembershipStatus.AWAITING_DECLARATION,
    TieDecision.ACCEPTED: MembershipStatus.ACTIVE,
    TieDecision.RECUSED: MembershipStatus.RECUSED,
}


def _seat(membership: Membership, *, decision: TieDecision, user: User) -> None:
    """Who is out stays out, whatever is declared or decided after that."""
    status = SEAT_AFTER[decision]
    if membership.status in {MembershipStatus.ENDED, MembershipStatus.RECUSED}:
        raise IllegalMove(_("This seat has ended."))
    if membership.status != status:
        circles.set_membership_status(membership, status=status, user=user)
