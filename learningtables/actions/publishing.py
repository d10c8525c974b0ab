"""A session as it stands now, and how a page goes live once a rule said that it may."""

from typing import Any

from regions.models import User

from ..models import SessionPage


def locked_session(session: SessionPage) -> SessionPage:
    """The row as it stands now, held until the transaction ends."""
    return SessionPage.objects.select_for_update(of=("self",)).get(pk=session.pk)


def publish(page: Any, *, user: User) -> Any:
    """Live at once, with a revision of it; whether ``user`` may was asked of a rule.

    The columns come first: what a revision may not change is kept from them.
    """
    page.save()
    page.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    return page
