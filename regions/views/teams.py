"""A region's expert team: what it is for, and its figures over the years beside what they mean."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView, View

from .. import rules
from ..actions.teams import first_missing_year
from ..export import FORMATS, Column, export, file_name
from ..forms import teams as forms
from ..models import ExpertTeam, Region, TeamYear
from ..states import IllegalMove
from ..team_import import HEADINGS, heading_of
from ..teams import (
    ShownYear,
    export_columns,
    functions_of,
    is_anything_left_out,
    least,
    multiples,
    panel_of,
    shown_years,
)
from ..versions import EditConflict
from .base import ActionFormMixin, RuleRequiredMixin
from .exporting import ExportMixin
from .plans import RegionMixin


class TeamView(RegionMixin, ExportMixin, TemplateView):
    """Open to everyone. Small figures are left out for everyone, and for the region's own people too."""

    template_name = "regions/team.html"
    export_name = "expertteam"

    @cached_property
    def team(self) -> ExpertTeam | None:
        return ExpertTeam.objects.filter(region=self.region).first()

    @cached_property
    def years(self) -> list[ShownYear]:
        return shown_years(self.team) if self.team else []

    def get_export_columns(self) -> list[Column]:
        return export_columns()

    def get_export_rows(self) -> list[ShownYear]:
        return self.years

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            team=self.team,
            years=self.years,
            functions=functions_of(self.team) if self.team else [],
            pictures=multiples(self.years),
            left_out=is_anything_left_out(self.years),
            least=least(),
            is_coordinator=rules.may_keep_team(self.request.user, self.region),
            **kwargs,
        )


class BesideView(RegionMixin, TemplateView):
    """Beside other regions, each as its own panel in order of name: nothing here says which is better."""

    template_name = "regions/teams_beside.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = forms.BesideForm(self.request.GET or None, region=self.region)
        others = form.cleaned_data["regio"] if form.is_valid() else Region.objects.none()
        regions = Region.objects.filter(Q(pk=self.region.pk) | Q(pk__in=others.values("pk")))
        shown = regions.select_related("expert_team").prefetch_related("expert_team__years").order_by("name")
        panels = [panel_of(region) for region in shown]
        left_out = any(is_anything_left_out(panel["years"]) for panel in panels)
        return super().get_context_data(form=form, panels=panels, left_out=left_out, least=least(), **kwargs)


# --- for the region's coordinators --------------------------------------------------------------


class KeeperMixin(RegionMixin, RuleRequiredMixin):
    rule = staticmethod(rules.may_keep_team)

    def get_rule_object(self) -> Region:
        return self.region

    @cached_property
    def team(self) -> ExpertTeam:
        return get_object_or_404(ExpertTeam, region=self.region)

    def get_success_url(self) -> str:
        return reverse("regions:team", args=[self.region.slug])


class KeeperFormView(KeeperMixin, ActionFormMixin, FormView):
    template_name = "regions/team_form.html"
    success_message = _("Saved.")
    title: Any = ""
    submit: Any = _("Save")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=self.title, submit=self.submit, **kwargs)


class WriteTeamView(KeeperFormView):
    form_class = forms.TeamForm
    title = _("Describe the expert team")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "region": self.region}


class NewYearView(KeeperFormView):
    template_name = "regions/team_year_form.html"
    form_class = forms.TeamYearForm
    title = _("Enter the figures of a year")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "team": self.team}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(least=least(), **kwargs)


class YearMixin:
    @cached_property
    def row(self) -> TeamYear:
        return get_object_or_404(TeamYear.objects.select_related("team"), team=self.team, year=self.kwargs["year"])


class ChangeYearView(YearMixin, NewYearView):
    """A year that was taken out while somebody wrote in it still takes what they send, so that it is not lost."""

    title = _("Change the figures of a year")

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = TeamYear.objects.filter(team=self.team, year=self.kwargs["year"])
        row = rows.first() if self.request.method == "POST" else self.row
        return {**super().get_form_kwargs(), "row": row or TeamYear(team=self.team, year=self.kwargs["year"])}


class RemoveYearView(YearMixin, KeeperFormView):
    template_name = "regions/team_year_remove.html"
    form_class = forms.RemoveYearForm
    title = _("Take out the figures of a year")
    submit = _("Take them out")
    success_message = _("The figures of that year are taken out.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "row": self.row}


class ImportView(KeeperMixin, FormView):
    """First step: a file is read and each line says what it would do. Nothing is written."""

    template_name = "regions/team_import.html"
    form_class = forms.TeamFileForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "team": self.team}

    def form_valid(self, form: forms.TeamFileForm) -> HttpResponse:
        response = self.render_to_response(self.get_context_data(form=form, read=form))
        response["Cache-Control"] = "private, no-store"
        return response


class ConfirmImportView(KeeperMixin, View):
    """Second step: what was looked at is written, all of it or nothing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = forms.ConfirmImportForm(request.POST, team=self.team)
        if not form.is_valid():
            return self._back(" ".join(form.errors.get("ticket", [])))
        try:
            number = form.act(user=request.user)
        except EditConflict:
            return self._back(
                _t("The figures were changed meanwhile. Choose the file once more, to see what it does now.")
            )
        except IllegalMove as refusal:
            return self._back(str(refusal))
        said = ngettext("The figures of %(n)s year are written.", "The figures of %(n)s years are written.", number)
        messages.success(request, said % {"n": number})
        return HttpResponseRedirect(self.get_success_url())

    def _back(self, why: str) -> HttpResponse:
        messages.error(self.request, why)
        return HttpResponseRedirect(reverse("regions:import_team", args=[self.region.slug]))


class ExampleView(KeeperMixin, View):
    """A file to start from: the columns, and a line for the year that is to be entered next."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        wanted = request.GET.get("formaat", "xlsx")
        if wanted not in FORMATS or wanted == "json":
            raise Http404
        columns = [Column(name, heading_of(name), name) for name in HEADINGS]
        line = TeamYear(team=self.team, year=first_missing_year(self.team))
        return export([line], columns, wanted, name=file_name("expertteam-invullen"))
