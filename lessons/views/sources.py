"""What a lesson comes from, for who works on it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from regions.numbers import number_in
from regions.views import ActionFormMixin, ActionView

from .. import actions
from ..forms import SourceForm
from ..models import ContentPage, LessonPage
from .lessons import FindingMixin, LessonMixin


class SourcesView(FindingMixin, LessonMixin, ActionFormMixin, FormView):
    """The sources of the newest text, and a form for one more."""

    template_name = "lessons/sources.html"
    form_class = SourceForm
    success_message = _("It is among the sources now.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lesson": self.get_rule_object(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = self.get_rule_object().get_latest_revision_as_object()
        sources = list(newest.provenance.all())
        pages = ContentPage.objects.visible_to(self.request.user)
        readable = pages.in_bulk([source.page_id for source in sources if source.page_id])
        rows = [
            {
                "source": source,
                "page": readable.get(source.page_id),
                "is_closed": bool(source.page_id) and source.page_id not in readable,
                "place": place,
            }
            for place, source in enumerate(sources)
        ]
        return super().get_context_data(lesson=newest, rows=rows, **kwargs)

    def get_success_url(self, obj: Any = None) -> str:
        return reverse("lessons:sources", args=[self.kwargs["pk"]])


class TakeSourceView(LessonMixin, ActionView):
    success_message = _("It is among the sources no longer.")

    def act(self, obj: LessonPage, user: Any) -> LessonPage:
        asked = self.request.POST
        given = asked.get("place", "")
        place = number_in(given) or (0 if given == "0" else -1)  # what is no number is no place
        return actions.take_source(obj, place=place, version=asked.get("version", ""), user=user)

    def get_success_url(self, obj: Any = None) -> str:
        return reverse("lessons:sources", args=[self.kwargs["pk"]])
