"""Themes: what is known about each, what was learned, and who works on it."""

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, FormView

from regions import rules as base
from regions.views import ActionFormMixin, ExportMixin, ListView, RuleRequiredMixin

from ..exports import THEME_COLUMNS
from ..forms.themes import MergeThemeForm
from ..models import ContentPage, FormerTheme, LessonPage, Theme, Uptake
from ..states import Kind

SHOWN = 6
SECTIONS: tuple[tuple[str, Any, frozenset[str]], ...] = (
    ("lessons", _("Lessons"), frozenset({Kind.LESSON})),
    ("cases", _("Cases"), frozenset({Kind.CASE})),
    ("visitations", _("Visitations"), frozenset({Kind.VISITATION, Kind.REPORT})),
    ("tables", _("Learning tables"), frozenset({Kind.TABLE})),
)


def content_of(theme: Theme, user: Any) -> QuerySet[ContentPage]:
    """What ``user`` may read of the theme and those under it."""
    themes = [theme.pk, *theme.children.values_list("pk", flat=True)]
    carried = ContentPage.themes.through.objects.filter(theme__in=themes).values("contentpage")
    return ContentPage.objects.visible_to(user).filter(pk__in=carried)


class ThemeListView(ExportMixin, ListView):
    """The main themes, those under them, and how much of it the reader may see."""

    template_name = "lessons/theme_list.html"
    export_name = "themas"
    export_columns = THEME_COLUMNS
    context_object_name = "themes"

    def get_queryset(self) -> QuerySet[Theme]:
        return Theme.objects.filter(parent=None).prefetch_related(Prefetch("children", Theme.objects.all()))

    def get_export_rows(self) -> QuerySet[Theme]:
        return Theme.objects.select_related("parent")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visible = ContentPage.objects.visible_to(self.request.user).order_by().values("pk")
        carried = ContentPage.themes.through.objects.filter(contentpage__in=visible)
        counts = Counter(dict(carried.values_list("theme").annotate(Count("pk"))))
        rows = [
            {
                "theme": theme,
                "count": counts[theme.pk],
                "children": [(one, counts[one.pk]) for one in theme.children.all()],
            }
            for theme in self.object_list
        ]
        return super().get_context_data(rows=rows, may_curate=base.is_editor(self.request.user), **kwargs)


class ThemeView(DetailView):
    template_name = "lessons/theme.html"
    context_object_name = "theme"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """An address of before a merge leads on for good."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            former = get_object_or_404(FormerTheme.objects.select_related("theme"), slug=kwargs["slug"])
            return HttpResponsePermanentRedirect(former.theme.get_absolute_url())

    def get_queryset(self) -> QuerySet[Theme]:
        return Theme.objects.select_related("parent").prefetch_related(Prefetch("children", Theme.objects.all()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        theme, user = self.object, self.request.user
        content = content_of(theme, user)
        picks = {pick.page_id: pick.note for pick in theme.picks.all()}
        picked = {page.pk: page for page in ContentPage.objects.visible_to(user).filter(pk__in=picks).for_cards()}
        return super().get_context_data(
            picks=[(picked[pk], note) for pk, note in picks.items() if pk in picked],
            sections=_sections(content),
            regions=_who_works_on_it(content, user),
            may_curate=base.is_editor(user),
            **kwargs,
        )


def _sections(content: QuerySet[ContentPage]) -> list[dict[str, Any]]:
    counts = Counter(dict(content.order_by().values_list("kind").annotate(Count("pk"))))
    return [
        {
            "name": name,
            "label": label,
            "kinds": sorted(kinds),
            "count": sum(counts[kind] for kind in kinds),
            "pages": content.filter(kind__in=kinds).for_cards().order_by("-date", "-pk")[:SHOWN],
        }
        for name, label, kinds in SECTIONS
    ]


def _who_works_on_it(content: QuerySet[ContentPage], user: Any) -> list[dict[str, Any]]:
    """Regions by name, each with the kinds of what it has and whether it takes lessons up; no numbers, they would rank."""
    works: dict[tuple[str, str], list[Any]] = defaultdict(list)
    kinds = content.order_by("kind").values_list("lead_region__name", "lead_region__slug", "kind").distinct()
    for name, slug, kind in kinds:
        works[name, slug].append(Kind(kind).label)
    lessons = LessonPage.objects.filter(pk__in=content.values("pk"))
    taken_up = Uptake.objects.current().named_for(user).filter(lesson__in=lessons.values("pk")).order_by()
    for name, slug in taken_up.values_list("region__name", "region__slug").distinct():
        works[name, slug].append(_("takes lessons up"))
    return [{"name": name, "slug": slug, "works": works[name, slug]} for name, slug in sorted(works)]


class ThemeMergeView(RuleRequiredMixin, ActionFormMixin, FormView):
    """One theme becomes part of another; what goes with it stands beside the choice."""

    template_name = "lessons/theme_merge.html"
    form_class = MergeThemeForm
    rule = staticmethod(lambda user, _theme: base.is_editor(user))
    success_message = _("Merged. The old address leads here.")

    def get_rule_object(self) -> Theme:
        return get_object_or_404(Theme, slug=self.kwargs["slug"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "theme": self.get_rule_object()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        theme = self.get_rule_object()
        return super().get_context_data(
            theme=theme,
            carried=ContentPage.objects.visible_to(self.request.user).filter(themes=theme).count(),
            children=theme.children.all(),
            followers=theme.follows.count(),
            **kwargs,
        )

    def get_success_url(self) -> str:
        return reverse("themes:theme", args=[self.object.slug])
