from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from regions.states import IllegalMove

from ... import actions
from ...forms.room import WriteForm
from ...models import Contribution, Participant, Step
from .base import InPlaceView, RoomActionView


class WriteView(InPlaceView):
    @cached_property
    def step(self) -> Step:
        return self.step_of()

    @cached_property
    def form(self) -> WriteForm:
        return WriteForm(self.request.POST, step=self.step)

    def act(self, seat: Participant) -> str:
        self.checked(self.form).act(by=seat)
        return _("Kept.")

    def refused(self, refusal: IllegalMove) -> HttpResponse:
        if not self.form.errors:
            self.form.add_error(None, str(refusal))
        self.form.renew()
        return self.room_page(self.shown_step(self.step.pk), form=self.form, is_refused=True)


class WithdrawView(RoomActionView):
    def act(self, seat: Participant) -> str:
        own = Contribution.objects.filter(author=seat, step__room=self.standing_room).select_related("step__room")
        actions.withdraw(get_object_or_404(own, pk=self.kwargs["contribution_pk"]), by=seat)
        return _("Taken back: nobody reads it any more.")


class ReadyView(RoomActionView):
    def act(self, seat: Participant) -> None:
        actions.set_ready(self.step_of(), ready=self.request.POST.get("ready") == "on", by=seat)
