"""The central question: asked, revealed, concluded, closed. How it is answered stands in `answers`."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lessons.actions import agree_action
from lessons.models import Action
from regions.audit import record
from regions.models import Circle, User
from regions.states import IllegalMove, check_move

from .. import emails, results
from ..models import CaseStudyPage, Conclusion, DecisionPoint, Reflection, Respondent
from ..states import REFLECTION_MOVES, ReflectionState
from .cases import locked as locked_case


def locked(reflection: Reflection) -> Reflection:
    """The fresh row; answering, revealing and closing wait for each other on it."""
    return Reflection.objects.select_for_update().get(pk=reflection.pk)


def _move(reflection: Reflection, to: ReflectionState) -> Reflection:
    fresh = locked(reflection)
    check_move(REFLECTION_MOVES, frm=fresh.state, to=to, labels=ReflectionState)
    fresh.state = to
    return fresh


def _check_respondents(circle: Circle, respondents: list[User], anonymous: bool) -> None:
    reading = set(circle.memberships.reading().values_list("user", flat=True))
    if not respondents or not {user.pk for user in respondents} <= reading:
        raise IllegalMove(_("Choose who answers from the people in the circle."))
    if anonymous and len(respondents) < settings.SMALL_NUMBERS_K:
        raise IllegalMove(
            _("Answering anonymously takes at least %(k)s people: with fewer, everyone knows who wrote what.")
            % {"k": settings.SMALL_NUMBERS_K}
        )


def _check_case(case: CaseStudyPage, circle: Circle) -> None:
    if not case.live or case.audience_key != circle.audience_key:
        raise IllegalMove(_("The case has to be shared with this circle first."))
    if not case.is_locked:
        raise IllegalMove(_("The case owner has to lock THEN first."))
    if case.reflections.unfinished().filter(circle=circle).exists():
        raise IllegalMove(_("A reflection on this case is going on in this circle already."))


@transaction.atomic
def open_reflection(
    case: CaseStudyPage, *, circle: Circle, respondents: Iterable[User], anonymous: bool = False, user: User
) -> Reflection:
    """Ask the central question of the case. Whether it is anonymous is settled here for good."""
    case = locked_case(case)
    people = list({person.pk: person for person in respondents}.values())
    _check_case(case, circle)
    _check_respondents(circle, people, anonymous)
    reflection = Reflection.objects.create(case=case, circle=circle, anonymous=anonymous, opened_by=user)
    Respondent.objects.bulk_create(Respondent(reflection=reflection, user=person) for person in people)
    record(case, "casestudies.open_reflection", user=user, reflection=reflection.pk, anonymous=anonymous)
    emails.opened(reflection, users=people)
    return reflection


@transaction.atomic
def add_respondents(reflection: Reflection, *, respondents: Iterable[User], user: User) -> Reflection:
    """Ask more people, before the reveal only: later they would judge with the answers in sight."""
    reflection = locked(reflection)
    if reflection.state != ReflectionState.ROUND_ONE:
        raise IllegalMove(_("The answers are open: nobody can be added any more."))
    asked = set(reflection.respondents.values_list("user", flat=True))
    people = [person for person in respondents if person.pk not in asked]
    _check_respondents(reflection.circle, people, anonymous=False)
    Respondent.objects.bulk_create(Respondent(reflection=reflection, user=person) for person in people)
    record(reflection.case, "casestudies.add_respondents", user=user, reflection=reflection.pk, added=len(people))
    emails.opened(reflection, users=people)
    return reflection


# --- revealing, concluding, closing --------------------------------------------------------------


@transaction.atomic
def reveal(reflection: Reflection, *, user: User) -> Reflection:
    """Open the first answers to all at once, and outcome and NOW with them. There is no way back."""
    reflection = _move(reflection, ReflectionState.ROUND_TWO)
    needed = settings.SMALL_NUMBERS_K if reflection.anonymous else 1
    if reflection.respondents.filter(answered_round_one=True).count() < needed:
        raise IllegalMove(
            ngettext(
                "Wait until somebody has answered all decision points.",
                "Wait until %(n)s people have answered all decision points: "
                "with fewer, anonymous answers give their writers away.",
                needed,
            )
            % {"n": needed}
        )
    reflection.revealed_at = timezone.now()
    reflection.save(update_fields=["state", "revealed_at"])
    record(reflection.case, "casestudies.reveal", user=user, reflection=reflection.pk)
    emails.revealed(reflection)
    return reflection


@transaction.atomic
def conclude(
    reflection: Reflection,
    *,
    decision_point: DecisionPoint,
    user: User,
    action: Action | None = None,
    no_change_because: str = "",
) -> Conclusion:
    """An action, or a reasoned "no change". More than one may follow from a decision point; the same one twice is one."""
    reflection = locked(reflection)
    _check_concluding(reflection, decision_point)
    if (action is None) == (not no_change_because.strip()):
        raise IllegalMove(_("Agree an action, or say why nothing changes: one of the two."))
    conclusion, created = Conclusion.objects.get_or_create(
        reflection=reflection, decision_point=decision_point, action=action, no_change_because=no_change_because.strip()
    )
    if created:
        record(reflection.case, "casestudies.conclude", user=user, reflection=reflection.pk, conclusion=conclusion.pk)
    return conclusion


def _check_concluding(reflection: Reflection, point: DecisionPoint) -> None:
    if reflection.state != ReflectionState.ROUND_TWO:
        raise IllegalMove(_("Conclusions are drawn after the reveal and before the reflection is closed."))
    if point.case_id != reflection.case_id:
        raise IllegalMove(_("This decision point belongs to another case."))


@transaction.atomic
def agree_on_action(
    reflection: Reflection,
    *,
    decision_point: DecisionPoint,
    what: str,
    owner: User,
    due_on: datetime.date,
    noticed_by: str,
    user: User,
) -> Conclusion:
    """Conclude with a new action of the circle."""
    reflection = locked(reflection)
    _check_concluding(reflection, decision_point)
    same: dict[str, Any] = {"what": what, "owner": owner, "due_on": due_on, "noticed_by": noticed_by}
    agreed = Action.objects.filter(
        conclusions__reflection=reflection, conclusions__decision_point=decision_point, **same
    ).first()
    action = agreed or agree_action(circle=reflection.circle, page=reflection.case, user=user, **same)
    return conclude(reflection, decision_point=decision_point, action=action, user=user)


@transaction.atomic
def close(reflection: Reflection, *, user: User) -> Reflection:
    """The end, once every majority for "partly" or "different" has led to an action or a reasoned "no change"."""
    reflection = _move(reflection, ReflectionState.CLOSED)
    if results.unsettled(reflection):
        # Which decision point it is would tell of second answers that are not open yet.
        raise IllegalMove(
            _(
                "Not everything is concluded. Wherever most would not make quite the same choice, agree an action or say why"
                " nothing changes."
            )
        )
    reflection.closed_at = timezone.now()
    reflection.save(update_fields=["state", "closed_at"])
    record(reflection.case, "casestudies.close", user=user, reflection=reflection.pk)
    return reflection
