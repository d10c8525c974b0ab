"""The visited party's say on who comes: it objects to a member within a term, or says that it has no objections."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions import actions as circles
from regions.audit import record
from regions.models import Membership, User
from regions.states import IllegalMove, MembershipStatus

from .. import emails
from ..models import MemberObjection, VisitationPage
from ..rules import objection_ends
from ..states import ObjectionDecision
from .committee import BEFORE_THE_END, visitation_of
from .locking import demand_stage, demand_text

STILL_IN = {MembershipStatus.ACTIVE, MembershipStatus.AWAITING_DECLARATION}


@transaction.atomic
def object_to_member(
    membership: Membership, *, reason: str, user: User, on: datetime.date | None = None
) -> MemberObjection:
    """Once for each seat, before its term is over. The seat stays as it is until the objection is decided on."""
    visitation = demand_stage(visitation_of(membership), BEFORE_THE_END)
    membership.refresh_from_db(fields=["status"])
    ends = objection_ends(membership, visitation)
    if ends is None:
        raise IllegalMove(_("You have said that you have no objections."))
    if membership.status not in STILL_IN or (on or timezone.localdate()) > ends:
        raise IllegalMove(_("The term for objecting to this member has passed."))
    if MemberObjection.objects.filter(membership=membership).exists():
        raise IllegalMove(_("There is an objection to this member already."))
    objection = MemberObjection.objects.create(
        membership=membership,
        reason=demand_text(reason, _("Say why you do not want this member.")),
        author=user,
    )
    record(visitation, "visitations.object_to_member", user=user, membership=membership.pk)
    emails.ask_to_decide_objection(objection, visitation=visitation)
    return objection


@transaction.atomic
def decide_on_objection(
    objection: MemberObjection, *, decision: ObjectionDecision, answer: str, user: User
) -> MemberObjection:
    """Upheld: the member is absent from then on, like one who is recused. Dismissed: the member stays."""
    membership = objection.membership
    visitation = demand_stage(visitation_of(membership), BEFORE_THE_END)
    objection.refresh_from_db()
    membership.refresh_from_db(fields=["status"])
    if objection.decision != ObjectionDecision.PENDING or decision == ObjectionDecision.PENDING:
        raise IllegalMove(_("This objection has been decided on already."))
    objection.answer = demand_text(answer, _("Give a reason: the visited party reads it."))
    objection.decision, objection.decided_by, objection.decided_at = decision, user, timezone.now()
    objection.save(update_fields=["decision", "answer", "decided_by", "decided_at"])
    steps_back = decision == ObjectionDecision.UPHELD and membership.status in STILL_IN
    if steps_back:
        circles.set_membership_status(membership, status=MembershipStatus.RECUSED, user=user)
    record(visitation, "visitations.decide_on_objection", user=user, membership=membership.pk)
    emails.tell_objection_decided(objection, visitation=visitation, steps_back=steps_back)
    return objection


@transaction.atomic
def waive_objections(visitation: VisitationPage, *, user: User, on: datetime.date | None = None) -> VisitationPage:
    """The visited party needs no more time for those who are asked now; for who is asked later its term runs again."""
    demand_stage(visitation, BEFORE_THE_END)
    visitation.objections_waived_on = on or timezone.localdate()
    visitation.save(update_fields=["objections_waived_on"], clean=False)
    record(visitation, "visitations.waive_objections", user=user)
    return visitation
