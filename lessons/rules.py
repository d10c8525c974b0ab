"""Who may do what with lessons, their uptake and actions."""

from typing import Any

from regions import rules as base
from regions.audience import audience_keys
from regions.states import Role


def may_write_lesson(user: Any, circle: Any) -> bool:
    return base.leads(user, circle)


def may_see_workspace(user: Any, lesson: Any) -> bool:
    """Before publication a lesson is its circle's; editing it is its leaders'."""
    return lesson.audience_key in audience_keys(user) and may_edit_lesson(user, lesson)


def may_edit_lesson(user: Any, lesson: Any) -> bool:
    if not user.is_authenticated:
        return False
    return lesson.owner_id == user.pk or base.is_coordinator(user, lesson.lead_region) or base.is_editor(user)


def may_read_feedback(user: Any, lesson: Any) -> bool:
    """What tables of other regions said of it is for who wrote it, and for its region's coordinators."""
    if not user.is_authenticated:
        return False
    return lesson.owner_id == user.pk or base.is_coordinator(user, lesson.lead_region)


def coordinates_somewhere(user: Any, _lesson: Any = None) -> bool:
    if not user.is_authenticated:
        return False
    return user.memberships.reading().filter(role=Role.COORDINATOR, circle__region__isnull=False).exists()


def may_report_uptake(user: Any, region: Any) -> bool:
    return base.is_coordinator(user, region)


def may_finish_action(user: Any, action: Any) -> bool:
    return user.is_authenticated and (action.owner_id == user.pk or base.leads(user, action.circle))
