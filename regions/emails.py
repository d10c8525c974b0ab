"""Mail: text only, in the reader's language, with a link and without content."""

import logging
from collections.abc import Mapping, Sequence
from email.mime.base import MIMEBase
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from .models import Invitation, User

logger = logging.getLogger(__name__)


def send(
    to: User,
    *,
    subject: Any,
    template: str,
    context: dict[str, Any],
    attachments: Sequence[MIMEBase | tuple[str, bytes, str]] = (),
) -> None:
    """Send ``template`` to a person once the transaction is there; ``subject`` is a lazy text."""
    _send_to(
        to.email,
        language=to.language,
        subject=subject,
        template=template,
        context={"to": to, **context},
        attachments=attachments,
    )


def send_now(to: User, *, subject: Any, template: str, context: dict[str, Any], headers: Mapping[str, str]) -> None:
    """Send at once, for who tries again by itself: raises OSError when the mail server is away."""
    message = _message(
        to.email, language=to.language, subject=subject, template=template, context={"to": to, **context}
    )
    message.extra_headers.update(headers)
    message.send()


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


def _send_to(address: str, **written: Any) -> None:
    message = _message(address, **written)
    transaction.on_commit(lambda: _deliver(message), robust=True)


def _deliver(message: EmailMessage) -> None:
    """A mail server that is away must not undo what a person did: it is logged for the operator."""
    try:
        message.send()
    except OSError:
        logger.exception("Mail could not be sent")


def send_invitation(invitation: Invitation, *, token: str) -> None:
    _send_to(
        invitation.email,
        language="nl",
        subject=gettext_lazy("You are invited to Leertafel"),
        template="regions/emails/invitation.txt",
        context={
            "invitation": invitation,
            "url": settings.BASE_URL + reverse("regions:invitation", args=[token]),
        },
    )
