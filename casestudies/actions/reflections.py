"""The central question asked of a case, and the rounds in which it is answered: `answers` says how, `conclusions` how it ends."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.audience import WIDE
from regions.audit import record
from regions.models import Circle, User
from regions.states import IllegalMove, check_move

from .. import emails
from ..models import CaseStudyPage, Reflection, Respondent
from ..signals import moved_on
from ..states import REFLECTION_MOVES, ROUND_OF, ReflectionState, Round
from .cases import locked as locked_case
from .small_groups import merge_small_groups

ONE_DAY = datetime.timedelta(days=1)


def locked(reflection: Reflection) -> Reflection:
    """The fresh row; answering, revealing and closing wait for each other on it."""
    return Reflection.objects.select_for_update().get(pk=reflection.pk)


def move(reflection: Reflection, to: ReflectionState) -> Reflection:
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
    if not case.live or case.audience_key not in {circle.audience_key, *WIDE}:
        raise IllegalMove(_("The case has to be shared with this circle first."))
    if not case.is_locked:
        raise IllegalMove(_("The case owner has to lock THEN first."))
    if case.reflections.unfinished().filter(circle=circle).exists():
        raise IllegalMove(_("A reflection on this case is going on in this circle already."))


def _check_deadlines(*moments: datetime.datetime | None) -> None:
    given = [moment for moment in moments if moment is not None]
    if any(moment <= timezone.now() for moment in given) or given != sorted(given):
        raise IllegalMove(_("Choose moments that are still to come, the second round after the first."))


@transaction.atomic
def open_reflection(
    case: CaseStudyPage,
    *,
    circle: Circle,
    respondents: Iterable[User],
    anonymous: bool = False,
    round_one_until: datetime.datetime | None = None,
    round_two_until: datetime.datetime | None = None,
    user: User,
) -> Reflection:
    """Ask the central question of the case. Whether it is anonymous is settled here for good. A round with a moment ends by
    itself; without one its leader ends it."""
    case = locked_case(case)
    people = list({person.pk: person for person in respondents}.values())
    _check_case(case, circle)
    _check_respondents(circle, people, anonymous)
    _check_deadlines(round_one_until, round_two_until)
    reflection = Reflection.objects.create(
        case=case,
        circle=circle,
        anonymous=anonymous,
        round_one_until=round_one_until,
        round_two_until=round_two_until,
        opened_by=user,
    )
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
    moved_on.send(Reflection, reflection=reflection)
    return reflection


# --- the rounds and their ends ---------------------------------------------------------------------


def _too_few(reflection: Reflection) -> str:
    """Why the answers cannot be opened yet; "" when they can."""
    needed = settings.SMALL_NUMBERS_K if reflection.anonymous else 1
    if reflection.respondents.filter(answered_round_one=True).count() >= needed:
        return ""
    return ngettext(
        "Wait until somebody has answered all decision points.",
        "Wait until %(n)s people have answered all decision points: "
        "with fewer, anonymous answers give their writers away.",
        needed,
    ) % {"n": needed}


@transaction.atomic
def reveal(reflection: Reflection, *, user: User | None) -> Reflection:
    """Open the first answers to all at once, and outcome and NOW with them. There is no way back. ``user`` is None when the
    round's time is over."""
    reflection = move(reflection, ReflectionState.ROUND_TWO)
    if refusal := _too_few(reflection):
        raise IllegalMove(refusal)
    reflection.revealed_at = timezone.now()
    if reflection.round_two_until and reflection.round_two_until <= reflection.revealed_at:
        reflection.round_two_until = None  # it would end before anybody could answer
    reflection.save(update_fields=["state", "revealed_at", "round_two_until"])
    merge_small_groups(reflection, ended=Round.ONE)
    record(reflection.case, "casestudies.reveal", user=user, reflection=reflection.pk)
    emails.revealed(reflection)
    moved_on.send(Reflection, reflection=reflection)
    return reflection


@transaction.atomic
def end_round_two(reflection: Reflection, *, user: User | None) -> Reflection:
    """Nobody answers any more, and all second answers are open. ``user`` is None when the round's time is over."""
    reflection = move(reflection, ReflectionState.CONCLUDING)
    reflection.save(update_fields=["state"])
    merge_small_groups(reflection, ended=Round.TWO)
    record(reflection.case, "casestudies.end_round_two", user=user, reflection=reflection.pk)
    moved_on.send(Reflection, reflection=reflection)
    return reflection


@transaction.atomic
def set_deadline(
    reflection: Reflection, *, until: datetime.datetime | None, user: User, number: Round | None = None
) -> Reflection:
    """Another moment, or none, for a round to end by itself: ``number``, or left out the one that is open."""
    reflection = locked(reflection)
    if not reflection.is_answering:
        raise IllegalMove(_("Nobody is answering any more, so there is no deadline to set."))
    number = number or ROUND_OF[ReflectionState(reflection.state)]
    if number == Round.ONE and reflection.is_revealed:
        raise IllegalMove(_("The first round has ended, so there is no deadline to set."))
    name = {Round.ONE: "round_one_until", Round.TWO: "round_two_until"}[number]
    setattr(reflection, name, until)
    _check_deadlines(*[reflection.until_of(one) for one in Round])
    reflection.save(update_fields=[name])
    record(reflection.case, "casestudies.set_deadline", user=user, reflection=reflection.pk)
    moved_on.send(Reflection, reflection=reflection)
    return reflection


@transaction.atomic
def end_overdue_round(reflection: Reflection, *, moment: datetime.datetime) -> Reflection:
    """What the deadline does by itself. A first round that too few have answered stays open without a deadline, and who opened
    it is told: anonymous answers of two people must not be opened because a clock says so."""
    reflection = locked(reflection)
    if not Reflection.objects.overdue(moment).filter(pk=reflection.pk).exists():
        return reflection
    if reflection.state == ReflectionState.ROUND_TWO:
        return end_round_two(reflection, user=None)
    if not _too_few(reflection):
        return reveal(reflection, user=None)
    reflection.round_one_until = None
    reflection.save(update_fields=["round_one_until"])
    record(reflection.case, "casestudies.deadline_lapsed", user=None, reflection=reflection.pk)
    moved_on.send(Reflection, reflection=reflection)
    emails.lapsed(reflection)
    return reflection


@transaction.atomic
def remind(reflection: Reflection, *, user: User | None) -> Reflection:
    """A mail to those who have not answered the round that is open, once a day at most. How many there are is not told back."""
    reflection = locked(reflection)
    if not reflection.is_answering:
        raise IllegalMove(_("Nobody is answering any more, so there is nobody to remind."))
    if reflection.reminded_at and timezone.now() - reflection.reminded_at < ONE_DAY:
        raise IllegalMove(_("A reminder was sent less than a day ago. Give people some time."))
    reflection.reminded_at = timezone.now()
    reflection.save(update_fields=["reminded_at"])
    record(reflection.case, "casestudies.remind", user=user, reflection=reflection.pk)
    emails.remind(reflection)
    return reflection
