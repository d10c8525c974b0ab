"""The secret addresses by which somebody's own calendar follows the sessions. The log never holds the secret."""

from django.db import transaction

from regions.audit import record
from regions.models import User

from ..models import CalendarFeed
from ..models.planning import new_key


@transaction.atomic
def give_feed(*, user: User) -> CalendarFeed:
    """Asked for twice, it is the same."""
    feed, made = CalendarFeed.objects.get_or_create(user=user)
    if made:
        record(feed, "learningtables.give_feed", user=user)
    return feed


@transaction.atomic
def renew_feed(feed: CalendarFeed, *, user: User) -> CalendarFeed:
    """The old addresses lead nowhere from now on."""
    feed = CalendarFeed.objects.select_for_update().get(pk=feed.pk)
    feed.key = new_key()
    feed.save(update_fields=["key"])
    record(feed, "learningtables.renew_feed", user=user)
    return feed
