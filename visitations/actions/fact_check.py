"""The fact check: the visited party remarks on passages of the draft, the committee decides on each remark with a reason."""

import datetime
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove
from regions.versions import demand_version

from .. import emails
from ..body import reworded
from ..models import Assessment, FactCheckRemark, Finding, Recommendation, StageTerm, VisitationPage
from ..states import RemarkDecision, RemarkKind, Stage
from ..versions import mark_of_wording, plain, wording
from .locking import demand_stage, demand_text
from .report import take_up_report

MOST_WORDS = 2_000  # looking for more takes time that grows with their number


def remarks_term(visitation: VisitationPage) -> StageTerm:
    """The fact check's term; it is done when the visited party has handed in its remarks."""
    return visitation.terms.get(stage=Stage.FACT_CHECK)


def passage_in(text: str, passage: str) -> str:
    """``passage`` as it stands in ``text``, however its lines were broken when it was copied, and its cells set apart;
    IllegalMove when it does not."""
    words = passage.replace("|", " ").split()
    if not words:
        return ""
    if len(words) > MOST_WORDS:
        raise IllegalMove(_("This passage is very long. Mark the words that it is about."))
    found = re.search(r"[\s|]+".join(map(re.escape, words)), text)
    if found is None:
        raise IllegalMove(
            _("These words do not stand in the text as it is now. Copy them exactly, or mark them again.")
        )
    return found[0]


def _demand_open(visitation: VisitationPage) -> VisitationPage:
    demand_stage(visitation, {Stage.FACT_CHECK})
    if remarks_term(visitation).done_on is not None:
        raise IllegalMove(_("The remarks have been handed in. Ask the committee if something is missing."))
    return visitation


@transaction.atomic
def remark(
    about: Finding | Recommendation | VisitationPage,
    *,
    kind: RemarkKind,
    text: str,
    user: User,
    passage: str = "",
    part: str = "",
) -> FactCheckRemark:
    """On a finding, a recommendation, or the text that ``part`` names in the report of a visitation. Without ``passage`` it
    is about all of that text."""
    visitation = _demand_open(about if isinstance(about, VisitationPage) else about.visitation)
    made = FactCheckRemark(visitation=visitation, kind=kind, author=user, **_target(about, part))
    made.text = demand_text(text, _("Write down what should be looked at."))
    standing = wording(visitation, made.key)
    if not standing:
        raise IllegalMove(_("This part of the report is no longer there."))
    made.before, made.passage = standing, passage_in(standing, passage)
    _demand_new(made)
    made.save()
    record(visitation, "visitations.remark", user=user, remark=made.pk)
    return made


def _target(about: Finding | Recommendation | VisitationPage, part: str) -> dict[str, Any]:
    if isinstance(about, Finding):
        return {"finding": about}
    return {"recommendation": about} if isinstance(about, Recommendation) else {"part": part}


def _demand_new(made: FactCheckRemark) -> None:
    same = FactCheckRemark.objects.filter(
        visitation=made.visitation,
        finding=made.finding,
        recommendation=made.recommendation,
        part=made.part,
        kind=made.kind,
        text=made.text,
        passage=made.passage,
        decision=RemarkDecision.PENDING,
    )
    if same.exists():
        raise IllegalMove(_("This remark has been made already."))


@transaction.atomic
def withdraw_remark(remark: FactCheckRemark, *, user: User) -> FactCheckRemark:
    """As long as the remarks have not been handed in, and nobody decided on it."""
    visitation = _demand_open(remark.visitation)
    remark.refresh_from_db()
    if remark.decision != RemarkDecision.PENDING:
        raise IllegalMove(_("This remark has been decided on already. Reload the page to see how."))
    record(visitation, "visitations.withdraw_remark", user=user, remark=remark.pk)
    remark.delete()
    return remark


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
    remark: FactCheckRemark,
    *,
    decision: RemarkDecision,
    reason: str,
    user: User,
    statement: str | None = None,
    version: str | None = None,
) -> FactCheckRemark:
    """Adopted, partly or not, with a reason; ``statement`` is the new wording of the text it is about. Nothing else can change
    any more. ``version`` marks the wording that the decider had in hand (`versions.mark_of_wording`): EditConflict when another
    decision gave it another one."""
    visitation = demand_stage(VisitationPage.objects.get(pk=remark.visitation_id), {Stage.FACT_CHECK})
    remark.refresh_from_db()
    if remark.decision != RemarkDecision.PENDING:
        raise IllegalMove(_("This remark has been decided on already. Reload the page to see how."))
    if decision == RemarkDecision.PENDING:
        raise IllegalMove(_("Choose a decision."))
    standing = wording(visitation, remark.key)
    demand_version(mark_of_wording(standing), version)
    new = plain(statement) or standing
    if new != standing:
        if decision == RemarkDecision.REJECTED:
            raise IllegalMove(_("A remark that is not adopted changes nothing in the text."))
        _put(remark, new, visitation=visitation, user=user)
        new = wording(visitation, remark.key)  # as it is kept: cells of a table are set apart anew
    remark.reason = demand_text(reason, _("Give a reason: it is published with the report."))
    remark.decision, remark.decided_by, remark.decided_at = decision, user, timezone.now()
    remark.before, remark.becomes = standing, new
    remark.save(update_fields=["before", "becomes", "decision", "reason", "decided_by", "decided_at"])
    record(visitation, "visitations.decide_remark", user=user, remark=remark.pk, decision=decision)
    return remark


def _put(remark: FactCheckRemark, text: str, *, visitation: VisitationPage, user: User) -> None:
    """``text`` where the remark is about; in the report's own text as a new revision."""
    if remark.finding_id:
        Finding.objects.filter(pk=remark.finding_id).update(statement=text)
    elif remark.recommendation_id:
        Recommendation.objects.filter(pk=remark.recommendation_id).update(text=text)
    elif remark.part.startswith("judgement:"):
        Assessment.objects.filter(visitation=visitation, pk=remark.part.partition(":")[2]).update(text=text)
    else:
        report = take_up_report(visitation, user=user)
        if not reworded(report, remark.part, text):
            raise IllegalMove(_("This part of the report is no longer there."))
        try:
            report.save_revision(user=user)
        except ValidationError as error:
            raise IllegalMove(" ".join(error.messages)) from error
