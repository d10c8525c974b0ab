"""After publication: how each recommendation stands, and the actions and lessons that come out of it."""

from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lessons.models import Action, LessonPage
from regions.audience import audience_keys
from regions.views import ExportMixin

from .. import rules
from ..follow_up import with_standing
from ..forms import AttachmentForm, DrawLessonForm, ReviewForm, TakeActionForm
from ..list_columns import PROGRESS_COLUMNS
from ..models import ProgressReview
from .attachments import AttachView
from .base import Screen, of_visited_party
from .response import RecommendationScreen


class FollowUpView(ExportMixin, Screen):  # type: ignore[misc]  # ExportMixin's get hands on to this one's
    template_name = "visitations/follow_up.html"
    door = staticmethod(of_visited_party)
    rule = staticmethod(rules.may_see_follow_up)
    export_columns = PROGRESS_COLUMNS

    @property
    def export_name(self) -> str:
        return f"opvolging {self.visitation.title}"

    def get_export_rows(self) -> list[Any]:
        """The recommendations, with the actions and drafts of lessons that the reader may see."""
        user = self.request.user
        found = with_standing(self.visitation.recommendations.all()).select_related("response")
        seen = Prefetch("actions", Action.objects.visible_to(user).select_related("owner"))
        read = Prefetch("lessons", LessonPage.objects.filter(audience_key__in=audience_keys(user)))
        return list(found.prefetch_related("reviews__attachments", seen, read))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            recommendations=self.get_export_rows(),
            reviewing=rules.may_review_progress(user, self.visitation),
            following_up=rules.may_follow_up(user, self.visitation),
            **kwargs,
        )


class ReviewView(RecommendationScreen):
    form_class = ReviewForm
    rule = staticmethod(rules.may_review_progress)
    back = "follow_up"
    title = _("How does this recommendation stand?")
    success_message = _("Thank you. Everybody who may read the report can see this.")


class ReviewAttachView(AttachView):
    """A file beside what was last said of a recommendation; read by everybody who reads the report."""

    form_class = AttachmentForm
    rule = staticmethod(rules.may_review_progress)
    back = "follow_up"
    intro = _("Everybody who may read the report can open this file.")

    @cached_property
    def to(self) -> ProgressReview:
        recommendation = get_object_or_404(self.visitation.recommendations, pk=self.kwargs["item_pk"])
        return get_object_or_404(recommendation.reviews.order_by("-date", "-pk")[:1])


class TakeActionView(RecommendationScreen):
    form_class = TakeActionForm
    rule = staticmethod(rules.may_follow_up)
    back = "follow_up"
    title = _("An action out of this recommendation")
    intro = _("For somebody of the visited party. It stands among their actions, and they are reminded of it.")
    success_message = _("The action has been agreed on.")


class DrawLessonView(RecommendationScreen):
    form_class = DrawLessonForm
    rule = staticmethod(rules.may_follow_up)
    back = "follow_up"
    title = _("A lesson out of this recommendation")
    intro = _("What other regions can learn from it. It stays within the visited party until you publish it.")
    success_message = _("The lesson is kept as a draft. Agree on it together, then publish it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "lead_region": self.visitation.lead_region_id}

    def get_success_url(self) -> str:
        if getattr(self, "object", None) is not None:
            return reverse("lessons:lesson", args=[self.object.pk])
        return super().get_success_url()
