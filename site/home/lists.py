"""Lists that stand on a page of their own: what was said of a lesson, what a region takes up, organisations, municipalities."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lessons.exports import uptake_columns, uptakes_for_export, uptakes_of
from lessons.models import LessonPage
from regions.export import Column, heading
from regions.models import Region
from regions.tiles import region_url
from regions.views import ExportMixin, ListView

from . import exports
from .templatetags.components import human_date


class TableListView(ExportMixin, ListView):  # type: ignore[misc]
    """A table of the columns that its file has."""

    template_name = "home/table_list.html"
    paginate_by = 50
    title: Any = ""
    lead: Any = ""
    empty: Any = _("Nothing here yet")

    def get_parents(self) -> list[tuple[Any, str]]:
        """(label, address) of what this list belongs to."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            title=self.title, lead=self.lead, empty=self.empty, parents=self.get_parents(), **kwargs
        )
        columns = [column for column in self.get_export_columns() if column.key != "number"]
        rows = [
            [(heading(column), _shown(column.in_words(row))) for column in columns] for row in context["object_list"]
        ]
        return {**context, "columns": list(map(heading, columns)), "rows": rows}


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return human_date(value) if isinstance(value, date) else "" if value is None else str(value)


class LessonUptakesView(TableListView):
    export_name = "opvolging"
    title = _("What regions do with it")
    lead = _("All that regions said of this lesson, the newest first. Who reads the lesson reads this, too.")

    def get_export_columns(self) -> list[Column]:
        return uptake_columns(self.request)

    def get_queryset(self) -> QuerySet:
        self.lesson = get_object_or_404(LessonPage.objects.visible_to(self.request.user), pk=self.kwargs["pk"])
        return uptakes_for_export(uptakes_of(lesson=self.lesson), self.request.user)

    def get_parents(self) -> list[tuple[Any, str]]:
        return [(_("Lessons"), reverse("lessons:list")), (self.lesson.title, self.lesson.get_url(self.request))]


class RegionUptakesView(LessonUptakesView):
    """Only what the region may be named with: on a list of one region every row names it."""

    title = _("What it took up from others")
    lead = _("Lessons that this region said something of, the newest first. Who may read the lesson reads this, too.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        self.region = get_object_or_404(Region, slug=self.kwargs["slug"])
        self.export_name = f"opvolging-{self.region.slug}"
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet:
        user = self.request.user
        return uptakes_for_export(uptakes_of(region=self.region).named_for(user), user)

    def get_parents(self) -> list[tuple[Any, str]]:
        return [(_("Regions"), "/regios/"), (self.region.name, region_url(self.region))]


class OrganisationListView(TableListView):
    export_name = "organisaties"
    export_columns = exports.ORGANISATION_COLUMNS
    title = _("Organisations")
    lead = _("Municipalities, providers, councils and national bodies that take part. Everyone may read this.")

    def get_queryset(self) -> QuerySet:
        return exports.all_organisations()


class MunicipalityListView(TableListView):
    export_name = "gemeenten"
    export_columns = exports.MUNICIPALITY_FIELDS
    title = _("Municipalities")
    lead = _("Which municipality belongs to which region, and from when until when. Everyone may read this.")

    def get_queryset(self) -> QuerySet:
        return exports.all_municipalities()

    def get_parents(self) -> list[tuple[Any, str]]:
        return [(_("Regions"), "/regios/")]
