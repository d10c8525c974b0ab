"""The central question in the room, as one reader sees it. Never part of what is sent to everybody.

Whatever is read of answers comes from `casestudies`, which decides who reads what and when. The key of anonymous answers
goes to the addresses of the reflection only: so those are given there, one after the other, and then one is led back.
"""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from casestudies import results
from casestudies.actions.answers import ANSWERED
from casestudies.actions.due import up_to_date
from casestudies.forms.reflections import AnswerForm
from casestudies.models import CaseStudyPage, DecisionPoint, Reflection, Respondent
from casestudies.models.reading import readings
from casestudies.states import ROUND_OF, ReflectionState, Round
from casestudies.views.answering import draft_key, draft_of

from . import rules
from .actions.question import round_of
from .forms.question import AskForm
from .models import Participant, Room, Step
from .states import InputKind

PLACE = "vraag"  # where on the page


def is_personal(step: Step | None, steps: Iterable[Step] | None = None) -> bool:
    """Whether what stands at ``step`` differs per reader: the question itself, and what was answered, after it. ``steps`` are
    those of its room, when they were read already."""
    if step is None or step.item_id is None:
        return False
    return any(
        one.input_kind == InputKind.CENTRAL_QUESTION and one.item_id == step.item_id and one.position <= step.position
        for one in (Step.objects.filter(room=step.room_id) if steps is None else steps)
    )


def context_for(room: Room, step: Step | None, participant: Participant) -> dict[str, Any] | None:
    """For a step that asks the central question; None for any other."""
    if step is None or step.input_kind != InputKind.CENTRAL_QUESTION:
        return None
    reflection = _reflection_of(step)
    shown = {
        "room": room,
        "session": room.session,
        "step": step,
        "case": step.item.case if step.item else None,
        "round": round_of(step),
        "is_guest": participant.is_guest,
        "leads": room.is_open and rules.may_ask(participant, room),
        "reflection": reflection,
    }
    if reflection is None:
        reads = shown["leads"] and case_for(step, participant) is not None
        return shown | {"leads": reads, "ask_form": AskForm() if reads else None}
    shown["given"], shown["asked"] = results.progress(reflection, number=round_of(step))
    if not participant.is_guest:
        shown |= _own(room, step, participant, reflection)
    return shown | {"is_answered_now": _is_answered_now(step, reflection)}


def answered_at(step: Step) -> tuple[int, int] | None:
    """How many have answered all decision points at ``step``, and of how many: that is what counts there, and not who says to be
    ready. None where nobody is asked (yet)."""
    if step.input_kind != InputKind.CENTRAL_QUESTION or step.item is None or step.item.reflection is None:
        return None
    return results.progress(step.item.reflection, number=round_of(step))


def case_for(step: Step | None, participant: Participant) -> dict[str, Any] | None:
    """What was known THEN is at hand at every step about the case, for who may read it; the page itself hides the rest."""
    if step is None or step.item is None or participant.is_guest:
        return None
    user: Any = participant.user
    case = CaseStudyPage.objects.visible_to(user).filter(pk=step.item.case_id).first()
    return {"title": case.title, "url": case.get_url()} if case else None


def results_for(room: Room, step: Step | None, participant: Participant) -> dict[str, Any] | None:
    """From the reveal on, at the question's steps and all that follow about the same case: what was answered, as far as this
    reader may see it. Guests are told that it stays with the table."""
    reflection = _reflection_of(step) if step is not None and is_personal(step) else None
    if step is None or reflection is None or not reflection.is_revealed:
        return None
    if participant.is_guest:
        return {"is_guest": True}
    user: Any = participant.user
    if not Reflection.objects.visible_to(user).filter(pk=reflection.pk).exists():
        return None
    return {
        "reflection": reflection,
        "is_folded": not _is_about_answers(step, reflection),
        "results": results.results_of(reflection, user=user),
        "judging": results.has_still_to_judge(reflection.case_id, user=user),
        "second_open": results.second_round_is_open(reflection, user=user),
        "reflection_url": _with_way_back("casestudies:reflection", reflection.pk, room=room, step=step),
        "case_url": reflection.case.get_url(),
    }


def _reflection_of(step: Step) -> Reflection | None:
    """As it is when the clock has been looked at."""
    if step.item is None or step.item.reflection is None:
        return None
    return up_to_date(step.item.reflection)


def _is_answered_now(step: Step, reflection: Reflection) -> bool:
    return ROUND_OF.get(ReflectionState(reflection.state)) == round_of(step)


