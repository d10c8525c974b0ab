from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.forms.deadlines import DeadlinesForm
from casestudies.forms.reflections import without_writers
from casestudies.models import Reflection
from regions.models import User

from .. import actions
from ..attendance import guests_in_room, likely_there
from ..models import SessionCase, SessionPage
from ..states import SessionState


class AttendanceForm(forms.Form):
    """Marks a session as held, or corrects who was there. Ticked beforehand: who came into the room; without a room,
    who did not say no."""

    present = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Who was there?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, session: SessionPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.guests = guests_in_room(session)
        invited = User.objects.filter(sessions__session=session).order_by("first_name", "last_name")
        there = {"attended": True} if self.is_held else likely_there(session)
        self.fields["present"].queryset = invited  # type: ignore[attr-defined]
        self.initial["present"] = session.participants.invited().filter(**there).values_list("user", flat=True)

    @property
    def is_held(self) -> bool:
        return self.session.state == SessionState.HELD

    def act(self, *, user: User) -> SessionPage:
        write = actions.record_attendance if self.is_held else actions.hold_session
        return write(self.session, present=self.cleaned_data["present"], user=user)


def by_name_or_not() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("How do people answer?"),
        choices=[("no", _("By name: after the reveal the table sees who answered what")), ("yes", _("Anonymously"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how people answer: by name or anonymously.")},
        help_text=_("You choose this now and never again: an anonymous reflection can never be made named."),
    )


class ReflectionForm(DeadlinesForm):
    anonymous = by_name_or_not()
    respondents = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Who answers?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who wrote the case knows how it ended and mostly follows along without answering."),
    )

    def __init__(self, *args: Any, item: SessionCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        seated = item.session.table.people.values("user")
        people = User.objects.filter(sessions__session=item.session, pk__in=seated).order_by("first_name", "last_name")
        self.fields["respondents"].queryset = people  # type: ignore[attr-defined]
        self.initial["respondents"] = without_writers(people, item.case)
        self.order_fields(["anonymous", "respondents"])

    def act(self, *, user: User) -> Reflection:
        return actions.open_case_reflection(self.item, user=user, **self.cleaned_data)
