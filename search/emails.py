"""Mail about saved searches: how many pages are new, and a link. Neither words, nor names, nor titles."""

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regions import emails
from regions.models import User

SIGNER = Signer(salt="search.stop_mail", sep=".")


class New(NamedTuple):
    """``path`` leads to the saved search; ``number`` of its pages are new or changed."""

    path: str
    number: int


def stop_url(user: User) -> str:
    return settings.BASE_URL + reverse("search:stop_mail", args=[SIGNER.sign(str(user.pk))])


def reader_of(token: str) -> User | None:
    """Whose mails the link stops; None when the site did not make it."""
    try:
        return User.objects.filter(pk=int(SIGNER.unsign(token))).first()
    except (BadSignature, ValueError):
        return None


def tell(user: User, found: Sequence[New]) -> None:
    """One mail about all of them, sent at once. Raises OSError when it could not be sent."""
    url = stop_url(user)
    emails.send_now(
        user,
        subject=_("New in your saved searches"),
        template="search/emails/new.txt",
        context={"found": found, "saved_path": reverse("search:saved"), "stop_url": url},
        headers={
            "List-Unsubscribe": f"<{url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
