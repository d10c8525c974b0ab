"""Whose turn it is to lead: the table's people in an order, and what becomes of a turn when somebody cannot."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove

from .. import emails
from ..models import LearningTablePage, RotaPlace, SessionPage
from ..states import SessionState
from .publishing import locked_session, publish


def next_in_turn(
    table: LearningTablePage, *, at: datetime.datetime, among: Iterable[User] | None = None
) -> User | None:
    """Who follows, in the order of the rota, whoever leads the session before ``at``. None: there is no rota, or nobody in it
    is ``among`` those expected. A turn given by hand to somebody outside the rota is passed over."""
    turns = [place.user for place in table.turns]
    order = [person.pk for person in turns]
    before = SessionPage.objects.child_of(table).filter(starts_at__lt=at, facilitator__in=order)
    before = before.exclude(state=SessionState.CANCELLED).order_by("-starts_at", "-pk")
    last = before.values_list("facilitator", flat=True).first()
    start = order.index(last) + 1 if last else 0
    expected = set(order) if among is None else {person.pk for person in among}
    return next((person for person in turns[start:] + turns[:start] if person.pk in expected), None)


@transaction.atomic
def join_rota(table: LearningTablePage, people: Iterable[User], *, user: User) -> LearningTablePage:
    """At the end, in the order given; who has a place keeps it."""
    table = _locked(table)
    seated = set(table.people.values_list("user", flat=True))
    order = [place.user_id for place in table.turns]
    for person in people:
        if person.pk not in seated:
            raise IllegalMove(_("Only people who sit at this table can take turns to lead."))
        if person.pk not in order:
            order.append(person.pk)
    return _write(table, order, user=user)


@transaction.atomic
def move_in_rota(table: LearningTablePage, person: User, *, seen: int, steps: int, user: User) -> LearningTablePage:
    """One place up (-1) or down (1) from place ``seen``: a second click on an old screen moves nobody further."""
    table = _locked(table)
    order = [place.user_id for place in table.turns]
    if person.pk not in order or order.index(person.pk) != seen:
        raise IllegalMove(_("The order has changed in the meantime. This is how it stands; nothing was changed."))
    to = max(0, min(len(order) - 1, seen + steps))
    order.insert(to, order.pop(seen))
    return _write(table, order, user=user)


@transaction.atomic
def leave_rota(table: LearningTablePage, person: User, *, user: User) -> LearningTablePage:
    """No turns any more; those that were given for sessions to come stay until somebody changes them."""
    table = _locked(table)
    order = [place.user_id for place in table.turns if place.user_id != person.pk]
    return _write(table, order, user=user)


def _locked(table: LearningTablePage) -> LearningTablePage:
    return LearningTablePage.objects.select_for_update(of=("self",)).get(pk=table.pk)


def _write(table: LearningTablePage, order: list[int], *, user: User) -> LearningTablePage:
    """Writes nothing when nothing changed; the places of those who have left are cleared away."""
    standing = list(table.rota.values_list("user", flat=True))
    if standing != order:
        table.rota.exclude(user__in=order).delete()
        for position, pk in enumerate(order):
            RotaPlace.objects.update_or_create(table=table, user_id=pk, defaults={"position": position})
        record(table, "learningtables.change_rota", user=user, order=order)
    return table


# --- one session ---------------------------------------------------------------------------------


@transaction.atomic
def give_turn(session: SessionPage, person: User | None, *, seen: int | None, user: User) -> SessionPage:
    """``person`` leads this session; None: the table's facilitators do. ``seen`` is whose turn it was on the screen."""
    session = _turning(session, seen=seen)
    return _give(session, person, user=user)


@transaction.atomic
def swap_turns(session: SessionPage, other: SessionPage, *, seen: int | None, user: User) -> SessionPage:
    """Who leads the one leads the other. A second click finds them swapped, and leaves it so."""
    _in_order(session, other)
    session = _turning(session, seen=seen)
    other = _turning(other)
    if session.table != other.table:
        raise IllegalMove(_("Turns are swapped between sessions of one table."))
    first, second = session.facilitator, other.facilitator
    _give(other, first, user=user)
    return _give(session, second, user=user)


def _in_order(*sessions: SessionPage) -> None:
    """Locked in one order, whoever swaps with whom: two swaps at once wait for each other instead of for ever."""
    pks = [session.pk for session in sessions]
    list(SessionPage.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))


def _turning(session: SessionPage, **expected: int | None) -> SessionPage:
    session = locked_session(session)
    if not session.is_open_for_replies:
        raise IllegalMove(_("This session is over or cancelled: the turn stays as it is."))
    if "seen" in expected and session.facilitator_id != expected["seen"]:
        raise IllegalMove(
            _("Whose turn it is has changed in the meantime. This is how it stands; nothing was changed.")
        )
    return session


def _give(session: SessionPage, person: User | None, *, user: User) -> SessionPage:
    if person is not None and person.pk == session.facilitator_id:
        return session
    check_leader(session.table, person)
    session.facilitator = person
    publish(session, user=user)
    if person is not None:
        _expect(session, person, user=user)
    record(session, "learningtables.give_turn", user=user, person=person and person.pk)
    return session


def _expect(session: SessionPage, person: User, *, user: User) -> None:
    """Who leads is on the list; the invitation says that it is their turn, and so does a mail of its own."""
    _one, is_new = session.participants.get_or_create(user=person)
    if is_new:
        emails.send_invitation(session, to=[person])
    elif person != user:
        emails.send_turn(session, to=person)


def check_leader(table: LearningTablePage, person: User | None) -> None:
    if person is not None and not table.people.filter(user=person).exists():
        raise IllegalMove(_("Only somebody who sits at this table can lead its session."))


def pass_turns_on(table: LearningTablePage, person: User, *, user: User) -> None:
    """Of somebody who leaves the table: the place in the rota goes, and the next in turn leads what was theirs to lead."""
    leave_rota(table, person, user=user)
    coming = SessionPage.objects.child_of(table).coming().filter(state=SessionState.PLANNED, facilitator=person)
    for session in coming:
        session.table = table
        others = User.objects.filter(sessions__session=session)
        _give(session, next_in_turn(table, at=session.starts_at, among=others), user=user)
