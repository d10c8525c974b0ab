"""The case's own text, its perspectives and its timeline on one screen."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lessons.forms import offer_regions, parse_tags
from lessons.models import Theme
from lessons.places import regions_for
from regions.models import Circle, Region, User
from regions.states import Perspective

from .. import actions
from ..models import CaseStudyPage
from ..states import CASE_CIRCLES, LifeDomain
from .conflicts import VersionedForm

EMPTY_ROWS = 2


class RowForm(forms.Form):
    """One row: wholly filled in, or empty and then left out."""

    needed_when: ClassVar[dict[str, Any]] = dict.fromkeys(
        ("perspective", "month", "text"), _("needed in a row that you use")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        missing = [name for name in self.fields if data.get(name) in (None, "") and name not in self.errors]
        if missing and len(missing) < len(self.fields):
            for name in missing:
                self.add_error(name, _("Fill this in as well, or empty the whole row."))
        return data

    def row(self) -> tuple[Any, ...] | None:
        values = tuple(self.cleaned_data.get(name) for name in self.fields)
        return None if all(value in (None, "") for value in values) else values


class PerspectiveForm(RowForm):
    perspective = forms.ChoiceField(
        label=_("Seen by"), choices=[("", _("Choose")), *Perspective.choices], required=False
    )
    text = forms.CharField(label=_("How they saw it"), widget=forms.Textarea(attrs={"rows": 2}), required=False)


class EventForm(RowForm):
    month = forms.IntegerField(label=_("Month"), min_value=0, max_value=600, required=False)
    text = forms.CharField(label=_("What happened"), max_length=300, required=False)


class BaseRows(forms.BaseFormSet):
    def rows(self) -> list[tuple[Any, ...]]:
        return [row for form in self.forms if (row := cast(RowForm, form).row()) is not None]

    def typed(self) -> list[dict[str, Any]]:
        """The rows as they were typed, valid or not, without the empty ones."""
        rows = [{name: form.data.get(form.add_prefix(name), "") for name in form.fields} for form in self.forms]
        return [row for row in rows if any(row.values())]


Perspectives = forms.formset_factory(PerspectiveForm, BaseRows, extra=EMPTY_ROWS, max_num=50)
Events = forms.formset_factory(EventForm, BaseRows, extra=EMPTY_ROWS, max_num=100)


class CaseForm(VersionedForm):
    """Writes a new case, or edits ``case``."""

    circle = forms.ModelChoiceField(
        Circle.objects.none(),
        label=_("For which circle?"),
        empty_label=None,
        help_text=_(
            "Only this circle reads the case, once you share it. A wider audience needs a privacy check first."
        ),
    )
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label=_("Region"),
        empty_label=_("Choose"),
        help_text=_("The case is listed under this region, for who may read it."),
    )
    title = forms.CharField(
        label=_("Title"), max_length=255, help_text=_("What it was about, without names: “Waiting for day treatment”.")
    )
    summary = forms.CharField(
        label=_("Summary"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two or three sentences. Do not tell how it ended: others judge better without knowing that."),
    )
    situation = forms.CharField(
        label=_("Situation"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "What was going on? No names, no dates, no places: “month 4” instead of a date, “primary school age” instead "
            "of an age."
        ),
    )
    life_domains = forms.MultipleChoiceField(
        label=_("Life domains"),
        choices=LifeDomain.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Which of these five was it about?"),
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(), label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tags = forms.CharField(label=_("Tags"), required=False, help_text=_("Free words, separated by commas."))

    def __init__(self, *args: Any, user: User, case: CaseStudyPage | None = None, **kwargs: Any) -> None:
        initial = {
            "region": user.home_region,
            **(initial_of(case) if case else {}),
            **(kwargs.pop("initial", None) or {}),
        }
        rows = {name: initial.pop(name, None) for name in ("perspectives", "events")}
        super().__init__(*args, initial=initial, **kwargs)
        self.case, self.writer = case, user
        self._limit_circles(user)
        data = self.data if self.is_bound else None
        self.perspectives = Perspectives(data, initial=rows["perspectives"], prefix="perspectives")
        self.events = Events(data, initial=rows["events"], prefix="events")
        if case is not None:
            del self.fields["region"]
        else:
            offer_regions(self, "region", regions_for(self._circles(), writer=user))

    def _circles(self) -> Any:
        return cast(forms.ModelChoiceField, self.fields["circle"]).queryset

    def _limit_circles(self, user: User) -> None:
        field = cast(forms.ModelChoiceField, self.fields["circle"])
        if self.case is not None and self.case.is_shared:
            field.queryset = Circle.objects.filter(pk=self.case.circle.pk)  # type: ignore[union-attr]
            field.help_text = _("A shared case stays in the circle it was shared with.")
        else:
            mine = user.memberships.reading().values("circle")
            field.queryset = Circle.objects.filter(pk__in=mine, kind__in=CASE_CIRCLES)

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.perspectives.is_valid(), self.events.is_valid()])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        circle, region = data.get("circle"), data.get("region")
        if circle and region and region not in regions_for([circle], writer=self.writer):
            self.add_error("region", _("Choose a region of this circle, or your own."))
        return data

    def clean_tags(self) -> list[str]:
        return parse_tags(self.cleaned_data["tags"])

    def typed(self) -> dict[str, Any]:
        """All that was typed, to show the screen again with more empty rows."""
        values = {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }
        return {**values, "perspectives": self.perspectives.typed(), "events": self.events.typed()}

    def act(self, *, user: User) -> CaseStudyPage:
        fields = {**self.cleaned_data, "perspectives": self.perspectives.rows(), "events": self.events.rows()}
        version = fields.pop("version")
        if self.case is None:
            return actions.write_case(user=user, **fields)
        try:
            return actions.edit_case(self.case, version=int(version) if version.isdecimal() else 0, user=user, **fields)
        except actions.EditConflict:
            self._meet_newer_version(self.case)
            raise

    def _meet_newer_version(self, case: CaseStudyPage) -> None:
        stored = initial_of(CaseStudyPage.objects.get(pk=case.pk))
        self.meet_conflict(
            version=stored["version"], stored={name: stored[name] for name in ("title", "summary", "situation")}
        )
        self.stored += [
            (f"{_('How they saw it')}: {Perspective(row['perspective']).label}", row["text"])
            for row in stored["perspectives"]
            if (row["perspective"], row["text"]) not in self.perspectives.rows()
        ]
        self.stored += [
            (f"{_('Timeline')}: {_('month')} {row['month']}", row["text"])
            for row in stored["events"]
            if (row["month"], row["text"]) not in self.events.rows()
        ]


def initial_of(case: CaseStudyPage) -> dict[str, Any]:
    """What the latest revision says, as the form's values."""
    latest = case.get_latest_revision_as_object()
    return {
        "version": str(case.latest_revision_id),
        "circle": latest.circle,
        "title": latest.title,
        "summary": latest.summary,
        "situation": latest.situation,
        "life_domains": [one.domain for one in latest.life_domains.all()],
        "themes": list(latest.themes.all()),
        "tags": ", ".join(sorted(latest.tags.names())),
        "perspectives": [{"perspective": one.perspective, "text": one.text} for one in latest.perspectives.all()],
        "events": [{"month": one.month, "text": one.text} for one in latest.events.all()],
    }
