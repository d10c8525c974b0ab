"""What the tests of a committee's seats have in common."""

import datetime

from django.core import mail
from django.urls import reverse
from django.utils import timezone

from regions.models import Membership
from visitations.models import VisitationPage


def address(name: str, visitation: VisitationPage, seat: Membership | None = None) -> str:
    return reverse(f"visitations:{name}", args=[visitation.pk, *([seat.pk] if seat else [])])


def recipients() -> list[str]:
    found = sorted(address for message in mail.outbox for address in message.to)
    mail.outbox.clear()
    return found


def pass_term(visitation: VisitationPage, days: int = 15) -> None:
    """As if everybody was asked so many days ago."""
    visitation.committee.memberships.update(since=timezone.now() - datetime.timedelta(days=days))
