"""THEN, locked once; and beside it what is known now."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove
from regions.versions import demand_version, version_of

from .. import rules
from ..models import Addendum, CaseStudyPage, DecisionPoint, NowRecord, Outcome
from .cases import locked, locked_for
from .kept import forget_point, typed_at_points


def _unlocked(case: CaseStudyPage, *, user: User) -> CaseStudyPage:
    if locked(case).is_locked:
        raise IllegalMove(_("THEN is locked: it can no longer be changed. You can write an addendum."))
    return locked_for(case, user=user)


@transaction.atomic
def add_decision_point(case: CaseStudyPage, *, user: User, **fields: Any) -> DecisionPoint:
    """The next decision point; ``fields`` are those of `DecisionPoint`."""
    stored = _unlocked(case, user=user)
    last = stored.decision_points.aggregate(last=Max("position"))["last"] or 0
    point = DecisionPoint.objects.create(case=stored, position=last + 1, **fields)
    record(stored, "casestudies.add_decision_point", user=user, decision_point=point.pk)
    return point


@transaction.atomic
def edit_decision_point(
    point: DecisionPoint, *, user: User, version: str | None = None, **fields: Any
) -> DecisionPoint:
    """``version`` is `version_of` what was edited from; None saves over whatever stands."""
    case = _unlocked(point.case, user=user)
    stored = DecisionPoint.objects.get(pk=point.pk)
    demand_version(version_of(stored), version)
    for name, value in fields.items():
        setattr(stored, name, value)
    stored.save(update_fields=fields)
    record(case, "casestudies.edit_decision_point", user=user, decision_point=point.pk)
    return stored


@transaction.atomic
def delete_decision_point(point: DecisionPoint, *, user: User) -> CaseStudyPage:
    case = _unlocked(point.case, user=user)
    if not rules.may_delete_point(user, case):
        raise IllegalMove(_("Only the case owner deletes a decision point: it cannot be put back."))
    record(case, "casestudies.delete_decision_point", user=user, decision_point=point.pk)
    forget_point(point)
    DecisionPoint.objects.filter(pk=point.pk).delete()
    return case


@transaction.atomic
def move_decision_point(point: DecisionPoint, *, up: bool, user: User) -> DecisionPoint:
    """One place up or down; at the end it stays where it is."""
    case = _unlocked(point.case, user=user)
    points = list(case.decision_points.all())
    here = next(index for index, one in enumerate(points) if one.pk == point.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(points):
        return points[here]
    mine, other = points[here], points[there]
    mine.position, other.position = other.position, mine.position
    # A position may be held once: the one that makes way stands aside while the other takes its place.
    free = max(one.position for one in points) + 1
    DecisionPoint.objects.filter(pk=other.pk).update(position=free)
    mine.save(update_fields=["position"])
    other.save(update_fields=["position"])
    record(case, "casestudies.move_decision_point", user=user, decision_point=mine.pk)
    return mine


@transaction.atomic
def lock_then(case: CaseStudyPage, *, user: User) -> CaseStudyPage:
    """From here on what was known then stands, and can only be added to. There is no way back."""
    stored = _unlocked(case, user=user)
    if not stored.decision_points.exists():
        raise IllegalMove(_("Describe at least one decision point before you lock THEN."))
    stored.then_locked_at, stored.then_locked_by = timezone.now(), user
    CaseStudyPage.objects.filter(pk=stored.pk).update(then_locked_at=stored.then_locked_at, then_locked_by=user)
    typed_at_points(stored).delete()
    record(stored, "casestudies.lock_then", user=user)
    return stored


@transaction.atomic
def add_addendum(point: DecisionPoint, *, text: str, user: User) -> Addendum:
    """A correction beside a locked THEN record; the same text twice in a row is one addendum."""
    case = locked(point.case)
    if not case.is_locked:
        raise IllegalMove(_("THEN is not locked yet: change the text itself."))
    last = point.addenda.last()
    if last is not None and (last.author_id, last.text) == (user.pk, text):
        return last
    addendum = Addendum.objects.create(decision_point=point, text=text, author=user)
    record(case, "casestudies.add_addendum", user=user, decision_point=point.pk)
    return addendum


@transaction.atomic
def write_now(
    point: DecisionPoint, *, happened: str, known_now: str, user: User, version: str | None = None
) -> NowRecord:
    case = locked_for(point.case, user=user)
    demand_version(version_of(NowRecord.objects.filter(pk=point.pk).first()), version)
    now, _created = NowRecord.objects.update_or_create(
        decision_point=point, defaults={"happened": happened, "known_now": known_now}
    )
    record(case, "casestudies.write_now", user=user, decision_point=point.pk)
    return now


@transaction.atomic
def write_outcome(case: CaseStudyPage, *, text: str, user: User, version: str | None = None) -> Outcome:
    stored = locked_for(case, user=user)
    demand_version(version_of(Outcome.objects.filter(pk=case.pk).first()), version)
    outcome, _created = Outcome.objects.update_or_create(case=stored, defaults={"text": text})
    record(stored, "casestudies.write_outcome", user=user)
    return outcome
