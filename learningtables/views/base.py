"""What the screens of tables and sessions share: the object comes from what the reader may see, once per request."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from regions.views import ActionView, RuleRequiredMixin

from .. import rules
from ..models import LearningTablePage, SessionPage


class TableMixin(RuleRequiredMixin):
    rule = staticmethod(rules.leads_table)
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def table(self) -> LearningTablePage:
        visible = LearningTablePage.objects.visible_to(self.request.user).select_related("circle", "lead_region")
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def get_rule_object(self) -> LearningTablePage:
        return self.table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(table=self.table, **kwargs)  # type: ignore[misc]


class SessionMixin(RuleRequiredMixin):
    rule = staticmethod(rules.may_run)
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def session(self) -> SessionPage:
        visible = SessionPage.objects.visible_to(self.request.user).select_related("method", "owner", "lead_region")
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def get_rule_object(self) -> SessionPage:
        return self.session

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(session=self.session, table=self.session.table, **kwargs)  # type: ignore[misc]

    def get_success_url(self, obj: Any = None) -> str:
        return self.session.get_url(self.request)


class ConfirmView(ActionView, TemplateView):
    """Asks first (GET), then does it (POST)."""

    http_method_names = ["get", "post"]
    template_name = "learningtables/confirm.html"
