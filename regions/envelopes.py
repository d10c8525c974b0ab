"""A mail as text and back, so that another process can send it."""

import base64
import json
from email.utils import make_msgid
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.utils import DNS_NAME


def stamp(message: EmailMessage) -> None:
    """It is the same mail however often it is sent: a mailbox that gets it twice can tell."""
    message.extra_headers.setdefault("Message-ID", make_msgid(domain=str(DNS_NAME)))


def as_text(message: EmailMessage) -> str:
    """Text with attachments that are (name, content, type); raises TypeError for another kind of mail."""
    if getattr(message, "alternatives", None):
        raise TypeError("Mail is text only")
    return json.dumps(
        {
            "subject": str(message.subject),
            "body": str(message.body),
            "from_email": message.from_email,
            "to": list(message.to),
            "headers": {name: str(said) for name, said in message.extra_headers.items()},
            "attachments": [_packed(*attachment) for attachment in message.attachments],
        }
    )


def from_text(text: str) -> EmailMessage:
    kept = json.loads(text)
    attachments = [(name, base64.b64decode(content), kind) for name, content, kind in kept.pop("attachments")]
    return EmailMessage(**kept, attachments=[(name, _text(content, kind), kind) for name, content, kind in attachments])


def _packed(name: str, content: Any, kind: str) -> tuple[str, str, str]:
    data = content.encode() if isinstance(content, str) else bytes(content)
    return name, base64.b64encode(data).decode(), kind


def _text(content: bytes, kind: str) -> Any:
    return content.decode() if kind.startswith("text/") else content
