"""Forms by which a lesson ends: retired with a reason, or merged into another that says the same."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from regions.forms import TextForm
from regions.models import User
from regions.numbers import number_in

from .. import actions
from ..models import LessonPage
from ..states import NEEDS_SUCCESSOR, LessonStatus, RetireReason
from .lists import with_words


def found_by(lessons: QuerySet[LessonPage], words: str, *, beside: LessonPage) -> list[LessonPage]:
    """Of ``lessons`` those with all ``words`` in the title; without words, those that share a theme with ``beside``."""
    if words.strip():
        return with_words(lessons, words)
    return with_words(lessons.filter(themes__in=beside.themes.values("pk")).distinct(), "")


class LessonChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj.lead_region})"


class RetireForm(TextForm):
    """Which lesson takes its place is found by words of its title (a button that finds, and retires nothing), then chosen."""

    retired_for = forms.ChoiceField(label=_("Reason"), choices=RetireReason, widget=forms.RadioSelect)
    because = forms.CharField(label=_("Why is it retired?"), widget=forms.Textarea(attrs={"rows": 3}))
    words = forms.CharField(
        label=_("Find the lesson that takes its place"),
        required=False,
        help_text=_("Words of its title. Nothing is retired until you choose the last button."),
    )
    replaced_by = LessonChoiceField(
        LessonPage.objects.none(),
        required=False,
        label=_("Replaced by"),
        empty_label=_("No other lesson"),
        blank=True,  # or radio buttons drop that label
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose a lesson that is in use and that you may read.")},
    )

    def __init__(self, *args: Any, lesson: LessonPage, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lesson = lesson
        others = LessonPage.objects.visible_to(user).exclude(pk=lesson.pk).exclude(status=LessonStatus.RETIRED)
        field: Any = self.fields["replaced_by"]
        field.queryset = others
        said = self.data if self.is_bound else self.initial
        chosen = number_in(said.get("replaced_by"))
        found = found_by(others, str(said.get("words") or ""), beside=lesson)
        if chosen and all(one.pk != chosen for one in found):
            found += others.filter(pk=chosen).select_related("lead_region")
        self.found = found
        field.choices = [("", field.empty_label), *((one.pk, field.label_from_instance(one)) for one in found)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (
            data.get("retired_for") in NEEDS_SUCCESSOR
            and not data.get("replaced_by")
            and "replaced_by" not in self.errors
        ):
            self.add_error("replaced_by", _("Choose the lesson that takes its place."))
        return data

    def act(self, *, user: User) -> LessonPage:
        data = self.cleaned_data
        return actions.retire_lesson(
            self.lesson,
            because=data["because"],
            retired_for=RetireReason(data["retired_for"]),
            replaced_by=data["replaced_by"],
            user=user,
        )


class MergeForm(forms.Form):
    """Of two lessons, which stays; the other leads there from then on."""

    stays = forms.TypedChoiceField(label=_("Which one stays?"), coerce=int, widget=forms.RadioSelect)
    sure = forms.BooleanField(
        label=_("I have read both; they say the same"),
        error_messages={"required": _("Read both first: this is not undone.")},
    )
    # The texts that stood side by side.
    read = forms.CharField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)

    def __init__(self, *args: Any, lessons: tuple[LessonPage, LessonPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lessons = lessons
        self.initial["read"] = self._newest()
        self.fields["stays"].choices = [(one.pk, f"{one.title} ({one.lead_region})") for one in lessons]  # type: ignore[attr-defined]

    def _newest(self) -> str:
        return "-".join(str(one.latest_revision_id or "") for one in self.lessons)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("read") and data["read"] != self._newest():
            self.data = self.data.copy()  # type: ignore[union-attr]
            self.data["read"] = self._newest()  # type: ignore[index]
            self.data.pop("sure", None)  # type: ignore[union-attr]
            self.add_error(None, _("The text was changed since you read it. Read it once more."))
        return data

    def act(self, *, user: User) -> LessonPage:
        one, other = self.lessons
        into, lesson = (one, other) if self.cleaned_data["stays"] == one.pk else (other, one)
        return actions.merge_lessons(lesson, into=into, user=user)
