"""Statements, for everyone once they are agreed; their drafts are the editors'."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, FormView

from .. import actions, rules
from ..actions.statements import statement_version
from ..forms.statements import SignForm, StatementForm, UndertakingForm, parties_of
from ..list_columns import STATEMENT_COLUMNS
from ..models import Region, Signatory, Statement
from .base import ActionFormMixin, ActionView, ListView, RuleRequiredMixin
from .exporting import ExportMixin


class StatementListView(ExportMixin, ListView):
    template_name = "regions/statement_list.html"
    export_name = "verklaringen"
    export_columns = STATEMENT_COLUMNS
    context_object_name = "statements"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Statement]:
        return (
            Statement.objects.visible_to(self.request.user)
            .annotate(signed=Count("signatories"))
            .order_by(F("agreed_on").desc(nulls_first=True), "-pk")
        )

    def get_export_rows(self) -> QuerySet[Statement]:
        return self.get_queryset().prefetch_related("signatories__region", "signatories__organisation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_write=rules.is_editor(self.request.user), **kwargs)


class StatementView(DetailView):
    """The text, who signed, and what each undertook; by name, since it is no contest."""

    template_name = "regions/statement.html"
    context_object_name = "statement"

    def get_queryset(self) -> QuerySet[Statement]:
        return Statement.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, statement = self.request.user, self.object
        signatories = statement.signatories.select_related("region", "organisation").prefetch_related("reports")
        own = set(rules.coordinated_circles(user))
        rows = [
            {"signatory": one, "may_report": rules.may_report_undertaking(user, one, coordinated=own)}
            for one in sorted(signatories, key=lambda one: str(one).casefold())
        ]
        return super().get_context_data(
            rows=rows,
            version=statement_version(statement),
            may_write=rules.is_editor(user),
            may_sign=bool(statement.can_be_signed and user.is_authenticated and parties_of(user, statement)),
            **kwargs,
        )


class StatementMixin(RuleRequiredMixin):
    rule = staticmethod(lambda user, _statement: rules.is_editor(user))

    def get_rule_object(self) -> Any:
        return get_object_or_404(Statement.objects.visible_to(self.request.user), slug=self.kwargs["slug"])

    def get_success_url(self, obj: Any = None) -> str:
        return reverse("regions:statement", args=[self.kwargs["slug"]])


class StatementWriteView(RuleRequiredMixin, ActionFormMixin, FormView):
    template_name = "regions/statement_form.html"
    form_class = StatementForm
    rule = staticmethod(lambda user, _obj: rules.is_editor(user))
    success_message = _("Kept as a draft. Everyone reads it once it is agreed.")

    def get_rule_object(self) -> None:
        return None

    def get_success_url(self) -> str:
        return reverse("regions:statement", args=[self.object.slug])


class StatementEditView(StatementMixin, ActionFormMixin, FormView):
    template_name = "regions/statement_form.html"
    form_class = StatementForm
    success_message = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.get_rule_object()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(statement=self.get_rule_object(), **kwargs)


class StatementAgreeView(StatementMixin, ActionView):
    success_message = _("Agreed. Everyone reads it from now on, and it can be signed.")

    def act(self, obj: Statement, user: Any) -> Any:
        return actions.agree_statement(obj, version=self.request.POST.get("version"), user=user)


class StatementSignView(StatementMixin, ActionFormMixin, FormView):
    template_name = "regions/statement_sign.html"
    form_class = SignForm
    rule = staticmethod(lambda user, statement: bool(parties_of(user, statement)))
    success_message = _("Signed. It stands with the statement from now on.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Who clicks twice, or comes back to it, is told that it is done."""
        user, statement = request.user, self.get_rule_object()
        coordinates = user.is_authenticated and Region.objects.current().coordinated_by(user).exists()
        if coordinates and not parties_of(user, statement):
            messages.info(request, _("Everyone you may sign for has signed this statement."))
            return redirect("regions:statement", statement.slug)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "statement": self.get_rule_object(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(statement=self.get_rule_object(), **kwargs)


class UndertakingView(StatementMixin, ActionFormMixin, FormView):
    template_name = "regions/undertaking.html"
    form_class = UndertakingForm
    rule = staticmethod(rules.may_report_undertaking)
    success_message = _("Noted. It stands with the statement.")

    def get_rule_object(self) -> Signatory:
        visible = Statement.objects.visible_to(self.request.user).filter(slug=self.kwargs["slug"])
        signatories = Signatory.objects.filter(statement__in=visible).select_related(
            "statement", "region", "organisation"
        )
        return get_object_or_404(signatories, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "signatory": self.get_rule_object()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(signatory=self.get_rule_object(), **kwargs)
