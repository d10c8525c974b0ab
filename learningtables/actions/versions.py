"""Two people at once never overwrite each other unseen: who saves says which version they had before them."""

from typing import Any

from django.utils.translation import gettext as _

from regions.models import User
from regions.states import IllegalMove

from ..models import SessionPage


class ChangedMeanwhile(IllegalMove):
    """Somebody else saved first; ``version`` in hand is no longer what stands."""


def check_version(current: int | None, *, version: int | None) -> None:
    if current != version:
        raise ChangedMeanwhile(
            _(
                "Somebody else changed this while you were writing. Your text is still here, and what stands now is shown "
                "beside it. Save again to put yours in its place."
            )
        )


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
