"""The minutes of a session: whoever sits at the table may write, and no text is lost to another's."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audit import record
from regions.differences import plain
from regions.models import User
from regions.states import IllegalMove
from regions.versions import demand_version, version_of

from ..models import Minutes, MinutesVersion, SessionCase, SessionPage
from ..states import SessionState
from .publishing import locked_session

LONGEST_MINUTES = 50_000
SITTING = datetime.timedelta(minutes=5)


def minutes_version(minutes: Minutes | None) -> str:
    return version_of(minutes, fields=("body",))


@transaction.atomic
def save_minutes(
    session: SessionPage,
    item: SessionCase | None,
    *,
    body: str,
    version: str | None,
    user: User,
    by_itself: bool = False,
) -> Minutes:
    """Keep ``body`` as the minutes of ``item``, or of the session as a whole. ``version`` is the text that the writer started
    from; ``by_itself`` says that nobody pressed a button."""
    session = locked_session(session)
    if session.state == SessionState.CANCELLED:
        raise IllegalMove(_("This session is cancelled."))
    if item is not None and item.session_id != session.pk:
        raise IllegalMove(_("This case is not on the agenda of this session."))
    body = _checked(body)
    minutes = Minutes.objects.select_for_update(of=("self",)).filter(session=session, item=item).first()
    demand_version(minutes_version(minutes), version)
    if minutes is not None and minutes.body == body:
        return minutes
    minutes = minutes or Minutes(session=session, item=item)
    minutes.body, minutes.updated_by = body, user
    minutes.save()
    if not (by_itself and _goes_on(minutes)):
        MinutesVersion.objects.create(minutes=minutes, body=body, author=user)
        record(session, "learningtables.save_minutes", user=user, item=item.pk if item else 0)
    return minutes


def _checked(body: str) -> str:
    body = plain(body)
    if len(body) > LONGEST_MINUTES:
        raise IllegalMove(
            _("This is longer than %(n)s characters. Make it shorter, or split it.") % {"n": LONGEST_MINUTES}
        )
    return body


def _goes_on(minutes: Minutes) -> bool:
    """What one person goes on typing in one sitting is one text, as long as nothing is taken out of it."""
    latest = minutes.versions.first()
    if latest is None or latest.author_id != minutes.updated_by_id:
        return False
    if timezone.now() - latest.written_at > SITTING or not minutes.body.startswith(latest.body):
        return False
    latest.body = minutes.body
    latest.save(update_fields=["body"])
    return True


@transaction.atomic
def take_back(earlier: MinutesVersion, *, version: str | None, user: User) -> Minutes:
    """An earlier text becomes the newest one; those in between stay in the list."""
    minutes = Minutes.objects.select_related("session", "item").get(pk=earlier.minutes_id)
    return save_minutes(minutes.session, minutes.item, body=earlier.body, version=version, user=user)
