"""The outbox: what mail was made, for whom, and whether it left. What a mail says is kept, sealed, until it has left, or some
days longer when it was given up and can be sent again; then it is emptied. Whoever sends a mail claims its row first, so that no
two processes send it.
"""

import datetime
import logging
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, QuerySet
from django.utils import timezone

from . import envelopes
from .models import SentMail, User
from .sealing import Unreadable, seal, unseal

logger = logging.getLogger(__name__)

# Longer than a mail server may take over one mail: who has not said by then what came of it was killed.
CLAIMED_FOR = datetime.timedelta(minutes=15)
MOST_AT_ONCE = 200
LONGEST_WAIT = datetime.timedelta(hours=4)
# Mail about signing in: its links have had their time once it is given up.
ABOUT_ACCOUNTS = ("account/", "mfa/")


def note(message: EmailMessage, *, template: str, to: User | None = None, keep: bool = True) -> SentMail:
    """A row for a mail to one address, written before it is sent. With ``keep`` it is tried until it has left or is given up."""
    envelopes.stamp(message)
    return SentMail.objects.create(
        to=to,
        address=message.to[0][:254],
        template=template[:100],
        subject=str(message.subject)[:200],
        sealed=seal(envelopes.as_text(message)) if keep else "",
        try_at=timezone.now() if keep else None,
    )


def note_again(message: EmailMessage, *, template: str, to: User) -> SentMail:
    """For who makes the mail anew each time: the row of one of this kind to the same person that failed, or else a new one."""
    failed = SentMail.objects.filter(to=to, template=template, sent_at=None).exclude(failed_because="")
    return failed.first() or note(message, template=template, to=to, keep=False)


def send_now(message: EmailMessage, mail: SentMail) -> None:
    """Raises OSError when it could not be sent, for who tries again by itself."""
    try:
        message.send()
    except OSError as error:
        SentMail.objects.filter(pk=mail.pk).update(failed_because=_reason(error))
        raise
    SentMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), failed_because="")


def deliver(message: EmailMessage, mail: SentMail) -> bool:
    """Whether it left. A mail server that is away must not undo what a person did: it is logged, and tried again by the clock."""
    try:
        return _claim(mail) and _send(message, mail)
    except Exception:
        logger.exception("Mail %s could not be sent", mail.pk)
        return False


def _claim(mail: SentMail) -> bool:
    """Whether it is ours to send: of two that saw the row as it was, one changes it."""
    row = SentMail.objects.filter(pk=mail.pk, tries=mail.tries, sent_at=None).exclude(try_at=None)
    claimed = row.update(tries=F("tries") + 1, try_at=timezone.now() + CLAIMED_FOR)
    mail.tries += claimed
    return bool(claimed)


def _send(message: EmailMessage, mail: SentMail) -> bool:
    """Of a mail that was claimed. Raises what the mail server did."""
    row = SentMail.objects.filter(pk=mail.pk, tries=mail.tries)
    try:
        message.send()
    except Exception as error:
        row.update(failed_because=_reason(error), **_next(mail, error))
        raise
    row.update(sent_at=timezone.now(), failed_because="", sealed="", try_at=None)
    return True


def _next(mail: SentMail, error: Exception) -> dict[str, object]:
    """When it is tried again: ever later, until its time is over or the mail server says that there is no such address."""
    now = timezone.now()
    wait = datetime.timedelta(seconds=settings.MAIL_AGAIN_AFTER) * 2 ** min(mail.tries - 1, 20)
    over = mail.made_at + datetime.timedelta(hours=settings.MAIL_TRIED_FOR_HOURS)
    if _is_final(error) or now >= over:
        logger.error("Mail %s is not tried any more", mail.pk)
        useless = _is_final(error) or mail.template.startswith(ABOUT_ACCOUNTS)
        return {"try_at": None, **({"sealed": ""} if useless else {})}
    return {"try_at": min(now + min(wait, LONGEST_WAIT), over)}


def _is_final(error: Exception) -> bool:
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _said in error.recipients.values())


def _is_away(error: Exception) -> bool:
    """The mail server itself, not this one mail."""
    return isinstance(error, OSError) and not isinstance(error, SMTPRecipientsRefused | SMTPResponseException)


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def run_due() -> None:
    send_waiting()
    forget()


def send_waiting() -> int:
    """What is due, also of a process that was killed; how many left. A mail server that is away is asked once."""
    due = SentMail.objects.filter(try_at__lte=timezone.now(), sent_at=None).order_by("try_at", "pk")
    left = 0
    for mail in due[:MOST_AT_ONCE]:
        if not _claim(mail):
            continue
        try:
            message = envelopes.from_text(unseal(mail.sealed))
        except (Unreadable, ValueError, KeyError, TypeError):
            SentMail.objects.filter(pk=mail.pk).update(failed_because="Unreadable", sealed="", try_at=None)
            logger.error("Mail %s was sealed with another key or in another shape, and is given up", mail.pk)
            continue
        try:
            left += _send(message, mail)
        except Exception as error:
            logger.warning("Mail %s could not be sent: %s", mail.pk, type(error).__name__)
            if _is_away(error):
                break
    return left


def to_be_sent_again() -> QuerySet[SentMail]:
    """What was given up and is still kept, to people who still take part."""
    return SentMail.objects.filter(sent_at=None, try_at=None).exclude(sealed="").exclude(to__is_active=False)


def forget() -> None:
    """Rows that are older than they are kept, and what mail says that nobody sent again."""
    now = timezone.now()
    tried = datetime.timedelta(hours=settings.MAIL_TRIED_FOR_HOURS)
    late = now - tried - datetime.timedelta(days=settings.MAIL_KEPT_AFTER_DAYS)
    given_up = SentMail.objects.filter(sent_at=None, try_at=None, made_at__lt=late).exclude(sealed="")
    old = SentMail.objects.filter(made_at__lt=now - datetime.timedelta(days=settings.OUTBOX_KEPT_DAYS))
    if given_up.exists():  # a clock asks often, and a change waits for whoever writes
        given_up.update(sealed="")
    if old.exists():
        old.delete()
