from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.generic import View

from regions.numbers import number_in

from ... import actions, rules
from ...models import Participant, Room
from .base import STEP, RoomMixin


class RoomView(RoomMixin, View):
    """The room as it stands, at the step everybody is at or at the one asked for (``?stap=``); ``?scherm=groot`` is for a
    projector, without anything of one's own."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.room is None:
            return self.waiting_page()
        if self.seat.joined_at is None:
            actions.enter(self.room, participant=self.seat)
        if rules.leads_room(self.seat, self.room):
            actions.pulse(self.room, by=self.seat)
        self.forget_room()
        return self.room_page(self.shown_step(request.GET.get(STEP)))

    def waiting_page(self) -> TemplateResponse:
        context = {
            "session": self.session,
            "table": self.session.table,
            "may_lead": rules.may_lead(self.request.user, self.session),
        }
        return TemplateResponse(self.request, "learningtables/room_waiting.html", context)


class StateView(RoomMixin, View):
    """How the room stands, for a screen that asks every few seconds: most often nothing changed."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.room is None:
            return JsonResponse({"version": 0})
        etag = self.etag(self.room, self.seat)
        if request.headers.get("If-None-Match") == etag:
            answer: Any = HttpResponseNotModified()
        else:
            answer = JsonResponse(self.state(self.shown_step(request.GET.get(STEP))))
        answer["ETag"] = etag
        return answer

    def etag(self, room: Room, seat: Participant) -> str:
        """What can change without anything being written: whether the leader is silent, and what is open until a moment."""
        moment = timezone.now()
        spread = room.steps.filter(open_until__gt=moment).count()
        shown = number_in(self.request.GET.get(STEP, ""))
        looks = (get_language(), seat.pk, shown, int(self.is_big))
        parts = (room.version, *looks, int(rules.is_silent(room, moment)), spread)
        return '"{}"'.format("-".join(map(str, parts)))
