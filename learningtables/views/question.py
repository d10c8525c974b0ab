"""What is done with the central question from within the room: asked, answered by name, opened and ended."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from regions.states import IllegalMove

from .. import actions, question
from ..forms import AskForm
from ..models import Participant, Step
from .room.base import InPlaceView, RoomActionView


class AskView(InPlaceView):
    @cached_property
    def form(self) -> AskForm:
        return AskForm(self.request.POST)

    def act(self, seat: Participant) -> str:
        form = self.checked(self.form)
        actions.ask(self.standing_room, step=self.step_of(), by=seat, **form.cleaned_data)
        return _("The central question is open. Everybody answers alone first.")

    def refused(self, refusal: IllegalMove) -> HttpResponse:
        """Who may not ask, or no longer needs to, has no form to come back to."""
        step = self.shown_step(self.step_of().pk)
        asked = question.context_for(self.standing_room, step, self.seat)
        if not asked or not asked.get("ask_form"):
            return self.answer(str(refusal), status=400)
        if not self.form.errors:
            self.form.add_error("anonymous", str(refusal))
        self.form.focus()
        return self.room_page(step, room_question={**asked, "ask_form": self.form})


class AnswerView(InPlaceView):
    """One decision point, by name; anonymous answers are given at the addresses of the reflection, where their key is."""

    @cached_property
    def step(self) -> Step:
        return get_object_or_404(
            self.standing_room.steps.select_related("item__case__owner", "item__reflection"), pk=self.kwargs["step"]
        )

    @cached_property
    def asked(self) -> dict[str, Any]:
        asked = question.to_answer(self.step, self.seat, self.kwargs["point"], self.request.POST)
        if asked is None:
            raise Http404
        return asked

    def act(self, seat: Participant) -> str:
        self.checked(self.asked["form"]).act(user=self.request.user)
        return _("Your answer has been sent.")

    def refused(self, refusal: IllegalMove) -> HttpResponse:
        """Also when the answers were opened in the meantime: what was typed can still be copied then."""
        form = self.asked["form"]
        if not form.errors:
            form.add_error(None, str(refusal))
        step = self.shown_step(self.step.pk)
        about = question.context_for(self.standing_room, step, self.seat)
        return self.room_page(step, room_question={**(about or {}), **self.asked})

    def get_success_url(self) -> str:
        return question.place_of(self.standing_room, self.step)


class RevealAnswersView(RoomActionView):
    def act(self, seat: Participant) -> str:
        actions.reveal_answers(self.standing_room, step=self.step_of(), by=seat)
        return _("All first answers are open to the whole table now. Go to the next step to talk about them.")


class EndSecondRoundView(RoomActionView):
    def act(self, seat: Participant) -> str:
        actions.end_second_round(self.standing_room, step=self.step_of(), by=seat)
        return _("The second round has ended. Draw conclusions, then close the reflection.")
