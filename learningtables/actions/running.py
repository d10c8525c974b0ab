"""A session as it happens: who comes, who was there, and the central question asked of its cases."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from casestudies.actions import open_reflection
from casestudies.models import Reflection
from regions.audit import record
from regions.models import User
from regions.states import IllegalMove, check_move

from ..models import Participant, SessionCase, SessionPage
from ..states import SESSION_MOVES, Rsvp, SessionState
from .publishing import locked_session, publish
from .sessions import expected


@transaction.atomic
def reply(session: SessionPage, *, rsvp: Rsvp, user: User) -> Participant:
    """``user`` says whether they come; they may change their mind until it is over."""
    session = locked_session(session)
    if not session.is_open_for_replies:
        raise IllegalMove(_("This session is over or cancelled: a reply is no longer needed."))
    participant = session.participants.filter(user=user).first()
    if participant is None:
        raise IllegalMove(_("You are not on the list of this session. Ask the facilitator to add you."))
    participant.rsvp = Rsvp(rsvp)
    participant.save(update_fields=["rsvp"])
    record(session, "learningtables.reply", user=user, rsvp=participant.rsvp)
    return participant


@transaction.atomic
def hold_session(session: SessionPage, *, present: Iterable[User], user: User) -> SessionPage:
    """It took place, with ``present`` of those expected."""
    session = locked_session(session)
    check_move(SESSION_MOVES, frm=session.state, to=SessionState.HELD, labels=SessionState)
    if not session.has_begun:
        raise IllegalMove(_("This session is still to come: it can be marked as held from the day itself on."))
    session.state = SessionState.HELD
    publish(session, user=user)
    _tick(session, present)
    record(session, "learningtables.hold_session", user=user)
    return session


@transaction.atomic
def record_attendance(session: SessionPage, *, present: Iterable[User], user: User) -> SessionPage:
    """Correct who was there."""
    session = locked_session(session)
    if session.state != SessionState.HELD:
        raise IllegalMove(_("Mark the session as held first; then say who was there."))
    _tick(session, present)
    record(session, "learningtables.record_attendance", user=user)
    return session


def _tick(session: SessionPage, present: Iterable[User]) -> None:
    there = [person.pk for person in present]
    session.participants.invited().filter(user__in=there).update(attended=True)
    session.participants.invited().exclude(user__in=there).update(attended=False)


@transaction.atomic
def open_case_reflection(
    item: SessionCase,
    *,
    anonymous: bool,
    user: User,
    respondents: Iterable[User] | None = None,
    round_one_until: datetime.datetime | None = None,
    round_two_until: datetime.datetime | None = None,
) -> Reflection:
    """Ask the central question of a case on the agenda. ``respondents`` left out: who is expected, except the case owner,
    who knows how it ended."""
    session = locked_session(item.session)
    item = SessionCase.objects.select_for_update(of=("self",)).select_related("case").get(pk=item.pk)
    if session.state == SessionState.CANCELLED:
        raise IllegalMove(_("This session is cancelled."))
    if item.reflection_id:
        raise IllegalMove(_("The reflection on this case has begun already."))
    people = expected(session)
    asked = {person.pk for person in respondents} if respondents is not None else None
    people = [one for one in people if (one.pk in asked if asked is not None else one.pk != item.case.owner_id)]
    item.reflection = open_reflection(
        item.case,
        circle=session.table.circle,
        respondents=people,
        anonymous=anonymous,
        round_one_until=round_one_until,
        round_two_until=round_two_until,
        user=user,
    )
    item.save(update_fields=["reflection"])
    record(session, "learningtables.open_case_reflection", user=user, reflection=item.reflection.pk)
    return item.reflection
