from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ... import actions, rules
from ...forms.room import MoveForm
from ...models import Participant
from ...states import SessionState
from .base import RoomActionView


class OpenRoomView(RoomActionView):
    """For whose turn it is to lead; guests have no account to open it with."""

    def act(self, seat: Participant) -> None:
        if not rules.may_lead(self.request.user, self.session):
            raise PermissionDenied
        actions.open_room(self.session, user=self.request.user)  # type: ignore[arg-type]


class LeadView(RoomActionView):
    """The leader's buttons; ``do`` says which."""

    def act(self, seat: Participant) -> None:
        self.checked(MoveForm(self.request.POST, room=self.standing_room)).act(by=seat)

    def get_success_url(self) -> str:
        """Who moves everybody on goes along."""
        moves = self.request.POST.get("do") in {"next", "back", "jump"}
        return self.room_url if moves else super().get_success_url()


class TakeOverView(RoomActionView):
    def act(self, seat: Participant) -> str:
        actions.take_over(self.standing_room, by=seat)
        return _("You lead this session now.")


class PulseView(RoomActionView):
    """The leader's screen is alive."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actions.pulse(self.standing_room, by=self.seat)
        return HttpResponse(status=204)


class CloseRoomView(RoomActionView):
    """Asks first (GET), then closes (POST)."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not rules.leads_room(self.seat, self.standing_room):
            raise PermissionDenied
        context = {
            "session": self.session,
            "table": self.session.table,
            "title": _("Close the room"),
            "text": _("Nobody can write here after this. Who sits at the table can still read it; guests cannot."),
            "button": _("Close the room"),
            "back": self.room_url,
        }
        return TemplateResponse(request, "learningtables/confirm.html", context)

    def act(self, seat: Participant) -> str:
        actions.close_room(self.standing_room, by=seat)
        return _("The room is closed.")

    def get_success_url(self) -> str:
        """What comes next: saying who was there."""
        if self.session.state == SessionState.PLANNED and rules.may_lead(self.request.user, self.session):
            return reverse("learningtables:attendance", args=[self.session.pk])
        return reverse("learningtables:session", args=[self.session.pk])
