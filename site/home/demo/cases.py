"""Cases: written, their decisions described, THEN locked, shared with the table."""

from typing import Any

from casestudies import actions, texts
from casestudies.checking import marks_in
from casestudies.models import CaseStudyPage
from regions.audience import PUBLIC, WIDE
from regions.models import User
from regions.states import Role

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
    if row["audience"] in WIDE or row.get("second_reader"):
        _let_others_read(world, case, row)
    return case


def _let_others_read(world: World, case: CaseStudyPage, row: dict[str, Any]) -> None:
    """Through the privacy check, as people do. For everyone, the table's facilitator reads it a second time; ``second_reader``
    has been asked and has not said yet."""
    owner = case.owner
    parts = texts.latest_texts(case)
    digest = texts.digest(parts)
    for mark in marks_in(parts):
        actions.keep_finding(
            case, place=mark.place, reason="Hoort bij het verhaal en past op velen.", digest=digest, user=owner
        )
    check = actions.pass_check(case, digest=digest, user=owner)
    if row.get("second_reader"):
        actions.ask_second_reader(case, reader=world.person(row["second_reader"]), user=owner)
        return
    if row["audience"] == PUBLIC:
        reader = _facilitator(case)
        check = actions.ask_second_reader(case, reader=reader, user=owner)
        actions.read_second_time(check, agreed=True, remark="", digest=digest, user=reader)
    actions.widen_case(case, audience_key=row["audience"], user=owner)


def _facilitator(case: CaseStudyPage) -> User:
    seats = case.circle.memberships.reading().filter(role=Role.FACILITATOR).exclude(user=case.owner)
    return seats.earliest("pk").user
