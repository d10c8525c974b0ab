"""Answering the central question, alone."""

import secrets
import uuid
from collections import Counter
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from regions import rules as base
from regions.models import User
from regions.states import IllegalMove, Perspective

from .. import tally
from ..models import Answer, AnswerDraft, DecisionPoint, Reflection, Respondent
from ..signals import moved_on
from ..states import AND_IF_NOT, ROUND_OF, ReflectionState, Round
from .reflections import locked

SAID = ("reasonable", "same_choice", "confidence", "why", "meaning")
ANSWERED = {Round.ONE: "answered_round_one", Round.TWO: "answered_round_two"}


def new_pair_key() -> str:
    return secrets.token_urlsafe(32)


def _check_round(reflection: Reflection, number: Round) -> None:
    if not reflection.is_answering:
        raise IllegalMove(_("Nobody can answer any more. Your text is still here: copy it if you want to keep it."))
    if reflection.until and reflection.until <= timezone.now():
        raise IllegalMove(
            _("The time for this round is over. Your text is still here: copy it if you want to keep it.")
        )
    if ROUND_OF[ReflectionState(reflection.state)] != number:
        raise IllegalMove(
            _(
                "The answers have been opened in the meantime, so the first round is over. "
                "Your text is still here: copy it, and answer in the second round."
            )
        )


def _check_unread(reflection: Reflection, number: Round) -> None:
    """Anonymous second answers open when the last is given. One that changed after that would show whoever is looking which."""
    waiting = reflection.respondents.filter(answered_round_two=False)
    if reflection.anonymous and number == Round.TWO and not waiting.exists():
        raise IllegalMove(_("Everybody has answered again, so the second answers are open and stay as they are."))


def _respondent(reflection: Reflection, user: User) -> Respondent:
    respondent = reflection.respondents.filter(user=user).first()
    if respondent is None or not base.is_member(user, reflection.circle):
        raise IllegalMove(_("You are not asked to answer here."))
    return respondent


def _check_content(reflection: Reflection, point: DecisionPoint, same_choice: str, meaning: str) -> None:
    if point.case_id != reflection.case_id:
        raise IllegalMove(_("This decision point belongs to another case."))
    if same_choice in AND_IF_NOT and not meaning.strip():
        raise IllegalMove(_("Say what it means for how we work now: that is the second half of the question."))


def _own_key(reflection: Reflection, user: User, pair_key: str) -> str:
    if reflection.anonymous:
        if not pair_key:
            raise IllegalMove(_("Your device did not send its key. Allow cookies for this site and try again."))
        return pair_key
    earlier = reflection.answers.filter(user=user).values_list("pair_key", flat=True).first()
    return earlier or new_pair_key()


def _check_key(respondent: Respondent, number: Round, given: int, points: int) -> None:
    """One whole set per respondent and round: who has given theirs can change it with its key, not add another."""
    if getattr(respondent, ANSWERED[number]) and given < points:
        raise IllegalMove(
            _(
                "You have answered this round, from another device or before the cookie was lost. "
                "It counts, but can’t be changed from here."
            )
        )


def _perspective(reflection: Reflection, user: User) -> str:
    """The side from which the respondent looks; anonymously only when enough others share it."""
    if not reflection.anonymous:
        return user.perspective
    sizes = Counter(reflection.respondents.values_list("user__perspective", flat=True))
    shown = tally.groups_to_show(sizes, k=settings.SMALL_NUMBERS_K)
    return user.perspective if user.perspective in shown else Perspective.OTHER


