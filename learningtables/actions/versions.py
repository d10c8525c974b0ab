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
    """Save as a revision that is live at once."""
    page.save_revision(user=user).publish(user=user)
    return page
