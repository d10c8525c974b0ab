"""Plans of action in every state, and expert teams with what they counted and what that meant."""

from typing import Any

from django.utils import timezone

from regions.actions import plan_parts, plans, teams
from regions.models import ExpertTeam, RegionalPlan, TeamYear, User
from regions.states import PlanStatus

from .texts import read
from .world import World


def lay(world: World) -> None:
    for row in read("plans", "plan"):
        region = world.region(row["region"])
        if not RegionalPlan.objects.filter(region=region, title=row["title"]).exists():
            _lay_plan(world, row)
    for row in read("expert_teams", "team"):
        if not ExpertTeam.objects.filter(region__slug=row["region"]).exists():
            _lay_team(world, row)


def _lay_plan(world: World, row: dict) -> None:
    region = world.region(row["region"])
    user, (first, last) = world.speaker_for(region), row["years"]
    plan = plans.begin_plan(region, title=row["title"], from_year=first, until_year=last, user=user)
    _write(plan, row, user)
    said = {"title": plan.title, "from_year": first, "until_year": last, "clients_included": row["clients"]}
    plan = plans.change_plan(plan, version=None, user=user, **said)
    for name, perspective in row["writers"]:
        organisation = next((one for one in region.organisations.all() if one.name == name), None)
        plans.add_plan_writer(plan, organisation=organisation, name=name, perspective=perspective, user=user)
    _move_on(plan, row, user)
    world.added += 1


def _write(plan: RegionalPlan, row: dict, user: User) -> None:
    """Over the headings that a new plan begins with."""
    standing: list[Any] = list(plan.parts.all())
    for number, (heading, text) in enumerate(row["parts"]):
        part = standing[number] if number < len(standing) else None
        version = plan_parts.part_version(part)
        pk = part.pk if part else None
        plan_parts.write_plan_part(plan, pk, heading=heading, text=text, version=version, user=user)
    for part in standing[len(row["parts"]) :]:
        plan_parts.remove_plan_part(plan, part.pk, version=None, user=user)


def _move_on(plan: RegionalPlan, row: dict, user: User) -> None:
    if row["state"] == "draft":
        return
    plans.move_plan(plan, to=PlanStatus.CONSULTATION, user=user, what_changed="Voor bespreking met de schrijvers.")
    if row["state"] == "consultation":
        return
    if "audience" in row:
        plans.set_plan_audience(plan, audience_key=row["audience"], user=user)
    earlier = RegionalPlan.objects.filter(region=plan.region, title=row.get("replaces", ""))
    plans.approve_plan(
        plan,
        approved_by=row["approved_by"],
        approved_on=row["approved_on"],
        what_changed=row.get("what_changed", ""),
        replaces=list(earlier),
        user=user,
    )
    if row["state"] == "taken_up":
        plans.move_plan(plan, to=PlanStatus.DRAFT, user=user, what_changed="Na de visitatie passen we het plan aan.")
        part = plan.parts.latest("position")
        text = f"{part.text} Elk advies wordt na drie maanden nagebeld."
        version = plan_parts.part_version(part)
        plan_parts.write_plan_part(plan, part.pk, heading=part.heading, text=text, version=version, user=user)


def _lay_team(world: World, row: dict) -> None:
    region = world.region(row["region"])
    user = world.speaker_for(region)
    described = {"name": row["name"], "description": row["description"], "functions": row["functions"]}
    binding = {"gives_binding_advice": row["binding"], "contact": row["contact"]}
    team = teams.write_team(region, version=None, user=user, **described, **binding)
    for year, (*counted, meaning) in row["year"].items():
        if int(year) <= timezone.localdate().year:
            figures = dict(zip(TeamYear.FIGURES, counted, strict=True))
            teams.write_team_year(team, year=int(year), figures=figures, meaning=meaning, version=None, user=user)
    world.added += 1
