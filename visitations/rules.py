"""Who may do what in a visitation. What each door shows follows from these; who holds none of them meets a 404."""

import datetime
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone

from regions import rules as base
from regions.models import Membership
from regions.states import MembershipStatus, Role

from .states import (
    HOST_READS_DRAFT_STAGES,
    PLANNING_STAGES,
    PUBLISHED_STAGES,
    STAGE_MOVERS,
    WRITING_STAGES,
    Mover,
    Stage,
)

JUDGING_ROLES = (Role.CHAIR, Role.SECRETARY, Role.MEMBER, Role.EXPERIENCE_EXPERT)
COMMITTEE_LEADS = (Role.CHAIR, Role.SECRETARY)


def may_start(user: Any, _obj: Any = None) -> bool:
    return base.is_editor(user)


def sits_on_committee(user: Any, visitation: Any) -> bool:
    """An observer sits in too; who has not declared, or is recused, does not."""
    return base.is_member(user, visitation.committee_id)


def judges(user: Any, visitation: Any) -> bool:
    """Reads the evidence and takes part in the deliberation: the committee without its observers."""
    return base.has_role(user, visitation.committee_id, *JUDGING_ROLES)


def leads_committee(user: Any, visitation: Any) -> bool:
    return base.has_role(user, visitation.committee_id, *COMMITTEE_LEADS)


def may_write(user: Any, visitation: Any) -> bool:
    return visitation.stage in WRITING_STAGES and judges(user, visitation)


def has_seat_in(user: Any, *circles: int) -> bool:
    """Whatever became of the seat, short of its end."""
    return user.memberships.filter(circle__in=circles).exclude(status=MembershipStatus.ENDED).exists()


def was_asked(user: Any, visitation: Any) -> bool:
    return has_seat_in(user, visitation.committee_id)


def has_seat(user: Any, visitation: Any) -> bool:
    """Asked for the committee, of the visited party, or on the panel."""
    circles = (visitation.committee_id, visitation.visited_party_id, visitation.panel_id)
    return has_seat_in(user, *filter(None, circles))


def edits(user: Any, visitation: Any) -> bool:
    """A national editor keeps the trajectory going, except where they sit at one of the tables: conflicted means absent."""
    return base.is_editor(user) and not has_seat(user, visitation)


def is_visited(user: Any, visitation: Any) -> bool:
    """Nobody is on both sides of the table."""
    return base.is_member(user, visitation.visited_party_id) and not was_asked(user, visitation)


def is_host(user: Any, visitation: Any) -> bool:
    return base.has_role(user, visitation.visited_party_id, Role.HOST) and not was_asked(user, visitation)


def may_see_committee(user: Any, visitation: Any) -> bool:
    """Who is on it and which ties were accepted: for those who compose it, and for the visited party."""
    return judges(user, visitation) or is_visited(user, visitation) or edits(user, visitation)


def steers(user: Any, visitation: Any) -> bool:
    """Chair, secretary and editors, until it is closed."""
    return visitation.stage != Stage.CLOSED and (leads_committee(user, visitation) or edits(user, visitation))


def may_compose_committee(user: Any, visitation: Any) -> bool:
    return steers(user, visitation)


def may_add_host(user: Any, visitation: Any) -> bool:
    return is_host(user, visitation) or edits(user, visitation)


def may_declare(user: Any, seat: Any) -> bool:
    """Everybody declares for themselves."""
    return user.is_authenticated and seat.user_id == user.pk


def may_decide_on_chair(user: Any, visitation: Any) -> bool:
    """The chair's own tie is an editor's to decide on; when every editor sits at one of the tables, the secretary's."""
    return edits(user, visitation) or stands_in_for_editors(user, visitation)


def stands_in_for_editors(user: Any, visitation: Any) -> bool:
    return base.has_role(user, visitation.committee_id, Role.SECRETARY) and not any(
        edits(seat.user, visitation) for seat in editors()
    )


def editors() -> Any:
    return Membership.objects.reading().filter(role=Role.EDITOR, user__is_active=True).select_related("user")


def may_decide_on_ties(user: Any, visitation: Any) -> bool:
    """A member's tie: the chair's to decide on, or an editor's."""
    return base.has_role(user, visitation.committee_id, Role.CHAIR) or edits(user, visitation)


def may_decide_on_seat(user: Any, membership: Any, visitation: Any) -> bool:
    """Nobody decides on their own."""
    if not user.is_authenticated or membership.user_id == user.pk:
        return False
    decides = may_decide_on_chair if membership.role == Role.CHAIR else may_decide_on_ties
    return decides(user, visitation)


def may_decide_on_tie(user: Any, declaration: Any) -> bool:
    membership = declaration.membership
    return may_decide_on_seat(user, membership, membership.circle.visitation)


