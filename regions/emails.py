"""Mail: text only, in the reader's language, with a link and without content. Each leaves a row in the outbox."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from . import outbox
from .models import Invitation, User


def send(
    to: User,
    *,
    subject: Any,
    template: str,
    context: dict[str, Any],
    attachments: Sequence[tuple[str, bytes, str]] = (),
) -> None:
    """Send ``template`` to a person once the transaction is there; ``subject`` is a lazy text."""
    message = _message(
        to.email,
        language=to.language,
        subject=subject,
        template=template,
        context={"to": to, **context},
        attachments=attachments,
    )
    _send_once_committed(message, template=template, to=to)


def send_now(to: User, *, subject: Any, template: str, context: dict[str, Any], headers: Mapping[str, str]) -> None:
    """Send at once, for who tries again by itself: raises OSError when the mail server is away."""
    message = _message(
        to.email, language=to.language, subject=subject, template=template, context={"to": to, **context}
    )
    message.extra_headers.update(headers)
    outbox.send_now(message, outbox.note_again(message, template=template, to=to))


def _message(
    address: str,
    *,
    language: str,
    subject: Any,
    template: str,
    context: dict[str, Any],
    attachments: Sequence[Any] = (),
) -> EmailMessage:
    with override(language):
        body = render_to_string(template, {"base_url": settings.BASE_URL, **context})
        return EmailMessage(str(subject), body, to=[address], attachments=list(attachments))


def _send_once_committed(message: EmailMessage, *, template: str, to: User | None = None) -> None:
    """What a killed process did not come to, the clock of another sends."""
    mail = outbox.note(message, template=template, to=to)
    transaction.on_commit(lambda: outbox.deliver(message, mail), robust=True)


def send_invitation(invitation: Invitation, *, token: str) -> None:
    template = "regions/emails/invitation.txt"
    message = _message(
        invitation.email,
        language="nl",
        subject=gettext_lazy("You are invited to Leertafel"),
        template=template,
        context={
            "invitation": invitation,
            "url": settings.BASE_URL + reverse("regions:invitation", args=[token]),
        },
    )
    _send_once_committed(message, template=template)
