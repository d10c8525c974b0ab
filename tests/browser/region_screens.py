"""The screens of what regions mean to do: plans of action and expert teams."""

from collections.abc import Iterator

from django.urls import reverse

from regions.models import Region, RegionalPlan
from tests.browser.looking import Screen, doors, leader


def of_plans() -> Iterator[Screen]:
    """One that holds, one that was replaced, one that is written on; and a region without one that others may read."""
    yield Screen("/regios/food-valley/plan/")
    yield Screen("/regios/drenthe/plan/")
    replaced = RegionalPlan.objects.exclude(replaced_by=None).earliest("pk")
    yield from doors("regions", None, "plan", args=(replaced.region.slug, replaced.pk))
    plan = RegionalPlan.objects.get(region__slug="twente")
    here, leads = (plan.region.slug, plan.pk), leader(plan.region.circle)
    yield from doors("regions", leads, "plan", "plan_desk", "change_plan", "add_plan_writer", "delete_plan", args=here)
    yield Screen(f"{reverse('regions:plan_versions', args=here)}?van=2&tot=0", leads)
    yield from doors("regions", leads, "plan_version", args=(*here, 2))
    yield from doors("regions", leads, "plan_part", "remove_plan_part", args=(*here, plan.parts.latest("position").pk))
    spoken = RegionalPlan.objects.get(region__slug="drenthe")
    person = leader(spoken.region.circle)
    yield from doors("regions", person, "plan_audience", "approve_plan", args=(spoken.region.slug, spoken.pk))


def of_teams() -> Iterator[Screen]:
    """Described and not; beside each other; and what its keepers see."""
    yield Screen("/regios/food-valley/expertteam/naast/?regio=drenthe")
    yield Screen("/regios/rivierenland/expertteam/")
    leads = leader(Region.objects.get(slug="food-valley").circle)
    yield from doors("regions", leads, "team", "write_team", "team_year_new", "import_team", args=("food-valley",))
    yield from doors("regions", leads, "remove_team_year", args=("food-valley", 2025))
