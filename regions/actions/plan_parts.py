"""The parts of a regional plan: written one at a time, so that two people who write at once lose nothing."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ..audit import record
from ..checking import demand_nobody
from ..models import PlanPart, RegionalPlan, User
from ..states import IllegalMove, KeptBecause
from ..versions import demand_version, version_of
from .plans import changed_since_kept, keep, locked_for_writing

MOST_PARTS = 40
WRITTEN = ("heading", "text")


def part_version(part: PlanPart | None) -> str:
    return version_of(part, fields=WRITTEN)


@transaction.atomic
def write_plan_part(
    plan: RegionalPlan, part_pk: int | None, *, heading: str, text: str, version: str | None, user: User
) -> PlanPart:
    """Change the part, or add one at the end when there is none of that number. EditConflict when the part says something
    else than its writer started from, or was taken out meanwhile: then ``version`` "" puts it back as a new part."""
    plan = locked_for_writing(plan)
    part = plan.parts.filter(pk=part_pk).first() if part_pk else None
    demand_version(part_version(part), version)
    demand_nobody({_("Heading"): heading, heading: text})
    if part is None:
        if plan.parts.count() >= MOST_PARTS:
            raise IllegalMove(_("A plan has %(n)s parts at most.") % {"n": MOST_PARTS})
        last = plan.parts.aggregate(last=Max("position"))["last"] or 0
        part = PlanPart(plan=plan, position=last + 1)
    part.heading, part.text = heading, text
    part.save()
    record(plan, "regions.write_plan_part", user=user, part=part.pk)
    return part


@transaction.atomic
def move_plan_part(plan: RegionalPlan, part_pk: int, *, up: bool, user: User) -> RegionalPlan:
    """One place up or down; at the end it stays where it is."""
    plan = locked_for_writing(plan)
    parts = list(plan.parts.all())
    places = [part.pk for part in parts]
    if part_pk not in places:
        raise IllegalMove(_("This part was taken out meanwhile."))
    at = places.index(part_pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(parts):
        return plan
    parts[at], parts[to] = parts[to], parts[at]
    for position, part in enumerate(parts, start=1):
        part.position = position
    PlanPart.objects.bulk_update(parts, ["position"])
    record(plan, "regions.move_plan_part", user=user, part=part_pk)
    return plan


@transaction.atomic
def remove_plan_part(plan: RegionalPlan, part_pk: int, *, version: str | None, user: User) -> RegionalPlan:
    """What it said stays in a version. EditConflict when it says something else than was looked at."""
    plan = locked_for_writing(plan)
    part = plan.parts.filter(pk=part_pk).first()
    if part is None:
        return plan
    demand_version(part_version(part), version)
    if changed_since_kept(plan):
        keep(plan, because=KeptBecause.PART_REMOVED, user=user)
    part.delete()
    record(plan, "regions.remove_plan_part", user=user, part=part_pk)
    return plan
