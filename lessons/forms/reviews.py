"""Forms for what was said against a lesson, and for the question asked again; each ends in one action."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.forms import NamingForm, TextForm, VersionedForm, in_words
from regions.models import Region, User

from .. import actions, rules
from ..actions.reviews import answer_version
from ..models import Contradiction, LessonPage, LessonReview, LessonVersion, ReviewAnswer
from ..states import AND_IF_NOT, WORDS, ContradictionAnswer, ReviewOutcome, SameChoice
from .uptake import OF_A_REGION


class ContradictForm(NamingForm, TextForm):
    longest = 3000
    read_by_others = ("because",)
    expected = OF_A_REGION

    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), empty_label=None)
    because = forms.CharField(
        label=_("It did not hold here, because"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was different with you? Nobody may be recognisable in it."),
    )
    is_named = forms.BooleanField(
        label=_("Our region may be named with it"),
        required=False,
        help_text=_("Otherwise it stands there as “a region”."),
    )

    def __init__(self, *args: Any, lesson: LessonPage, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lesson = lesson
        self.fields["region"].queryset = Region.objects.current().coordinated_by(user)  # type: ignore[attr-defined]

    def act(self, *, user: User) -> Contradiction:
        return actions.contradict(self.lesson, user=user, **self.cleaned_data)


class AnswerContradictionForm(VersionedForm):
    needed_when: ClassVar[dict[str, Any]] = {"answer": _("needed when the lesson stays as it is")}

    kind = forms.ChoiceField(
        label=_("What did you do with it?"),
        choices=ContradictionAnswer,
        widget=forms.RadioSelect,
        help_text=_("For a condition or a revision, change the lesson first: the answer leads to that version."),
    )
    answer = forms.CharField(label=_("In your own words"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, contradiction: Contradiction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contradiction = contradiction
        self.initial["version"] = answer_version(contradiction)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == ContradictionAnswer.NOT_FOLLOWED and not (data.get("answer") or "").strip():
            self.add_error("answer", _("Say why the lesson stays as it is."))
        return data

    def write(self, *, user: User) -> Contradiction:
        kind, answer = ContradictionAnswer(self.cleaned_data["kind"]), self.cleaned_data["answer"]
        version = self.cleaned_data["version"] or None
        return actions.answer_contradiction(self.contradiction, kind=kind, answer=answer, version=version, user=user)

    def get_standing(self) -> dict[str, Any]:
        standing = Contradiction.objects.get(pk=self.contradiction.pk)
        said = {"kind": standing.get_answer_kind_display(), "answer": standing.answer}
        return {"version": answer_version(standing), **said}


class ReviewAnswerForm(TextForm):
    """The central question, of a lesson: whoever would choose otherwise says what that means for how we work now."""

    needed_when: ClassVar[dict[str, Any]] = {"what_now": _("needed with partly or different")}

    same_choice = forms.ChoiceField(
        label=_("Would we make the same choice today?"), choices=SameChoice, widget=forms.RadioSelect
    )
    why = forms.CharField(label=_("Why?"), widget=forms.Textarea(attrs={"rows": 4}))
    what_now = forms.CharField(
        label=_("And if not: what does it mean for how we work now?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, review: LessonReview, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review = review
        own = ReviewAnswer.objects.filter(review=review, user=user).first()
        if own is not None:
            self.initial = {**self.initial, **{name: getattr(own, name) for name in ("same_choice", "why", "what_now")}}
        regions = rules.regions_answered_for(user, review.lesson)
        if len(regions) > 1:
            choices = [(region.pk, region.name) for region in sorted(regions, key=lambda region: region.name)]
            self.fields["region"] = forms.TypedChoiceField(
                label=_("You answer for"), choices=choices, coerce=int, initial=own.region_id if own else None
            )
        self.regions = {region.pk: region for region in regions}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("same_choice") in AND_IF_NOT and not (data.get("what_now") or "").strip():
            self.add_error("what_now", _("And if not: say what it means for how we work now."))
        return data

    def act(self, *, user: User) -> ReviewAnswer:
        data = dict(self.cleaned_data)
        only = next(iter(self.regions.values()), None)
        region = self.regions.get(data.pop("region", 0), only)
        return actions.answer_review(self.review, region=region, user=user, **data)


class ConcludeForm(VersionedForm):
    """What came out of it, and the words of the lesson when those become others."""

    outcome = forms.ChoiceField(
        label=_("What came out of it?"),
        choices=[(one.value, one.label) for one in (ReviewOutcome.HOLDS, ReviewOutcome.REVISED)],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("The lesson, in one sentence"), max_length=255, required=False)
    why = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    conditions = forms.CharField(label=_("Where it holds"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    conclusion = forms.CharField(
        label=_("Conclusion"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever reads the lesson reads this; of other words it tells what changed, and why."),
    )
    review_on = forms.DateField(
        label=_("Look at it again on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, review: LessonReview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review = review
        self.standing_words = self._words()
        self.initial = {**self.standing_words, **self.initial}

    def _words(self) -> dict[str, Any]:
        newest = self.review.lesson.get_latest_revision_as_object()
        return {"version": newest.latest_revision_id, **{name: getattr(newest, name) for name in WORDS}}

    @property
    def word_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in WORDS]

    @property
    def new_words(self) -> dict[str, str]:
        """Those that are other than they stand."""
        given = self.data if self.is_bound else {}
        return {
            name: given[name]
            for name in WORDS
            if name in given and in_words(given[name]) != in_words(self.standing_words[name])
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") == ReviewOutcome.HOLDS and self.new_words:
            self.add_error("outcome", _("You changed the words: then it holds in other words. Or put them back."))
        for name in ("title", "why"):
            if name in self.new_words and not data.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return data

    def write(self, *, user: User) -> LessonReview:
        data = self.values
        words = {name: said for name in WORDS if (said := data.pop(name)) is not None and name in self.new_words}
        return actions.conclude_review(
            self.review,
            outcome=ReviewOutcome(data.pop("outcome")),
            words=words,
            version=self.cleaned_data["version"],
            user=user,
            **data,
        )

    def get_standing(self) -> dict[str, Any]:
        return self._words()


class WithdrawVersionForm(forms.Form):
    """No question: what will be gone is told beside the button."""

    def __init__(self, *args: Any, version: LessonVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version

    def act(self, *, user: User) -> LessonVersion:
        return actions.withdraw_version(self.version, user=user)
