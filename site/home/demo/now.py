"""A session that goes on now: its room stands open, some have written and nothing has been revealed."""

import datetime
import uuid

from django.utils import timezone

from learningtables import actions
from learningtables.models import Room, SessionPage

from .clock import at, moment
from .sessions import leader_of
from .world import World

KEY = "vallei-nu"
BEGAN = datetime.timedelta(minutes=25)
LASTS = datetime.timedelta(hours=2)
STEP = "Doorvragen"
QUESTIONS = {
    "joost-van-dam": "Wie nam de melding aan, en wat is er toen letterlijk gezegd?",
    "ine-van-beek": "Wat wist de wijkagent op dat moment al van het gezin?",
    "case-owner": "Wie had die vrijdag om vier uur nog kunnen beslissen?",
}


def lay(world: World) -> None:
    if world.page("session", KEY) is None:
        session = _plan(world)
        world.remember("session", KEY, session)
        _hold(world, session)
        world.added += 1


def _plan(world: World) -> SessionPage:
    table = world.page("table", "vallei-complex")
    began = timezone.now() - BEGAN
    with at(-7):
        return actions.plan_session(
            table,
            title="Een melding op vrijdagmiddag",
            summary="Een gebeurtenis van vorige week, besproken met de incidentmethode.",
            starts_at=began,
            ends_at=began + LASTS,
            place="Wijkgebouw, en mee te doen op afstand",
            method=world.method("incident"),
            user=leader_of(table),
        )


def _hold(world: World, session: SessionPage) -> None:
    """It can be written at for some days, so that whoever tries the demo still finds it open."""
    with at(session.starts_at):
        room = actions.open_room(session, user=leader_of(session.table))
        seats = {key: session.participants.get(user=world.person(key)) for key in QUESTIONS}
        for seat in (room.facilitator, *seats.values()):
            actions.enter(room, participant=seat)
    while room.current is None or room.current.title != STEP:
        room = actions.go_on(room, seen=room.current_id or 0, by=room.facilitator)
    for key, question in QUESTIONS.items():
        actions.write(room.current, uid=uuid.uuid4(), body=question, by=seats[key])
    actions.set_ready(room.current, ready=True, by=seats["ine-van-beek"])
    actions.spread(room, step=room.current, until=moment(5, 17), by=room.facilitator)
    actions.pause(Room.objects.get(pk=room.pk), seen=room.current_id or 0, by=room.facilitator)
    actions.let_guests_in(room, by=room.facilitator)
