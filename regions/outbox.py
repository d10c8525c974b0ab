"""The outbox: what mail was made, for whom, and whether it left. What a mail says is kept only in the memory of the process
that could not send it, which tries it again for a while; when that process ends, the row says that it never left.
"""

import datetime
import logging
import threading
import time
from collections import deque
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connections
from django.utils import timezone

from .models import SentMail, User

logger = logging.getLogger(__name__)

# So many mails wait in one process at most; the oldest make room.
MOST_WAITING = 500


@dataclass
class Waiting:
    mail: int
    message: EmailMessage
    times: int = 1


_waiting: deque[Waiting] = deque(maxlen=MOST_WAITING)
_trying = threading.Lock()
_running = threading.Lock()


def note(message: EmailMessage, *, template: str, to: User | None = None) -> SentMail:
    """A row for a mail to one address, written before it is sent."""
    return SentMail.objects.create(
        to=to, address=message.to[0][:254], template=template[:100], subject=str(message.subject)[:200]
    )


def note_again(message: EmailMessage, *, template: str, to: User) -> SentMail:
    """The row of a mail of this kind to the same person that failed last time, or else a new one."""
    failed = SentMail.objects.filter(to=to, template=template, sent_at=None).exclude(failed_because="")
    return failed.first() or note(message, template=template, to=to)


def send_now(message: EmailMessage, mail: SentMail) -> None:
    """Raises OSError when it could not be sent, for who tries again by itself."""
    try:
        message.send()
    except OSError as error:
        message.connection = None  # it would be used again
        SentMail.objects.filter(pk=mail.pk).update(failed_because=_reason(error))
        raise
    SentMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), failed_because="")


def deliver(message: EmailMessage, mail: SentMail) -> None:
    """A mail server that is away must not undo what a person did: it is logged for the operator, and the mail is tried again."""
    try:
        send_now(message, mail)
    except OSError:
        logger.exception("Mail could not be sent")
        _waiting.append(Waiting(mail.pk, message))
        _begin()


def _reason(error: OSError) -> str:
    return f"{type(error).__name__}: {error}"[:300]


# --- again -----------------------------------------------------------------------------------------


def try_again() -> int:
    """Everything that waits in this process, once; how many left."""
    left = 0
    with _trying:
        for _number in range(len(_waiting)):
            one = _waiting.popleft()
            left += _sent(one)
    return left


def _sent(one: Waiting) -> bool:
    try:
        send_now(one.message, SentMail(pk=one.mail))
    except OSError:
        one.times += 1
        if one.times <= settings.MAIL_TRIES:
            _waiting.append(one)
        else:
            logger.error("Mail %s is not tried any more", one.mail)
        return False
    return True


def _begin() -> None:
    """A thread that ends with the process, or when nothing waits any more; one at a time."""
    if settings.MAIL_AGAIN_AFTER > 0 and _running.acquire(blocking=False):
        threading.Thread(target=_go_on, name="outbox", daemon=True).start()


def _go_on() -> None:
    try:
        while _waiting:
            time.sleep(settings.MAIL_AGAIN_AFTER)
            try:
                try_again()
            except Exception:
                logger.exception("What waits to be sent could not be tried again")
            finally:
                connections.close_all()
    finally:
        _running.release()


def forget() -> None:
    """Rows that are older than they are kept."""
    old = SentMail.objects.filter(made_at__lt=timezone.now() - datetime.timedelta(days=settings.OUTBOX_KEPT_DAYS))
    if old.exists():  # a clock asks often, and a deletion waits for whoever writes
        old.delete()