def objection_ends(seat: Any, visitation: Any) -> datetime.date | None:
    """The last day on which the visited party may object to this member; None when it has said that it will not."""
    asked_on = timezone.localdate(seat.since)
    waived_on = visitation.objections_waived_on
    if waived_on is not None and asked_on <= waived_on:
        return None
    return asked_on + datetime.timedelta(days=settings.VISITATION_OBJECTION_DAYS)


def may_object(user: Any, seat: Any, visitation: Any) -> bool:
    """The visited party's contact, once and within the term, to a member who is not out already."""
    if seat.status not in {MembershipStatus.ACTIVE, MembershipStatus.AWAITING_DECLARATION}:
        return False
    ends = objection_ends(seat, visitation)
    return ends is not None and timezone.localdate() <= ends and is_host(user, visitation)


def may_waive_objections(user: Any, visitation: Any) -> bool:
    return visitation.stage != Stage.CLOSED and is_host(user, visitation)


def may_install(user: Any, visitation: Any) -> bool:
    """The chair, or an editor."""
    if visitation.stage != Stage.COMMITTEE or visitation.installed_on is not None:
        return False
    return base.has_role(user, visitation.committee_id, Role.CHAIR) or edits(user, visitation)


def may_override(user: Any, membership: Any, visitation: Any) -> bool:
    """An editor lifts a recusal, with a reason that both sides read; never their own."""
    return membership.user_id != user.pk and visitation.stage != Stage.CLOSED and edits(user, visitation)


def may_set_terms(user: Any, visitation: Any) -> bool:
    return steers(user, visitation)


MOVES: dict[str, Callable[[Any, Any], bool]] = {
    Mover.LEADS: leads_committee,
    Mover.HOST: is_host,
    Mover.EDITOR: edits,
}


def may_move(user: Any, visitation: Any) -> bool:
    return any(MOVES[mover](user, visitation) for mover in STAGE_MOVERS[visitation.stage])


def may_open_fact_check(user: Any, visitation: Any) -> bool:
    """The draft is open to the visited party from the fact check on, and not a day earlier."""
    if visitation.stage not in HOST_READS_DRAFT_STAGES:
        return False
    return is_visited(user, visitation) or judges(user, visitation)


def may_remark(user: Any, visitation: Any) -> bool:
    return visitation.stage == Stage.FACT_CHECK and is_host(user, visitation)


def may_decide_remarks(user: Any, visitation: Any) -> bool:
    return visitation.stage == Stage.FACT_CHECK and judges(user, visitation)


def may_see_responses(user: Any, visitation: Any) -> bool:
    """What the visited party prepares is its own until it is published with the report."""
    return visitation.stage in {Stage.RESPONSE, *PUBLISHED_STAGES} and is_visited(user, visitation)


def may_respond(user: Any, visitation: Any) -> bool:
    return visitation.stage == Stage.RESPONSE and is_host(user, visitation)


def may_see_follow_up(user: Any, visitation: Any) -> bool:
    return visitation.stage in PUBLISHED_STAGES and is_visited(user, visitation)


def may_review_progress(user: Any, visitation: Any) -> bool:
    return visitation.stage in {Stage.PUBLISHED, Stage.REVIEW} and is_host(user, visitation)


def may_read_attachment(user: Any, attachment: Any) -> bool:
    """What the visited party hands over: its own, and the committee's once it was handed in."""
    if not user.is_authenticated:
        return False
    if is_visited(user, attachment.visitation):
        return True
    with_the_committee = attachment.assessment is None or attachment.assessment.handed_in_at is not None
    return with_the_committee and judges(user, attachment.visitation)


def may_change_attachment(user: Any, attachment: Any) -> bool:
    return is_host(user, attachment.visitation)


def may_see_requests(user: Any, visitation: Any) -> bool:
    return judges(user, visitation) or is_visited(user, visitation)


def may_answer_requests(user: Any, visitation: Any) -> bool:
    return visitation.stage in WRITING_STAGES and is_host(user, visitation)


def may_see_programme(user: Any, visitation: Any) -> bool:
    """Everybody who takes part in the visit, observers too."""
    return sits_on_committee(user, visitation) or is_visited(user, visitation)


def may_plan(user: Any, visitation: Any) -> bool:
    """Chair and secretary; the host, who knows the rooms."""
    return visitation.stage in PLANNING_STAGES and (leads_committee(user, visitation) or is_host(user, visitation))


def may_follow_up(user: Any, visitation: Any) -> bool:
    """Takes actions and draws lessons out of the recommendations; also when the visitation is closed."""
    return visitation.stage in PUBLISHED_STAGES and is_host(user, visitation)
