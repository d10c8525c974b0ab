"""Screens of saved searches: one's own and those shared with one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View

from lessons.models import Follow
from regions.export import Column
from regions.views import ActionFormMixin, ExportMixin, RuleRequiredMixin

from . import actions, rules, saved
from .forms import ORDER, asked_in
from .models import SavedSearch
from .saved_forms import ChangeForm, KeepForm

LIST = reverse_lazy("search:saved")


class SavedListView(LoginRequiredMixin, ExportMixin, TemplateView):  # type: ignore[misc]  # ExportMixin's get hands on to this one's
    """One's own first, then those that others share."""

    template_name = "search/saved_list.html"
    export_name = "zoekopdrachten"
    export_columns = (
        Column("name", _("name"), "name"),
        Column("search", _("search"), "address"),
        Column("circle", _("shared with"), lambda one: str(one.circle or "")),
    )

    def get_export_rows(self) -> Any:
        mine = Prefetch("follows", Follow.objects.filter(user=self.request.user.pk), to_attr="own_follows")
        searches = SavedSearch.objects.visible_to(self.request.user)
        return searches.select_related("owner", "circle").prefetch_related(mine)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        described = saved.describe_all(self.get_export_rows())
        rows = [saved.row_of(one, words, user=self.request.user) for one, words in described]
        return super().get_context_data(
            own=[row for row in rows if row["is_own"]],
            shared=[row for row in rows if not row["is_own"]],
            **kwargs,
        )


class KeepView(LoginRequiredMixin, ActionFormMixin, FormView):
    """The search that stands in the address, as on the search page itself."""

    template_name = "search/saved_form.html"
    form_class = KeepForm
    success_url = LIST
    success_message = _("The search is kept.")

    @cached_property
    def described(self) -> saved.Described:
        search = asked_in(self.request.GET)
        return saved.describe(search, saved.labels_for([search]))

    def get_form_kwargs(self) -> dict[str, Any]:
        known = {"user": self.request.user, "address": saved.address_of(asked_in(self.request.GET))}
        return {**super().get_form_kwargs(), **known}

    def get_initial(self) -> dict[str, Any]:
        return {"name": saved.proposed_name(self.described)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(described=self.described, title=_("Keep this search"), **kwargs)


class OneSavedMixin(RuleRequiredMixin):
    def get_rule_object(self) -> SavedSearch:
        visible = SavedSearch.objects.visible_to(self.request.user).select_related("owner", "circle")
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    @cached_property
    def saved_search(self) -> SavedSearch:
        return self.get_rule_object()

    def get_success_url(self, obj: Any = None) -> str:
        return str(LIST)


class OpenView(OneSavedMixin, View):
    """To the search page; the mail leads here, so that it says nothing of what is searched for."""

    rule = staticmethod(rules.may_open)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        newest = {ORDER: "nieuwste"} if "nieuw" in request.GET else {}
        return redirect(saved.link_to(self.saved_search, **newest))


class ChangeView(OneSavedMixin, ActionFormMixin, FormView):
    template_name = "search/saved_form.html"
    form_class = ChangeForm
    rule = staticmethod(rules.may_change)
    success_message = _("Saved.")

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.saved_search.name, "circle": self.saved_search.circle_id}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user, "saved": self.saved_search}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ((_one, described),) = saved.describe_all([self.saved_search])
        return super().get_context_data(described=described, title=_("Change a saved search"), **kwargs)


class DeleteView(OneSavedMixin, TemplateView):
    template_name = "search/saved_delete.html"
    rule = staticmethod(rules.may_change)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Who confirms twice wanted it gone, and it is."""
        if request.method == "POST" and not SavedSearch.objects.filter(pk=kwargs["pk"]).exists():
            return HttpResponseRedirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(saved=self.saved_search, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        owner: Any = request.user
        actions.delete_search(self.saved_search, user=owner)
        messages.success(request, _("The saved search is deleted."))
        return HttpResponseRedirect(self.get_success_url())
