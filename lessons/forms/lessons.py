"""Forms for lessons; each ends in one action."""

import datetime
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from regions.audience import MEMBERS, PUBLIC, circle_id_of
from regions.forms import VersionedForm, in_words, still_to_come
from regions.models import Circle, Region, User
from regions.versions import EditConflict

from .. import actions
from ..checking import blocking, found_in
from ..holds import holds_on
from ..models import ContentPage, LessonPage
from ..places import regions_for
from ..states import WORDS, Kind, SourceKind
from .lists import offer_regions, parse_tags

# What a lesson comes from, by the kind of the page it was begun at.
SOURCE_OF: dict[str | None, SourceKind] = {
    Kind.CASE: SourceKind.REFLECTION,
    Kind.VISITATION: SourceKind.RECOMMENDATION,
    Kind.REPORT: SourceKind.RECOMMENDATION,
}


class LessonForm(VersionedForm, forms.ModelForm):
    """Writes a new lesson for ``circle``, or changes a lesson."""

    template_name = "lessons/includes/lesson_fields.html"
    # Long lists of choices, folded away.
    LONG = ("further_regions",)

    tags = forms.CharField(label=_("Tags"), required=False, help_text=_("Free words, separated by commas."))

    class Meta:
        model = LessonPage
        fields = [
            "title",
            "summary",
            "why",
            "conditions",
            "direction",
            "loop",
            "certainty",
            "review_on",
            "lead_region",
            "further_regions",
            "themes",
            "sources",
        ]
        labels = {"title": _("The lesson, in one sentence")}
        help_texts = {
            "title": _("Say what to do: “Bel de school voordat het plan af is”."),
            "further_regions": _("Which other regions drew it with you?"),
            "loop": _("Is this about doing what you agreed, about what you agreed, or about how you come to agree?"),
        }
        widgets = {
            "further_regions": forms.CheckboxSelectMultiple,
            "themes": forms.CheckboxSelectMultiple,
            "review_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "summary": forms.Textarea(attrs={"rows": 2}),
            "why": forms.Textarea(attrs={"rows": 4}),
            "conditions": forms.Textarea(attrs={"rows": 3}),
            "sources": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, user: User, circle: Circle | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_regions(self, "lead_region", self._regions(circle, user))
        field: Any = self.fields["further_regions"]
        field.queryset = Region.objects.current()
        if self.instance.pk:
            field.queryset |= Region.objects.filter(pk__in=[one.pk for one in self.instance.further_regions.all()])
            self.initial["tags"] = ", ".join(sorted(self.instance.tags.names()))
            self.initial["version"] = self.instance.latest_revision_id
        if self.instance.pk and self.instance.live:
            self.fields["what_changed"] = forms.CharField(
                label=_("What did you change, and why?"),
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_(
                    "Readers see it with the new version. Needed when the sentence, the why or the conditions change."
                ),
            )

    def _regions(self, circle: Circle | None, user: User) -> QuerySet[Region]:
        """Also the region that a lesson has already, which may be none of the circle's any more."""
        own = circle.pk if circle else circle_id_of(self.instance.audience_key) or 0
        offered = regions_for(Circle.objects.filter(pk=own), writer=user).values("pk")
        return Region.objects.filter(Q(pk__in=offered) | Q(pk=self.instance.lead_region_id or 0))

    def clean_review_on(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["review_on"]
        if day and "review_on" in self.changed_data:
            still_to_come(day)
        return day

    def clean_tags(self) -> list[str]:
        return parse_tags(self.cleaned_data["tags"])

    def clean_further_regions(self) -> list[Region]:
        return [
            region for region in self.cleaned_data["further_regions"] if region != self.cleaned_data.get("lead_region")
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        other = any(name in data and in_words(data[name]) != in_words(self.initial.get(name)) for name in WORDS)
        if "what_changed" in self.fields and other and not data.get("what_changed"):
            self.add_error("what_changed", _("Readers know the words as they were. Say what you changed, and why."))
        return data

    def draft(self, *, circle: Circle, source: ContentPage | None, user: User) -> LessonPage:
        """A draft of the circle's, with ``source`` as its provenance."""
        fields = self.values
        region = fields.pop("lead_region")
        kind = SOURCE_OF.get(source.kind if source else None, SourceKind.SESSION)
        return actions.write_lesson(
            region=region,
            audience_key=circle.audience_key,
            provenance=[(kind, source, source.lead_region, source.year)] if source else (),
            user=user,
            **fields,
        )

    def write(self, *, user: User) -> LessonPage:
        lesson = self.save(commit=False)
        lesson.themes = list(self.cleaned_data["themes"])
        lesson.further_regions = self.cleaned_data["further_regions"]
        lesson.tags.set(self.cleaned_data["tags"])
        said = self.cleaned_data.get("what_changed", "")
        return actions.change_lesson(lesson, version=self.cleaned_data["version"], what_changed=said, user=user)

    def get_standing(self) -> dict[str, Any]:
        standing = LessonPage.objects.get(pk=self.instance.pk).get_latest_revision_as_object()
        texts = [
            name for name, field in self.fields.items() if isinstance(field.widget, forms.Textarea | forms.TextInput)
        ]
        said = {name: getattr(standing, name) for name in texts if name not in {"tags", "what_changed"}}
        return {"version": standing.latest_revision_id, "tags": standing.tags.names(), **said}


class PublishForm(forms.Form):
    """Nothing is chosen beforehand, and what the privacy check asks about has to be confirmed; what it forbids, the action
    refuses."""

    audience_key = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[(PUBLIC, _("Everyone")), (MEMBERS, _("Everyone who is signed in"))],
        widget=forms.RadioSelect,
    )
    version = forms.CharField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)

    def __init__(self, *args: Any, lesson: LessonPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lesson = lesson
        self.holds = holds_on(lesson)
        self.found = found_in(lesson)
        self.blocked = bool(blocking(self.found))
        self.initial["version"] = lesson.latest_revision_id
        if self.found and not self.blocked:
            self.fields["confirmed"] = forms.BooleanField(
                label=_("I have read them: nobody can be recognised"),
                error_messages={"required": _("Change it, or confirm that nobody can be recognised.")},
            )

    def act(self, *, user: User) -> LessonPage:
        data = self.cleaned_data
        version = data["version"] or None
        try:
            return actions.publish_lesson(self.lesson, audience_key=data["audience_key"], version=version, user=user)
        except EditConflict:
            # What is to be confirmed now is another text.
            self.data = self.data.copy()  # type: ignore[union-attr]
            self.data["version"] = str(self.lesson.latest_revision_id or "")  # type: ignore[index]
            self.data.pop("confirmed", None)  # type: ignore[union-attr]
            raise
