"""What the screens of one visitation share: each takes it from what the reader may see there, so that others meet a 404."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from regions import rules as base
from regions.views import ActionFormMixin, ActionView, RuleRequiredMixin

from ..models import VisitationPage
from ..models.trajectory import VisitationPageQuerySet


def of_committee(user: Any) -> VisitationPageQuerySet:
    return VisitationPage.objects.of_committee(user)


def of_visited_party(user: Any) -> VisitationPageQuerySet:
    return VisitationPage.objects.of_visited_party(user)


def of_both_sides(user: Any) -> VisitationPageQuerySet:
    return VisitationPage.objects.of_committee(user) | VisitationPage.objects.of_visited_party(user)


def of_those_involved(user: Any) -> VisitationPageQuerySet:
    return VisitationPage.objects.all() if base.is_editor(user) else of_both_sides(user)


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
        return super().get_context_data(visitation=self.visitation, **kwargs)  # type: ignore[misc]

    def address(self, name: str) -> str:
        return reverse(f"visitations:{name}", args=[self.visitation.pk])


class Screen(VisitationMixin, TemplateView):
    """One page to read and go on from."""


class FormScreen(VisitationMixin, ActionFormMixin, FormView):
    """One form, one action; then back to the screen named ``back``."""

    template_name = "visitations/form.html"
    title: Any = ""
    intro: Any = ""
    submit: Any = ""
    back: ClassVar[str] = "workspace"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "visitation": self.visitation}

    def get_success_url(self) -> str:
        return self.address(self.back)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=self.title, intro=self.intro, submit=self.submit, back=self.get_success_url(), **kwargs
        )


class Button(VisitationMixin, ActionView):
    back: ClassVar[str] = "workspace"

    def get_success_url(self, obj: Any) -> str:
        return self.address(self.back)
