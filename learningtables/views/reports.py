from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from regions.views import ActionFormMixin, ActionView

from .. import actions, rules
from ..forms import ReportForm
from ..models import SessionPage, SessionReport
from ..said import compose
from .base import SessionMixin


class ReportDraftView(SessionMixin, ActionView):
    rule = staticmethod(rules.may_lead)
    rule = staticmethod(rules.may_lead)
    success_message = _("A first text is ready. Only those who lead this session see it until you publish it.")

    def act(self, obj: SessionPage, user: Any) -> SessionReport:
        return actions.draft_report(obj, user=user)

    def get_success_url(self, obj: Any = None) -> str:
        if SessionReport.objects.filter(session=self.session).exists():
            return reverse("learningtables:report", args=[self.session.pk])
        return super().get_success_url()


class ReportView(SessionMixin, ActionFormMixin, FormView):
    """Edits the report; the button says whether it is published with it."""

    rule = staticmethod(rules.may_lead)
    rule = staticmethod(rules.may_lead)
    template_name = "learningtables/report_form.html"
    form_class = ReportForm

    @cached_property
    def report(self) -> SessionReport:
        return get_object_or_404(SessionReport.objects.select_related("updated_by"), session=self.session)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "report": self.report}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = compose(self.session, user=self.request.user)
        return super().get_context_data(report=self.report, said=said, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        self.success_message = (
            _("Published. Everybody who may read this session reads the report.") if form.publishes else _("Saved.")
        )
        return super().form_valid(form)
