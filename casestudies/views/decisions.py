"""Decision points while they can still be changed; addenda, NOW and outcome afterwards."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from regions.models import User
from regions.views import ActionView

from .. import actions, rules, steps
from ..actions.kept import NEW_POINT, OUTCOME
from ..forms.decisions import AddendumForm, DecisionPointForm, NowForm, OutcomeForm
from ..models import CaseStudyPage, DecisionPoint
from .base import CaseFormView, ConfirmView, OwnCaseMixin, ThenOpenMixin
from .keeping import KeepsTypedMixin

THEN_LEAD = _("Write as if you did not know how it went on: only what was known when it was decided.")
NOW_LEAD = _("Others read this after they have answered on their own and the answers have been opened, not before.")


class ToDecisionsMixin:
    """Back to the list of decision points."""

    def get_success_url(self, _obj: Any = None) -> str:
        return steps.url(self.case, steps.DECISIONS)  # type: ignore[attr-defined]


class ToOutcomeMixin:
    def get_success_url(self, _obj: Any = None) -> str:
        return steps.url(self.case, steps.OUTCOME)  # type: ignore[attr-defined]


class DecisionNewView(KeepsTypedMixin, ToDecisionsMixin, ThenOpenMixin, CaseFormView):
    form_class = DecisionPointForm
    heading = _("Add a decision point")
    lead = THEN_LEAD
    success_message = _("The decision point has been added.")

    @property
    def screen(self) -> str:
        return NEW_POINT

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.case}


class DecisionEditView(DecisionNewView):
    heading = _("Edit the decision point")
    success_message = _("The decision point has been saved.")

    @property
    def screen(self) -> str:
        return actions.point_screen(self.point)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "record": self.point}


class DecisionDeleteView(ToDecisionsMixin, ThenOpenMixin, OwnCaseMixin, ConfirmView):
    rule = staticmethod(rules.owns_case)
    heading = _("Delete this decision point?")
    submit = _("Delete")
    danger = True
    success_message = _("The decision point has been deleted.")

    def get_lines(self) -> list[Any]:
        return [self.point.title, _("What you wrote about it, then and now, goes with it. This cannot be undone.")]

    def act(self, obj: CaseStudyPage, user: User) -> CaseStudyPage:
        return actions.delete_decision_point(self.point, user=user)


class DecisionMoveView(ToDecisionsMixin, OwnCaseMixin, ActionView):
    def act(self, obj: CaseStudyPage, user: User) -> DecisionPoint:
        return actions.move_decision_point(self.point, up=self.request.POST.get("direction") == "up", user=user)


class NowView(KeepsTypedMixin, ToOutcomeMixin, CaseFormView):
    form_class = NowForm
    heading = _("What we know now")
    lead = NOW_LEAD
    success_message = _("What is known now has been saved.")

    @property
    def screen(self) -> str:
        return actions.now_screen(self.point)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "point": self.point}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(point=self.point, **kwargs)


class OutcomeView(KeepsTypedMixin, ToOutcomeMixin, CaseFormView):
    form_class = OutcomeForm
    heading = _("How it went on")
    lead = NOW_LEAD
    success_message = _("The outcome has been saved.")

    @property
    def screen(self) -> str:
        return OUTCOME

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.case}


class AddendumView(ToDecisionsMixin, CaseFormView):
    rule = staticmethod(rules.may_add_addendum)
    form_class = AddendumForm
    heading = _("Write an addendum")
    submit = _("Add")
    success_message = _("The addendum has been added.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "point": self.point}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(point=self.point, **kwargs)
