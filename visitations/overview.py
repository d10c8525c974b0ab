"""What the pages and screens of a visitation show, read in a number of queries that does not grow with the rows."""

import datetime
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from regions.models import Membership
from regions.states import MembershipStatus, Role

from . import rules, voices
from .composition import composition
from .follow_up import left_from_before
from .ledger import ledger, unanswered
from .models import (
    Criterion,
    Declaration,
    FactCheckRemark,
    Finding,
    MovedTerm,
    Recommendation,
    StageTerm,
    VisitationPage,
    VisitationReportPage,
)
from .scores import scores_of
from .states import PUBLISHED_STAGES, STAGE_MOVES, FindingKind, Stage

STAGE_ORDER: list[str] = list(Stage)
ROLE_ORDER = [Role.CHAIR, Role.SECRETARY, Role.MEMBER, Role.EXPERIENCE_EXPERT, Role.OBSERVER, Role.HOST]


def steps(visitation: VisitationPage) -> list[dict[str, Any]]:
    """The stages for the stepper, each with its public date; late is told, not judged."""
    terms = {term.stage: term for term in visitation.terms.all()}
    now = list(Stage).index(Stage(visitation.stage))
    return [_step(stage, terms.get(stage), distance=index - now) for index, stage in enumerate(Stage)]


def _step(stage: Stage, term: StageTerm | None, *, distance: int) -> dict[str, Any]:
    is_done = distance < 0 or (distance == 0 and stage == Stage.CLOSED)
    state = "done" if is_done else "coming" if distance else "current"
    late = term is not None and term.is_late and state == "current"
    return {
        "label": stage.label,
        "state": state,
        "date": term and ((is_done and term.done_on) or term.due_on),
        "note": _("Planned for this day and still going on") if late else "",
        "url": "",
    }


def moved_terms(visitation: VisitationPage) -> list[MovedTerm]:
    """Dates that became other dates, and why: as public as the dates."""
    return list(MovedTerm.objects.filter(term__visitation=visitation).select_related("term"))


def recusals_lifted(visitation: VisitationPage) -> list[datetime.datetime]:
    """When; whose it was is for both sides of the table."""
    lifted = Declaration.objects.filter(
        membership__circle=visitation.committee_id, membership__status=MembershipStatus.ACTIVE
    ).exclude(overridden_at=None)
    return sorted(one.overridden_at for one in lifted if one.overridden_at)


def seats(circle_id: int) -> list[Membership]:
    """Who is in it now, by role and name; who is recused or has not declared is not."""
    people = Membership.objects.reading().filter(circle=circle_id).select_related("user__organisation")
    return sorted(people, key=lambda seat: (ROLE_ORDER.index(Role(seat.role)), str(seat.user)))


def doors(visitation: VisitationPage, user: Any) -> list[tuple[str, str]]:
    """The screens behind the page that ``user`` may open: (address, label)."""
    if not user.is_authenticated:
        return []
    possible = [
        ("panel", _("What do you think?"), voices.is_on_panel),
        ("workspace", _("Workspace of the committee"), rules.sits_on_committee),
        ("self_evaluation", _("Self-evaluation"), voices.may_read_self_evaluation),
        ("judging", _("Judging"), voices.may_see_judging),
        ("panel_members", _("Panel of young people and parents"), voices.may_compose_panel),
        ("requests", _("Documents"), rules.may_see_requests),
        ("programme", _("Programme of the visit"), rules.may_see_programme),
        ("fact_check", _("Fact check"), rules.may_open_fact_check),
        ("responses", _("Administrative response"), rules.may_see_responses),
        ("follow_up", _("Progress of the recommendations"), rules.may_see_follow_up),
        ("committee", _("Committee and ties"), rules.may_see_committee),
        ("terms", _("Terms"), rules.may_set_terms),
    ]
    opened = [
        (reverse(f"visitations:{name}", args=[visitation.pk]), label)
        for name, label, may in possible
        if may(user, visitation)
    ]
    seat = Membership.objects.filter(circle=visitation.committee_id, user=user).exclude(status=MembershipStatus.ENDED)
    if seat.exists():
        opened.append((reverse("visitations:declare", args=[visitation.pk]), _("Your declaration of ties")))
    return opened


