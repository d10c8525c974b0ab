"""Lessons from draft to retirement, and their uptake."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, FormView

from regions import rules as base
from regions.audience import audience_keys
from regions.forms import LONGEST_TEXT
from regions.models import Circle, Region
from regions.numbers import number_in
from regions.states import Role
from regions.views import ActionFormMixin, ActionView, ListView, RuleRequiredMixin

from .. import actions, rules, told
from ..forms import LessonForm, PublishForm, RetireForm, UptakeForm
from ..holds import holds_on
from ..models import ContentPage, LessonPage
from ..states import Kind, LessonStatus, UptakeStatus
from .content import ContentListView, LessonExportMixin
from .uptake import to_be_taken_back


class LessonListView(LessonExportMixin, ContentListView):
    kinds = (Kind.LESSON,)
    title = _("Lessons")
    intro = _("What regions learned, in one sentence each, with what others did with it.")
    empty_text = _("Lessons come out of case reflections, sessions and visitations. Take away a filter to see more.")

    def get_links(self) -> list[tuple[str, Any]]:
        if not self.request.user.is_authenticated:
            return []
        return [(reverse("lessons:drafts"), _("Lessons in the making"))]


class DraftListView(LoginRequiredMixin, LessonExportMixin, ListView):
    """Lessons not yet published that the user works on."""

    template_name = "lessons/drafts.html"
    export_name = "lessen-in-de-maak"
    context_object_name = "lessons"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[LessonPage]:
        return workable(self.request.user).filter(live=False).select_related("lead_region").order_by("-date", "-pk")


def workable(user: Any) -> QuerySet[LessonPage]:
    """Lessons within the user's audience, drafts among them; the rule decides about each."""
    lessons = LessonPage.objects.filter(audience_key__in=audience_keys(user))
    mine = lessons.filter(owner=user.pk or 0)
    if base.is_editor(user):
        return lessons
    return mine | lessons.filter(lead_region__circle__in=_coordinated(user))


def _coordinated(user: Any) -> Any:
    return user.memberships.reading().filter(role=Role.COORDINATOR).values("circle")


class LessonWriteView(RuleRequiredMixin, FormView):
    """A new lesson for a circle; ``?bron=`` names the page it came from."""

    template_name = "lessons/lesson_form.html"
    form_class = LessonForm
    rule = staticmethod(rules.may_write_lesson)

    def get_rule_object(self) -> Circle:
        reading = self.request.user.memberships.reading()
        return get_object_or_404(Circle, pk=self.kwargs["circle_pk"], memberships__in=reading)

    def get_source(self) -> ContentPage | None:
        source = number_in(self.request.GET.get("bron", ""))
        return ContentPage.objects.visible_to(self.request.user).filter(pk=source).first() if source else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "circle": self.get_rule_object(), "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        source = self.get_source()
        return {"lead_region": source.lead_region if source else self.request.user.home_region}

    def form_valid(self, form: LessonForm) -> HttpResponse:
        lesson = form.draft(circle=self.get_rule_object(), source=self.get_source(), user=self.request.user)
        messages.success(self.request, _("The lesson is kept as a draft. Agree on it together, then publish it."))
        return HttpResponseRedirect(reverse("lessons:lesson", args=[lesson.pk]))


