"""A reflection from opening to close: one page, which shows what its state allows its reader."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, ListView, TemplateView

from regions.models import User
from regions.views import ActionFormMixin, RuleRequiredMixin

from .. import actions, results, rules
from ..forms.reflections import AddRespondentsForm, AnswerForm, ConcludeForm, OpenReflectionForm
from ..models import Answer, CaseStudyPage, Reflection, Respondent
from ..models.reading import readings, with_counts
from ..states import ROUND_OF, ReflectionState, Round
from .base import ConfirmView, ReflectionMixin
from .pairing import PairingMixin


class ReflectionListView(LoginRequiredMixin, ListView):
    """The reflections of the reader's circles."""

    template_name = "casestudies/reflection_list.html"
    context_object_name = "reflections"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Reflection]:
        return with_counts(Reflection.objects.visible_to(self.request.user)).select_related("case__lead_region")


class OpenReflectionView(ActionFormMixin, RuleRequiredMixin, FormView):
    template_name = "casestudies/reflection_form.html"
    form_class = OpenReflectionForm
    rule = staticmethod(rules.may_open_reflection)
    success_message = _("The reflection is open. Everybody who is asked gets a mail with a link.")
    object: Reflection

    @cached_property
    def case(self) -> CaseStudyPage:
        return get_object_or_404(CaseStudyPage.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def get_rule_object(self) -> CaseStudyPage:
        return self.case

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.case}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(case=self.case, **kwargs)

    def get_success_url(self) -> str:
        return reverse("casestudies:reflection", args=[self.object.pk])


def steps_of(reflection: Reflection) -> list[dict[str, Any]]:
    states = list(ReflectionState)
    here = states.index(ReflectionState(reflection.state))
    closed = reflection.state == ReflectionState.CLOSED
    moments = {
        ReflectionState.ROUND_ONE: reflection.opened_at,
        ReflectionState.ROUND_TWO: reflection.revealed_at,
        ReflectionState.CLOSED: reflection.closed_at,
    }
    return [
        {
            "label": state.label,
            "state": "done" if index < here or closed else "current" if index == here else "coming",
            "date": moments.get(state),
        }
        for index, state in enumerate(states)
    ]


def has_answered(respondent: Respondent | None, reflection: Reflection) -> bool:
    if respondent is None:
        return False
    return respondent.answered_round_two if reflection.is_revealed else respondent.answered_round_one


class ReflectionView(PairingMixin, ReflectionMixin, TemplateView):
    template_name = "casestudies/reflection.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, reflection = self.request.user, self.reflection
        respondent = reflection.respondents.filter(user=user).first()
        given, asked = results.progress(reflection)
        own = self._own(respondent)
        to_do = [one["point"] for one in own if not one["done"]]
        return super().get_context_data(
            steps=steps_of(reflection),
            reflection=reflection,
            case=reflection.case,
            given=given,
            asked=asked,
            own=own,
            next_point=to_do[0] if to_do else None,
            lost_key=bool(own) and len(to_do) == len(own) and has_answered(respondent, reflection),
            results=results.results_of(reflection, user=user),
            second_open=results.second_round_is_open(reflection, user=user),
            leads=rules.leads(user, reflection),
            **self._case_readings(),
            **kwargs,
        )

    def _own(self, respondent: Respondent | None) -> list[dict[str, Any]]:
        """The decision points with whether the reader has answered them; nothing for who is not asked."""
        number = ROUND_OF.get(ReflectionState(self.reflection.state))
        if respondent is None or number is None:
            return []
        answered = results.own_answers(self.reflection, user=self.request.user, pair_key=self.pair_key)[number]
        return [{"point": point, "done": point.pk in answered} for point in self.reflection.case.decision_points.all()]

    def _case_readings(self) -> dict[str, Any]:
        readable = readings(self.reflection.case, user=self.request.user)
        return {name: readable[name] for name in ("points", "outcome", "is_owner")}


