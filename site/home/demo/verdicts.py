"""What tables that prepare a session say of lessons from elsewhere; and somebody whose calendar follows the sessions."""

from learningtables import actions
from learningtables.models import CalendarFeed
from regions.states import Role

from .clock import at
from .texts import read
from .world import World

SAID = -2


def lay(world: World) -> None:
    for row in read("verdicts", "verdict"):
        session, lesson = world.page("session", row["session"]), world.page("lesson", row["lesson"])
        if session.is_open_for_replies and not session.verdicts.filter(lesson=lesson).exists():
            leads = session.table.circle.memberships.reading().filter(role=Role.FACILITATOR).earliest("pk")
            with at(SAID):
                actions.judge_lesson(session, lesson, verdict=row["verdict"], note=row.get("note", ""), user=leads.user)
            world.added += 1
    facilitator = world.person("facilitator")
    if not CalendarFeed.objects.filter(user=facilitator).exists():
        actions.give_feed(user=facilitator)
        world.added += 1