@transaction.atomic
def answer(
    reflection: Reflection,
    *,
    decision_point: DecisionPoint,
    round: Round,  # noqa: A002
    reasonable: str,
    same_choice: str,
    confidence: int,
    why: str,
    user: User,
    meaning: str = "",
    pair_key: str = "",
) -> Answer:
    """Append an answer in the round that is open; an earlier one of that round stays, superseded.

    ``pair_key`` comes from the respondent's device and only for an anonymous reflection. No audit entry is written: the moment
    of an entry would tell who wrote which answer.
    """
    reflection = locked(reflection)
    _check_round(reflection, round)
    respondent = _respondent(reflection, user)
    _check_content(reflection, decision_point, same_choice, meaning)
    _check_unread(reflection, round)
    key = _own_key(reflection, user, pair_key)
    given = {one.decision_point_id: one for one in reflection.answers.current().filter(round=round, pair_key=key)}
    points = reflection.case.decision_points.count()
    if reflection.anonymous:
        _check_key(respondent, round, len(given), points)
    said = {
        "reasonable": reasonable,
        "same_choice": same_choice,
        "confidence": confidence,
        "why": why,
        "meaning": meaning,
    }
    about = {"decision_point": decision_point, "round": round, "user": user, "pair_key": key}
    written = _append(reflection, given.get(decision_point.pk), said, about)
    if len(given.keys() | {decision_point.pk}) == points:
        Respondent.objects.filter(pk=respondent.pk).update(**{ANSWERED[round]: True})
        moved_on.send(Reflection, reflection=reflection)
    if reflection.anonymous:
        _scatter(reflection)
        return Answer.objects.current().get(decision_point=decision_point, round=round, pair_key=key)
    respondent.drafts.filter(decision_point=decision_point, round=round).delete()
    return written


def _scatter(reflection: Reflection) -> None:
    """Lay the anonymous answers anew, in a random order and under new identifiers, and touch every respondent: where a row
    stands in its table, and the transaction that wrote it, would otherwise tell who answered when."""
    answers = list(Answer.objects.filter(reflection=reflection))
    Answer.objects.filter(reflection=reflection).delete()
    secrets.SystemRandom().shuffle(answers)
    for one in answers:
        one.pk = uuid.uuid4()
    Answer.objects.bulk_create(answers)
    reflection.respondents.update(answered_round_one=F("answered_round_one"))


def _append(reflection: Reflection, earlier: Answer | None, said: dict[str, Any], about: dict[str, Any]) -> Answer:
    if earlier is not None and all(getattr(earlier, name) == value for name, value in said.items()):
        return earlier
    if earlier is not None:
        Answer.objects.filter(pk=earlier.pk).update(superseded=True)
    perspective = _perspective(reflection, about["user"])
    by = {"user": None, "answered_at": None} if reflection.anonymous else {"answered_at": timezone.now()}
    return Answer.objects.create(
        reflection=reflection, anonymous=reflection.anonymous, perspective=perspective, **{**about, **said, **by}
    )


@transaction.atomic
def keep_draft(
    reflection: Reflection,
    *,
    decision_point: DecisionPoint,
    round: Round,  # noqa: A002
    said: dict[str, Any],
    user: User,
) -> AnswerDraft:
    """What a respondent has typed so far, for themselves alone. Never of an anonymous reflection: it would lie beside a name.
    No audit entry, as with the answer."""
    reflection = locked(reflection)
    if reflection.anonymous:
        raise IllegalMove(_("Of an anonymous reflection nothing that you have not sent is kept on the site."))
    _check_round(reflection, round)
    respondent = _respondent(reflection, user)
    if decision_point.case_id != reflection.case_id:
        raise IllegalMove(_("This decision point belongs to another case."))
    kept = {name: str(said.get(name) or "") for name in SAID}
    about: Any = {"decision_point": decision_point, "round": round}
    draft, _created = AnswerDraft.objects.update_or_create(respondent=respondent, **about, defaults={"said": kept})
    return draft


@transaction.atomic
def discard_draft(reflection: Reflection, *, decision_point: DecisionPoint, round: Round, user: User) -> None:  # noqa: A002
    AnswerDraft.objects.filter(
        respondent__reflection=reflection, respondent__user=user, decision_point=decision_point, round=round
    ).delete()
