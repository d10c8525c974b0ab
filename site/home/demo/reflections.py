"""The central question asked of a case: answered alone, revealed, answered again, concluded."""

from collections.abc import Iterable
from typing import Any

from casestudies import actions
from casestudies.models import CaseStudyPage, DecisionPoint, Reflection
from casestudies.states import ReflectionState, Round
from lessons.actions import finish_action
from lessons.models import Action
from lessons.states import ActionStatus
from regions.models import User

from .clock import day, moment
from .world import World

SAID = ("reasonable", "same_choice", "confidence", "why", "meaning")


def hold(world: World, reflection: Reflection, row: dict[str, Any], *, facilitator: User) -> None:
    """Take a reflection that was just opened to the state the text says."""
    points = dict(enumerate(reflection.case.decision_points.order_by("position"), start=1))
    keys = {answer["person"]: actions.new_pair_key() for answer in row.get("answer", ())}
    pair_keys = keys if reflection.anonymous else {}
    _answer(world, reflection, Round.ONE, row, points, pair_keys)
    if row["state"] == ReflectionState.ROUND_ONE:
        return
    actions.reveal(reflection, user=facilitator)
    _answer(world, reflection, Round.TWO, row, points, pair_keys)
    for conclusion in row.get("conclusion", ()):
        _conclude(world, reflection, conclusion, points[conclusion["decision"]], facilitator)
    unanswered = reflection.respondents.filter(answered_round_two=False).exists()
    if row["state"] == ReflectionState.CONCLUDING or (row["state"] == ReflectionState.CLOSED and unanswered):
        actions.end_round_two(reflection, user=facilitator)
    if row["state"] == ReflectionState.CLOSED:
        actions.close(reflection, user=facilitator)


def open_apart(world: World, case: CaseStudyPage, row: dict[str, Any], *, facilitator: User) -> Reflection:
    """For a case that is on no session's agenda: spread over days, among those who answer."""
    people = world.people(dict.fromkeys(answer["person"] for answer in row.get("answer", ())))
    return actions.open_reflection(
        case,
        circle=case.circle,
        respondents=people,
        anonymous=row.get("anonymous", False),
        round_one_until=moment(row["until"], 17) if "until" in row else None,
        user=facilitator,
    )


def _answer(
    world: World,
    reflection: Reflection,
    number: Round,
    row: dict[str, Any],
    points: dict[int, DecisionPoint],
    pair_keys: dict[str, str],
) -> None:
    for person, point, said in _said(row, number):
        actions.answer(
            reflection,
            decision_point=points[point],
            round=number,
            user=world.person(person),
            pair_key=pair_keys.get(person, ""),
            **{name: said[name] for name in SAID if name in said},
        )


def _said(row: dict[str, Any], number: Round) -> Iterable[tuple[str, int, dict[str, Any]]]:
    """(person, decision, answer) in one round. While round 2 runs, only who changed has answered it yet."""
    still_open = row["state"] == ReflectionState.ROUND_TWO
    for answer in row.get("answer", ()):
        second = answer.get("second")
        if number == Round.ONE:
            yield answer["person"], answer["decision"], answer
        elif second or not still_open:
            yield answer["person"], answer["decision"], second or answer


def _conclude(
    world: World, reflection: Reflection, row: dict[str, Any], point: DecisionPoint, facilitator: User
) -> None:
    if row.get("no_change"):
        actions.conclude(reflection, decision_point=point, no_change_because=row["no_change"], user=facilitator)
        return
    owner = world.person(row["owner"])
    conclusion = actions.agree_on_action(
        reflection,
        decision_point=point,
        what=row["what"],
        owner=owner,
        due_on=day(row["due"]),
        noticed_by=row.get("noticed_by", ""),
        user=facilitator,
    )
    if row.get("result"):
        action = Action.objects.get(pk=conclusion.action_id)
        finish_action(action, status=ActionStatus.DONE, result=row["result"], user=owner)
