"""Every kind of screen of a visitation."""

from collections.abc import Iterator

from django.urls import reverse

from regions.models import Membership
from regions.states import MembershipStatus, Role
from tests.browser.looking import Screen, doors, named, seated
from visitations.models import VisitationPage, VisitationReportPage
from visitations.states import PUBLISHED_STAGES, RemarkDecision, RequestStatus, Stage


def of_visitations() -> Iterator[Screen]:
    published = VisitationReportPage.objects.live().earliest("pk")
    yield Screen(published.url)
    yield Screen(reverse("visitations:changes", args=[published.visitation.pk]))
    yield from doors("visitations", named("editor"), "start")
    yield from doors("visitations", named("chair"), "mine")
    for stage in (Stage.SCOPE, Stage.CLOSED):
        yield Screen(VisitationPage.objects.filter(stage=stage).earliest("pk").url, named("editor"))
    yield from of_committee(VisitationPage.objects.filter(stage=Stage.DRAFT).earliest("pk"))
    yield from of_fact_check(VisitationPage.objects.filter(stage=Stage.FACT_CHECK).earliest("pk"))
    yield from of_response()
    yield from of_judging()
    yield from of_the_visit()


def of_committee(visitation: VisitationPage) -> Iterator[Screen]:
    chair = seated(visitation.committee, Role.CHAIR)
    yield Screen(visitation.url, chair)
    yield from doors("visitations", chair, "workspace", "preview", "report_edit", args=(visitation.pk,))
    yield from doors("visitations", chair, "report_parts", "revisions", args=(visitation.pk,))
    for kind in ("table", "picture"):
        yield from doors("visitations", chair, "part_add", args=(visitation.pk, kind))
    yield from doors("visitations", chair, "committee", "propose", "declare", "terms", args=(visitation.pk,))
    yield from of_seats(visitation)
    adding = ("evidence_add", "finding_add", "recommendation_add")
    yield from doors("visitations", chair, *adding, args=(visitation.pk,))
    yield from doors("visitations", chair, "move", args=(visitation.pk, Stage.FACT_CHECK))
    for items, name in (("evidence", "evidence_edit"), ("findings", "finding_edit")):
        item = getattr(visitation, items).earliest("pk")
        yield from doors("visitations", chair, name, args=(visitation.pk, item.pk))


def of_seats(visitation: VisitationPage) -> Iterator[Screen]:
    """The committee as the visited party sees it, and what both sides may say of a seat."""
    host = seated(visitation.visited_party, Role.HOST)
    yield from doors("visitations", host, "committee", args=(visitation.pk,))
    seats = visitation.committee.memberships
    asked = seats.filter(status=MembershipStatus.AWAITING_DECLARATION).earliest("pk")
    yield from doors("visitations", host, "object", args=(visitation.pk, asked.pk))
    objected = seats.filter(objections__isnull=False).earliest("pk")
    yield from doors("visitations", named("editor"), "decide_objection", args=(visitation.pk, objected.pk))
    recused = Membership.objects.filter(status=MembershipStatus.RECUSED, circle__visitation__isnull=False).earliest(
        "pk"
    )
    seat = (recused.circle.visitation.pk, recused.pk)
    yield from doors("visitations", named("editor"), "override", args=seat)


def of_fact_check(visitation: VisitationPage) -> Iterator[Screen]:
    chair, host = seated(visitation.committee, Role.CHAIR), seated(visitation.visited_party, Role.HOST)
    for person in (chair, host):
        yield from doors("visitations", person, "fact_check", args=(visitation.pk,))
    finding = visitation.findings.earliest("pk")
    yield from doors("visitations", host, "remark", args=(visitation.pk, finding.key))
    pending = visitation.remarks.filter(decision=RemarkDecision.PENDING).earliest("pk")
    yield from doors("visitations", chair, "decide_remark", args=(visitation.pk, pending.pk))


def of_response() -> Iterator[Screen]:
    responding = VisitationPage.objects.filter(stage=Stage.RESPONSE).earliest("pk")
    reviewing = VisitationPage.objects.filter(stage__in=PUBLISHED_STAGES - {Stage.CLOSED}).earliest("pk")
    for visitation, overview, item in ((responding, "responses", "respond"), (reviewing, "follow_up", "review")):
        host = seated(visitation.visited_party, Role.HOST)
        yield from doors("visitations", host, overview, args=(visitation.pk,))
        first = visitation.recommendations.earliest("pk")
        yield from doors("visitations", host, item, args=(visitation.pk, first.pk))
    yield from doors("visitations", host, "take_action", "draw_lesson", args=(reviewing.pk, first.pk))


def of_judging() -> Iterator[Screen]:
    """The visited party on itself, somebody of the panel, and a member before and after the judgements are opened."""
    visitation = VisitationPage.objects.filter(stage=Stage.SELF_EVALUATION).earliest("pk")
    criterion = visitation.framework.criteria.earliest("pk").pk
    host, asked = seated(visitation.visited_party, Role.HOST), seated(visitation.panel)
    yield from doors("visitations", host, "self_evaluation", "self_evaluation_hand_in", args=(visitation.pk,))
    yield from doors("visitations", host, "self_evaluate", "self_evaluation_attach", args=(visitation.pk, criterion))
    yield from doors("visitations", asked, "panel", args=(visitation.pk,))
    yield from doors("visitations", asked, "panel_answer", args=(visitation.pk, criterion))
    yield from doors("visitations", seated(visitation.committee, Role.CHAIR), "panel_members", args=(visitation.pk,))
    alone = VisitationPage.objects.filter(stage=Stage.DRAFT, judgements_opened_on=None).earliest("pk")
    chair = seated(alone.committee, Role.CHAIR)
    yield from doors("visitations", chair, "judging", "judgements_open", args=(alone.pk,))
    yield from doors("visitations", chair, "judge_alone", args=(alone.pk, alone.framework.criteria.earliest("pk").pk))
    opened = VisitationPage.objects.filter(stage=Stage.FACT_CHECK).earliest("pk")
    yield from doors("visitations", seated(opened.committee, Role.CHAIR), "judging", args=(opened.pk,))


def of_the_visit() -> Iterator[Screen]:
    """Documents and programme, and all visitations together."""
    visitation = VisitationPage.objects.filter(stage=Stage.DRAFT).earliest("pk")
    chair, host = seated(visitation.committee, Role.CHAIR), seated(visitation.visited_party, Role.HOST)
    yield from doors("visitations", host, "requests", "programme", args=(visitation.pk,))
    yield from doors("visitations", chair, "request_add", args=(visitation.pk,))
    asked = visitation.document_requests.exclude(status=RequestStatus.WITHDRAWN).earliest("pk")
    yield from doors("visitations", host, "request_attach", "request_answer", args=(visitation.pk, asked.pk))
    planning = VisitationPage.objects.filter(stage=Stage.SELF_EVALUATION).earliest("pk")
    host = seated(planning.visited_party, Role.HOST)
    yield from doors("visitations", host, "programme", "programme_add", args=(planning.pk,))
    yield from doors("visitations", named("editor"), "roster")
