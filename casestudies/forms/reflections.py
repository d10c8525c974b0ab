"""Opening a reflection, answering alone, concluding together."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.forms import TextForm
from regions.models import Circle, User

from .. import actions
from ..actions.answers import SAID
from ..models import Answer, AnswerDraft, CaseStudyPage, Conclusion, DecisionPoint, Reflection
from ..states import AND_IF_NOT, Reasonable, Round, SameChoice
from .deadlines import DeadlinesForm
from .decisions import SurenessField, text_field

BY_NAME, ANONYMOUS = "name", "anonymous"


class PeopleField(forms.ModelMultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(User.objects.none(), widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, person: Any) -> str:
        return f"{person} – {person.function or person.get_perspective_display()}"


def readers_of(circle: Circle) -> Any:
    return User.objects.filter(pk__in=circle.memberships.reading().values("user"))


def without_writers(people: Any, case: CaseStudyPage) -> Any:
    """Who wrote the case knows how it ended, so they are asked only on purpose."""
    return people.exclude(pk=case.owner_id).exclude(pk__in=case.writers.values("user"))


class OpenReflectionForm(DeadlinesForm):
    respondents = PeopleField(
        label=_("Who answers?"),
        help_text=_("Who wrote the case can follow along without answering: leave them out, or ask them too."),
    )
    how = forms.ChoiceField(
        label=_("By name or anonymously?"),
        choices=[
            (BY_NAME, _("By name: after the reveal everyone sees who answered what.")),
            (
                ANONYMOUS,
                _("Anonymously: nobody can find out afterwards, the site cannot either. For three people or more."),
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how people answer: by name or anonymously.")},
        help_text=_("This cannot be changed later: it is what people count on when they write."),
    )

    def __init__(self, *args: Any, case: CaseStudyPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        people = readers_of(cast(Circle, case.circle))
        cast(PeopleField, self.fields["respondents"]).queryset = people
        self.initial.setdefault("respondents", without_writers(people, case))
        self.order_fields(["respondents", "how"])

    def act(self, *, user: User) -> Reflection:
        return actions.open_reflection(
            self.case,
            circle=cast(Circle, self.case.circle),
            respondents=self.cleaned_data["respondents"],
            anonymous=self.cleaned_data["how"] == ANONYMOUS,
            user=user,
            **self.deadlines,
        )


class AddRespondentsForm(forms.Form):
    respondents = PeopleField(label=_("Who else answers?"))

    def __init__(self, *args: Any, reflection: Reflection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reflection = reflection
        asked = reflection.respondents.values("user")
        cast(PeopleField, self.fields["respondents"]).queryset = readers_of(reflection.circle).exclude(pk__in=asked)

    def act(self, *, user: User) -> Reflection:
        return actions.add_respondents(self.reflection, respondents=self.cleaned_data["respondents"], user=user)


class AnswerForm(TextForm):
    """``round`` is the one the screen was opened in: a tab left open over the reveal does not slip into the second."""

    needed_when: ClassVar[dict[str, Any]] = {"meaning": _("needed when you would choose partly or wholly differently")}

    reasonable = forms.ChoiceField(
        label=_("Was this reasonable with what we knew then?"), choices=Reasonable.choices, widget=forms.RadioSelect
    )
    same_choice = forms.ChoiceField(
        label=_("With today’s knowledge, would we make the same choice?"),
        choices=SameChoice.choices,
        widget=forms.RadioSelect,
    )
    confidence = SurenessField(_("How sure are you?"))
    why = text_field(_("Why?"))
    meaning = text_field(_("And if not: what does it mean for how we work now?"), required=False)
    round = forms.TypedChoiceField(
        choices=Round.choices, coerce=lambda value: Round(int(value)), widget=forms.HiddenInput
    )

    def __init__(
        self,
        *args: Any,
        reflection: Reflection,
        point: DecisionPoint,
        pair_key: str,
        earlier: Answer | None,
        draft: AnswerDraft | None = None,
        **kwargs: Any,
    ) -> None:
        values = {name: getattr(earlier, name) for name in SAID} if earlier else {}
        values |= draft.said if draft else {}
        super().__init__(*args, initial={**values, **kwargs.pop("initial", {})}, **kwargs)
        self.reflection, self.point, self.pair_key = reflection, point, pair_key

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("same_choice") in AND_IF_NOT and not data.get("meaning"):
            self.add_error(
                "meaning", _("Say what it means for how we work now: that is the second half of the question.")
            )
        return data

    def act(self, *, user: User) -> Answer:
        return actions.answer(
            self.reflection, decision_point=self.point, user=user, pair_key=self.pair_key, **self.cleaned_data
        )


class ConcludeForm(TextForm):
    ACTION, NO_CHANGE = "action", "no_change"
    NEEDED = {ACTION: ("what", "owner", "due_on", "noticed_by"), NO_CHANGE: ("no_change_because",)}
    needed_when: ClassVar[dict[str, Any]] = {
        **dict.fromkeys(NEEDED[ACTION], _("needed when something changes")),
        **dict.fromkeys(NEEDED[NO_CHANGE], _("needed when nothing changes")),
    }

    kind = forms.ChoiceField(
        label=_("What follows?"),
        choices=[(ACTION, _("We change something")), (NO_CHANGE, _("We change nothing, for a reason"))],
        widget=forms.RadioSelect,
    )
    what = forms.CharField(label=_("What will change?"), max_length=300, required=False)
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Who sees to it?"), required=False, empty_label=_("Choose")
    )
    due_on = forms.DateField(
        label=_("By when?"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    noticed_by = forms.CharField(label=_("How will we notice?"), max_length=300, required=False)
    no_change_because = text_field(_("Why does nothing change?"), required=False)

    def __init__(self, *args: Any, reflection: Reflection, point: DecisionPoint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reflection, self.point = reflection, point
        cast(forms.ModelChoiceField, self.fields["owner"]).queryset = readers_of(reflection.circle)

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if due_on and due_on < timezone.localdate():
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return due_on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in self.NEEDED.get(data.get("kind", ""), ()):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Fill this in."))
        return data

    def act(self, *, user: User) -> Conclusion:
        data = self.cleaned_data
        if data["kind"] == self.NO_CHANGE:
            return actions.conclude(
                self.reflection, decision_point=self.point, no_change_because=data["no_change_because"], user=user
            )
        return actions.agree_on_action(
            self.reflection,
            decision_point=self.point,
            user=user,
            **{name: data[name] for name in self.NEEDED[self.ACTION]},
        )
