"""The base predicates that every app's rules are made of. A visitor (AnonymousUser) may nothing here."""

from collections.abc import Collection
from typing import Any

from .states import LEADING_ROLES, VISITATION_CIRCLES, CircleKind, Role


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


def is_adviser(user: Any) -> bool:
    """Whether ``user`` advises regions for the national support structure."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.memberships.reading().filter(role=Role.ADVISER).exists()


def takes_part_in_support(user: Any) -> bool:
    """Whoever is in a region's circle, and the advisers."""
    if not user.is_authenticated or not user.is_active:
        return False
    return is_adviser(user) or user.memberships.reading().filter(circle__kind=CircleKind.REGION).exists()


def may_read_support(user: Any, request: Any) -> bool:
    return is_member(user, request.region.circle) or (request.sent_at is not None and is_adviser(user))


def may_write_support(user: Any, request: Any) -> bool:
    return is_coordinator(user, request.region)


def may_agree_support(user: Any, request: Any) -> bool:
    return request.sent_at is not None and is_adviser(user)


def may_close_support(user: Any, request: Any) -> bool:
    return may_write_support(user, request) or may_agree_support(user, request)


def may_write_plans(user: Any, region: Any) -> bool:
    """Whoever is in the region's circle writes its plan of action; what stands in it is the region's until it is approved."""
    return region.circle_id is not None and is_member(user, region.circle_id)


def may_approve_plans(user: Any, region: Any) -> bool:
    """Says that a body approved it, who may read it then, and where the writing stands."""
    return is_coordinator(user, region)


def may_keep_team(user: Any, region: Any) -> bool:
    """Describes the region's expert team and enters its figures; nobody else sees a figure that is too small to show."""
    return is_coordinator(user, region)


def may_see_outbox(user: Any) -> bool:
    """Who runs the site, or was given that right: addresses of people stand in it."""
    return bool(user.is_active and user.has_perm("regions.view_sentmail"))


def coordinated_circles(user: Any) -> list[int]:
    """The circles of the regions that ``user`` coordinates."""
    if not user.is_authenticated or not user.is_active:
        return []
    return list(user.memberships.reading().filter(role=Role.COORDINATOR).values_list("circle", flat=True))


def may_report_undertaking(user: Any, signatory: Any, *, coordinated: Collection[int] | None = None) -> bool:
    """Of a region, who coordinates it; of an organisation, the editors. ``coordinated`` spares the question per row."""
    if not signatory.undertakes:
        return False
    if signatory.region is None:
        return is_editor(user)
    own = coordinated_circles(user) if coordinated is None else coordinated
    return signatory.region.circle_id in own
