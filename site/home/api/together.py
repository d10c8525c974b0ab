"""What regions do together and on their own authority, in the read API: statements, partnerships, plans, expert teams, methods,
and what they ask of the national support structure. Each under the rule of its own screen."""

import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Path, Query, Schema

from learningtables.models import Method
from regions.models import ExpertTeam, Partnership, PlanVersion, RegionalPlan, Statement, SupportRequest
from regions.plans import ShownPlan

from . import intentions
from .base import PROBLEMS, api
from .schemas import Named, Page, Paging, Slug, page_of, slug_of


class StatementOut(Schema):
    """``agreed_on`` is null for a draft, which only the national editors get."""

    slug: str
    url: str
    title: str
    summary: str
    agreed_on: datetime.date | None
    open_until: datetime.date | None
    signed: int

    @staticmethod
    def resolve_url(statement: Any, context: dict[str, Any]) -> str:
        address: str = context["request"].build_absolute_uri(reverse("regions:statement", args=[statement.slug]))
        return address


class Report(Schema):
    date: datetime.date
    status: str
    note: str


class Signature(Schema):
    """A party by name; ``region`` is null for an organisation."""

    party: str
    region: Named | None
    signed_as: str
    signed_on: datetime.date
    undertakes: str
    status: str
    reports: list[Report]


class StatementInFull(StatementOut):
    text: str
    signatories: list[Signature]

    @staticmethod
    def resolve_signatories(statement: Any) -> list[dict[str, Any]]:
        names = ("region", "signed_as", "signed_on", "undertakes", "status")
        found = statement.signatories.select_related("region", "organisation").prefetch_related("reports")
        rows = [
            {**{name: getattr(one, name) for name in names}, "party": str(one), "reports": list(one.reports.all())}
            for one in found
        ]
        return sorted(rows, key=lambda row: row["party"].casefold())


class PartnershipOut(Schema):
    id: int
    name: str
    purpose: str
    since: int | None
    website: str
    regions: list[Named]

    @staticmethod
    def resolve_regions(partnership: Any) -> list[Any]:
        return list(partnership.regions.all())


class PlanOfRegion(intentions.Plan):
    region: Named


class TeamOfRegion(Schema):
    """Its figures by year stand with the region."""

    url: str
    region: Named
    name: str
    functions: list[str]
    gives_binding_advice: bool

    @staticmethod
    def resolve_url(team: Any, context: dict[str, Any]) -> str:
        address: str = context["request"].build_absolute_uri(reverse("regions:team", args=[team.region.slug]))
        return address


class PhaseOut(Schema):
    title: str
    instruction: str
    minutes: int
    speaker: str


class MethodOut(Schema):
    slug: str
    name: str
    purpose: str
    group_min: int
    group_max: int
    source: str
    phases: list[PhaseOut]

    @staticmethod
    def resolve_phases(method: Any) -> list[Any]:
        return list(method.phases.all())


class SupportOut(Schema):
    id: int
    region: Named
    title: str
    where_we_are: str
    where_to: str
    what_is_needed: str
    status: str
    outcome: str
    created_at: datetime.datetime
    sent_at: datetime.datetime | None
    closed_at: datetime.datetime | None


def _paged(request: HttpRequest, rows: Any, paging: Paging) -> dict[str, Any]:
    return page_of(request, Paginator(rows, paging.page_size).page(paging.page))


def _statements(user: Any) -> Any:
    statements = Statement.objects.visible_to(user).annotate(signed=Count("signatories"))
    return statements.order_by(F("agreed_on").desc(nulls_first=True), "-pk")


@api.get("/statements/", response={200: Page[StatementOut], **PROBLEMS}, url_name="statement_list")
def statement_list(request: HttpRequest, paging: Query[Paging]) -> Any:
    """What parties stand behind together, the last agreed first."""
    return _paged(request, _statements(request.user), paging)


@api.get("/statements/{slug}/", response={200: StatementInFull, **PROBLEMS}, url_name="statement")
def statement(request: HttpRequest, slug: Path[Slug]) -> Any:
    """A statement with who signed, what each undertook, and what became of that."""
    return get_object_or_404(_statements(request.user), slug=slug_of(slug))


@api.get("/partnerships/", response={200: Page[PartnershipOut], **PROBLEMS}, url_name="partnership_list")
def partnership_list(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Regions that organise something together, in order of name."""
    return _paged(request, Partnership.objects.prefetch_related("regions").order_by("name", "pk"), paging)


@api.get("/plans/", response={200: Page[PlanOfRegion], **PROBLEMS}, url_name="plan_list")
def plan_list(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Plans of action, each as a body last approved it, also those that hold no more; the newest years first."""
    approved = PlanVersion.objects.filter(approved_on__isnull=False)
    plans = RegionalPlan.objects.visible_to(request.user).filter(pk__in=approved.values("plan"))
    page = _paged(request, plans.select_related("region").order_by("-from_year", "-pk"), paging)
    shown = approved.filter(plan__in=[plan.pk for plan in page["results"]]).order_by("number")
    newest = {version.plan_id: version for version in shown}
    results = [
        {
            **intentions.told(request, ShownPlan(plan, newest[plan.pk].content, newest[plan.pk])),
            "region": plan.region,
        }
        for plan in page["results"]
    ]
    return {**page, "results": results}


@api.get("/expert-teams/", response={200: Page[TeamOfRegion], **PROBLEMS}, url_name="team_list")
def team_list(request: HttpRequest, paging: Query[Paging]) -> Any:
    """The regions' expert teams, in order of the region's name."""
    return _paged(request, ExpertTeam.objects.select_related("region").order_by("region__name", "pk"), paging)


@api.get("/methods/", response={200: Page[MethodOut], **PROBLEMS}, url_name="method_list")
def method_list(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Ways to talk about a case, each with its phases, in order of name."""
    return _paged(request, Method.objects.prefetch_related("phases").order_by("name"), paging)


@api.get("/support-requests/", response={200: Page[SupportOut], **PROBLEMS}, url_name="support_list")
def support_list(request: HttpRequest, paging: Query[Paging]) -> Any:
    """What the reader's own regions ask of the national support structure, and to that structure what was sent; else nothing."""
    asked = SupportRequest.objects.visible_to(request.user).select_related("region").order_by("-created_at", "-pk")
    return _paged(request, asked, paging)
