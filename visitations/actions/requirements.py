"""What must be there before a visitation may enter a stage. Each check lists what is missing, in words for who moves it on."""

import datetime
from collections.abc import Callable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.states import IllegalMove, MembershipStatus, Role

from ..models import FactCheckRemark, MemberObjection, VisitationPage, VisitationReportPage
from ..rules import JUDGING_ROLES, objection_ends
from ..states import ObjectionDecision, RemarkDecision, RequestStatus, Stage
from .assessments import not_judged_together
from .versions import missing_links, missing_privacy, missing_proof, missing_rest

Check = Callable[[VisitationPage, datetime.date], list[str]]


def _term_passed(visitation: VisitationPage, stage: Stage, on: datetime.date) -> bool:
    return visitation.terms.filter(stage=stage, due_on__lt=on).exists()


def _for_committee(visitation: VisitationPage, on: datetime.date) -> list[str]:
    if visitation.terms.count() < len(Stage):
        return [_("Every stage needs a date first: they are public from the beginning.")]
    return []


def missing_seats(visitation: VisitationPage) -> list[str]:
    seats = list(visitation.committee.memberships.values_list("role", "status"))
    missing = []
    if any(status == MembershipStatus.AWAITING_DECLARATION for _role, status in seats):
        missing.append(_("Somebody in the committee has not declared their ties yet, or waits for a decision."))
    judging = [role for role, status in seats if status == MembershipStatus.ACTIVE and role in JUDGING_ROLES]
    if Role.CHAIR not in judging or len(judging) < 2:
        missing.append(_("A committee needs a chair and at least one more member who have declared their ties."))
    return missing


def missing_for_installing(visitation: VisitationPage, on: datetime.date) -> list[str]:
    """Who sits, and that the visited party had its say on them."""
    missing = missing_seats(visitation)
    objections = MemberObjection.objects.filter(membership__circle=visitation.committee_id)
    if objections.filter(decision=ObjectionDecision.PENDING).exists():
        missing.append(_("An objection of the visited party has no decision yet."))
    seats = visitation.committee.memberships.reading()
    last = max((end for seat in seats if (end := objection_ends(seat, visitation)) is not None), default=None)
    if last is not None and on <= last:
        missing.append(
            _("The visited party may object to a member until %(day)s, unless it says that it has no objections.")
            % {"day": date_format(last, "j F Y")}
        )
    return missing


def _for_self_evaluation(visitation: VisitationPage, on: datetime.date) -> list[str]:
    if visitation.installed_on is not None:
        return missing_seats(visitation)
    return [*missing_for_installing(visitation, on), _("The committee has not been installed yet.")]


def _for_documents(visitation: VisitationPage, on: datetime.date) -> list[str]:
    if visitation.self_evaluated_on is not None or _term_passed(visitation, Stage.SELF_EVALUATION, on):
        return []
    return [_("The visited party has not handed in its self-evaluation yet, and its term still runs.")]


def _for_programme(visitation: VisitationPage, on: datetime.date) -> list[str]:
    awaited = visitation.document_requests.filter(status=RequestStatus.ASKED).count()
    if not awaited or _term_passed(visitation, Stage.DOCUMENTS, on):
        return []
    return [
        ngettext(
            "%(count)s document was asked for and has no answer yet, and the term for it still runs.",
            "%(count)s documents were asked for and have no answer yet, and the term for them still runs.",
            awaited,
        )
        % {"count": awaited}
    ]


def _for_visit(visitation: VisitationPage, on: datetime.date) -> list[str]:
    if visitation.programme.filter(cancelled=False).exists():
        return []
    return [_("Plan the visit first: there is nothing in the programme yet.")]


def _for_draft(visitation: VisitationPage, on: datetime.date) -> list[str]:
    if visitation.evidence.exists():
        return []
    return [_("Write down first what the committee saw and heard: there is no evidence yet.")]


def _for_fact_check(visitation: VisitationPage, on: datetime.date) -> list[str]:
    missing = []
    if not visitation.findings.exists():
        missing.append(_("There is no finding yet for the visited party to check."))
    if not VisitationReportPage.objects.child_of(visitation).exists():
        missing.append(_("Write the text of the report first: its title, introduction and conclusion."))
    return [*missing, *not_judged_together(visitation), *missing_links(visitation), *missing_privacy(visitation)]


def _for_final(visitation: VisitationPage, on: datetime.date) -> list[str]:
    missing = []
    remarks = FactCheckRemark.objects.filter(visitation=visitation)
    open_remarks = remarks.filter(decision=RemarkDecision.PENDING).count()
    if open_remarks:
        missing.append(
            ngettext(
                "%(count)s remark has no decision yet. The report is final only when each has one.",
                "%(count)s remarks have no decision yet. The report is final only when each has one.",
                open_remarks,
            )
            % {"count": open_remarks}
        )
    handed_in = visitation.terms.filter(stage=Stage.FACT_CHECK, done_on__isnull=False).exists()
    if not handed_in and not _term_passed(visitation, Stage.FACT_CHECK, on):
        missing.append(_("The visited party has not handed in its remarks yet, and its term still runs."))
    return [*missing, *missing_proof(visitation)]


def _for_publication(visitation: VisitationPage, on: datetime.date) -> list[str]:
    missing = []
    if not VisitationReportPage.objects.child_of(visitation).exists():
        missing.append(_("There is no report to publish."))
    unanswered = visitation.recommendations.filter(response=None).exists()
    if unanswered and not _term_passed(visitation, Stage.RESPONSE, on):
        missing.append(_("Not every recommendation has a response yet, and the term for it still runs."))
    return [*missing, *missing_rest(visitation), *missing_privacy(visitation)]


def _for_closing(visitation: VisitationPage, on: datetime.date) -> list[str]:
    if visitation.recommendations.filter(reviews=None).exists():
        return [_("Of some recommendations nobody has said yet how they stand.")]
    return []


CHECKS: dict[str, Check] = {
    Stage.COMMITTEE: _for_committee,
    Stage.SELF_EVALUATION: _for_self_evaluation,
    Stage.DOCUMENTS: _for_documents,
    Stage.PROGRAMME: _for_programme,
    Stage.VISIT: _for_visit,
    Stage.DRAFT: _for_draft,
    Stage.FACT_CHECK: _for_fact_check,
    Stage.FINAL: _for_final,
    Stage.PUBLISHED: _for_publication,
    Stage.CLOSED: _for_closing,
}


def missing_for(visitation: VisitationPage, *, to: str, on: datetime.date | None = None) -> list[str]:
    """What is still missing before the visitation may enter stage ``to``; nothing when it may."""
    check = CHECKS.get(to)
    return check(visitation, on or timezone.localdate()) if check else []


def demand_what_must_be_there(visitation: VisitationPage, *, to: str, on: datetime.date) -> None:
    if missing := missing_for(visitation, to=to, on=on):
        raise IllegalMove(" ".join(missing))
