"""What one reader gets to see of a case."""

from typing import Any

from django.db.models import Count, Max, Prefetch, Q

from .. import rules
from .case import CaseStudyPage
from .decisions import Addendum, DecisionPoint, NowRecord, Outcome
from .reflections import Reflection


def readings(case: CaseStudyPage, *, user: Any) -> dict[str, Any]:
    """THEN for who may read the case; NOW, outcome and reflections as far as they are open to ``user``."""
    points = DecisionPoint.objects.filter(case=case.pk).prefetch_related(
        Prefetch("addenda", readable_addenda(case, user=user)),
        Prefetch("now", NowRecord.objects.readable_by(user), to_attr="readable_now"),
    )
    return {
        "points": points,
        "outcome": Outcome.objects.readable_by(user).filter(case=case.pk).first(),
        "reflections": with_counts(Reflection.objects.visible_to(user).filter(case=case.pk)),
        "is_owner": rules.owns_case(user, case),
        "is_along": rules.may_read_draft(user, case),
    }


def readable_addenda(case: CaseStudyPage, *, user: Any) -> Any:
    """Outside the circle, those that were there when the text passed its check, and no later ones."""
    addenda = Addendum.objects.select_related("author")
    if not case.is_wide or rules.is_inside(user, case):
        return addenda
    good = case.checks.passed().not_sent_back()
    passed = good.filter(agreed=True) if case.is_public else good
    last = passed.aggregate(at=Max("passed_at"))["at"]
    return addenda.filter(created_at__lte=last) if last else addenda.none()


def with_counts(reflections: Any) -> Any:
    """With how many may answer and have answered, never who."""
    counted = reflections.select_related("circle").annotate(
        asked=Count("respondents"),
        first_given=Count("respondents", filter=Q(respondents__answered_round_one=True)),
        second_given=Count("respondents", filter=Q(respondents__answered_round_two=True)),
    )
    return counted.order_by("-opened_at", "-pk")
