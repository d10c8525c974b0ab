from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from regions import audit
from regions.policies import EditorsPolicy
from regions.rules import is_editor

from . import admin_views, vain
from .models import SynonymSet


class SynonymSetCreateView(CreateView):
    def get_initial_form_instance(self) -> SynonymSet:
        return SynonymSet(words=self.request.GET.get("words", "")[: vain.LONGEST])


class SynonymSetViewSet(SnippetViewSet):
    model = SynonymSet
    icon = "list-ul"
    add_to_admin_menu = True
    menu_order = 320
    list_display = ["__str__", "note"]
    search_fields = ["words", "note"]
    add_view_class = SynonymSetCreateView


register_permission_policy(SynonymSet, EditorsPolicy(SynonymSet))
register_snippet(SynonymSetViewSet)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    audit.register(
        actions,
        {
            "search.keep_search": _("Keep a search"),
            "search.change_search": _("Change a saved search"),
            "search.delete_search": _("Delete a saved search"),
        },
    )


@hooks.register("register_admin_urls", order=-1)
def register_admin_urls() -> list[Any]:
    """Before those of search promotions, which name pages to whoever edits them."""
    report, promotions = admin_views.VainReportView, "searchpicks/"
    return [
        path("reports/zoeken-zonder-resultaat/", report.as_view(), name=admin_views.VAIN),
        path(
            "reports/zoeken-zonder-resultaat/results/",
            report.as_view(results_only=True),
            name=admin_views.VAIN_RESULTS,
        ),
        path(promotions, admin_views.PromotionIndexView.as_view()),
        path(f"{promotions}results/", admin_views.PromotionIndexView.as_view(results_only=True)),
        path(f"{promotions}add/", admin_views.PromotionCreateView.as_view()),
        path(f"{promotions}<int:query_id>/", admin_views.PromotionEditView.as_view()),
    ]


class VainMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_editor(request.user)


@hooks.register("register_reports_menu_item")
def register_vain_menu_item() -> MenuItem:
    url = reverse(admin_views.VAIN)
    return VainMenuItem(_("Searches that found nothing"), url, name="search-vain", icon_name="help", order=1250)


@hooks.register("construct_reports_menu")
def hide_report_of_all_searches(request: Any, items: list[Any]) -> None:
    """What people search for is not kept, so there is nothing in it."""
    items[:] = [item for item in items if item.name != "search-terms"]
