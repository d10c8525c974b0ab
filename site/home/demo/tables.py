"""Learning tables with their people."""

from typing import Any

from learningtables import actions
from learningtables.models import LearningTablePage
from regions.actions import add_member
from regions.states import Role

from .clock import at
from .texts import read
from .world import World


def lay(world: World) -> None:
    for row in read("tables", "table"):
        if world.page("table", row["key"]) is None:
            with at(row["started"]):
                world.remember("table", row["key"], _lay_table(world, row))


def _lay_table(world: World, row: dict[str, Any]) -> LearningTablePage:
    facilitators = world.people(row["facilitators"])
    table = actions.found_table(
        region=world.region(row["region"]),
        further_regions=world.regions(row.get("further_regions", ())),
        title=row["title"],
        summary=row["summary"],
        purpose=row["purpose"],
        rhythm=row.get("rhythm", ""),
        themes=world.themes(row["themes"]),
        tags=row["tags"],
        audience_key=row["audience"],
        facilitator=facilitators[0],
        user=world.speaker_for(world.region(row["region"])),
    )
    seats = [(person, Role.FACILITATOR) for person in facilitators[1:]]
    seats += [(person, Role.PARTICIPANT) for person in world.people(row["participants"])]
    seats += [(person, Role.EXPERIENCE_EXPERT) for person in world.people(row.get("experience_experts", ()))]
    for person, role in seats:
        add_member(table.circle, member=person, role=role, user=facilitators[0])
    return table
