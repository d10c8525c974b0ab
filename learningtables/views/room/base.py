"""What the room's doors share: a seat in the session, and an answer that a script or a plain form can use."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from regions.numbers import number_in
from regions.states import IllegalMove

from ... import room_view, rules
from ...actions import StaleScreen
from ...models import Participant, Room, SessionPage, Step
from ...seats import seat_of
from ...stream import stream_url

STEP = "stap"


class RoomMixin:
    """Members of the table and guests of the session come in; for anybody else who is signed in it is not there."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.found_seat is None:
            if request.user.is_authenticated:
                raise Http404
            return self.turn_away()
        response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    def turn_away(self) -> HttpResponse:
        if self.wants_json:
            return JsonResponse(
                {
                    "message": _("You are not in this room any more: sign in, or come in with the session code."),
                    "signed_out": True,
                },
                status=403,
            )
        return redirect_to_login(self.room_url)

    @property
    def wants_json(self) -> bool:
        return self.request.headers.get("Accept", "").startswith("application/json")

    @cached_property
    def room(self) -> Room | None:
        return Room.objects.select_related("session", "current").filter(session=self.kwargs["pk"]).first()

    @cached_property
    def session(self) -> SessionPage:
        if self.room is not None:
            if not self.room.session.live:
                raise Http404
            return self.room.session
        return get_object_or_404(SessionPage.objects.live(), pk=self.kwargs["pk"])

    @cached_property
    def found_seat(self) -> Participant | None:
        found = seat_of(self.request, self.session)
        if found is not None and not found.is_guest:
            found.user = self.request.user  # known already
        return found

    @property
    def seat(self) -> Participant:
        """Of who came in."""
        if self.found_seat is None:
            raise Http404
        return self.found_seat

    @property
    def is_big(self) -> bool:
        return self.request.GET.get("scherm") == "groot"

    @property
    def reader(self) -> Participant | None:
        """Who the board is shown to, with their own votes on it; on a projector that is everybody at once."""
        return None if self.is_big else self.seat

    @property
    def room_url(self) -> str:
        return reverse("learningtables:room", args=[self.kwargs["pk"]])

    @cached_property
    def standing_room(self) -> Room:
        if self.room is None:
            raise Http404
        return self.room

    def shown_step(self, pk: Any) -> Step | None:
        """The one asked for, or the one that the room is at."""
        room = self.standing_room
        number = number_in(pk)
        found = room.steps.filter(pk=number).first() if number and number != room.current_id else None
        found = found or room.current
        if found is not None:
            found.room = room
            room_view.know_cases([found])
        return found

    def forget_room(self) -> None:
        """After a verb the room stands otherwise than it was read; its session is the same."""
        session = self.session
        self.__dict__.pop("standing_room", None)
        self.room = Room.objects.select_related("current").filter(session=session).first()
        if self.room is not None:
            self.room.session = session

    def room_page(self, step: Step | None, *, status: int = 200, **more: Any) -> TemplateResponse:
        room, seat = self.standing_room, self.seat
        moment = timezone.now()
        is_fixed = (STEP in self.request.GET or bool(self.request.POST.get("shown"))) and step is not None
        stage = room_view.stage_of(room, step, self.reader, moment)
        context = {
            **room_view.lead_of(room, step, seat, moment),
            **room_view.own_of(room, step, seat, moment),
            **stage,
            "table": self.session.table,
            "agenda": [] if seat.is_guest else list(self.session.agenda_for(self.request.user)),
            "clock": room_view.clock_of(step, moment),
            "participant": seat,
            "is_big": self.is_big,
            "is_arranging": "ordenen" in self.request.GET,
            "is_fixed": is_fixed,
            "look_every": settings.ROOM_LOOK_EVERY,
            "stream": stream_url(self.request, room, seat, step if is_fixed else None),
            **more,
        }
        return TemplateResponse(self.request, "learningtables/room.html", context, status=status)

    def state(self, step: Step | None) -> dict[str, Any]:
        """All that a screen needs to follow; only the parts it asks for, when others reach it otherwise."""
        room, seat = self.standing_room, self.seat
        moment = timezone.now()
        wanted = self.request.headers.get("Room-Parts", "stage own lead").split()
        parts = {
            "stage": lambda: room_view.render_stage(room, step, self.reader, moment),
            "own": lambda: room_view.render_own(room, step, seat),
            "lead": lambda: room_view.render_lead(room, step, seat),
        }
        return {
            "version": room.version,
            "step": step.pk if step else 0,
            "current": room.current_id or 0,
            "closed": not room.is_open,
            "leads": rules.leads_room(seat, room),
            "clock": room_view.clock_of(step, moment),
            **{name: draw() for name, draw in parts.items() if name in wanted},
        }


class RoomActionView(RoomMixin, View):
    """POST does one thing. A script gets JSON with how the room stands now; a plain form goes back to the page."""

    http_method_names = ["post"]

    def act(self, seat: Participant) -> Any:
        """Calls one action; what it returns, when it is a text, is said to the reader."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            said = self.act(self.seat)
        except StaleScreen as stale:
            return self.answer(str(stale), status=409)
        except IllegalMove as refusal:
            return self.answer(str(refusal), status=400)
        return self.answer(said if isinstance(said, str) else "")

    def answer(self, said: str, *, status: int = 200) -> HttpResponse:
        if self.wants_json:
            self.forget_room()
            state = self.state(self.shown_step(self.request.POST.get("shown"))) if self.room else {}
            return JsonResponse({"message": str(said), "state": state}, status=status)
        if said:
            say = messages.error if status == 400 else messages.info if status == 409 else messages.success
            say(self.request, said)
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self) -> str:
        """Back to the step that was on the screen."""
        shown = number_in(self.request.POST.get("shown", ""))
        return f"{self.room_url}?{STEP}={shown}" if shown else self.room_url

    def checked(self, form: BaseForm) -> Any:
        """The form, when what it was sent can be used."""
        if not form.is_valid():
            raise IllegalMove(next(iter(form.errors.values()))[0])
        return form

    def step_of(self, name: str = "step") -> Step:
        """The step that the form names, which has to be one of this room."""
        return get_object_or_404(self.standing_room.steps.all(), pk=number_in(self.request.POST.get(name, "")))


class InPlaceView(RoomActionView):
    """What is refused comes back where it was filled in, at the address it was sent to; whoever follows a link from there, or
    opens that address again, is in the room."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET.urlencode()
        return HttpResponseRedirect(f"{self.room_url}?{asked}" if asked else self.room_url)

    def refused(self, refusal: IllegalMove) -> HttpResponse:
        """The room's page, with what was typed and why it was not taken."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.wants_json:
            return super().post(request, *args, **kwargs)
        try:
            said = self.act(self.seat)
        except IllegalMove as refusal:
            return self.refused(refusal)
        return self.answer(said if isinstance(said, str) else "")
