"""What who leads does with the central question, from within the room."""

from django.utils.translation import gettext as _

from .. import actions
from ..forms import AskForm
from ..models import Participant
from .room.base import RoomActionView


class AskView(RoomActionView):
    def act(self, seat: Participant) -> str:
        form = self.checked(AskForm(self.request.POST))
        actions.ask(self.standing_room, step=self.step_of(), by=seat, **form.cleaned_data)
        return _("The central question is open. Everybody answers alone first.")


class RevealAnswersView(RoomActionView):
    def act(self, seat: Participant) -> str:
        actions.reveal_answers(self.standing_room, step=self.step_of(), by=seat)
        return _("The answers are open. Talk about them, then answer again.")


class EndSecondRoundView(RoomActionView):
    def act(self, seat: Participant) -> str:
        actions.end_second_round(self.standing_room, step=self.step_of(), by=seat)
        return _("The second round has ended. Draw conclusions, then close the reflection.")
