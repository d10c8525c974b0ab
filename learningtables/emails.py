"""Mail about sessions: a link and a calendar file, no content."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lessons.models import LessonPage
from regions.emails import send
from regions.models import User

from .calendar import CANCEL, REQUEST, Expected, session_calendar
from .models import DatePoll, LearningTablePage, SessionPage
from .states import Rsvp


def send_invitation(session: SessionPage, *, to: Iterable[User], part: tuple[int, int] | None = None) -> None:
    """``part``: the how manieth of how many in a series."""
    subject = _("Invitation to a session of your learning table")
    if part:
        subject = format_lazy("{} ({}/{})", subject, *part)
    _send(session, to=to, method=REQUEST, subject=subject, news="invitation")


def send_change(session: SessionPage, *, to: Iterable[User]) -> None:
    _send(session, to=to, method=REQUEST, subject=_("A session of your learning table has changed"), news="change")


def send_cancellation(session: SessionPage, *, to: Iterable[User]) -> None:
    """The session does not take place."""
    _send(
        session, to=to, method=CANCEL, subject=_("A session of your learning table is cancelled"), news="cancellation"
    )


def send_withdrawal(session: SessionPage, *, to: Iterable[User]) -> None:
    """The session takes place, without these people."""
    _send(session, to=to, method=CANCEL, subject=_("You are no longer expected at a session"), news="withdrawal")


def _send(session: SessionPage, *, to: Iterable[User], method: str, subject: object, news: str) -> None:
    if session.ends_at < timezone.now():
        return
    context = {"session": session, "table": session.table, "url": session_url(session)}
    replies = dict(session.participants.invited().values_list("user", "rsvp"))
    for user in to:
        reader = Expected(user, replies.get(user.pk, Rsvp.NO_REPLY))
        calendar = session_calendar(session, method=method, url=session_url(session), to=reader)
        send(
            user,
            subject=subject,
            template=f"learningtables/emails/{news}.txt",
            context=context,
            attachments=[("leertafel.ics", calendar, f"text/calendar; method={method}")],
        )


def send_turn(session: SessionPage, *, to: User) -> None:
    """Whose turn it is to lead has changed; when and where have not."""
    send(
        to,
        subject=_("It is your turn to lead a session"),
        template="learningtables/emails/turn.txt",
        context={"session": session, "table": session.table, "url": session_url(session)},
    )


def send_poll(poll: DatePoll, *, to: Iterable[User], again: bool = False) -> None:
    """Asks when it suits; ``again``: those who have not said so yet."""
    asked = _("Which moments suit you?")
    awaited = _("Your reply is awaited: which moments suit you?")
    url = settings.BASE_URL + reverse("learningtables:poll", args=[poll.pk])
    for user in to:
        send(
            user,
            subject=awaited if again else asked,
            template="learningtables/emails/poll.txt",
            context={"poll": poll, "table": poll.table, "url": url},
        )


def send_verdict(lesson: LessonPage, *, by: User) -> None:
    """To the lesson's owner: a table says something of it."""
    owner = lesson.owner
    if owner is None or owner == by or not owner.is_active:
        return
    send(
        owner,
        subject=_("A learning table says something of your lesson"),
        template="learningtables/emails/verdict.txt",
        context={"url": settings.BASE_URL + reverse("lessons:lesson", args=[lesson.pk])},
    )


def session_url(session: SessionPage) -> str:
    """An address that asks to sign in first, and that stays when the page moves."""
    return settings.BASE_URL + reverse("learningtables:session", args=[session.pk])


def send_seat(table: LearningTablePage, *, to: User) -> None:
    """Somebody with an account was given a seat."""
    url = settings.BASE_URL + reverse("learningtables:table", args=[table.pk])
    send(
        to,
        subject=_("You have a seat at a learning table"),
        template="learningtables/emails/seat.txt",
        context={"table": table, "url": url},
    )
