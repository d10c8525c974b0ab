"""Who may bring what in."""

from typing import Any

from regions.models import Circle
from regions.rules import is_editor
from regions.states import Role

KINDS = ("lessen", "regios", "gemeenten")


def circles_of(user: Any) -> Any:
    """Those for which ``user`` brings lessons in: of the regions that they coordinate, and of the editors."""
    seats = user.memberships.reading().filter(role__in=(Role.COORDINATOR, Role.EDITOR))
    return Circle.objects.filter(pk__in=seats.values("circle")).order_by("name")


def may_import(user: Any, kind: str | None) -> bool:
    """Lessons for one's circles; regions and municipalities for editors and who runs the site. None asks for any kind."""
    if kind == "lessen":
        return bool(circles_of(user).exists())
    if kind in KINDS:
        return user.is_superuser or is_editor(user)
    return kind is None and any(may_import(user, one) for one in KINDS)
