"""Plans of action that were approved, for who follows their region."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse

from lessons.models import Follow
from regions.models import PlanVersion, RegionalPlan


def collect(
    user: Any,
    standing: Sequence[tuple[Follow, Any]],
    *,
    since: datetime.datetime,
    until: datetime.datetime,
    request: Any = None,
) -> Iterator[tuple[Any, ...]]:
    """(number of the following, sort, moment, title, address) for each approval meanwhile of a plan that ``user`` may read."""
    regions: dict[int, list[int]] = defaultdict(list)
    for one, thing in standing:
        if one.what == "region":
            regions[thing.pk].append(one.pk)
    if not regions:
        return
    open_plans = RegionalPlan.objects.visible_to(user).filter(region__in=list(regions)).values("pk")
    approved = PlanVersion.objects.filter(approved_on__isnull=False, kept_at__gt=since, kept_at__lte=until)
    for version in approved.filter(plan__in=open_plans).select_related("plan__region"):
        region = version.plan.region
        for pk in regions[region.pk]:
            yield (
                pk,
                "plan",
                version.kept_at,
                version.content["title"],
                reverse("regions:plan", args=[region.slug, version.plan_id]),
            )
