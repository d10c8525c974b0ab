"""What must be there before a visitation may enter a stage. Each check says what is missing, in words for who moves it on."""

import datetime
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.states import IllegalMove, MembershipStatus, Role

from ..models import FactCheckRemark, VisitationPage, VisitationReportPage
from ..rules import JUDGING_ROLES
from ..states import RemarkDecision, Stage

Check = Callable[[VisitationPage, datetime.date], None]


def _term_passed(visitation: VisitationPage, stage: Stage, on: datetime.date) -> bool:
    return visitation.terms.filter(stage=stage, due_on__lt=on).exists()


def _for_committee(visitation: VisitationPage, on: datetime.date) -> None:
    if visitation.terms.count() < len(Stage):
        raise IllegalMove(_("Every stage needs a date first: they are public from the beginning."))


def _for_self_evaluation(visitation: VisitationPage, on: datetime.date) -> None:
    seats = list(visitation.committee.memberships.values_list("role", "status"))
    if any(status == MembershipStatus.AWAITING_DECLARATION for _role, status in seats):
        raise IllegalMove(_("Somebody in the committee has not declared their ties yet, or waits for a decision."))
    judging = [role for role, status in seats if status == MembershipStatus.ACTIVE and role in JUDGING_ROLES]
    if Role.CHAIR not in judging or len(judging) < 2:
        raise IllegalMove(_("A committee needs a chair and at least one more member who have declared their ties."))


def _for_draft(visitation: VisitationPage, on: datetime.date) -> None:
    if not visitation.evidence.exists():
        raise IllegalMove(_("Write down first what the committee saw and heard: there is no evidence yet."))


def _for_fact_check(visitation: VisitationPage, on: datetime.date) -> None:
    if not visitation.findings.exists():
        raise IllegalMove(_("There is no finding yet for the visited party to check."))
    if not VisitationReportPage.objects.child_of(visitation).exists():
        raise IllegalMove(_("Write the text of the report first: its title, introduction and conclusion."))


def _for_final(visitation: VisitationPage, on: datetime.date) -> None:
    remarks = FactCheckRemark.objects.filter(finding__visitation=visitation)
    open_remarks = remarks.filter(decision=RemarkDecision.PENDING).count()
    if open_remarks:
        raise IllegalMove(
            ngettext(
                "%(count)s remark has no decision yet. The report is final only when each has one.",
                "%(count)s remarks have no decision yet. The report is final only when each has one.",
                open_remarks,
            )
            % {"count": open_remarks}
        )
    handed_in = visitation.terms.filter(stage=Stage.FACT_CHECK, done_on__isnull=False).exists()
    if not handed_in and not _term_passed(visitation, Stage.FACT_CHECK, on):
        raise IllegalMove(_("The visited party has not handed in its remarks yet, and its term still runs."))


def _for_publication(visitation: VisitationPage, on: datetime.date) -> None:
    if not VisitationReportPage.objects.child_of(visitation).exists():
        raise IllegalMove(_("There is no report to publish."))
    unanswered = visitation.recommendations.filter(response=None).exists()
    if unanswered and not _term_passed(visitation, Stage.RESPONSE, on):
        raise IllegalMove(_("Not every recommendation has a response yet, and the term for it still runs."))


def _for_closing(visitation: VisitationPage, on: datetime.date) -> None:
    if visitation.recommendations.filter(reviews=None).exists():
        raise IllegalMove(_("Of some recommendations nobody has said yet how they stand."))


CHECKS: dict[str, Check] = {
    Stage.COMMITTEE: _for_committee,
    Stage.SELF_EVALUATION: _for_self_evaluation,
    Stage.DRAFT: _for_draft,
    Stage.FACT_CHECK: _for_fact_check,
    Stage.FINAL: _for_final,
    Stage.PUBLISHED: _for_publication,
    Stage.CLOSED: _for_closing,
}


def demand_what_must_be_there(visitation: VisitationPage, *, to: str, on: datetime.date) -> None:
    if (check := CHECKS.get(to)) is not None:
        check(visitation, on)
