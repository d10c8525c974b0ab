"""What is typed on a screen without versions, until it is saved there."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regions.models import User
from regions.states import IllegalMove

from .. import rules
from ..models import CaseStudyPage, DecisionPoint, KeptText
from .cases import locked_for

NEW_POINT, OUTCOME = "point-new", "outcome"


def point_screen(point: DecisionPoint) -> str:
    return f"point-{point.pk}"


def now_screen(point: DecisionPoint) -> str:
    return f"now-{point.pk}"


@transaction.atomic
def keep_typed(case: CaseStudyPage, *, screen: str, said: dict[str, Any], user: User) -> KeptText:
    """Half a record and all: whether it is whole is asked when it is saved."""
    stored = locked_for(case, user=user)
    if screen.startswith("point-") and not rules.may_change_then(user, stored):
        raise IllegalMove(_("THEN is locked: it can no longer be changed. You can write an addendum."))
    kept, _new = KeptText.objects.update_or_create(case=stored, user=user, screen=screen, defaults={"said": said})
    return kept


def forget_typed(case: CaseStudyPage, *, screen: str, user: User) -> None:
    KeptText.objects.filter(case=case, user=user, screen=screen).delete()


def forget_point(point: DecisionPoint) -> None:
    """Of everybody: the decision point goes."""
    KeptText.objects.filter(case=point.case_id, screen__in=[point_screen(point), now_screen(point)]).delete()


def typed_at_points(case: CaseStudyPage) -> Any:
    """What nobody could save any more once THEN is locked."""
    return KeptText.objects.filter(case=case, screen__startswith="point-")
