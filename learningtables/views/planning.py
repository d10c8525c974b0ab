"""A series of sessions, and whose turn it is to lead."""

from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView

from regions.views import ActionFormMixin, ActionView

from .. import rules
from ..forms import RotaForm, SeriesForm, TurnForm
from ..models import LearningTablePage, SessionPage
from .base import SessionMixin, TableMixin

TURNS_SHOWN = 12


class SeriesView(TableMixin, ActionFormMixin, FormView):
    """Two screens under one address: how it runs, then on which days. Nothing is kept between them but what the second holds."""

    form_class = SeriesForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "table": self.table}

    def form_valid(self, form: Any) -> HttpResponse:
        sent = self.request.POST
        if "back" in sent:
            return self.render_to_response(self.get_context_data(form=form))
        days = form.show_days(sent if "plan" in sent else None)
        if "plan" not in sent or not days.is_valid():
            return self.form_invalid(form)
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, days=form.moments))

    def get_template_names(self) -> list[str]:
        return ["learningtables/series_form.html"]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if context.get("days"):
            return self.response_class(self.request, "learningtables/series_preview.html", context, **kwargs)
        return super().render_to_response(context, **kwargs)

    @property
    def success_message(self) -> str:
        n = len(self.object)
        said = ngettext(
            "%(n)d session is planned and the invitations are on their way.",
            "%(n)d sessions are planned and the invitations are on their way.",
            n,
        )
        return said % {"n": n}

    def get_success_url(self) -> str:
        return f"{self.table.get_url(self.request)}#sessies"


class RotaView(TableMixin, TemplateView):
    """The order in which people lead: everybody at the table sees it, its facilitators change it."""

    rule = staticmethod(rules.sits_at)
    template_name = "learningtables/rota.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        coming = SessionPage.objects.child_of(self.table).visible_to(self.request.user).coming()
        leads = rules.leads_table(self.request.user, self.table)
        return super().get_context_data(
            turns=list(self.table.turns),
            coming=coming.select_related("facilitator")[:TURNS_SHOWN],
            leads=leads,
            form=RotaForm(table=self.table) if leads else None,
            **kwargs,
        )


class ChangeRotaView(TableMixin, ActionView):
    def act(self, obj: LearningTablePage, user: Any) -> LearningTablePage:
        form = RotaForm(self.request.POST, table=obj)
        if not form.is_valid():
            raise SuspiciousOperation("No such change of the rota")
        person = form.cleaned_data["person"]
        self.moved = person.pk if person else None
        return form.act(user=user)

    success_message = _("The order is changed. Turns that were given already stay as they are.")

    def get_success_url(self, obj: LearningTablePage) -> str:
        """Back at the person who moved, so that who works with the keyboard can go on from there."""
        url = reverse("learningtables:rota", args=[obj.pk])
        return f"{url}#beurt-{self.moved}" if self.moved else url


class TurnView(SessionMixin, ActionFormMixin, FormView):
    rule = staticmethod(rules.may_lead)
    template_name = "learningtables/turn_form.html"
    form_class = TurnForm
    success_message = _("Saved. Whose turn it has become gets a mail.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "session": self.session}
