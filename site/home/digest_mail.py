"""The one mail about what a person follows: how much is new, and links. Neither content, nor titles, nor names of what not
everybody may see."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from lessons.models import Follow
from regions import emails
from regions.models import User

from .news import News, heading

SIGNER = Signer(salt="home.stop_mail", sep=".")
# Of mails that were sent when only saved searches were told of.
EARLIER_SIGNER = Signer(salt="search.stop_mail", sep=".")


class Stopped(NamedTuple):
    """Whose mail a link stops; ``follow`` when it is about one thing alone: its number, whether or not it is followed still."""

    user: User
    follow: int | None


def stop_url(user: User, follow: Follow | None = None) -> str:
    said = f"{user.pk}-{follow.pk}" if follow else f"{user.pk}"
    return settings.BASE_URL + reverse("home:stop_mail", args=[SIGNER.sign(said)])


def stopped_by(token: str) -> Stopped | None:
    """None when the site did not make the link."""
    for signer in (SIGNER, EARLIER_SIGNER):
        try:
            who, _dash, what = signer.unsign(token).partition("-")
            user = User.objects.filter(pk=int(who)).first()
            return Stopped(user, int(what) if what else None) if user else None
        except (BadSignature, ValueError):
            continue
    return None


def address_of(news: News, *, since: datetime.datetime) -> str:
    """A search opens itself; all else stands on one screen."""
    if news.follow.what == "search":
        return f"{reverse('search:open', args=[news.follow.search_id])}?nieuw"
    return f"{reverse('home:news')}?sinds={int(since.timestamp())}#volgt-{news.follow.pk}"


def send(user: User, news: Sequence[News], *, since: datetime.datetime) -> None:
    """Sent at once. Raises OSError when it could not be sent."""
    url = stop_url(user)
    with override(user.language):
        groups = [
            {
                "heading": heading(one.follow, one.thing, named=False),
                "lines": one.lines,
                "path": address_of(one, since=since),
                "stop_url": stop_url(user, one.follow),
            }
            for one in news
        ]
    emails.send_now(
        user,
        subject=_("New in what you follow"),
        template="home/emails/digest.txt",
        context={"groups": groups, "follows_path": reverse("own:follows"), "stop_url": url},
        headers={
            "List-Unsubscribe": f"<{url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
