"""Plans of action and expert teams, written by way of their actions."""

import datetime
from typing import Any

from regions.actions import plan_parts, plans
from regions.models import PlanPart, Region, RegionalPlan, User
from regions.states import Perspective, PlanStatus


def write_part(part: PlanPart, text: str, *, user: User) -> PlanPart:
    version = plan_parts.part_version(part)
    return plan_parts.write_plan_part(part.plan, part.pk, heading=part.heading, text=text, version=version, user=user)


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