def goes_back(visitation: VisitationPage, to: str) -> bool:
    return Stage.values.index(to) < Stage.values.index(visitation.stage)


def moves(visitation: VisitationPage, user: Any) -> list[tuple[str, Any, bool]]:
    """The stages ``user`` may move it to: (address, label, whether that is a step back)."""
    if not rules.may_move(user, visitation):
        return []
    following = sorted(STAGE_MOVES[visitation.stage], key=Stage.values.index, reverse=True)
    return [
        (reverse("visitations:move", args=[visitation.pk, to]), str(Stage(to).label), goes_back(visitation, to))
        for to in following
    ]


@dataclass
class Contents:
    """What a report holds beside its own text: findings, recommendations and remarks with what their screens show of them."""

    findings: list[Any] = field(default_factory=list)
    recommendations: list[Any] = field(default_factory=list)
    remarks: list[Any] = field(default_factory=list)

    @property
    def by_criterion(self) -> list[tuple[Criterion, list[Any]]]:
        ordered = sorted(
            self.findings, key=lambda found: (found.criterion.sort_order or 0, found.criterion_id, found.number)
        )
        return [(criterion, list(group)) for criterion, group in groupby(ordered, key=attrgetter("criterion"))]


def contents_of(visitation: VisitationPage) -> Contents:
    findings = visitation.findings.select_related("criterion").prefetch_related(
        "evidence", "recommendations", "remarks"
    )
    recommendations = visitation.recommendations.select_related("response").prefetch_related(
        "findings", "reviews__attachments", "remarks"
    )
    remarks = FactCheckRemark.objects.filter(visitation=visitation)
    return Contents(list(findings), list(recommendations), list(remarks))


@dataclass
class Loose:
    """What hangs loose: shown to the committee before it shows itself to the reader."""

    without_evidence: list[Finding]
    on_one_item: list[Finding]
    without_recommendation: list[Finding]
    without_finding: list[Recommendation]
    unused_evidence: list[Any]

    def __bool__(self) -> bool:
        return any(vars(self).values())


def loose_ends(contents: Contents, evidence: QuerySet[Any]) -> Loose:
    counted = [(finding, len(finding.evidence.all())) for finding in contents.findings]
    used = {item.pk for finding in contents.findings for item in finding.evidence.all()}
    return Loose(
        without_evidence=[finding for finding, count in counted if count == 0],
        on_one_item=[finding for finding, count in counted if count == 1 and not finding.one_source_because],
        without_recommendation=[
            finding
            for finding in contents.findings
            if finding.kind != FindingKind.STRENGTH and not finding.recommendations.all()
        ],
        without_finding=[item for item in contents.recommendations if not item.findings.all()],
        unused_evidence=[item for item in evidence if item.pk not in used],
    )


def published_report(visitation: VisitationPage, user: Any) -> VisitationReportPage | None:
    return VisitationReportPage.objects.child_of(visitation).visible_to(user).first()


def visitation_context(visitation: VisitationPage, user: Any) -> dict[str, Any]:
    report = published_report(visitation, user) if visitation.stage in PUBLISHED_STAGES else None
    return {
        "steps": steps(visitation),
        "moved": moved_terms(visitation),
        "committee": seats(visitation.committee_id),
        "recusals_lifted": recusals_lifted(visitation),
        "criteria": list(visitation.framework.criteria.all()),
        "report": report,
        "contents": contents_of(visitation) if report else None,
        "doors": doors(visitation, user),
        "left_open": [] if visitation.stage in PUBLISHED_STAGES else left_from_before(visitation, user),
        "moves": moves(visitation, user),
    }


def report_context(report: VisitationReportPage) -> dict[str, Any]:
    visitation = report.visitation
    contents = contents_of(visitation)
    return {
        "visitation": visitation,
        "contents": contents,
        "parts": composition(report, contents, scores_of(visitation)),
        "ledger": ledger(visitation),
        "unanswered": unanswered(visitation, contents),
        "committee": seats(visitation.committee_id),
        "show_responses": True,
    }
