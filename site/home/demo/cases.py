"""Cases: written, their decisions described, THEN locked, shared with the table."""

from typing import Any

from casestudies import actions
from casestudies.models import CaseStudyPage

from .clock import at, day
from .texts import read
from .world import World

POINT_FIELDS = (
    "title",
    "month",
    "period",
    "decided_by",
    "known",
    "unknown",
    "options",
    "chosen",
    "dissent",
    "expected",
    "confidence",
)


def lay(world: World) -> None:
    for row in read("cases", "case"):
        if world.page("case", row["key"]) is None:
            with at(row["date"]):
                world.remember("case", row["key"], _lay_case(world, row))


def _lay_case(world: World, row: dict[str, Any]) -> CaseStudyPage:
    owner = world.person(row["owner"])
    table = world.page("table", row["table"])
    case = actions.write_case(
        region=table.lead_region,
        circle=table.circle,
        title=row["title"],
        situation=row["situation"],
        summary=row["summary"],
        date=day(row["date"]),
        life_domains=row["life_domains"],
        themes=world.themes(row["themes"]),
        tags=row["tags"],
        perspectives=[(one["perspective"], one["text"]) for one in row.get("perspective", ())],
        events=[(one["month"], one["text"]) for one in row.get("event", ())],
        user=owner,
    )
    for point in row["decision"]:
        laid = actions.add_decision_point(case, user=owner, **{name: point.get(name, "") for name in POINT_FIELDS})
        actions.write_now(laid, happened=point["happened"], known_now=point["known_now"], user=owner)
    actions.write_outcome(case, text=row["outcome"], user=owner)
    if row.get("locked", True):
        actions.lock_then(case, user=owner)
        actions.share_case(case, user=owner)
    return case
