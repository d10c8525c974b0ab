"""Who may do what with saved searches, and who keeps what the editors keep of search."""

from typing import Any

from regions.models import Circle
from regions.states import VISITATION_CIRCLES

from .models import SavedSearch


def may_change(user: Any, saved: SavedSearch) -> bool:
    """Whose it is. With whom it is shared opens it, and chooses mail of their own."""
    return bool(user.is_active) and saved.owner_id == user.pk


def may_open(user: Any, saved: SavedSearch) -> bool:
    return bool(SavedSearch.objects.visible_to(user).filter(pk=saved.pk).exists())


def circles_to_share_with(user: Any) -> Any:
    """Those in which ``user`` sits, save those of a visitation."""
    seats = user.memberships.reading().values("circle")
    return Circle.objects.filter(pk__in=seats).exclude(kind__in=VISITATION_CIRCLES).order_by("name")
