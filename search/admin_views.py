"""Editors' screens in Wagtail's admin: what was asked in vain, and what comes first for a word."""

import re
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.contrib.search_promotions import forms, views
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from lessons.policies import is_outside, outside
from regions.rules import is_editor

from . import vain
from .models import UnansweredSearch

VAIN, VAIN_RESULTS = "search_vain", "search_vain_results"
PAGE_NUMBER = re.compile(r"[0-9]{1,18}")


class NextColumn(Column):
    cell_template_name = "search/admin/vain_next.html"


class VainReportView(ReportView):
    """Words and numbers alone: who asked is kept nowhere."""

    model = UnansweredSearch
    page_title = _("Searches that found nothing")
    header_icon = "help"
    results_template_name = "search/admin/vain_results.html"
    index_url_name, index_results_url_name = VAIN, VAIN_RESULTS
    is_searchable = False
    columns = [
        Column("words", label=_("Words")),
        NumberColumn("total", label=_("Times")),
        NumberColumn("days", label=_("Days")),
        DateColumn("last", label=_("Last asked")),
        NextColumn("next", label=_("What to do"), accessor="words"),
    ]
    list_export = ["words", "total", "days", "last"]
    export_headings = {"words": _("Words"), "total": _("Times"), "days": _("Days"), "last": _("Last asked")}
    export_filename = "zoeken-zonder-resultaat"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs) if is_editor(request.user) else permission_denied(request)

    def get_base_queryset(self) -> Any:
        return vain.asked()

    def order_queryset(self, queryset: Any) -> Any:
        return queryset


# --- what comes first for a word ------------------------------------------------------------------------


def _readable(user: Any) -> QuerySet[SearchPromotion]:
    """Without pages that ``user`` does not meet elsewhere in the admin either."""
    hidden = Q(page__in=outside(user).values("pk"))
    return SearchPromotion.objects.exclude(hidden).select_related("page").order_by("sort_order", "pk")


class PromotionIndexView(views.IndexView):
    columns = views.IndexView.columns[:2]  # how often a word is asked is not kept

    def get_base_queryset(self) -> Any:
        readable = Prefetch("editors_picks", _readable(self.request.user))
        return super().get_base_queryset().prefetch_related(None).prefetch_related(readable)


class PromotionFormMixin:
    """A page that is hidden from the editor is not there to be put first: the form would show its title."""

    request: HttpRequest
    object: Any

    @cached_property
    def searchpicks_formset(self) -> forms.SearchPromotionsFormSet:
        posted = self.request.POST if self.request.method == "POST" else None
        readable = _readable(self.request.user)
        return forms.SearchPromotionsFormSet(posted, instance=self.object, queryset=readable)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        given = [str(value) for name, value in request.POST.items() if name.endswith("-page")]
        if any(re.search("[^0-9]", value) for value in given):  # no choice of the form; it would not be shown again
            raise Http404
        named = list(filter(PAGE_NUMBER.fullmatch, given))
        if any(is_outside(request.user, page) for page in Page.objects.filter(pk__in=named)):
            raise Http404
        return super().post(request, *args, **kwargs)  # type: ignore[misc]


class PromotionCreateView(PromotionFormMixin, views.CreateView):
    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "query_string": self.request.GET.get("query_string", "")[: vain.LONGEST]}


class PromotionEditView(PromotionFormMixin, views.EditView):
    pass
