from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .. import rules
from ..forms import ResponseForm
from ..models import Recommendation
from ..overview import contents_of, moves
from .base import FormScreen, Screen, of_visited_party


class ResponsesView(Screen):
    """What the visited party answers, one recommendation at a time. The committee has no door here."""

    template_name = "visitations/responses.html"
    door = staticmethod(of_visited_party)
    rule = staticmethod(rules.may_see_responses)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, recommendations = self.request.user, contents_of(self.visitation).recommendations
        return super().get_context_data(
            recommendations=recommendations,
            responding=rules.may_respond(user, self.visitation),
            answered=sum(hasattr(recommendation, "response") for recommendation in recommendations),
            moves=moves(self.visitation, user),
            **kwargs,
        )


class RecommendationScreen(FormScreen):
    template_name = "visitations/answer.html"
    about = ("recommendation",)
    door = staticmethod(of_visited_party)
    submit = _("Save")

    @cached_property
    def recommendation(self) -> Recommendation:
        return get_object_or_404(self.visitation.recommendations, pk=self.kwargs["item_pk"])


class RespondView(RecommendationScreen):
    form_class = ResponseForm
    rule = staticmethod(rules.may_respond)
    back = "responses"
    title = _("Respond to a recommendation")
    success_message = _("Your response has been kept. It is published together with the report.")