class AnswerView(PairingMixin, ReflectionMixin, ActionFormMixin, FormView):
    """One decision point as it was seen then, and the two questions about it."""

    template_name = "casestudies/answer.html"
    form_class = AnswerForm
    rule = staticmethod(rules.is_asked)
    success_message = _("Your answer has been kept.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.number is None:
            messages.info(request, _("This reflection has been closed."))
            return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    @property
    def number(self) -> Round | None:
        return ROUND_OF.get(ReflectionState(self.reflection.state))

    @cached_property
    def own(self) -> dict[int, dict[int, Answer]]:
        return results.own_answers(self.reflection, user=self.request.user, pair_key=self.pair_key)

    def _earlier(self) -> Answer | None:
        return self.own[self.number].get(self.point.pk) if self.number else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "reflection": self.reflection,
            "point": self.point,
            "pair_key": self.pair_key,
            "earlier": self._earlier(),
            "initial": {"round": self.number},
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = results.results_of(self.reflection, user=self.request.user)
        readable = readings(self.reflection.case, user=self.request.user)["points"]
        return super().get_context_data(
            reflection=self.reflection,
            case=self.reflection.case,
            point=next(point for point in readable if point.pk == self.point.pk),
            result=next((one for one in shown if one.point.pk == self.point.pk), None),
            first_answer=self.own[Round.ONE].get(self.point.pk) if self.reflection.is_revealed else None,
            **kwargs,
        )

    def get_success_url(self, _obj: Any = None) -> str:
        """The next decision point that is still to do, else the reflection."""
        if self.request.method == "POST" and self.number:
            answered = self.own[self.number].keys() | {self.point.pk}
            for point in self.reflection.case.decision_points.all():
                if point.pk not in answered:
                    return reverse("casestudies:answer", args=[self.reflection.pk, point.pk])
        return super().get_success_url()


class LeaderFormView(ReflectionMixin, ActionFormMixin, FormView):
    rule = staticmethod(rules.leads)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "reflection": self.reflection}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(reflection=self.reflection, case=self.reflection.case, **kwargs)


class AddRespondentsView(LeaderFormView):
    template_name = "casestudies/respondents_form.html"
    form_class = AddRespondentsForm
    success_message = _("They have been asked, by mail with a link.")


class ConcludeView(LeaderFormView):
    template_name = "casestudies/conclude.html"
    form_class = ConcludeForm
    success_message = _("The conclusion has been kept.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "point": self.point}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(point=self.point, **kwargs)


class LeaderConfirmView(ReflectionMixin, ConfirmView):
    rule = staticmethod(rules.leads)


class RevealView(LeaderConfirmView):
    heading = _("Reveal the answers?")
    submit = _("Reveal to everybody")
    success_message = _("The answers are open. Talk about them, then answer again.")

    def get_lines(self) -> list[Any]:
        given, asked = results.progress(self.reflection)
        return [
            _("%(given)s of %(asked)s have answered all decision points.") % {"given": given, "asked": asked},
            _(
                "Everybody in the circle sees all first answers at once, and reads what came of it and what is known now."
            ),
            _("Who has not answered yet can no longer do so for the first round. There is no way back."),
        ]

    def act(self, obj: Reflection, user: User) -> Reflection:
        return actions.reveal(obj, user=user)


class CloseView(LeaderConfirmView):
    heading = _("Close the reflection?")
    submit = _("Close the reflection")
    success_message = _("The reflection has been closed. Its actions come back at the next session.")
    text = _("Nobody can answer any more, and the second answers are open to the whole circle. There is no way back.")

    def get_still_to_do(self) -> tuple[Any, list[tuple[str, str]]] | None:
        user, reflection = self.request.user, self.reflection
        if not rules.may_close(user, reflection) or not (points := results.unsettled(reflection)):
            return None
        # Which decision points they are tells of the second answers.
        told = points if results.second_round_is_open(reflection, user=user) else []
        text = _(
            "Not everything is concluded. Wherever most would not make quite the same choice, agree an action or say why"
            " nothing changes."
        )
        return text, [(reverse("casestudies:conclude", args=[reflection.pk, point.pk]), point.title) for point in told]

    def act(self, obj: Reflection, user: User) -> Reflection:
        return actions.close(obj, user=user)
