from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from lessons.models import LessonPage
from regions.views import ActionFormMixin

from .. import rules
from ..forms import VerdictForm
from ..matching import judgeable
from .base import SessionMixin


class VerdictView(SessionMixin, ActionFormMixin, FormView):
    """What the table says of a lesson; ``?oordeel=`` is the button that was pressed on the session's page."""

    rule = staticmethod(rules.may_judge_lessons)
    template_name = "learningtables/verdict_form.html"
    form_class = VerdictForm
    success_message = _("Noted. The lesson's owner can read it.")

    @cached_property
    def lesson(self) -> LessonPage:
        lessons = judgeable(self.request.user).select_related("lead_region")
        return get_object_or_404(lessons, pk=self.kwargs["lesson_pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        own = {"session": self.session, "lesson": self.lesson, "chosen": self.request.GET.get("oordeel", "")}
        return {**super().get_form_kwargs(), **own}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lesson=self.lesson, **kwargs)

    def get_success_url(self, obj: Any = None) -> str:
        return super().get_success_url() + "#lessen"
