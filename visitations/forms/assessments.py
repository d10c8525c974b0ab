"""One criterion at a time: a place on the scale and a few words. Each voice has its own form, and its own action."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.forms import TextForm
from regions.models import Invitation, User
from regions.numbers import number_in

from .. import actions
from ..judging import judges_of, unanswered
from ..models import Assessment, Criterion, Dissent, VisitationPage
from ..states import Score, Voice
from .checked import CheckedTexts
from .fields import RecordForm, area

CANNOT_JUDGE = 0
# The same scale in the words of young people and parents.
PLAIN_SCALE = [
    (Score.NOT_YET, gettext_lazy("No, not yet")),
    (Score.IN_PART, gettext_lazy("A little")),
    (Score.LARGELY, gettext_lazy("Mostly, yes")),
    (Score.FULLY, gettext_lazy("Yes, completely")),
    (CANNOT_JUDGE, gettext_lazy("I do not know")),
]


def score_from(value: Any) -> int | None:
    return int(value) or None


class AssessForm(CheckedTexts, RecordForm):
    checked = ("text",)
    voice: ClassVar[Voice]
    action: ClassVar[Callable[..., Assessment]]
    own: ClassVar[bool] = False

    score = forms.TypedChoiceField(
        label=gettext_lazy("How far is this so?"),
        choices=[*Score.choices, (CANNOT_JUDGE, gettext_lazy("No judgement possible"))],
        coerce=score_from,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Explanation"),
        required=False,
        widget=area(6),
        help_text=gettext_lazy("What shows it? Write about groups, never about a person."),
    )

    def __init__(
        self, *args: Any, visitation: VisitationPage, criterion: Criterion, author: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.visitation, self.criterion = visitation, criterion
        self.author = author if self.own else None
        self.initial["version"] = self.get_version()
        if (stored := self.stored()) is not None:
            self.initial |= {"score": stored.score or CANNOT_JUDGE, "text": stored.text}

    def stored(self) -> Assessment | None:
        rows = Assessment.objects.filter(visitation=self.visitation, criterion=self.criterion, voice=self.voice)
        return rows.filter(author=self.author).first()

    def get_standing(self) -> dict[str, Any]:
        standing, stored = super().get_standing(), self.stored()
        if stored is not None and stored.score != self.cleaned_data.get("score"):
            standing["score"] = stored.get_score_display() or _("No judgement possible")
        return standing

    def write(self, *, user: User) -> Assessment:
        version = self.cleaned_data["version"]
        return type(self).action(self.visitation, self.criterion, user=user, version=version, **self.values)


class SelfEvaluationForm(AssessForm):
    voice = Voice.VISITED_PARTY
    action = staticmethod(actions.self_evaluate)


class PanelForm(AssessForm):
    voice, own = Voice.PANEL, True
    action = staticmethod(actions.answer_on_panel)

    score = forms.TypedChoiceField(
        label=gettext_lazy("What do you think?"), choices=PLAIN_SCALE, coerce=score_from, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("Do you want to say more?"),
        required=False,
        widget=area(4),
        help_text=gettext_lazy("For example: what went well, or what should change. Do not write names."),
    )


class AloneForm(AssessForm):
    voice, own = Voice.MEMBER, True
    action = staticmethod(actions.judge_alone)


class TogetherForm(AssessForm):
    voice = Voice.COMMITTEE
    action = staticmethod(actions.judge_together)

    text = forms.CharField(
        label=gettext_lazy("What it rests on"),
        widget=area(6),
        help_text=gettext_lazy("Published with the report. Write about groups, never about a person."),
    )


class DissentForm(CheckedTexts, RecordForm):
    checked = ("text",)

    text = forms.CharField(
        label=gettext_lazy("What do you see differently?"),
        widget=area(5),
        help_text=gettext_lazy(
            "Published beside the judgement, without your name. The committee sees that it is yours."
        ),
    )

    def __init__(self, *args: Any, judgement: Assessment, author: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.judgement, self.author = judgement, author
        self.initial["version"] = self.get_version()
        if (stored := self.stored()) is not None:
            self.initial["text"] = stored.text

    def stored(self) -> Dissent | None:
        return Dissent.objects.filter(assessment=self.judgement, author=self.author).first()

    def write(self, *, user: User) -> Dissent:
        return actions.dissent(self.judgement, user=user, version=self.cleaned_data["version"], **self.values)


class Ticked(forms.MultipleChoiceField):
    """What was ticked and needs no tick any more is no mistake."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def validate(self, value: Any) -> None:
        pass

    def clean(self, value: Any) -> set[int]:
        return {number for one in super().clean(value) if (number := number_in(one))}


class WithGaps(TextForm):
    """Names what is not there, each with a tick of its own; without any there is nothing to tick."""

    gaps: ClassVar[str]

    def __init__(self, *args: Any, visitation: VisitationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visitation = visitation
        missing = list(self.missing())
        self.fields[self.gaps].choices = missing  # type: ignore[attr-defined]
        if not missing and not self.is_bound:
            del self.fields[self.gaps]

    def missing(self) -> Iterable[tuple[int, str]]:
        raise NotImplementedError


class HandInForm(WithGaps):
    gaps = "cannot_judge"
    needed_when: ClassVar[dict[str, Any]] = {"cannot_judge": gettext_lazy("needed to hand in")}
    cannot_judge = Ticked(
        label=gettext_lazy("Nothing was said yet on these. Tick what you cannot judge, or go back and fill it in.")
    )

    def missing(self) -> Iterable[tuple[int, str]]:
        return [(one.pk, one.name) for one in unanswered(self.visitation, Voice.VISITED_PARTY)]

    def act(self, *, user: User) -> VisitationPage:
        return actions.hand_in_self_evaluation(self.visitation, user=user, **self.cleaned_data)


class OpenForm(WithGaps):
    gaps = "without"
    needed_when: ClassVar[dict[str, Any]] = {"without": gettext_lazy("needed to open them now")}
    without = Ticked(
        label=gettext_lazy(
            "They have not judged everything. Tick whom you do not wait for: they cannot judge alone any more."
        )
    )

    def missing(self) -> Iterable[tuple[int, str]]:
        return [(one.seat.user_id, str(one)) for one in judges_of(self.visitation) if one.missing]

    def act(self, *, user: User) -> VisitationPage:
        return actions.open_judgements(self.visitation, user=user, **self.cleaned_data)


class PanelInvitationForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), help_text=gettext_lazy("The invitation is valid for two weeks.")
    )

    def __init__(self, *args: Any, visitation: VisitationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visitation = visitation

    def act(self, *, user: User) -> Invitation:
        return actions.invite_to_panel(self.visitation, email=self.cleaned_data["email"], user=user)
