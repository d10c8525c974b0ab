"""The actions people took on: one overview, narrowed to one's own, to a table or to a region."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from regions.views import ActionFormMixin, ExportMixin, ListView, RuleRequiredMixin

from .. import rules
from ..exports import ACTION_COLUMNS
from ..forms.actions import ActionFilterForm, FinishActionForm
from ..models import Action


class ActionListView(LoginRequiredMixin, ExportMixin, ListView):
    """Actions of the user's circles and the user's own, the open ones first."""

    template_name = "lessons/actions.html"
    context_object_name = "actions"
    paginate_by = 20
    export_name = "acties"
    export_columns = ACTION_COLUMNS

    @cached_property
    def filters(self) -> ActionFilterForm:
        return ActionFilterForm(self.request.GET or None, user=self.request.user)

    def get_queryset(self) -> QuerySet[Action]:
        actions = Action.objects.visible_to(self.request.user).select_related("owner", "circle", "page")
        return self.filters.narrow(actions).order_by("-status", "due_on", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = Action.objects.open().filter(owner=self.request.user.pk)
        return super().get_context_data(
            filters=self.filters,
            narrowed=any(self.request.GET.get(name) for name in self.filters.fields),
            mine=mine.count(),
            overdue=mine.overdue().count(),
            **kwargs,
        )


class FinishActionView(RuleRequiredMixin, ActionFormMixin, FormView):
    template_name = "lessons/finish_action.html"
    form_class = FinishActionForm
    rule = staticmethod(rules.may_finish_action)
    success_message = _("Noted.")

    def get_rule_object(self) -> Action:
        visible = Action.objects.visible_to(self.request.user).select_related("circle", "owner")
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "action": self.get_rule_object()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(action=self.get_rule_object(), **kwargs)

    def get_success_url(self) -> str:
        return reverse("lessons:actions")
