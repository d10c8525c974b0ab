"""What the screens of one visitation share: each takes it from what the reader may see there, so that others meet a 404."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from regions.views import ActionFormMixin, ActionView, RuleRequiredMixin

from .. import rules
from ..models import VisitationPage
from ..models.trajectory import VisitationPageQuerySet


def of_committee(user: Any) -> VisitationPageQuerySet:
    return VisitationPage.objects.of_committee(user)


def of_visited_party(user: Any) -> VisitationPageQuerySet:
    return VisitationPage.objects.of_visited_party(user)


def of_both_sides(user: Any) -> VisitationPageQuerySet:
    return VisitationPage.objects.of_both_sides(user)


def of_those_involved(user: Any) -> VisitationPageQuerySet:
    return VisitationPage.objects.of_those_involved(user)


def committee_or_page(visitation: VisitationPage, user: Any) -> str:
    """Where to go once somebody has, or no longer has, a seat: the page when it was the reader's own."""
    if rules.may_see_committee(user, visitation):
        return reverse("visitations:committee", args=[visitation.pk])
    return visitation.get_url()


class VisitationMixin(RuleRequiredMixin):
    """``pk`` is the visitation's; ``door`` says for whom the screen exists at all, ``rule`` who of those may use it."""

    door: ClassVar[Any] = staticmethod(of_committee)
    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def visitation(self) -> VisitationPage:
        visible = type(self).door(self.request.user).select_related("lead_region", "organisation", "framework")
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def get_rule_object(self) -> Any:
        return self.visitation

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"visitation": self.visitation, **kwargs})  # type: ignore[misc]

    def address(self, name: str) -> str:
        return reverse(f"visitations:{name}", args=[self.visitation.pk])


class Screen(VisitationMixin, TemplateView):
    """One page to read and go on from."""


class FormScreen(VisitationMixin, ActionFormMixin, FormView):
    """One form, one action; then back to the screen named ``back``.

    ``about`` names what the form is about, each by the attribute of the view that holds it: the form takes it and the
    template shows it under the same name.
    """

    template_name = "visitations/form.html"
    about: ClassVar[tuple[str, ...]] = ("visitation",)
    title: Any = ""
    intro: Any = ""
    submit: Any = ""
    back: ClassVar[str] = "workspace"

    def subjects(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.about}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), **self.subjects()}

    def get_success_url(self) -> str:
        return self.address(self.back)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"title": self.title, "intro": self.intro, "submit": self.submit, "back": self.get_success_url()}
        return super().get_context_data(**self.subjects(), **shown, **kwargs)


class Button(VisitationMixin, ActionView):
    back: ClassVar[str] = "workspace"

    def get_success_url(self, obj: Any) -> str:
        return self.address(self.back)
