from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from regions.export import Column
from regions.views import ExportMixin, ListView

from ..exports import content_columns, lesson_columns, lessons_for_export
from ..forms import FilterForm
from ..models import ContentPage, Theme
from ..states import Kind


class LessonExportMixin(ExportMixin):
    """For a list of lessons: the file has all fields of each."""

    def get_export_columns(self) -> list[Column]:
        return lesson_columns(self.request)

    def get_export_rows(self) -> QuerySet[ContentPage]:
        return lessons_for_export(self.get_queryset())


class ContentListView(ExportMixin, ListView):
    """The published pages of some kinds that the reader may see, newest first, to be narrowed by region, theme and year."""

    kinds: tuple[Kind, ...] = ()
    title: Any = ""
    intro: Any = ""
    empty_title: Any = _("Nothing here yet")
    empty_text: Any = ""
    template_name = "lessons/content_list.html"
    context_object_name = "pages"
    paginate_by = 20

    def get_visible(self) -> QuerySet[ContentPage]:
        return ContentPage.objects.visible_to(self.request.user).filter(kind__in=self.kinds)

    def get_queryset(self) -> QuerySet[ContentPage]:
        pages = self.get_visible()
        years = list(pages.order_by("-year").values_list("year", flat=True).distinct())
        self.filters = FilterForm(self.request.GET or None, years=years)
        if self.filters.is_bound:
            self.filters.is_valid()
            chosen = self.filters.cleaned_data
            if region := chosen.get("regio"):
                pages = pages.filter(lead_region=region)
            if theme := chosen.get("thema"):
                pages = pages.filter(themes__in=[theme, *Theme.objects.filter(parent=theme)]).distinct()
            if year := chosen.get("jaar"):
                pages = pages.filter(year=year)
        return pages.for_cards().order_by("-date", "-pk")

    @property
    def export_name(self) -> str:
        """As the list's address calls it."""
        return str(self.request.path).strip("/").replace("/", "-")

    def get_export_columns(self) -> list[Column]:
        return content_columns(self.request)

    def get_links(self) -> list[tuple[str, Any]]:
        """What else can be done here: (address, label) of each button beside the title."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=self.title,
            intro=self.intro,
            empty_title=self.empty_title,
            empty_text=self.empty_text,
            filters=self.filters,
            links=self.get_links(),
            narrowed=any(self.request.GET.get(name) for name in self.filters.fields),
            **kwargs,
        )
