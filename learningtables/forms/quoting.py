from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lessons.forms import LessonForm
from lessons.models import LessonPage
from regions.forms import VersionedForm
from regions.models import User

from .. import actions
from ..models import Contribution, Participant, QuoteConsent
from ..quoting import digest_of, latest_text, quotable
from ..states import InputKind


class QuoteForm(LessonForm):
    """A lesson that starts from what was written in the room; ``chosen`` goes along with it."""

    uit = forms.ModelMultipleChoiceField(Contribution.objects.none(), widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, seat: Participant, chosen: list[Contribution], user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, circle=seat.session.table.circle, **kwargs)
        self.seat = seat
        self.fields["uit"].queryset = quotable(seat)  # type: ignore[attr-defined]
        self.initial |= {"uit": [one.pk for one in chosen], **_starting_from(chosen)}

    def act(self, *, user: User) -> LessonPage:
        fields = self.values
        return actions.quote_in_lesson(
            self.seat, contributions=fields.pop("uit"), region=fields.pop("lead_region"), user=user, **fields
        )


def _starting_from(chosen: list[Contribution]) -> dict[str, str]:
    """One that is a lesson already is the sentence; the others are what stands behind it."""
    lessons = [one for one in chosen if one.kind == InputKind.LESSON]
    title = lessons[0] if len(lessons) == 1 and len(lessons[0].body) <= 255 else None
    rest = [one.body for one in chosen if one is not title]
    return {"title": title.body if title else "", "why": "\n\n".join(rest)}


class ConsentForm(VersionedForm):
    """``version`` is of the text that was read."""

    agreed = forms.TypedChoiceField(
        label=_("May the lesson use your words like this?"),
        choices=[("yes", _("Yes, I agree to this text")), ("no", _("No, not like this"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, consent: QuoteConsent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consent = consent
        self.initial["version"] = digest_of(latest_text(consent.lesson))

    def write(self, *, user: User) -> QuoteConsent:
        return actions.answer_consent(
            self.consent, agreed=self.cleaned_data["agreed"], digest=self.cleaned_data["version"], user=user
        )

    def get_standing(self) -> dict[str, Any]:
        """The text itself stands above the form anew."""
        lesson = LessonPage.objects.get(pk=self.consent.lesson_id)
        return {"version": digest_of(latest_text(lesson))}
