"""Taking data along: what it is, how far it is, and the file."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView, View

from regions import rules
from regions.export import file_name
from regions.models import Region
from regions.tiles import region_url
from regions.views import RuleRequiredMixin

from . import own_data, packing, region_data


def _handed_out(request: HttpRequest, region: Region | None, name: str) -> FileResponse:
    user: Any = request.user
    file = packing.open_for(user, region)
    if file is None:
        raise Http404
    response = FileResponse(file, content_type="application/zip", as_attachment=True, filename=f"{file_name(name)}.zip")
    response["Cache-Control"] = "private, no-store"
    return response


class OwnDataView(LoginRequiredMixin, TemplateView):
    """Says what it is and how far it is; a POST asks for it."""

    template_name = "home/own_data.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        package = packing.packages_of(self.request.user, None).first()
        return super().get_context_data(said=own_data.said_beforehand(), package=package, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponseRedirect:
        person: Any = request.user
        packing.ask(person, None)
        return HttpResponseRedirect(reverse("home:own_data"))


class OwnDataFileView(LoginRequiredMixin, View):
    def get(self, request: HttpRequest) -> FileResponse:
        return _handed_out(request, None, "mijn-gegevens")


class OfRegion(RuleRequiredMixin):
    """For who coordinates it, at the moment of asking and of taking along."""

    rule = staticmethod(rules.is_coordinator)

    def get_rule_object(self) -> Region:
        return get_object_or_404(Region, slug=self.kwargs["slug"])


class RegionDataView(OfRegion, TemplateView):
    template_name = "home/region_data.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        region = self.get_rule_object()
        package = packing.packages_of(self.request.user, region).first()
        said = region_data.said_beforehand()
        return super().get_context_data(region=region, url=region_url(region), said=said, package=package, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseRedirect:
        person: Any = request.user
        region = self.get_rule_object()
        packing.ask(person, region)
        return HttpResponseRedirect(reverse("home:region_data", args=[region.slug]))


class RegionDataFileView(OfRegion, View):
    def get(self, request: HttpRequest, slug: str) -> FileResponse:
        region = self.get_rule_object()
        return _handed_out(request, region, f"gegevens-{region.slug}")
