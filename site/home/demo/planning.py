"""What lies ahead: a series at one table, and at another who leads in turn and a date that is being looked for."""

import datetime

from learningtables import actions
from learningtables.models import DatePoll, SessionPage
from learningtables.states import Fits, SessionState

from .clock import at, day, moment
from .sessions import leader_of
from .world import World

KEY = "zeeland-reeks-{}"
THURSDAY = 3
WEEK = 7
REPLIES = {
    "facilitator": (Fits.YES, Fits.YES, Fits.NO, Fits.YES),
    "case-owner": (Fits.NO, Fits.YES, Fits.YES, Fits.IF_NEED_BE),
    "joost-van-dam": (Fits.IF_NEED_BE, Fits.YES, Fits.NO, Fits.NO),
    "hatice-yilmaz": (Fits.YES, Fits.IF_NEED_BE, Fits.NO, Fits.YES),
}


def lay(world: World) -> None:
    """All of it or nothing: a rota that people emptied or a poll that they closed is not laid again."""
    if world.page("session", KEY.format(1)) is None:
        with at(-2):
            _lay_rota(world)
            _reply(world, _ask(world))
        _lay_series(world)


def _lay_rota(world: World) -> None:
    table = world.page("table", "vallei-complex")
    people = world.people(["facilitator", "joost-van-dam", "ine-van-beek", "case-owner"])
    actions.join_rota(table, people, user=leader_of(table))
    last = SessionPage.objects.child_of(table).filter(state=SessionState.PLANNED).latest("starts_at")
    actions.give_turn(last, world.person("ine-van-beek"), seen=None, user=leader_of(table))


def _ask(world: World) -> DatePoll:
    table = world.page("table", "vallei-complex")
    starts = [moment(offset, hour, 30) for offset, hour in ((44, 9), (45, 13), (51, 9), (52, 13))]
    moments = [(start, start + datetime.timedelta(hours=2)) for start in starts]
    return actions.propose_moments(
        table, title="Wanneer bespreken we hoe de afspraken uitpakken?", moments=moments, user=leader_of(table)
    )


def _reply(world: World, poll: DatePoll) -> None:
    options = list(poll.options.all())
    for key, replies in REPLIES.items():
        fits = {option.pk: reply for option, reply in zip(options, replies, strict=True)}
        actions.reply_to_poll(poll, fits=fits, user=world.person(key))


def _lay_series(world: World) -> None:
    """On Thursdays, after the session that stands planned already."""
    table = world.page("table", "zeeland-thuis")
    first = 40 + (THURSDAY - day(40).weekday()) % WEEK
    starts = [moment(first + weeks * WEEK, 14) for weeks in (0, 8, 16)]
    sessions = actions.plan_series(
        table,
        title="Zo thuis mogelijk: terugkijken en vooruitkijken",
        moments=[(start, start + datetime.timedelta(hours=2)) for start in starts],
        method=world.method("leertafel"),
        place="Dorpshuis, grote zaal",
        user=leader_of(table),
    )
    for number, session in enumerate(sessions, 1):
        world.remember("session", KEY.format(number), session)
