"""The fact check: the visited party remarks on findings, the committee decides on each remark with a reason."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove

from .. import emails
from ..models import FactCheckRemark, Finding, StageTerm, VisitationPage
from ..states import RemarkDecision, RemarkKind, Stage
from .locking import demand_stage, demand_text


def remarks_term(visitation: VisitationPage) -> StageTerm:
    """The fact check's term; it is done when the visited party has handed in its remarks."""
    return visitation.terms.get(stage=Stage.FACT_CHECK)


@transaction.atomic
def remark(finding: Finding, *, kind: RemarkKind, text: str, user: User) -> FactCheckRemark:
    visitation = demand_stage(finding.visitation, {Stage.FACT_CHECK})
    if remarks_term(visitation).done_on is not None:
        raise IllegalMove(_("The remarks have been handed in. Ask the committee if something is missing."))
    finding.refresh_from_db()
    made = FactCheckRemark.objects.create(
        visitation=visitation,
        finding=finding,
        kind=kind,
        text=demand_text(text, _("Write down what should be looked at.")),
        before=finding.statement,
        author=user,
    )
    record(visitation, "visitations.remark", user=user, remark=made.pk)
    return made


@transaction.atomic
def hand_in_remarks(visitation: VisitationPage, *, user: User, on: datetime.date | None = None) -> VisitationPage:
    """The visited party has read it all: no more remarks come, and there may have been none."""
    demand_stage(visitation, {Stage.FACT_CHECK})
    term = remarks_term(visitation)
    if term.done_on is not None:
        raise IllegalMove(_("The remarks have been handed in already."))
    term.done_on = on or timezone.localdate()
    term.save(update_fields=["done_on"])
    record(visitation, "visitations.hand_in_remarks", user=user)
    emails.tell_remarks_handed_in(visitation)
    return visitation


@transaction.atomic
def decide_remark(
    remark: FactCheckRemark, *, decision: RemarkDecision, reason: str, user: User, statement: str | None = None
) -> FactCheckRemark:
    """Adopted, partly or not, with a reason; ``statement`` is the finding's new wording. Nothing else can change any more."""
    finding = Finding.objects.get(pk=remark.finding_id)
    visitation = demand_stage(finding.visitation, {Stage.FACT_CHECK})
    remark.refresh_from_db()
    if remark.decision != RemarkDecision.PENDING:
        raise IllegalMove(_("This remark has been decided on already. Reload the page to see how."))
    if decision == RemarkDecision.PENDING:
        raise IllegalMove(_("Choose a decision."))
    new = (statement or "").strip()
    if new and new != finding.statement:
        if decision == RemarkDecision.REJECTED:
            raise IllegalMove(_("A remark that is not adopted changes nothing in the finding."))
        finding.statement = new
        finding.save(update_fields=["statement"])
    remark.reason = demand_text(reason, _("Give a reason: it is published with the report."))
    remark.decision, remark.decided_by, remark.decided_at = decision, user, timezone.now()
    remark.becomes = finding.statement
    remark.save(update_fields=["becomes", "decision", "reason", "decided_by", "decided_at"])
    record(visitation, "visitations.decide_remark", user=user, remark=remark.pk, decision=decision)
    return remark