def _is_about_answers(step: Step, reflection: Reflection) -> bool:
    """Where a round was answered and has ended, and the step right after it, when that is for talking: later one looks back."""
    if step.input_kind == InputKind.CENTRAL_QUESTION:
        return not _is_answered_now(step, reflection)
    before = Step.objects.filter(room=step.room_id, item=step.item_id, position=step.position - 1)
    return step.input_kind == InputKind.NONE and before.filter(input_kind=InputKind.CENTRAL_QUESTION).exists()


def _with_way_back(name: str, *args: int, room: Room, step: Step) -> str:
    """To a screen of the reflection, from where one comes back to this step."""
    return f"{reverse(name, args=args)}?{urlencode({'next': place_of(room, step)})}"


def place_of(room: Room, step: Step) -> str:
    """Where the question stands in the room; wherever the room is, when that is at ``step``."""
    return f"{reverse('learningtables:room', args=[room.session_id])}{_pinned(room, step)}#{PLACE}"


def _pinned(room: Room, step: Step) -> str:
    return "" if room.current_id == step.pk else f"?stap={step.pk}"


def _own(room: Room, step: Step, participant: Participant, reflection: Reflection) -> dict[str, Any]:
    """What somebody with a seat at the table can do here."""
    user: Any = participant.user
    if not Reflection.objects.visible_to(user).filter(pk=reflection.pk).exists():
        return {"is_closed_to_reader": True}
    respondent = reflection.respondents.filter(user=user).first()
    shown = {
        "case_url": reflection.case.get_url(),
        "reflection_url": _with_way_back("casestudies:reflection", reflection.pk, room=room, step=step),
        "deadline_url": _with_way_back("casestudies:deadline", reflection.pk, room=room, step=step),
        "is_asked": respondent is not None,
        "has_answered": respondent is not None and getattr(respondent, ANSWERED[round_of(step) or Round.ONE]),
    }
    if respondent is None or not _is_answered_now(step, reflection):
        return shown
    return shown | _to_answer(room, step, respondent, reflection)


def _to_answer(room: Room, step: Step, respondent: Respondent, reflection: Reflection) -> dict[str, Any]:
    """The decision points, and the form of the next one to answer when this screen can know which that is."""
    number = Round(round_of(step) or Round.ONE)
    answered = results.own_answers(reflection, user=respondent.user, pair_key="")[number]
    points = [
        {
            "point": point,
            "done": point.pk in answered,
            "url": _with_way_back("casestudies:answer", reflection.pk, point.pk, room=room, step=step),
        }
        for point in reflection.case.decision_points.all()
    ]
    shown: dict[str, Any] = {"points": points}
    following = next((one for one in points if not one["done"]), None)
    if reflection.anonymous or following is None:
        return shown
    return shown | _form(room, step, following["point"], respondent, reflection)


def to_answer(step: Step, participant: Participant, point: int, sent: Any) -> dict[str, Any] | None:
    """What is answered at decision point ``point``, with the form as it was ``sent``. None for who is not asked by name here."""
    reflection = _reflection_of(step)
    if reflection is None or reflection.anonymous or participant.is_guest or round_of(step) is None:
        return None
    user: Any = participant.user
    visible = Reflection.objects.visible_to(user).filter(pk=reflection.pk)
    respondent = reflection.respondents.filter(user=user, reflection__in=visible).select_related("user").first()
    about = reflection.case.decision_points.filter(pk=point).first()
    if respondent is None or about is None:
        return None
    return _form(step.room, step, about, respondent, reflection, sent=sent)


def _form(
    room: Room, step: Step, point: DecisionPoint, respondent: Respondent, reflection: Reflection, *, sent: Any = None
) -> dict[str, Any]:
    user, number = respondent.user, Round(round_of(step) or Round.ONE)
    draft = draft_of(reflection, point=point, number=number, user=user, earlier=None)
    form = AnswerForm(
        sent, reflection=reflection, point=point, pair_key="", earlier=None, draft=draft, initial={"round": number}
    )
    action = reverse("learningtables:answer", args=[room.session_id, step.pk, point.pk])
    readable = readings(reflection.case, user=user)["points"]
    first = results.own_answers(reflection, user=user, pair_key="")[Round.ONE] if number == Round.TWO else {}
    return {
        "form": form,
        "action": f"{action}{_pinned(room, step)}",
        "point": next(one for one in readable if one.pk == point.pk),
        "draft": draft,
        "draft_key": draft_key(reflection, point=point, number=number, user=user),
        "first_answer": first.get(point.pk),
    }
