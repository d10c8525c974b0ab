"""Answering alone: the questions about one decision point, and what is typed and not sent yet."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import time_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View

from regions.models import User
from regions.states import IllegalMove
from regions.views import ActionFormMixin, ActionView

from .. import actions, results, rules
from ..forms.reflections import AnswerForm
from ..models import Answer, AnswerDraft, DecisionPoint, Reflection
from ..models.reading import readings
from ..states import ROUND_OF, ReflectionState, Round
from .base import ReflectionMixin
from .pairing import PairingMixin


def draft_key(reflection: Reflection, *, point: DecisionPoint, number: Round | None, user: Any) -> str:
    """Under which a device keeps what is typed: another for everybody, and it names nobody."""
    about = f"{reflection.pk}:{point.pk}:{number}:{user.pk}"
    return salted_hmac("casestudies.draft", about).hexdigest()[:24]


def draft_of(
    reflection: Reflection, *, point: DecisionPoint, number: Round | None, user: Any, earlier: Answer | None
) -> AnswerDraft | None:
    """What the reader typed after they last answered; nobody else's is ever looked up."""
    kept = AnswerDraft.objects.filter(
        respondent__reflection=reflection, respondent__user=user, decision_point=point, round=number or 0
    ).first()
    outdated = kept and earlier and earlier.answered_at and kept.saved_at <= earlier.answered_at
    return None if outdated else kept


class AnswerView(PairingMixin, ReflectionMixin, ActionFormMixin, FormView):
    """One decision point as it was seen then, and the two questions about it."""

    template_name = "casestudies/answer.html"
    form_class = AnswerForm
    rule = staticmethod(rules.is_asked)
    success_message = _("Your answer has been sent.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.number is None:
            messages.info(request, _("Nobody can answer in this reflection any more."))
            return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    @property
    def number(self) -> Round | None:
        return ROUND_OF.get(ReflectionState(self.reflection.state))

    @cached_property
    def own(self) -> dict[int, dict[int, Answer]]:
        return results.own_answers(self.reflection, user=self.request.user, pair_key=self.pair_key)

    @cached_property
    def draft(self) -> AnswerDraft | None:
        return draft_of(
            self.reflection, point=self.point, number=self.number, user=self.request.user, earlier=self._earlier()
        )

    def _earlier(self) -> Answer | None:
        return self.own[self.number].get(self.point.pk) if self.number else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "reflection": self.reflection,
            "point": self.point,
            "pair_key": self.pair_key,
            "earlier": self._earlier(),
            "draft": self.draft,
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
            draft=self.draft,
            draft_key=draft_key(self.reflection, point=self.point, number=self.number, user=self.request.user),
            earlier=self._earlier(),
            first_answer=self.own[Round.ONE].get(self.point.pk) if self.reflection.is_revealed else None,
            **kwargs,
        )

    def get_success_url(self, _obj: Any = None) -> str:
        """The next decision point that is still to do, else back, or the reflection. By name, where the reader came from knows
        which is next; of anonymous answers only these screens do."""
        if self.request.method != "POST" or not self.number:
            return super().get_success_url()
        if self.way_back and not self.reflection.anonymous:
            return self.way_back
        answered = self.own[self.number].keys() | {self.point.pk}
        for point in self.reflection.case.decision_points.all():
            if point.pk not in answered:
                return reverse("casestudies:answer", args=[self.reflection.pk, point.pk]) + self.keep_back
        return self.way_back or super().get_success_url()


class RoundMixin(ReflectionMixin):
    """What is sent about the round that the screen was opened in, even when another has begun since."""

    rule = staticmethod(rules.is_asked)

    @property
    def sent_round(self) -> Round:
        sent = self.request.POST.get("round", "")
        return Round(int(sent)) if sent in map(str, Round.values) else Round.ONE

    def get_success_url(self, _obj: Any = None) -> str:
        return reverse("casestudies:answer", args=[self.reflection.pk, self.point.pk])


class KeepDraftView(RoundMixin, View):
    """Called while somebody types, so it answers in JSON."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        try:
            draft = actions.keep_draft(
                self.reflection,
                decision_point=self.point,
                round=self.sent_round,
                said=request.POST.dict(),
                user=request.user,
            )
        except IllegalMove as refusal:
            return JsonResponse({"conflict": str(refusal)}, status=409)
        return JsonResponse({"saved": time_format(timezone.localtime(draft.saved_at), "H:i")})


class DiscardDraftView(RoundMixin, ActionView):
    success_message = _("What you had typed and not sent is gone.")

    def act(self, obj: Reflection, user: User) -> None:
        actions.discard_draft(obj, decision_point=self.point, round=self.sent_round, user=user)
