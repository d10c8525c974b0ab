"""A word of a region on a lesson that was a mistake."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region, User
from regions.views import ActionView

from .. import actions, rules
from ..actions.uptake import MISTAKEN_FOR
from ..models import LessonPage, Uptake


def to_be_taken_back(user: Any, lesson: LessonPage) -> Any:
    """What regions that ``user`` coordinates said of ``lesson`` within a day."""
    own = Region.objects.coordinated_by(user)
    since = timezone.now() - MISTAKEN_FOR
    return lesson.uptakes.current().filter(region__in=own, reported_at__gt=since).select_related("region")


class TakeBackUptakeView(ActionView):
    rule = staticmethod(rules.may_take_back_uptake)
    success_message = _("Taken back. What your region said before holds again.")

    def get_rule_object(self) -> Uptake:
        readable = LessonPage.objects.visible_to(self.request.user).values("pk")
        told = Uptake.objects.filter(lesson__in=readable).named_for(self.request.user)
        uptake: Uptake = get_object_or_404(told.select_related("region"), pk=self.kwargs["pk"])
        return uptake

    def act(self, obj: Uptake, user: User) -> LessonPage:
        return actions.take_back_uptake(obj, user=user)

    def get_success_url(self, obj: Uptake) -> str:
        return reverse("lessons:uptake", args=[obj.lesson_id])
