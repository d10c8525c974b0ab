"""Sessions in the order they took place, with the reflections held in them, and those still to come."""

import datetime
from itertools import cycle
from typing import Any

from learningtables import actions
from learningtables.models import LearningTablePage, SessionPage
from learningtables.states import Rsvp, SessionState
from regions.models import User
from regions.states import Role

from . import reflections
from .clock import at, moment
from .texts import read
from .world import World, audience_key

INVITED_DAYS_BEFORE = 21
REPLIES = (Rsvp.YES, Rsvp.YES, Rsvp.NO_REPLY, Rsvp.MAYBE, Rsvp.YES, Rsvp.NO)


def lay(world: World) -> None:
    asked = {row["key"]: row["reflection"] for row in read("cases", "case") if "reflection" in row}
    for row in sorted(read("sessions", "session"), key=lambda row: row["start"]):
        if world.page("session", row["key"]) is None:
            session = _plan(world, row)
            world.remember("session", row["key"], session)
            _go_on(world, session, row, {key: asked.pop(key) for key in row.get("cases", ()) if key in asked})
        else:
            asked = {key: text for key, text in asked.items() if key not in row.get("cases", ())}
    for key, text in asked.items():
        _reflect_apart(world, key, text)


def _start(row: dict[str, Any]) -> datetime.datetime:
    hour, minute = map(int, row["time"].split(":"))
    return moment(row["start"], hour, minute)


def leader_of(table: LearningTablePage) -> User:
    return table.circle.memberships.reading().filter(role=Role.FACILITATOR).earliest("pk").user


def _plan(world: World, row: dict[str, Any]) -> SessionPage:
    table = world.page("table", row["table"])
    starts_at = _start(row)
    with at(row["start"] - INVITED_DAYS_BEFORE):
        return actions.plan_session(
            table,
            title=row["title"],
            summary=row["summary"],
            starts_at=starts_at,
            ends_at=starts_at + datetime.timedelta(minutes=row["minutes"]),
            place=row.get("place", ""),
            link=row.get("link", ""),
            method=world.method(row["method"]),
            preparation=row.get("preparation", ""),
            cases=[world.page("case", key) for key in row.get("cases", ())],
            themes=world.themes(row.get("themes", ())),
            tags=row.get("tags", ()),
            audience_key=audience_key(row.get("audience", "circle"), table.circle),
            user=leader_of(table),
        )


def _go_on(world: World, session: SessionPage, row: dict[str, Any], asked: dict[str, Any]) -> None:
    state = row.get("state", SessionState.HELD)
    facilitator = leader_of(world.page("table", row["table"]))
    with at(min(row["start"], 0)):
        for key, text in asked.items():
            _reflect(world, session, key, text, facilitator)
        if state == SessionState.CANCELLED:
            actions.cancel_session(session, user=facilitator)
        elif state == SessionState.PLANNED:
            _reply(session)
        else:
            _hold(world, session, row, facilitator)


def _reflect(world: World, session: SessionPage, key: str, text: dict[str, Any], facilitator: User) -> None:
    item = session.agenda.get(case=world.page("case", key))
    reflection = actions.open_case_reflection(item, anonymous=text.get("anonymous", False), user=facilitator)
    reflections.hold(world, reflection, text, facilitator=facilitator)


def _reflect_apart(world: World, key: str, text: dict[str, Any]) -> None:
    case = world.page("case", key)
    if case.reflections.exists():
        return
    facilitator = leader_of(case.circle.learning_table)
    with at(text["opened"]):
        reflection = reflections.open_apart(world, case, text, facilitator=facilitator)
        reflections.hold(world, reflection, text, facilitator=facilitator)


def _reply(session: SessionPage) -> None:
    people = [row.user for row in session.participants.invited().select_related("user").order_by("pk")]
    for person, rsvp in zip(people, cycle(REPLIES), strict=False):
        if rsvp != Rsvp.NO_REPLY:
            actions.reply(session, rsvp=rsvp, user=person)


def _hold(world: World, session: SessionPage, row: dict[str, Any], facilitator: User) -> None:
    absent = {person.pk for person in world.people(row.get("absent", ()))}
    people = [seat.user for seat in session.participants.invited().select_related("user")]
    actions.hold_session(session, present=[one for one in people if one.pk not in absent], user=facilitator)
    if not row.get("report"):
        return
    report = actions.draft_report(session, user=facilitator)
    say = actions.save_report if row.get("report_state") == "draft" else actions.publish_report
    say(report, body=row["report"], version=report.version, user=facilitator)
