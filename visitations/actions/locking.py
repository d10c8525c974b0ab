from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from regions.states import IllegalMove

from ..models import VisitationPage
from ..models.trajectory import WRITTEN_BY_ACTIONS
from ..states import Stage


def lock(visitation: VisitationPage) -> VisitationPage:
    """Hold the visitation's row for this transaction and take where it stands as it is stored: two people at once follow each
    other."""
    fresh = VisitationPage.objects.select_for_update(of=("self",)).get(pk=visitation.pk)
    for name in WRITTEN_BY_ACTIONS:
        setattr(visitation, name, getattr(fresh, name))
    return visitation


def demand_stage(visitation: VisitationPage, stages: Iterable[Any]) -> VisitationPage:
    """The locked visitation; IllegalMove when it is not in one of ``stages``."""
    if lock(visitation).stage not in set(stages):
        raise IllegalMove(
            _("This is no longer possible: the visitation is at “%(stage)s”.")
            % {"stage": Stage(visitation.stage).label}
        )
    return visitation


def demand_text(text: str, message: str) -> str:
    if not text.strip():
        raise IllegalMove(message)
    return text.strip()
