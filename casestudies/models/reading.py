"""What one reader gets to see of a case."""

from typing import Any

from django.db.models import Count, Prefetch, Q

from .case import CaseStudyPage
from .decisions import DecisionPoint, NowRecord, Outcome
from .reflections import Reflection


def readings(case: CaseStudyPage, *, user: Any) -> dict[str, Any]:
    """THEN for who may read the case; NOW, outcome and reflections as far as they are open to ``user``."""
    points = DecisionPoint.objects.filter(case=case.pk).prefetch_related(
        "addenda__author", Prefetch("now", NowRecord.objects.readable_by(user), to_attr="readable_now")
    )
    return {
        "points": points,
        "outcome": Outcome.objects.readable_by(user).filter(case=case.pk).first(),
        "reflections": with_counts(Reflection.objects.visible_to(user).filter(case=case.pk)),
        "is_owner": user.is_authenticated and case.owner_id == user.pk,
    }


def with_counts(reflections: Any) -> Any:
    """With how many may answer and have answered, never who."""
    counted = reflections.select_related("circle").annotate(
        asked=Count("respondents"),
        first_given=Count("respondents", filter=Q(respondents__answered_round_one=True)),
        second_given=Count("respondents", filter=Q(respondents__answered_round_two=True)),
    )
    return counted.order_by("-opened_at", "-pk")
