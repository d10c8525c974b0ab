"""What a lesson said earlier, what was said against it, the card on one page, and two that become one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, FormView

from regions.audience import audience_keys
from regions.numbers import number_in
from regions.views import ActionFormMixin, RuleRequiredMixin

from .. import qr, rules, told
from ..forms import AnswerContradictionForm, ContradictForm, MergeForm, WithdrawVersionForm, found_by
from ..history import changes_of, side_by_side
from ..models import Contradiction, LessonPage, LessonVersion
from ..states import IN_USE
from .lessons import LessonMixin, workable


class ReadableLessonMixin:
    """A published lesson that the reader may read; 404 else."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def get_object(self, queryset: Any = None) -> LessonPage:
        lessons = LessonPage.objects.visible_to(self.request.user).select_related("lead_region")
        return get_object_or_404(lessons, pk=self.kwargs["pk"])


class VersionsView(ReadableLessonMixin, DetailView):
    """All that the reader could have read, and what one of them (``?versie=``; the last) changed."""

    template_name = "lessons/versions.html"
    context_object_name = "lesson"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lesson, user = self.object, self.request.user
        versions = list(lesson.versions.readable_by(user).select_related("merged_from"))
        asked = self.request.GET.get("versie", "")
        own = [one for one in versions if not one.merged_from_id]
        shown = next((one for one in versions if str(one.number) == asked), own[0] if own else None)
        return super().get_context_data(
            versions=versions,
            shown=shown,
            current=own[0] if own else None,
            changes=changes_of(shown, versions) if shown else [],
            may_edit=rules.may_see_workspace(user, lesson),
            **kwargs,
        )


class CardView(ReadableLessonMixin, DetailView):
    """One page to print: the sentence, why, where it holds, what it rests on, what regions did with it, and its address."""

    template_name = "lessons/card.html"
    context_object_name = "lesson"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lesson = self.object
        address = self.request.build_absolute_uri(lesson.get_url(self.request) or "/")
        uptakes = lesson.uptakes.current().named_for(self.request.user).select_related("region")
        return super().get_context_data(
            **told.standing(lesson, self.request.user),
            address=address,
            code=qr.code_of(address),
            uptakes=uptakes.order_by("region__name")[:MOST_ON_A_CARD],
            successor=lesson.successor_for(self.request.user),
            **kwargs,
        )


MOST_ON_A_CARD = 8


class WithdrawVersionView(RuleRequiredMixin, ActionFormMixin, FormView):
    template_name = "lessons/version_withdraw.html"
    form_class = WithdrawVersionForm
    rule = staticmethod(rules.may_withdraw_version)
    success_message = _("The words are gone. That there was a version stays.")

    def get_rule_object(self) -> LessonVersion:
        versions = LessonVersion.objects.readable_by(self.request.user).select_related("lesson__lead_region")
        return get_object_or_404(versions, pk=self.kwargs["pk"], lesson__in=workable(self.request.user))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "version": self.get_rule_object()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.get_rule_object()
        return super().get_context_data(version=version, lesson=version.lesson, **kwargs)

    def get_success_url(self) -> str:
        return reverse("lessons:versions", args=[self.get_rule_object().lesson_id])


class ContradictView(ReadableLessonMixin, RuleRequiredMixin, ActionFormMixin, FormView):
    """“Did not hold here, because”, by who coordinates a region."""

    template_name = "lessons/contradict.html"
    form_class = ContradictForm
    rule = staticmethod(rules.may_contradict)
    success_message = _("Thank you. It stands with the lesson, and its owner hears of it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lesson": self.get_object(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lesson=self.get_object(), **kwargs)

    def get_success_url(self) -> str:
        return f"{self.get_object().get_url(self.request)}#tegenspraak"


class AnswerContradictionView(RuleRequiredMixin, ActionFormMixin, FormView):
    template_name = "lessons/contradiction_answer.html"
    form_class = AnswerContradictionForm
    rule = staticmethod(rules.may_answer_contradiction)
    success_message = _("Answered. It stands with what was said.")

    def get_rule_object(self) -> Contradiction:
        found = Contradiction.objects.select_related("lesson__lead_region", "region")
        return get_object_or_404(found, pk=self.kwargs["pk"], lesson__audience_key__in=audience_keys(self.request.user))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "contradiction": self.get_rule_object()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.get_rule_object()
        named = one.lesson.contradictions.named_for(self.request.user)
        where = one.region.name if one.pk in named else ""
        return super().get_context_data(contradiction=one, where=where, lesson=one.lesson, **kwargs)

    def get_success_url(self) -> str:
        return reverse("lessons:lesson", args=[self.get_rule_object().lesson_id])


class MergeView(LessonMixin, ActionFormMixin, FormView):
    """First the other lesson is found (``?woorden=``), then both stand side by side (``?met=``) with what goes along."""

    template_name = "lessons/lesson_merge.html"
    form_class = MergeForm
    success_message = _("Merged. The other one leads here from now on.")

    @cached_property
    def lesson(self) -> LessonPage:
        return self.get_rule_object()

    def get_others(self) -> Any:
        lessons = workable(self.request.user).live().filter(status__in=IN_USE, audience_key=self.lesson.audience_key)
        return lessons.exclude(pk=self.lesson.pk)

    @cached_property
    def other(self) -> LessonPage | None:
        asked = self.request.GET.get("met", "")
        if not asked.isdecimal():
            return None
        other: LessonPage = get_object_or_404(
            workable(self.request.user).live().exclude(pk=self.lesson.pk), pk=number_in(asked)
        )
        if other not in self.get_others():
            messages.error(self.request, _("That lesson cannot be merged with this one any more. Choose another."))
            return None
        return other

    def get_form(self, form_class: Any = None) -> Any:
        if self.other is None:
            return None
        return MergeForm(lessons=(self.lesson, self.other), **self.get_form_kwargs())

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return super().post(request, *args, **kwargs) if self.other else self.get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("woorden", "")
        found = [] if self.other else found_by(self.get_others(), words, beside=self.lesson)
        rows = side_by_side(self.lesson, self.other, user=self.request.user) if self.other else []
        return super().get_context_data(
            lesson=self.lesson, other=self.other, words=words, found=found, rows=rows, **kwargs
        )

    def get_success_url(self, obj: Any = None) -> str:
        return reverse("lessons:lesson", args=[self.object.pk])
