"""A reflection: the list of them, opening one, and its page, which shows what its state allows its reader."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from regions.views import ActionFormMixin, ExportMixin, ListView, RuleRequiredMixin

from .. import results, rules
from ..actions import due
from ..forms.reflections import OpenReflectionForm
from ..list_columns import REFLECTION_COLUMNS
from ..models import CaseStudyPage, Reflection, Respondent
from ..models.reading import readings, with_counts
from ..over_time import over_time
from ..states import ROUND_OF, ReflectionState
from .base import ReflectionMixin
from .pairing import PairingMixin


class ReflectionListView(LoginRequiredMixin, ExportMixin, ListView):
    """The reflections of the reader's circles."""

    template_name = "casestudies/reflection_list.html"
    export_name = "reflecties"
    export_columns = REFLECTION_COLUMNS
    context_object_name = "reflections"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Reflection]:
        visible = Reflection.objects.visible_to(self.request.user)
        due.end_overdue(visible)
        return with_counts(visible).select_related("case__lead_region")


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
            everybody=0 < asked == given,
            own=own,
            next_point=to_do[0] if to_do else None,
            lost_key=bool(own) and len(to_do) == len(own) and has_answered(respondent, reflection),
            results=results.results_of(reflection, user=user),
            judging=results.has_still_to_judge(reflection.case_id, user=user),
            second_open=results.second_round_is_open(reflection, user=user),
            leads=rules.leads(user, reflection),
            over_time=over_time(reflection.case, user=user) if reflection.is_revealed else [],
            **self._case_readings(),
            **kwargs,
        )

    def _own(self, respondent: Respondent | None) -> list[dict[str, Any]]:
        """The decision points with whether the reader has answered them; nothing for who is not asked."""
        number = ROUND_OF.get(ReflectionState(self.reflection.state))
        if respondent is None or number is None:
            return []
        answered = results.own_answers(self.reflection, user=self.request.user, pair_key=self.pair_key)[number]
        begun = {
            draft.decision_point_id for draft in respondent.drafts.filter(round=number) if any(draft.said.values())
        }
        return [
            {"point": point, "done": point.pk in answered, "begun": point.pk in begun}
            for point in self.reflection.case.decision_points.all()
        ]

    def _case_readings(self) -> dict[str, Any]:
        readable = readings(self.reflection.case, user=self.request.user)
        return {name: readable[name] for name in ("points", "outcome", "is_owner")}
