"""The state of affairs of all regions in a year: what each has told of, in what the reader may see. It ranks nobody."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningtables.models import SessionPage
from learningtables.states import SessionState
from lessons.models import ContentPage, LessonPage, Uptake
from lessons.states import Kind, UptakeStatus
from regions.audience import audience_keys
from regions.export import Column
from regions.models import ExpertTeam, PlanVersion, Region, TeamYear
from regions.tiles import region_tiles, region_url
from visitations.follow_up import still_open
from visitations.models import Recommendation, VisitationPage, VisitationReportPage

from .overview import legend_of_steps, state_of_number

# What counts as taken up: a region does something with it.
TAKEN_UP = frozenset({UptakeStatus.TRYING, UptakeStatus.ADOPTED, UptakeStatus.ADAPTED})


@dataclass(frozen=True)
class State:
    """One region in the year. ``plan`` says that a plan of action for the year was approved; ``team_told`` that the expert
    team's figures of the year are there."""

    region: Region
    plan: bool
    team: bool
    team_told: bool
    sessions: int
    visitations: int
    recommendations: int
    lessons: int
    taken_up: int

    @property
    def name(self) -> str:
        return self.region.name

    @property
    def url(self) -> str:
        return region_url(self.region)


@dataclass(frozen=True)
class Measure:
    """What the map can show: ``of`` gives a number, or whether it is there."""

    label: Any
    of: Callable[[State], int | bool]


MEASURES: Mapping[str, Measure] = {
    "opvolging": Measure(gettext_lazy("Lessons taken up"), lambda state: state.taken_up),
    "lessen": Measure(gettext_lazy("Lessons shared"), lambda state: state.lessons),
    "plan": Measure(gettext_lazy("Plan of action approved"), lambda state: state.plan),
    "team": Measure(gettext_lazy("Expert team"), lambda state: state.team),
    "cijfers": Measure(gettext_lazy("Figures of the expert team told"), lambda state: state.team_told),
    "sessies": Measure(gettext_lazy("Sessions held"), lambda state: state.sessions),
    "visitaties": Measure(gettext_lazy("Visitations"), lambda state: state.visitations),
    "aanbevelingen": Measure(gettext_lazy("Recommendations still open"), lambda state: state.recommendations),
}
FIRST_MEASURE = "opvolging"
COLUMNS = (
    Column("region", gettext_lazy("region"), "name"),
    Column("code", gettext_lazy("CBS code"), "region.cbs_code"),
    Column("plan", gettext_lazy("plan of action approved"), "plan"),
    Column("expert_team", gettext_lazy("expert team"), "team"),
    Column("expert_team_figures", gettext_lazy("figures of the expert team told"), "team_told"),
    Column("sessions", gettext_lazy("sessions held"), "sessions"),
    Column("visitations", gettext_lazy("visitations"), "visitations"),
    Column("open_recommendations", gettext_lazy("recommendations still open"), "recommendations"),
    Column("lessons", gettext_lazy("lessons shared"), "lessons"),
    Column("taken_up", gettext_lazy("lessons taken up"), "taken_up"),
)


def years(user: Any) -> list[int]:
    """Of which there is something to tell, the latest first; this year always."""
    told = set(ContentPage.objects.visible_to(user).order_by().values_list("year", flat=True).distinct())
    this = timezone.localdate().year
    return sorted({year for year in told if year <= this} | {this}, reverse=True)


def states(user: Any, year: int) -> list[State]:
    """All regions by name, over what ``user`` may see."""
    visible = ContentPage.objects.visible_to(user)
    lessons = _per_region(visible.filter(kind=Kind.LESSON, year=year))
    visitations = _per_region(VisitationPage.objects.visible_to(user).filter(year=year))
    held = SessionPage.objects.visible_to(user).filter(state=SessionState.HELD, starts_at__year=year)
    sessions = _per_region(held)
    recommendations = _open_recommendations(user, year)
    taken_up = _taken_up(user, year)
    planned, teams, told = _planned(user, year), _regions_of(ExpertTeam.objects.all(), "region"), _told(year)
    return [
        State(
            region=region,
            plan=region.pk in planned,
            team=region.pk in teams,
            team_told=region.pk in told,
            sessions=sessions[region.pk],
            visitations=visitations[region.pk],
            recommendations=recommendations[region.pk],
            lessons=lessons[region.pk],
            taken_up=taken_up[region.pk],
        )
        for region in Region.objects.current().order_by("name")
    ]


def _per_region(pages: Any) -> Counter[int]:
    return Counter(dict(pages.order_by().values_list("lead_region").annotate(Count("pk"))))


def _regions_of(rows: Any, path: str) -> set[int]:
    return set(rows.order_by().values_list(path, flat=True).distinct())


def _planned(user: Any, year: int) -> set[int]:
    """Regions with a plan for the year that was approved by the end of it, and that ``user`` may read."""
    approved = PlanVersion.objects.filter(
        approved_on__year__lte=year,
        plan__audience_key__in=audience_keys(user),
        content__from_year__lte=year,
        content__until_year__gte=year,
    )
    return _regions_of(approved, "plan__region")


def _told(year: int) -> set[int]:
    return _regions_of(TeamYear.objects.filter(year=year), "team__region")


def _open_recommendations(user: Any, year: int) -> Counter[int]:
    """Of the reports that ``user`` may read and that were out by the end of the year, what is open today."""
    reports = VisitationReportPage.objects.visible_to(user).filter(year__lte=year)
    visited = [path[: -VisitationPage.steplen] for path in reports.order_by().values_list("path", flat=True)]
    standing = still_open(Recommendation.objects.filter(visitation__path__in=visited)).order_by()
    return Counter(standing.values_list("visitation__lead_region", flat=True))


def _taken_up(user: Any, year: int) -> Counter[int]:
    """Lessons that ``user`` may read, with which a region that is named did something at the end of the year."""
    told = (
        Uptake.objects.named_for(user)
        .filter(date__year__lte=year, lesson__in=LessonPage.objects.visible_to(user).values("pk"))
        .as_said()
    )
    last = {(region, lesson): status for region, lesson, status in told.values_list("region", "lesson", "status")}
    return Counter(region for (region, _lesson), status in last.items() if status in TAKEN_UP)


def tile_map(rows: list[State], measure: Measure) -> dict[str, Any]:
    """``tiles`` and ``legend`` of one measure: steps for numbers, and yes or no."""
    values = {row.region.pk: measure.of(row) for row in rows}
    if any(isinstance(value, bool) for value in values.values()):
        there = {"state": "s4", "state_label": _("Yes"), "mark": "✓"}
        shown = {pk: there for pk, value in values.items() if value}
        legend = [{"state": "s4", "label": _("Yes"), "mark": "✓", "count": len(shown)}]
        return {"tiles": region_tiles(shown, url_of=region_url), "legend": legend}
    numbered = {pk: {**state_of_number(value), "state_label": str(value)} for pk, value in values.items() if value}
    return {"tiles": region_tiles(numbered, url_of=region_url), "legend": legend_of_steps()}
