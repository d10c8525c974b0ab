"""Small trials of a lesson: begun, read, changed while they run, and decided on."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, FormView

from regions.rules import coordinated_circles
from regions.views import ActionFormMixin, RuleRequiredMixin

from .. import rules
from ..forms.trials import BeginTrialForm, ChangeTrialForm, DecideTrialForm
from ..models import LessonPage, Trial
from ..spread import trials_told_to


class BeginTrialView(RuleRequiredMixin, ActionFormMixin, FormView):
    template_name = "lessons/trial_form.html"
    form_class = BeginTrialForm
    rule = staticmethod(rules.coordinates_somewhere)
    success_message = _("The trial has begun. At its end you are asked what you noticed.")

    def get_rule_object(self) -> LessonPage:
        return get_object_or_404(LessonPage.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lesson": self.get_rule_object(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lesson=self.get_rule_object(), title=_("Try it small"), **kwargs)

    def get_success_url(self) -> str:
        return reverse("lessons:trial", args=[self.object.pk])


def readable_trials(user: Any) -> Any:
    """Of lessons that ``user`` may read, and of regions that they coordinate: what was begun is decided on also when its lesson
    was closed since. ``shows_lesson`` is False then: the lesson is not named."""
    lessons = LessonPage.objects.visible_to(user)
    found = Trial.objects.annotate(shows_lesson=Exists(lessons.filter(pk=OuterRef("lesson"))))
    leads = Q(region__circle__in=coordinated_circles(user))
    return found.filter(Q(shows_lesson=True) | leads).select_related("lesson", "region", "uptake")


class TrialView(DetailView):
    """For whoever may read the lesson or leads the trial; a region that does not want to be named is not."""

    template_name = "lessons/trial.html"
    context_object_name = "trial"

    def get_object(self, queryset: Any = None) -> Trial:
        found = readable_trials(self.request.user).filter(pk=self.kwargs["pk"])
        get_object_or_404(found)
        [trial] = trials_told_to(self.request.user, found)
        return trial

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        leads = rules.may_lead_trial(self.request.user, self.object)
        return super().get_context_data(leads=leads, may_lead=leads and not self.object.decision, **kwargs)


class LedTrialView(RuleRequiredMixin, ActionFormMixin, FormView):
    rule = staticmethod(rules.may_lead_trial)
    title: Any = ""

    def get_rule_object(self) -> Trial:
        return get_object_or_404(readable_trials(self.request.user), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trial = self.get_rule_object()
        lesson = trial.lesson if trial.shows_lesson else None
        return super().get_context_data(trial=trial, lesson=lesson, title=self.title, **kwargs)

    def get_success_url(self) -> str:
        return reverse("lessons:trial", args=[self.kwargs["pk"]])


class ChangeTrialView(LedTrialView):
    template_name = "lessons/trial_form.html"
    form_class = ChangeTrialForm
    title = _("Change the trial")
    success_message = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.get_rule_object()}


class DecideTrialView(LedTrialView):
    template_name = "lessons/trial_form.html"
    form_class = DecideTrialForm
    title = _("Decide on the trial")
    success_message = _("Decided. It is your region's word on the lesson from now on.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "trial": self.get_rule_object()}
