"""Plans of action and expert teams, written by way of their actions."""

import datetime
from typing import Any

from regions.actions import plan_parts, plans, teams
from regions.models import ExpertTeam, PlanPart, Region, RegionalPlan, TeamYear, User
from regions.states import Perspective, PlanStatus
from tests.laying import laid


def write_part(part: PlanPart, text: str, *, user: User) -> PlanPart:
    version = plan_parts.part_version(part)
    return plan_parts.write_plan_part(part.plan, part.pk, heading=part.heading, text=text, version=version, user=user)


@laid
def make_plan(
    region: Region, *, user: User, title: str = "Samen sneller passend", years: tuple[int, int] = (2025, 2028)
) -> RegionalPlan:
    """A draft that lacks nothing."""
    plan = plans.begin_plan(region, title=title, from_year=years[0], until_year=years[1], user=user)
    for part in plan.parts.all():
        write_part(part, f"Zo doen wij het: {part.heading.lower()}.", user=user)
    details: dict[str, Any] = {
        "title": title,
        "from_year": years[0],
        "until_year": years[1],
        "version": None,
        "user": user,
    }
    plan = plans.change_plan(plan, clients_included="De jongerenraad las elke versie mee.", **details)
    plans.add_plan_writer(plan, organisation=None, name="Jongerenraad", perspective=Perspective.YOUNG_PERSON, user=user)
    return plan


def approve(plan: RegionalPlan, *, user: User, **given: Any) -> RegionalPlan:
    """By way of being talked over."""
    plans.move_plan(plan, to=PlanStatus.CONSULTATION, user=user)
    given = {
        "approved_by": "Het bestuurlijk overleg",
        "approved_on": datetime.date(2025, 1, 15),
        "what_changed": "",
        **given,
    }
    plans.approve_plan(plan, user=user, **given)
    return RegionalPlan.objects.get(pk=plan.pk)


@laid
def make_team(region: Region, *, user: User, **given: Any) -> ExpertTeam:
    described = {
        "name": f"Expertteam {region.name}",
        "description": "Gedragswetenschappers, een jurist en een ervaringsdeskundige.",
        "functions": ["consult", "learn"],
        "gives_binding_advice": True,
        "contact": "Secretaris, expertteam@regio.example",
    }
    return teams.write_team(region, version=None, user=user, **{**described, **given})


def enter_year(team: ExpertTeam, year: int, *, user: User, meaning: str = "", **figures: int) -> TeamYear:
    kept = {name: figures.get(name) for name in TeamYear.FIGURES}
    meaning = meaning or f"Wat {year} ons leerde: eerder bellen scheelt."
    return teams.write_team_year(team, year=year, figures=kept, meaning=meaning, version=None, user=user)
