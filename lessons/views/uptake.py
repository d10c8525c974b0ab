"""A word of a region on a lesson that was a mistake."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
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


class OwnWordView(ActionView):
    """For a button beside a region's word. Leads back to where it was pressed."""

    def get_rule_object(self) -> Uptake:
        readable = LessonPage.objects.visible_to(self.request.user).values("pk")
        told = Uptake.objects.filter(lesson__in=readable).named_for(self.request.user)
        uptake: Uptake = get_object_or_404(told.select_related("region"), pk=self.kwargs["pk"])
        return uptake

    def get_success_url(self, obj: Uptake) -> str:
        wanted = self.request.POST.get("terug", "")
        if url_has_allowed_host_and_scheme(wanted, allowed_hosts={self.request.get_host()}):
            return str(wanted)
        return reverse("lessons:uptake", args=[obj.lesson_id])


class SayNextView(OwnWordView):
    rule = staticmethod(rules.may_say_next)
    success_message = _("Said. For a day it can be taken back.")

    def act(self, obj: Uptake, user: User) -> Uptake:
        return actions.say_next(obj, status=self.request.POST.get("stand", ""), user=user)


class TakeBackUptakeView(OwnWordView):
    rule = staticmethod(rules.may_take_back_uptake)
    success_message = _("Taken back. What your region said before holds again.")

    def act(self, obj: Uptake, user: User) -> LessonPage:
        return actions.take_back_uptake(obj, user=user)
