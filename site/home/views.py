"""The screens beside the page tree: one's own workplace, the style guide, and what machines read."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, FormView, RedirectView, TemplateView
from django.views.static import serve

from regions import rules
from regions.list_columns import PARTNERSHIP_COLUMNS
from regions.models import Invitation, Partnership, User
from regions.views import ActionFormMixin, ListView, RuleRequiredMixin
from regions.views.exporting import ExportMixin

from . import national, overview, styleguide, waiting
from .forms import NationalForm, ProfileForm
from .importing.rules import may_import


class AccountView(LoginRequiredMixin, ActionFormMixin, FormView):
    """One's circles, actions, sessions and profile on one screen."""

    template_name = "home/account.html"
    form_class = ProfileForm
    success_url = reverse_lazy("home:account")
    success_message = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        # Read anew, so that a refused value does not show in the header as if it held.
        return {**super().get_form_kwargs(), "instance": User.objects.get(pk=self.request.user.pk)}

    def form_valid(self, form: ProfileForm) -> HttpResponse:
        response = super().form_valid(form)
        language = form.cleaned_data["language"]
        translation.activate(language)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite=settings.LANGUAGE_COOKIE_SAMESITE)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            seats=user.memberships.reading().select_related("circle__region").order_by("circle__name"),
            may_import=may_import(user, None),
            invitations=Invitation.objects.open().filter(email__iexact=user.email).select_related("circle"),
            waiting=waiting.for_person(user),
            sessions=overview.sessions_of(user),
            **kwargs,
        )


class NationalView(ExportMixin, TemplateView):
    """All regions in a year, as map and table; which of both is narrowed by the address, so that it can be sent on."""

    template_name = "home/national.html"
    export_columns = national.COLUMNS

    @property
    def export_name(self) -> str:
        return f"{_('state of affairs')} {self.form.year}"

    @cached_property
    def form(self) -> NationalForm:
        return NationalForm(self.request.GET or None, years=national.years(self.request.user))

    def get_export_rows(self) -> list[national.State]:
        return national.states(self.request.user, self.form.year)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows, measure = self.get_export_rows(), national.MEASURES[self.form.measure]
        return super().get_context_data(
            rows=rows, form=self.form, measure=measure, map=national.tile_map(rows, measure), **kwargs
        )


class PartnershipListView(ExportMixin, ListView):
    """Regions that organise something together, by name."""

    template_name = "home/partnership_list.html"
    export_name = "samenwerkingsverbanden"
    export_columns = PARTNERSHIP_COLUMNS
    context_object_name = "partnerships"
    queryset = Partnership.objects.prefetch_related("regions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_curate=rules.is_editor(self.request.user), **kwargs)


class PartnershipView(DetailView):
    template_name = "home/partnership.html"
    context_object_name = "partnership"
    queryset = Partnership.objects.prefetch_related("regions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**overview.of_partnership(self.object, self.request.user), **kwargs)


class DoorView(RedirectView):
    """Where Wagtail sends who may not enter: to the site's own sign-in, or away when that has been done already."""

    pattern_name = "account_login"
    query_string = True

    def is_refused(self, user: Any) -> bool:
        return user.is_authenticated

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.is_refused(request.user):
            raise PermissionDenied
        return super().get(request, *args, **kwargs)


class AdminDoorView(DoorView):
    def is_refused(self, user: Any) -> bool:
        return user.is_authenticated and not user.has_perm("wagtailadmin.access_admin")


class StyleGuideView(RuleRequiredMixin, TemplateView):
    """Every component with example data, for editors and designers."""

    template_name = "styleguide.html"
    rule = staticmethod(lambda user, _obj: rules.is_editor(user))

    def get_rule_object(self) -> None:
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**styleguide.example_context(), **kwargs)


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture in the size that a page shows. Originals and documents lie in other folders, that have no address."""
    response = serve(request, name, document_root=Path(settings.MEDIA_ROOT) / "images")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /account/",
        "Disallow: /admin/",
        "Disallow: /zoeken/",
        f"Sitemap: {request.build_absolute_uri(reverse('home:sitemaps'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
