"""The steps of writing a case, each a screen of its own; and the earlier versions of its text."""

from typing import Any, ClassVar

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.models import Revision

from regions.models import User
from regions.states import IllegalMove
from regions.versions import EditConflict
from regions.views import ActionFormMixin, ActionView

from .. import actions, parts, rules, steps, timeline
from ..forms.writing import AboutForm, PartForm, PerspectivesForm, SituationForm, StartForm, TimelineForm
from ..models import CaseStudyPage
from ..models.reading import readings
from .base import OwnCaseMixin
from .keeping import keeps_by_itself, kept

PART_FORMS: dict[str, type[PartForm]] = {
    form.part: form for form in (StartForm, SituationForm, PerspectivesForm, TimelineForm, AboutForm)
}
LEADS = {
    "begin": _("What it is called, and for whom you write it."),
    "situatie": _("What was going on, for somebody who was not there."),
    "perspectieven": _("How did each of those concerned see it, in their own words? Leave empty what you do not know."),
    "tijdlijn": _("Count the months from the first event: that is month 0. Leave rows empty that you do not need."),
    "beslispunten": _("Which decisions were taken, and what was known at that moment? Three to five is usual."),
    "kenmerken": _("So that people find the case, and see at a glance what it is about."),
    "afloop": _("Others read this after they have answered on their own and the answers have been opened, not before."),
}
VERSIONS_SHOWN = 100


class StepMixin(OwnCaseMixin):
    """One step, with where it stands among the others."""

    step: steps.Step

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, user = self.case, self.request.user
        read = readings(case, user=user)
        context = {
            "case": case,
            "latest": self.latest,
            "step": self.step,
            "lead": LEADS[self.step.slug],
            "number": steps.STEPS.index(self.step) + 1,
            "count": len(steps.STEPS),
            "steps": steps.progress(
                case, self.latest, user=user, points=read["points"], outcome=read["outcome"], current=self.step
            ),
            "back": steps.url(case, steps.beside(self.step, -1)),
            "next": steps.url(case, steps.beside(self.step, 1)),
            "may_edit": rules.may_edit_case(user, case),
            "may_delete_point": rules.may_delete_point(user, case),
            "may_add_addendum": rules.may_add_addendum(user, case),
        }
        return super().get_context_data(**{**context, **read, **kwargs})  # type: ignore[misc]


class PartView(StepMixin, ActionFormMixin, FormView):
    """A step that is a form for one part of the text. While somebody types, what they typed is kept by itself (`X-Autosave`)."""

    template_name = "casestudies/write_part.html"
    success_message = _("Saved.")

    @cached_property
    def step(self) -> steps.Step:
        step = steps.BY_SLUG.get(self.kwargs["step"])
        if step is None or step.part is None:
            raise Http404
        return step

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drawn = self.step.part == parts.Part.TIMELINE
        answers = timeline.answers_of(self.case, user=self.request.user) if drawn else {}
        return super().get_context_data(**{"answers": answers, **kwargs})

    def get_form_class(self) -> type[PartForm]:
        return PART_FORMS[self.step.part]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), **self._about(), "autosave": keeps_by_itself(self.request)}

    def _about(self) -> dict[str, Any]:
        return {"case": self.case, "latest": self.latest, "user": self.request.user}

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if keeps_by_itself(request):
            return keep_part(self.get_form(), user=request.user, part=self.step.part)
        if "add_rows" not in request.POST:
            return super().post(request, *args, **kwargs)
        again = self.get_form_class()(**self._about(), initial=self.get_form().typed())
        return self.render_to_response(self.get_context_data(form=again))

    def get_success_url(self, _obj: Any = None) -> str:
        return steps.url(self.case, steps.beside(self.step, -1 if "back" in self.request.POST else 1))


def keep_part(form: PartForm, *, user: User, part: str) -> JsonResponse:
    if not form.is_valid():
        return JsonResponse({"error": form.first_fault()}, status=400)
    try:
        draft = form.act(user=user)
    except EditConflict as conflict:
        return JsonResponse({"conflict": str(conflict)}, status=409)
    except IllegalMove as refusal:
        return JsonResponse({"error": str(refusal)}, status=403)
    return kept(version=parts.version_of_part(draft, part))


class DecisionsView(StepMixin, TemplateView):
    template_name = "casestudies/write_decisions.html"
    step = steps.DECISIONS


class CameOfItView(StepMixin, TemplateView):
    template_name = "casestudies/write_outcome.html"
    step = steps.OUTCOME


# --- earlier versions -----------------------------------------------------------------------------------------------------


class VersionsView(OwnCaseMixin, TemplateView):
    template_name = "casestudies/versions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = revisions_of(self.case).select_related("user").defer("content")[:VERSIONS_SHOWN]
        return super().get_context_data(case=self.case, latest=self.latest, versions=versions, **kwargs)


def revisions_of(case: CaseStudyPage) -> Any:
    return case.revisions.order_by("-created_at", "-pk")


class VersionMixin(OwnCaseMixin):
    """One earlier version of the text."""

    @cached_property
    def version(self) -> Revision:
        return get_object_or_404(revisions_of(self.case).select_related("user"), pk=self.kwargs["revision"])


class VersionView(VersionMixin, TemplateView):
    """Beside what the case says now: only what differs."""

    template_name = "casestudies/version.html"
    without: ClassVar[tuple[str, ...]] = ("circle",)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        earlier = self.version.as_object()
        names = [name for name in parts.differs(earlier, self.latest) if name not in self.without]
        differences = [
            (parts.LABELS[name], *(parts.shown(parts.read(text, name)) for text in (earlier, self.latest)))
            for name in names
        ]
        return super().get_context_data(
            case=self.case, latest=self.latest, version=self.version, differences=differences, **kwargs
        )


class PutBackView(VersionMixin, ActionView):
    success_message = _(
        "The earlier version has been put back. The version you had is in the list of earlier versions."
    )

    def act(self, obj: CaseStudyPage, user: User) -> CaseStudyPage:
        return actions.put_back(obj, revision=self.version, user=user)
