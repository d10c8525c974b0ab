"""Who answers for a lesson: its owner; when that one has left, whoever coordinates its region."""

from typing import Any

from django.db.models import Q

from regions.models import User
from regions.rules import coordinated_circles
from regions.states import MembershipStatus, Role

from .models import LessonPage


def responsible_for(lesson: LessonPage) -> list[User]:
    if lesson.owner is not None and lesson.owner.is_active:
        return [lesson.owner]
    seats = {
        "memberships__circle": lesson.lead_region.circle_id,
        "memberships__role": Role.COORDINATOR,
        "memberships__status": MembershipStatus.ACTIVE,
    }
    return list(User.objects.filter(is_active=True, **seats).distinct().order_by("pk"))


def answered_for_by(user: Any) -> Any:
    """The published lessons that ``user`` answers for."""
    left = Q(owner=None) | Q(owner__is_active=False)
    own = Q(owner=user.pk) | (left & Q(lead_region__circle__in=coordinated_circles(user)))
    return LessonPage.objects.visible_to(user).filter(own)
