"""What the screens of cases and reflections share."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from regions.views import ActionFormMixin, ActionView, RuleRequiredMixin

from .. import rules
from ..actions import due
from ..models import CaseStudyPage, DecisionPoint, Reflection


class OwnCaseMixin(RuleRequiredMixin):
    """A case that the reader writes, alone or along, drafts too; for everybody else it is not there."""

    rule = staticmethod(rules.may_edit_case)
    kwargs: dict[str, Any]
    request: HttpRequest

    @cached_property
    def case(self) -> CaseStudyPage:
        written = CaseStudyPage.objects.written_with(self.request.user).select_related("lead_region", "circle", "owner")
        return get_object_or_404(written, pk=self.kwargs["pk"])

    @cached_property
    def latest(self) -> CaseStudyPage:
        """What it says now, kept or shared."""
        return self.case.get_latest_revision_as_object()

    @cached_property
    def point(self) -> DecisionPoint:
        return get_object_or_404(self.case.decision_points, pk=self.kwargs["point"])

    def get_rule_object(self) -> CaseStudyPage:
        return self.case

    def get_success_url(self, _obj: Any = None) -> str:
        return reverse("casestudies:workspace", args=[self.kwargs["pk"]])


class CaseFormView(OwnCaseMixin, ActionFormMixin, FormView):
    """A form about a case that one writes."""

    template_name = "casestudies/case_part_form.html"
    heading: Any = ""
    lead: Any = ""
    submit: Any = _("Save")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"case": self.case, "heading": self.heading, "lead": self.lead, "submit": self.submit}
        context |= {"back": self.get_success_url(), "is_owner": rules.owns_case(self.request.user, self.case)}
        return super().get_context_data(**{**context, **kwargs})


class ThenOpenMixin:
    """Screens that change THEN lead back once it is locked. What is sent from a tab left open is refused by the action, with
    all that was typed still there."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.case.is_locked:  # type: ignore[attr-defined]
            messages.info(request, _("THEN is locked: it can no longer be changed. You can write an addendum."))
            return HttpResponseRedirect(self.get_success_url())  # type: ignore[attr-defined]
        return super().get(request, *args, **kwargs)  # type: ignore[misc]


class ConfirmView(ActionView):
    """Asks first, on a screen that says what it will do; POST does it. As long as something has to be done before, the screen
    says what, and has no button."""

    http_method_names = ["get", "post"]
    template_name = "casestudies/confirm.html"
    heading: Any = ""
    text: Any = ""
    submit: Any = ""
    danger = False

    def get_lines(self) -> list[Any]:
        return [self.text]

    def get_still_to_do(self) -> tuple[Any, list[tuple[str, str]]] | None:
        """Why it cannot be done yet, and (address, label) of what has to be done first."""
        return None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = {
            "heading": self.heading,
            "lines": self.get_lines(),
            "still_to_do": self.get_still_to_do(),
            "submit": self.submit,
            "submit_style": "danger" if self.danger else "",
            "object": self.get_rule_object(),
            "back": self.get_success_url(self.get_rule_object()),
        }
        return render(request, self.template_name, context)


class ReflectionMixin(RuleRequiredMixin):
    """A reflection in one of the reader's circles; for everybody else it is not there. A round whose time is over has ended
    before anything is shown."""

    rule = staticmethod(rules.may_follow)
    kwargs: dict[str, Any]
    request: HttpRequest

    @cached_property
    def reflection(self) -> Reflection:
        visible = Reflection.objects.visible_to(self.request.user).select_related("case__lead_region", "circle")
        return due.up_to_date(get_object_or_404(visible, pk=self.kwargs["pk"]))

    @cached_property
    def point(self) -> DecisionPoint:
        return get_object_or_404(self.reflection.case.decision_points, pk=self.kwargs["point"])

    def get_rule_object(self) -> Reflection:
        return self.reflection

    @property
    def way_back(self) -> str:
        """Where the reader came from, when they are to go back there: an address of this site, or ""."""
        given = self.request.GET.get("next", "")
        own = url_has_allowed_host_and_scheme(given, {self.request.get_host()}, require_https=self.request.is_secure())
        return given if own else ""

    @property
    def keep_back(self) -> str:
        """Takes the way back along to another screen of the reflection."""
        return f"?{urlencode({'next': self.way_back})}" if self.way_back else ""

    def get_success_url(self, _obj: Any = None) -> str:
        return reverse("casestudies:reflection", args=[self.kwargs["pk"]]) + self.keep_back

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = {"way_back": self.way_back, "keep_back": self.keep_back}
        return super().get_context_data(**back, **kwargs)  # type: ignore[misc]
