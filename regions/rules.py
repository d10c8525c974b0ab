"""The base predicates that every app's rules are made of. A visitor (AnonymousUser) may nothing here."""

from typing import Any

from .states import LEADING_ROLES, VISITATION_CIRCLES, Role


def has_role(user: Any, circle: Any, *roles: Role) -> bool:
    """Whether ``user`` reads in ``circle`` in one of ``roles``."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.memberships.reading().filter(circle=circle, role__in=roles).exists()


def is_member(user: Any, circle: Any) -> bool:
    return has_role(user, circle, *Role)


def leads(user: Any, circle: Any) -> bool:
    return has_role(user, circle, *LEADING_ROLES)


def is_coordinator(user: Any, region: Any) -> bool:
    return region.circle_id is not None and has_role(user, region.circle_id, Role.COORDINATOR)


def is_editor(user: Any) -> bool:
    """Whether ``user`` is a national editor, in whichever circle of editors."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.memberships.reading().filter(role=Role.EDITOR).exists()


def may_invite(user: Any, circle: Any) -> bool:
    """Who leads it, and editors; but an editor in a circle of a visitation is a party to it and no editor there."""
    return leads(user, circle) or (circle.kind not in VISITATION_CIRCLES and is_editor(user))
