"""A series of sessions planned in one go. Each is a session of its own: it is moved, cancelled and led by itself."""

import datetime
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove

from .. import emails
from ..models import LearningTablePage, Method, SessionPage
from ..states import SessionState
from .publishing import publish
from .sessions import plan_session

LEAST, MOST = 2, 12

Moment = tuple[datetime.datetime, datetime.datetime]


@transaction.atomic
def plan_series(
    table: LearningTablePage,
    *,
    title: str,
    moments: Sequence[Moment],
    method: Method,
    user: User,
    rhythm: str = "",
    participants: Iterable[User] | None = None,
    **fields: Any,
) -> list[SessionPage]:
    """Sessions at ``moments``, led in turn; ``rhythm`` becomes what the table says of itself.

    People get a mail for each session. One calendar file with all of them would be shorter, but an invitation may hold one
    UID only (RFC 5546, 3.2.2), and of a file with more, or a mail with more files, the calendars most in use take the first
    and drop the rest. The mails are numbered.
    """
    table = LearningTablePage.objects.select_for_update(of=("self",)).get(pk=table.pk)
    _check(table, moments)
    people = None if participants is None else list(participants)
    sessions = []
    for number, (starts_at, ends_at) in enumerate(sorted(moments), 1):
        invite = partial(emails.send_invitation, part=(number, len(moments)))
        times = {"starts_at": starts_at, "ends_at": ends_at}
        details = {"title": title, "method": method, "participants": people, "invite": invite, **times, **fields}
        sessions.append(plan_session(table, user=user, **details))
    if rhythm:
        _set_rhythm(table, rhythm, user=user)
    record(table, "learningtables.plan_series", user=user, sessions=[session.pk for session in sessions])
    return sessions


def _check(table: LearningTablePage, moments: Sequence[Moment]) -> None:
    """A form that is sent twice meets the first one's sessions."""
    if not 1 <= len(moments) <= MOST:
        raise IllegalMove(_("A series has one to twelve sessions: tick those that take place."))
    starts = [starts_at for starts_at, _ends_at in moments]
    if len(set(starts)) < len(starts):
        raise IllegalMove(_("Two sessions of this series are at the same moment."))
    if min(starts) < timezone.now():
        raise IllegalMove(_("A series is for days to come."))
    taken = SessionPage.objects.child_of(table).exclude(state=SessionState.CANCELLED).filter(starts_at__in=starts)
    if taken.exists():
        raise IllegalMove(
            _("This table meets at one of these moments already. Nothing was planned; leave that one out.")
        )


def _set_rhythm(table: LearningTablePage, rhythm: str, *, user: User) -> None:
    table = LearningTablePage.objects.get(pk=table.pk)
    if table.rhythm != rhythm:
        table.rhythm = rhythm[:100]
        publish(table, user=user)
