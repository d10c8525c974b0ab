"""Whose judgement is asked on a criterion, and who may read it: the visited party's, the panel's, each member's and the
committee's. Rules, like `visitations.rules`, on which they rest."""

from typing import Any

from regions import rules as base
from regions.models import Membership

from .rules import JUDGING_ROLES, has_seat_in, is_host, is_visited, judges, leads_committee, steers
from .states import HOST_READS_DRAFT_STAGES, JUDGING_STAGES, PANEL_STAGES, Stage


def may_read_self_evaluation(user: Any, visitation: Any) -> bool:
    """The visited party's own; the committee reads it once it was handed in."""
    if is_visited(user, visitation):
        return visitation.stage not in {Stage.SCOPE, Stage.COMMITTEE}
    return visitation.self_evaluated_on is not None and judges(user, visitation)


def may_self_evaluate(user: Any, visitation: Any) -> bool:
    open_still = visitation.stage == Stage.SELF_EVALUATION and visitation.self_evaluated_on is None
    return open_still and is_host(user, visitation)


def is_on_panel(user: Any, visitation: Any) -> bool:
    """Young people and parents; nobody who sits at one of the tables."""
    if visitation.panel_id is None or not base.is_member(user, visitation.panel_id):
        return False
    return not has_seat_in(user, visitation.committee_id, visitation.visited_party_id)


def may_answer_on_panel(user: Any, visitation: Any) -> bool:
    return visitation.stage in PANEL_STAGES and is_on_panel(user, visitation)


def may_compose_panel(user: Any, visitation: Any) -> bool:
    """Chair, secretary and editors: the visited party does not choose who speaks about it."""
    return visitation.stage in PANEL_STAGES and steers(user, visitation)


def judging_seats(visitation: Any) -> Any:
    """Who judges now. Who is recused, has not declared or only observes is not among them, also not to be counted."""
    return Membership.objects.reading().filter(circle=visitation.committee_id, role__in=JUDGING_ROLES)


def may_see_judging(user: Any, visitation: Any) -> bool:
    begun = visitation.stage in JUDGING_STAGES | HOST_READS_DRAFT_STAGES
    return begun and judges(user, visitation)


def may_judge_alone(user: Any, visitation: Any) -> bool:
    if visitation.stage not in JUDGING_STAGES or visitation.judgements_opened_on is not None:
        return False
    return judges(user, visitation)


def may_open_judgements(user: Any, visitation: Any) -> bool:
    if visitation.stage not in JUDGING_STAGES or visitation.judgements_opened_on is not None:
        return False
    return leads_committee(user, visitation)


def may_judge_together(user: Any, visitation: Any) -> bool:
    opened = visitation.judgements_opened_on is not None
    return opened and visitation.stage in JUDGING_STAGES and judges(user, visitation)
