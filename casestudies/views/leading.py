"""What who leads a reflection does with it: ask, remind, reveal, end, conclude, close. Each screen says first what it will do."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from regions.models import User
from regions.views import ActionFormMixin

from .. import actions, results, rules
from ..actions.conclusions import waiting
from ..actions.reflections import ONE_DAY
from ..forms.deadlines import DeadlineForm
from ..forms.reflections import AddRespondentsForm, ConcludeForm
from ..models import Reflection
from ..states import ReflectionState
from .base import ConfirmView, ReflectionMixin


class LeaderFormView(ReflectionMixin, ActionFormMixin, FormView):
    rule = staticmethod(rules.leads)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "reflection": self.reflection}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(reflection=self.reflection, case=self.reflection.case, **kwargs)


class AddRespondentsView(LeaderFormView):
    template_name = "casestudies/respondents_form.html"
    form_class = AddRespondentsForm
    success_message = _("They have been asked, by mail with a link.")


class ConcludeView(LeaderFormView):
    template_name = "casestudies/conclude.html"
    form_class = ConcludeForm
    success_message = _("The conclusion has been kept.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "point": self.point}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(point=self.point, **kwargs)


class LeaderConfirmView(ReflectionMixin, ConfirmView):
    rule = staticmethod(rules.leads)


class DeadlineView(LeaderFormView):
    template_name = "casestudies/deadline_form.html"
    form_class = DeadlineForm
    success_message = _("The deadline has been set.")


class RemindView(LeaderConfirmView):
    heading = _("Remind who has not answered?")
    submit = _("Send the reminder")
    success_message = _("Who has not answered yet gets a mail with a link.")
    text = _(
        "Only who has not answered this round gets a mail, at most once a day. You see how many have answered, not who."
    )

    def get_still_to_do(self) -> tuple[Any, list[tuple[str, Any]]] | None:
        sent = self.reflection.reminded_at
        if sent is None or timezone.now() - sent >= ONE_DAY:
            return None
        return _("A reminder was sent less than a day ago. Give people some time."), []

    def act(self, obj: Reflection, user: User) -> Reflection:
        return actions.remind(obj, user=user)


class EndRoundTwoView(LeaderConfirmView):
    heading = _("End the second round?")
    submit = _("End the second round")
    success_message = _("The second round has ended. Draw conclusions, then close the reflection.")

    def get_lines(self) -> list[Any]:
        given, asked = results.progress(self.reflection)
        return [
            _("%(given)s of %(asked)s have answered again.") % {"given": given, "asked": asked},
            _("Who has not answered again can no longer do so, and the second answers open to the whole circle."),
            _("You can draw conclusions from then on. There is no way back."),
        ]

    def act(self, obj: Reflection, user: User) -> Reflection:
        return actions.end_round_two(obj, user=user)


class RevealView(LeaderConfirmView):
    heading = _("Reveal the answers?")
    submit = _("Reveal to everybody")
    success_message = _("The answers are open. Talk about them, then answer again.")

    def get_lines(self) -> list[Any]:
        given, asked = results.progress(self.reflection)
        return [
            _("%(given)s of %(asked)s have answered all decision points.") % {"given": given, "asked": asked},
            _(
                "Everybody in the circle sees all first answers at once, and reads what came of it and what is known now."
            ),
            _("Who has not answered yet can no longer do so for the first round. There is no way back."),
        ]

    def act(self, obj: Reflection, user: User) -> Reflection:
        return actions.reveal(obj, user=user)


class CloseView(LeaderConfirmView):
    heading = _("Close the reflection?")
    submit = _("Close the reflection")
    success_message = _("The reflection has been closed. Its actions come back at the next session.")
    text = _("Nobody can answer any more, and the second answers are open to the whole circle. There is no way back.")

    def get_still_to_do(self) -> tuple[Any, list[tuple[str, Any]]] | None:
        user, reflection = self.request.user, self.reflection
        if not rules.may_close(user, reflection):
            return None
        if reflection.state == ReflectionState.ROUND_TWO and waiting(reflection):
            end = (reverse("casestudies:end_round_two", args=[reflection.pk]), _("End the second round"))
            return _("Not everybody has answered again. Wait for them, or end the second round first."), [end]
        if not (points := results.unsettled(reflection)):
            return None
        text = _(
            "Not everything is concluded. Wherever most would not make quite the same choice, agree an action or say why"
            " nothing changes."
        )
        return text, [
            (reverse("casestudies:conclude", args=[reflection.pk, point.pk]), point.title) for point in points
        ]

    def act(self, obj: Reflection, user: User) -> Reflection:
        return actions.close(obj, user=user)
