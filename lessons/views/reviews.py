"""The central question asked again of a lesson: asked in one click, answered alone, opened to all, concluded."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from regions.audience import audience_keys
from regions.models import User
from regions.views import ActionFormMixin, ActionView, RuleRequiredMixin

from .. import actions, rules
from ..actions.reviews import asked_of
from ..forms import ConcludeForm, ReviewAnswerForm
from ..models import LessonPage, LessonReview, ReviewAnswer
from ..states import ReviewState
from .lessons import LessonMixin


class AskAgainView(LessonMixin, ActionView):
    rule = staticmethod(rules.may_ask_again)
    success_message = _("Asked again. The lesson stays readable meanwhile; answer yourself too.")

    def act(self, obj: LessonPage, user: User) -> LessonReview:
        return actions.ask_again(obj, user=user)

    def get_success_url(self, obj: Any = None) -> str:
        review = LessonReview.objects.running().filter(lesson=self.kwargs["pk"]).first()
        return reverse("lessons:review", args=[review.pk]) if review else super().get_success_url()


class ReviewMixin(RuleRequiredMixin):
    rule = staticmethod(rules.may_conclude_review)

    def get_rule_object(self) -> LessonReview:
        reviews = LessonReview.objects.select_related("lesson__lead_region")
        return get_object_or_404(
            reviews, pk=self.kwargs["pk"], lesson__audience_key__in=audience_keys(self.request.user)
        )

    def get_success_url(self, obj: Any = None) -> str:
        return reverse("lessons:review", args=[self.kwargs["pk"]])


class ReviewView(ReviewMixin, ActionFormMixin, FormView):
    """One's own answer; those of others once they are opened."""

    template_name = "lessons/review.html"
    form_class = ReviewAnswerForm
    rule = staticmethod(rules.may_see_review)
    success_message = _("Your answer is kept. You can change it until the answers are opened.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "review": self.get_rule_object(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        review, user = self.get_rule_object(), self.request.user
        answers = ReviewAnswer.objects.filter(review=review)
        is_asked = review.state == ReviewState.ASKED
        return super().get_context_data(
            review=review,
            lesson=review.lesson,
            may_answer=is_asked and rules.may_answer_review(user, review),
            may_conclude=review.state != ReviewState.CONCLUDED and rules.may_conclude_review(user, review),
            answered=answers.count(),
            asked=max(len(asked_of(review.lesson)), answers.count()) if is_asked else 0,
            answers=[] if is_asked else with_names(review, user),
            **kwargs,
        )

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rules.may_answer_review(request.user, self.get_rule_object()):
            return HttpResponseRedirect(self.get_success_url())
        return super().post(request, *args, **kwargs)


def with_names(review: LessonReview, user: Any) -> list[ReviewAnswer]:
    """What ``user`` may read of the answers. Of a region that did not want to be named with the lesson, neither the region nor
    the person (``who`` is then ""), and after those with a name."""
    lesson = review.lesson
    named = set(lesson.uptakes.current().named_for(user).values_list("region", flat=True)) | {lesson.lead_region_id}
    answers = list(review.answers.readable_by(user).select_related("user", "region"))
    for one in answers:
        is_known = one.region_id is None or one.region_id in named or one.user_id == user.pk
        one.who = ", ".join(str(part) for part in (one.user, one.region) if part) if is_known else ""
    return sorted(answers, key=lambda one: (not one.who, one.who, one.pk))


class OpenReviewView(ReviewMixin, ActionView):
    success_message = _("Opened: everybody who was asked reads all answers now.")

    def act(self, obj: LessonReview, user: User) -> LessonReview:
        return actions.open_review(obj, user=user)


class ConcludeReviewView(ReviewMixin, ActionFormMixin, FormView):
    template_name = "lessons/review_conclude.html"
    form_class = ConcludeForm
    success_message = _("Concluded. The lesson is published again.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "review": self.get_rule_object()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        review = self.get_rule_object()
        return super().get_context_data(review=review, lesson=review.lesson, **kwargs)
