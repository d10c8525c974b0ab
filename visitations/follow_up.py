"""How recommendations stand after publication, and with which of them the next visitation of the same party begins."""

import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from .models import ProgressReview, Recommendation, VisitationPage, VisitationReportPage
from .states import PUBLISHED_STAGES, Position, Progress

SETTLED = (Progress.DONE, Progress.DROPPED)


def with_standing(recommendations: QuerySet[Recommendation]) -> QuerySet[Any]:
    """Each with ``standing`` (`Progress`: open until somebody says otherwise) and ``promised_on``, the day promised."""
    latest = ProgressReview.objects.filter(recommendation=OuterRef("pk")).order_by("-date", "-pk").values("progress")
    return recommendations.annotate(
        standing=Coalesce(Subquery(latest[:1]), Value(Progress.OPEN.value)), promised_on=F("response__due_on")
    )


def still_open(recommendations: QuerySet[Recommendation]) -> QuerySet[Any]:
    """Neither done nor dropped. What the visited party did not accept stays visible, and is not waited for."""
    refused = Q(response__position=Position.NOT_ACCEPTED)
    return with_standing(recommendations).exclude(standing__in=SETTLED).exclude(refused)


def overdue(recommendations: QuerySet[Recommendation], *, on: datetime.date | None = None) -> QuerySet[Any]:
    return still_open(recommendations).filter(promised_on__lt=on or timezone.localdate())


def earlier_visitations(visitation: VisitationPage, user: Any) -> QuerySet[VisitationPage]:
    """Those of the same party before this one, of which ``user`` may read the report."""
    reports = VisitationReportPage.objects.visible_to(user).values_list("path", flat=True)
    steps = [path[: -VisitationReportPage.steplen] for path in reports]
    earlier = VisitationPage.objects.filter(path__in=steps, stage__in=PUBLISHED_STAGES)
    same = earlier.filter(lead_region=visitation.lead_region_id, organisation=visitation.organisation_id)
    return same.filter(date__lt=visitation.date).exclude(pk=visitation.pk)


def left_from_before(visitation: VisitationPage, user: Any) -> list[Recommendation]:
    """What is still open from earlier visitations of the same party: with that the next one begins."""
    earlier = earlier_visitations(visitation, user)
    found = still_open(Recommendation.objects.filter(visitation__in=earlier))
    return list(found.select_related("visitation", "response").order_by("-visitation__date", "number"))
