"""What the committee writes while it may still write: evidence, findings and recommendations."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove
from regions.versions import demand_version, version_of

from ..models import Attachment, Criterion, Evidence, Finding, ProgrammeItem, Recommendation, VisitationPage
from ..states import WRITING_STAGES, EvidenceKind, FindingKind, Weight
from .locking import demand_stage, demand_text


@transaction.atomic
def add_evidence(
    visitation: VisitationPage,
    *,
    kind: EvidenceKind,
    title: str,
    user: User,
    group: str = "",
    notes: str = "",
    programme_item: ProgrammeItem | None = None,
    attachment: Attachment | None = None,
) -> Evidence:
    """Notes belong to a group, never to a person; they may come from a part of the visit or from a document."""
    demand_stage(visitation, WRITING_STAGES)
    _demand_own(visitation, programme_item, attachment)
    evidence = Evidence.objects.create(
        visitation=visitation,
        kind=kind,
        title=title,
        group=group,
        notes=notes,
        programme_item=programme_item,
        attachment=attachment,
    )
    record(visitation, "visitations.add_evidence", user=user, evidence=evidence.pk)
    return evidence


def _take_up(item: Evidence | Finding | Recommendation, *, version: str | None) -> VisitationPage:
    """``item`` as it is stored, while the committee writes; EditConflict when it is no longer the ``version``
    that the writer started from."""
    visitation = demand_stage(item.visitation, WRITING_STAGES)
    item.refresh_from_db()
    demand_version(version_of(item), version)
    return visitation


@transaction.atomic
def change_evidence(
    evidence: Evidence,
    *,
    kind: EvidenceKind,
    title: str,
    user: User,
    group: str = "",
    notes: str = "",
    programme_item: ProgrammeItem | None = None,
    attachment: Attachment | None = None,
    version: str | None = None,
) -> Evidence:
    visitation = _take_up(evidence, version=version)
    _demand_own(visitation, programme_item, attachment)
    evidence.kind, evidence.title, evidence.group, evidence.notes = kind, title, group, notes
    evidence.programme_item, evidence.attachment = programme_item, attachment
    evidence.save()
    record(visitation, "visitations.change_evidence", user=user, evidence=evidence.pk)
    return evidence


@transaction.atomic
def remove_evidence(evidence: Evidence, *, user: User) -> Evidence:
    visitation = demand_stage(evidence.visitation, WRITING_STAGES)
    record(visitation, "visitations.remove_evidence", user=user, evidence=evidence.pk)
    evidence.delete()
    return evidence


def _next_number(visitation: VisitationPage, of: type[Finding] | type[Recommendation]) -> int:
    return (of.objects.filter(visitation=visitation).aggregate(last=Max("number"))["last"] or 0) + 1


def _demand_own(visitation: VisitationPage, *items: Any) -> None:
    if any(item is not None and item.visitation_id != visitation.pk for item in items):
        raise IllegalMove(_("This belongs to another visitation."))


def _demand_criterion(visitation: VisitationPage, criterion: Criterion) -> None:
    if criterion.framework_id != visitation.framework_id:
        raise IllegalMove(_("This criterion belongs to another framework."))


@transaction.atomic
def write_finding(
    visitation: VisitationPage,
    *,
    criterion: Criterion,
    kind: FindingKind,
    statement: str,
    user: User,
    evidence: Iterable[Evidence] = (),
    one_source_because: str = "",
) -> Finding:
    """It rests on evidence: at least two items, or one and the reason why that is enough. The fact check waits for it."""
    demand_stage(visitation, WRITING_STAGES)
    evidence = list(evidence)
    _demand_own(visitation, *evidence)
    _demand_criterion(visitation, criterion)
    finding = Finding.objects.create(
        visitation=visitation,
        criterion=criterion,
        kind=kind,
        statement=demand_text(statement, _("Write down what you found.")),
        one_source_because=one_source_because.strip(),
        number=_next_number(visitation, Finding),
    )
    finding.evidence.set(evidence)
    record(visitation, "visitations.write_finding", user=user, finding=finding.pk)
    return finding


@transaction.atomic
def change_finding(
    finding: Finding,
    *,
    criterion: Criterion,
    kind: FindingKind,
    statement: str,
    evidence: Iterable[Evidence],
    user: User,
    one_source_because: str = "",
    version: str | None = None,
) -> Finding:
    visitation = _take_up(finding, version=version)
    evidence = list(evidence)
    _demand_own(visitation, *evidence)
    _demand_criterion(visitation, criterion)
    finding.criterion, finding.kind = criterion, kind
    finding.statement = demand_text(statement, _("Write down what you found."))
    finding.one_source_because = one_source_because.strip()
    finding.save()
    finding.evidence.set(evidence)
    record(visitation, "visitations.change_finding", user=user, finding=finding.pk)
    return finding


@transaction.atomic
def remove_finding(finding: Finding, *, user: User) -> Finding:
    """Gone with its number: what follows is numbered anew, so that no gap asks what was there."""
    visitation = demand_stage(finding.visitation, WRITING_STAGES)
    if finding.remarks.exists():
        raise IllegalMove(_("There are remarks of the fact check on this finding: change its wording instead."))
    if any(recommendation.findings.count() == 1 for recommendation in finding.recommendations.all()):
        raise IllegalMove(_("A recommendation rests on this finding alone: change or remove that one first."))
    record(visitation, "visitations.remove_finding", user=user, finding=finding.pk)
    finding.delete()
    _renumber(visitation, Finding)
    return finding


@transaction.atomic
def write_recommendation(
    visitation: VisitationPage,
    *,
    text: str,
    addressee: str,
    findings: Iterable[Finding],
    user: User,
    weight: Weight = Weight.ADVICE,
) -> Recommendation:
    demand_stage(visitation, WRITING_STAGES)
    findings = _some(findings)
    _demand_own(visitation, *findings)
    recommendation = Recommendation.objects.create(
        visitation=visitation,
        text=demand_text(text, _("Write down what you recommend.")),
        addressee=addressee,
        weight=weight,
        number=_next_number(visitation, Recommendation),
    )
    recommendation.findings.set(findings)
    record(visitation, "visitations.write_recommendation", user=user, recommendation=recommendation.pk)
    return recommendation


@transaction.atomic
def change_recommendation(
    recommendation: Recommendation,
    *,
    text: str,
    addressee: str,
    findings: Iterable[Finding],
    weight: Weight,
    user: User,
    version: str | None = None,
) -> Recommendation:
    visitation = _take_up(recommendation, version=version)
    findings = _some(findings)
    _demand_own(visitation, *findings)
    recommendation.text = demand_text(text, _("Write down what you recommend."))
    recommendation.addressee, recommendation.weight = addressee, weight
    recommendation.save()
    recommendation.findings.set(findings)
    record(visitation, "visitations.change_recommendation", user=user, recommendation=recommendation.pk)
    return recommendation


@transaction.atomic
def remove_recommendation(recommendation: Recommendation, *, user: User) -> Recommendation:
    """Gone with its number, as with a finding."""
    visitation = demand_stage(recommendation.visitation, WRITING_STAGES)
    if recommendation.remarks.exists():
        raise IllegalMove(_("There are remarks of the fact check on this recommendation: change its wording instead."))
    record(visitation, "visitations.remove_recommendation", user=user, recommendation=recommendation.pk)
    recommendation.delete()
    _renumber(visitation, Recommendation)
    return recommendation


def _some(findings: Iterable[Finding]) -> list[Finding]:
    chosen = list(findings)
    if not chosen:
        raise IllegalMove(_("A recommendation rests on at least one finding."))
    return chosen


def _renumber(visitation: VisitationPage, of: type[Finding] | type[Recommendation]) -> None:
    """One by one and upwards into the gap, so that no two ever hold the same number."""
    rows = of.objects.filter(visitation=visitation).order_by("number").values_list("pk", flat=True)
    for number, pk in enumerate(list(rows), start=1):
        of.objects.filter(pk=pk).update(number=number)
