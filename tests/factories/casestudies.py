"""Cases and reflections in any state, made by the same actions that people use."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from casestudies import actions
from casestudies.models import Answer, CaseStudyPage, DecisionPoint, Reflection
from casestudies.states import ROUND_OF, Reasonable, ReflectionState, SameChoice
from regions.models import Circle, Region, User
from tests.laying import laid

POINT = {
    "title": "Thuis laten wonen",
    "month": 4,
    "decided_by": "regisseur van het lokale team",
    "known": "Het ging op school iets beter.",
    "unknown": "Hoe het thuis ’s avonds ging.",
    "options": "Thuis met begeleiding, of een plek elders.",
    "chosen": "Thuis met begeleiding, omdat het gezin dat wilde.",
    "dissent": "De leerkracht twijfelde.",
    "expected": "Rust binnen drie maanden.",
    "confidence": 3,
}
ANSWER = {
    "reasonable": Reasonable.REASONABLE,
    "same_choice": SameChoice.SAME,
    "confidence": 4,
    "why": "Met wat er toen bekend was, ja.",
}

# Words that must not be read too early.
OUTCOME, NOW, SAID = "afloopwoord", "nuwoord", "antwoordwoord"


@laid
def make_case(
    *,
    region: Region,
    circle: Circle,
    owner: User,
    points: int = 1,
    locked: bool = False,
    shared: bool = False,
    disclosed: bool = False,
    **fields: Any,
) -> CaseStudyPage:
    """``disclosed`` writes outcome and NOW with the words ``fields`` give under "outcome" and "now"."""
    outcome, now = fields.pop("outcome", "Het liep goed af."), fields.pop("now", "We weten nu meer.")
    text = {"title": "Wachten op hulp", "situation": "Een gezin wachtte lang op passende hulp.", **fields}
    case = actions.write_case(region=region, circle=circle, user=owner, **text)
    for number in range(1, points + 1):
        point = actions.add_decision_point(case, user=owner, **{**POINT, "title": f"Besluit {number}"})
        if disclosed:
            actions.write_now(point, happened=now, known_now=now, user=owner)
    if disclosed:
        actions.write_outcome(case, text=outcome, user=owner)
    if locked:
        actions.lock_then(case, user=owner)
    if shared:
        actions.share_case(case, user=owner)
    return CaseStudyPage.objects.get(pk=case.pk)


@laid
def make_reflection(
    case: CaseStudyPage,
    *,
    respondents: Sequence[User],
    user: User,
    anonymous: bool = False,
    answered: bool = False,
    revealed: bool = False,
    closed: bool = False,
    **said: Any,
) -> Reflection:
    assert case.circle is not None
    reflection = actions.open_reflection(
        case, circle=case.circle, respondents=respondents, anonymous=anonymous, user=user
    )
    if answered or revealed or closed:
        for person in respondents:
            answer_all(reflection, user=person, **said)
    if revealed or closed:
        reflection = actions.reveal(reflection, user=user)
    if not closed:
        return reflection
    actions.end_round_two(reflection, user=user)
    return actions.close(reflection, user=user)


def answer_all(reflection: Reflection, *, user: User, pair_key: str = "", **said: Any) -> list[Answer]:
    """``user`` answers every decision point in the round that is open."""
    reflection.refresh_from_db()
    if reflection.anonymous and not pair_key:
        pair_key = actions.new_pair_key()
    return [
        actions.answer(
            reflection,
            decision_point=point,
            round=ROUND_OF[ReflectionState(reflection.state)],
            user=user,
            pair_key=pair_key,
            **{**ANSWER, **said},
        )
        for point in DecisionPoint.objects.filter(case=reflection.case)
    ]


def later(reflection: Reflection, **moments: datetime.timedelta) -> Reflection:
    """As when time has gone by: each of the reflection's moments lies so far from now."""
    now = timezone.now()
    Reflection.objects.filter(pk=reflection.pk).update(**{name: now + away for name, away in moments.items()})
    return Reflection.objects.get(pk=reflection.pk)


def answer_data(number: int = 1, **said: Any) -> dict[str, Any]:
    """What the answer form sends."""
    return {
        "round": number,
        "reasonable": "reasonable",
        "same_choice": "same",
        "confidence": 4,
        "why": SAID,
        "meaning": "",
        **said,
    }
