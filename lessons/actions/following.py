"""What can be done with following and putting aside. What somebody follows or keeps is theirs alone: the log does not name it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove, Rhythm

from ..models import Bookmark, ContentPage, Follow

MOST_FOLLOWED = 200
MOST_PUT_ASIDE = 500


def _one_at_a_time(user: User) -> User:
    """Two screens of one person follow each other."""
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


@transaction.atomic
def follow(thing: Any, *, what: str, user: User) -> Follow:
    """``thing`` is what `following.followable` has of ``what``. Followed once more, it is the following that is there."""
    locked = _one_at_a_time(user)
    standing = Follow.objects.filter(user=user, **{what: thing}).first()
    if standing is not None:
        return standing
    if Follow.objects.filter(user=user).count() >= MOST_FOLLOWED:
        refusal = _("You follow %(number)s things, and more is not kept. Stop following something first.")
        raise IllegalMove(refusal % {"number": MOST_FOLLOWED})
    begun = Follow.objects.create(user=user, **{what: thing})
    if locked.told_until is None:
        User.objects.filter(pk=user.pk).update(told_until=begun.since)
    record(user, "lessons.follow", user=user, what=what)
    return begun


@transaction.atomic
def stop_following(follow: Follow, *, user: User | None) -> None:
    """``user`` is None for who came by the link in a mail, and may not be signed in."""
    deleted, _rows = Follow.objects.filter(pk=follow.pk).delete()
    if deleted:
        record(follow.user, "lessons.stop_following", user=user, what=follow.what)


@transaction.atomic
def choose_rhythm(user: User, *, rhythm: str) -> User:
    """Whoever had no mail is told from now on what comes from now on."""
    locked = _one_at_a_time(user)
    if locked.digest == rhythm:
        return locked
    if locked.digest == Rhythm.OFF or locked.told_until is None:
        locked.told_until = timezone.now()
    locked.digest = rhythm
    locked.save(update_fields=["digest", "told_until"])
    record(locked, "lessons.choose_rhythm", user=user, rhythm=str(rhythm))
    return locked


@transaction.atomic
def stop_mail(user: User) -> None:
    """All of it, of who may not be signed in."""
    locked = _one_at_a_time(user)
    if locked.digest != Rhythm.OFF:
        locked.digest = Rhythm.OFF
        locked.save(update_fields=["digest"])
        record(locked, "lessons.stop_mail", user=None)


# --- putting aside -----------------------------------------------------------------------------------


@transaction.atomic
def put_aside(page: ContentPage, *, user: User, note: str | None = None) -> Bookmark:
    """With a note to oneself; None leaves the one that is there."""
    _one_at_a_time(user)
    standing = Bookmark.objects.filter(user=user, page=page.pk).first()
    if standing is None and Bookmark.objects.filter(user=user).count() >= MOST_PUT_ASIDE:
        refusal = _("You have put %(number)s pages aside, and more are not kept. Take some away first.")
        raise IllegalMove(refusal % {"number": MOST_PUT_ASIDE})
    bookmark = standing or Bookmark(user=user, page_id=page.pk)
    if standing is None or (note is not None and note != standing.note):
        bookmark.note = note or ""
        bookmark.save()
    return bookmark


@transaction.atomic
def take_away(bookmark: Bookmark) -> None:
    Bookmark.objects.filter(pk=bookmark.pk).delete()
