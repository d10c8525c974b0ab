"""The door for guests, and who leads the room letting them in and out."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from regions.models import User
from regions.states import IllegalMove
from regions.views import ActionFormMixin, ActionView, RuleRequiredMixin

from .. import actions, rules, seats
from ..actions.guests import WrongCode, in_groups, plain
from ..forms import GuestForm
from ..guessing import give_back, take_try
from ..models import Participant, Room, SessionPage


class GuestDoorView(ActionFormMixin, FormView):
    """``?code=`` fills the code in and does not try it. Only wrong codes count towards the limit of an address."""

    template_name = "learningtables/guest_door.html"
    form_class = GuestForm
    success_message = _("Welcome. You are in the room.")
    object: Participant
    guessed = False

    def get_initial(self) -> dict[str, Any]:
        return {"code": in_groups(plain(self.request.GET.get("code", ""))[:20])}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        taken = take_try(request)
        if taken is None:
            return self._shut()
        response = super().post(request, *args, **kwargs)
        if not self.guessed:
            give_back(taken)
        return response

    def _shut(self) -> HttpResponse:
        form = self.get_form()
        form.full_clean()
        form.add_error(None, _("Too many wrong codes came from here. Wait ten minutes and try again."))
        return self.render_to_response(self.get_context_data(form=form), status=429)

    def _refused(self, form: Any, refusal: IllegalMove, *, status: int = 200) -> HttpResponse:
        self.guessed = isinstance(refusal, WrongCode)
        return super()._refused(form, refusal, status=status)

    def get_success_url(self) -> str:
        if self.object.is_guest:
            seats.give_seat(self.request, self.object)
        return reverse("learningtables:room", args=[self.object.session_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(days=settings.GUEST_NAMES_KEPT_DAYS, **kwargs)


class LeadingMixin(RuleRequiredMixin):
    """For who leads the room at this moment; to who may not see the session it is not there."""

    rule = staticmethod(rules.leads_now)

    @cached_property
    def room(self) -> Room:
        visible = SessionPage.objects.visible_to(self.request.user)
        rooms = Room.objects.filter(session__in=visible).select_related("session", "facilitator__user")
        return get_object_or_404(rooms, session=self.kwargs["pk"])

    def get_rule_object(self) -> Room:
        return self.room

    def get_success_url(self, _obj: Any = None) -> str:
        return reverse("learningtables:guests", args=[self.kwargs["pk"]])

    @property
    def seat(self) -> Participant:
        return self.room.facilitator  # type: ignore[return-value]  # the rule has seen to that


class GuestListView(LeadingMixin, TemplateView):
    template_name = "learningtables/guest_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session = self.room.session
        code = self.room.code or ""
        door = self.request.build_absolute_uri(reverse("learningtables:guest_door"))
        return super().get_context_data(
            room=self.room,
            session=session,
            table=session.table,
            code=in_groups(code),
            door=door,
            door_with_code=f"{door}?code={code}",
            guests=session.participants.guests().with_a_seat().order_by("pk"),
            hours=settings.GUESTS_STAY_HOURS,
            lets_in=rules.lets_guests_in(session),
            **kwargs,
        )


class LetGuestsInView(LeadingMixin, ActionView):
    success_message = _("Guests can come in with this code.")

    def act(self, obj: Room, user: User) -> Room:
        return actions.let_guests_in(obj, by=self.seat)


class LetNobodyInView(LeadingMixin, ActionView):
    success_message = _("The code is gone, and the guests are out.")

    def act(self, obj: Room, user: User) -> Room:
        return actions.let_nobody_in(obj, by=self.seat)


class ShowOutView(LeadingMixin, ActionView):
    success_message = _("This guest is out of the room.")

    def act(self, obj: Room, user: User) -> Room:
        guests = obj.session.participants.guests()
        return actions.show_out(obj, guest=get_object_or_404(guests, pk=self.kwargs["guest"]), by=self.seat)