class LessonMixin(RuleRequiredMixin):
    rule = staticmethod(rules.may_see_workspace)

    def get_rule_object(self) -> LessonPage:
        lesson = workable(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if lesson is None:
            raise Http404
        return lesson

    def get_object(self, queryset: Any = None) -> LessonPage:
        return self.get_rule_object()

    def get_success_url(self, obj: Any = None) -> str:
        return reverse("lessons:lesson", args=[self.kwargs["pk"]])


class LessonWorkspaceView(LessonMixin, DetailView):
    template_name = "lessons/lesson_workspace.html"
    context_object_name = "lesson"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lesson = self.object
        return super().get_context_data(
            publish_form=PublishForm(lesson=lesson) if lesson.status == LessonStatus.AGREED else None,
            steps=_steps(lesson),
            feedback=lesson.feedback_for(self.request.user),
            holds=holds_on(lesson.get_latest_revision_as_object()),
            review=lesson.reviews.running().first(),
            **told.standing(lesson, self.request.user),
            **kwargs,
        )


def _steps(lesson: LessonPage) -> list[dict[str, Any]]:
    """The life cycle as steps done, current and to come."""
    order = list(LessonStatus)
    here = order.index(LessonStatus(lesson.status))
    return [
        {"label": status.label, "state": "done" if i < here else "current" if i == here else "coming"}
        for i, status in enumerate(order)
        if status != LessonStatus.RETIRED or i == here
    ]


class LessonEditView(LessonMixin, ActionFormMixin, FormView):
    template_name = "lessons/lesson_form.html"
    success_message = _("Saved.")

    def get_form(self, form_class: Any = None) -> LessonForm:
        latest = self.get_rule_object().get_latest_revision_as_object()
        return LessonForm(instance=latest, user=self.request.user, **self.get_form_kwargs())


class LessonShowView(LessonMixin, ActionView):
    success_message = _("The newer text is what everybody reads now.")

    def act(self, obj: LessonPage, user: Any) -> LessonPage:
        said = self.request.POST.get("what_changed", "")[:LONGEST_TEXT]
        return actions.show_changes(obj, user=user, what_changed=said, version=self.request.POST.get("version"))


class LessonAgreeView(LessonMixin, ActionView):
    success_message = _("Agreed. The lesson can be published now.")

    def act(self, obj: LessonPage, user: Any) -> LessonPage:
        return actions.agree_lesson(obj, user=user)


class LessonReopenView(LessonMixin, ActionView):
    success_message = _("It is a draft again.")

    def act(self, obj: LessonPage, user: Any) -> LessonPage:
        return actions.reopen_lesson(obj, user=user)


class LessonFormView(LessonMixin, ActionFormMixin, FormView):
    template_name = "lessons/lesson_step.html"
    title: Any = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lesson": self.get_rule_object()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lesson=self.get_rule_object(), title=self.title, **kwargs)


class LessonPublishView(LessonFormView):
    form_class = PublishForm
    title = _("Publish the lesson")
    success_message = _("Published. Other regions find it from now on.")


class FindingMixin:
    """The button that finds keeps what was typed, and does no more."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "find" not in request.POST:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        given = {**self.get_form_kwargs(), "data": None, "files": None, "initial": request.POST.dict()}  # type: ignore[attr-defined]
        form = self.form_class(**given)  # type: ignore[attr-defined]
        return self.render_to_response(self.get_context_data(form=form, found=form.found))  # type: ignore[attr-defined]


class LessonRetireView(FindingMixin, LessonFormView):
    template_name = "lessons/lesson_retire.html"
    form_class = RetireForm
    title = _("Retire the lesson")
    success_message = _("Retired. The page stays and says why.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}


class UptakeView(RuleRequiredMixin, ActionFormMixin, FormView):
    """What a coordinator's region does with a lesson."""

    template_name = "lessons/uptake_form.html"
    form_class = UptakeForm
    rule = staticmethod(rules.coordinates_somewhere)
    success_message = _("Thank you. The map and the table show it from now on.")

    def get_rule_object(self) -> LessonPage:
        return get_object_or_404(LessonPage.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        """What the address says already: ``?stand=`` and ``?regio=``."""
        region = Region.objects.filter(slug=self.request.GET.get("regio", "")).first()
        status = self.request.GET.get("stand", "")
        said = {"region": region, "status": status if status in UptakeStatus.values else None}
        return {**super().get_initial(), **{name: value for name, value in said.items() if value}}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lesson": self.get_rule_object(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lesson = self.get_rule_object()
        return super().get_context_data(lesson=lesson, recent=to_be_taken_back(self.request.user, lesson), **kwargs)

    def get_success_url(self) -> str:
        return self.get_rule_object().get_url(self.request)
