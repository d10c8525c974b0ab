"""Which moment suits the table: proposed, answered by everybody in sight of all, and ended by planning a session or not."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove

from .. import emails
from ..models import DateOption, DatePoll, DateReply, LearningTablePage, SessionPage
from ..states import Fits
from .planning import Moment
from .sessions import plan_session

LEAST_MOMENTS, MOST_MOMENTS = 2, 10
ONE_DAY = datetime.timedelta(days=1)
REMIND = "learningtables.remind_poll"


@transaction.atomic
def propose_moments(table: LearningTablePage, *, title: str, moments: Sequence[Moment], user: User) -> DatePoll:
    """Everybody at the table is asked by mail; a form that is sent twice asks once."""
    table = LearningTablePage.objects.select_for_update(of=("self",)).get(pk=table.pk)
    if not LEAST_MOMENTS <= len(set(moments)) <= MOST_MOMENTS:
        raise IllegalMove(_("Propose two to ten different moments."))
    if table.date_polls.filter(closed_at=None, title=title).exists():
        raise IllegalMove(_("There is an open date poll of this name already."))
    poll = DatePoll.objects.create(table=table, title=title, asked_by=user)
    DateOption.objects.bulk_create(
        DateOption(poll=poll, starts_at=starts_at, ends_at=ends_at) for starts_at, ends_at in sorted(set(moments))
    )
    record(poll, "learningtables.propose_moments", user=user, table=table.pk, moments=len(set(moments)))
    emails.send_poll(poll, to=[seat.user for seat in table.people if seat.user_id != user.pk])
    return poll


@transaction.atomic
def reply_to_poll(poll: DatePoll, *, fits: Mapping[int, Fits], user: User) -> DatePoll:
    """What suits ``user``, by the number of the moment; who replies again changes their mind."""
    poll = _open(poll)
    if set(fits) != set(poll.options.values_list("pk", flat=True)):
        raise IllegalMove(_("Reply to each of the moments."))
    for option, value in fits.items():
        DateReply.objects.update_or_create(option_id=option, user=user, defaults={"fits": Fits(value)})
    record(poll, "learningtables.reply_to_poll", user=user)
    return poll


@transaction.atomic
def remind_poll(poll: DatePoll, *, user: User) -> DatePoll:
    """A mail to who has not replied, once a day at most."""
    poll = _open(poll)
    told = ModelLogEntry.objects.for_instance(poll).filter(action=REMIND, timestamp__gt=timezone.now() - ONE_DAY)
    if told.exists():
        raise IllegalMove(_("A reminder was sent less than a day ago. Give people some time."))
    awaited = [seat.user for seat in poll.awaited]
    if not awaited:
        raise IllegalMove(_("Everybody at the table has replied."))
    record(poll, REMIND, user=user, awaited=len(awaited))
    emails.send_poll(poll, to=awaited, again=True)
    return poll


@transaction.atomic
def close_poll(poll: DatePoll, *, user: User, session: SessionPage | None = None) -> DatePoll:
    """Nobody replies any more; ``session`` is what came of it, if anything did."""
    poll = _open(poll)
    poll.closed_at = timezone.now()
    poll.session = session
    poll.save(update_fields=["closed_at", "session"])
    record(poll, "learningtables.close_poll", user=user, session=session and session.pk)
    return poll


@transaction.atomic
def plan_from_poll(option: DateOption, *, user: User, participants: Iterable[User], **fields: Any) -> SessionPage:
    """The session that the poll was for; of two who plan it at once, one does."""
    poll = _open(option.poll)
    session = plan_session(poll.table, user=user, participants=participants, **fields)
    close_poll(poll, user=user, session=session)
    return session


def _open(poll: DatePoll) -> DatePoll:
    """The poll as it stands now, held until the transaction ends."""
    poll = DatePoll.objects.select_for_update(of=("self",)).select_related("table").get(pk=poll.pk)
    if poll.closed_at is not None:
        raise IllegalMove(_("This date poll is closed. Nothing was changed."))
    return poll
